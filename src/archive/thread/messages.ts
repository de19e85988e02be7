// What goes between the bot's thread and the one that answers questions. All of it is plain data.
import type { Questions } from '../questions.ts'

export interface Asked {
  readonly id: number
  readonly name: keyof Questions
  readonly args: readonly unknown[]
}

/** Asked instead of a question: close the database and end. */
export const END = 'end'

export type Answered =
  | { readonly id: number; readonly kind: 'answer'; readonly answer: unknown }
  | { readonly id: number; readonly kind: 'fault'; readonly error: unknown }
