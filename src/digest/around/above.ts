// What is written around one digest and speaks of it: the front matter of its file, and the last
// header before its papers.
import type { FoundDate } from '../dates/dates.ts'
import type { Posted } from '../dates/posted.ts'
import { readable } from '../lines/readable.ts'
import { lastBefore } from './around.ts'
import { ownSubject } from './forwarded.ts'
import type { Around } from './part.ts'

export interface Above {
  readonly matter: Around | undefined
  readonly forwarded: Around | undefined
}

/** Of the digest whose first paper, or else whose head, begins at this line. */
export function aboveOf(around: readonly Around[], line: number): Above {
  const last = lastBefore(around, line)
  return {
    matter: around[0]?.kind === 'front-matter' ? around[0] : undefined,
    forwarded: last?.kind === 'forwarded' ? last : undefined,
  }
}

export function titleOf({ matter, forwarded }: Above, head: string | null, subject: string | undefined): string | null {
  const written = matter?.title ?? head ?? forwarded?.title ?? (subject && ownSubject(subject))
  return written === undefined || written === '' ? null : readable(written)
}

/** A header or front matter says when the text was sent or written, as a line of posting does. */
export function datesOf({ matter, forwarded }: Above): readonly Posted[] {
  return [matter?.date, forwarded?.date].flatMap((date: FoundDate | null | undefined) => (date ? { date, isEdit: false } : []))
}
