// What goes between the bot's thread and one that works for it. All of it is plain data.

export interface WorkerData {
  /** Of the archive's file. */
  readonly path: string
  /** Address of the built module of a further thread that this one may start. */
  readonly entryWorker?: string
}

export interface CallMessage {
  readonly id: number
  readonly method: string
  readonly args: readonly unknown[]
}

/** Sent instead of a call: close the database and end. */
export const END = 'end'

export type ResultMessage =
  | { readonly id: number; readonly kind: 'result'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'fault'; readonly error: unknown }
