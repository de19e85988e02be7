// Tables of what readers keep: reading lists, watches, their language.

export interface ReadersTable {
  readonly user_id: string
  /** `zh` or `en`; null: what Discord says. */
  readonly language: string | null
}

export interface ReadersSchema {
  readonly readers: ReadersTable
}
