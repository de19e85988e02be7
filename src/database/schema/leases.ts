// The table of leases. A row is never deleted: its fence only grows.

export interface LeaseTable {
  name: string
  holder: string
  /** Counts up with every holder. */
  fence: number
  /** Milliseconds since 1970, by the clock of the database; in the past where nobody holds it. */
  expires_at: number
}

export interface LeasesSchema {
  leases: LeaseTable
}
