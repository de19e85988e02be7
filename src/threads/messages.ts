// What goes between the bot's thread and one that works for it. All of it is plain data.

export interface ThreadData {
  /** Of the database's file. */
  readonly path: string
  /** Of a thread that this one may start: the built `making.ts`. */
  readonly making?: string
}

export interface Asked {
  readonly id: number
  readonly name: string
  readonly args: readonly unknown[]
}

/** Asked instead of a question: close the database and end. */
export const END = 'end'

export type Answered =
  | { readonly id: number; readonly kind: 'answer'; readonly answer: unknown }
  | { readonly id: number; readonly kind: 'fault'; readonly error: unknown }
