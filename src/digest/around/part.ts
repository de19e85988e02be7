// A part of a text that is written around its digests.
import type { FoundDate } from '../dates/dates.ts'

export interface Around {
  readonly kind: 'front-matter' | 'forwarded'
  /** First and last line, from 1. */
  readonly start: number
  readonly end: number
  readonly title: string | null
  readonly date: FoundDate | null
}
