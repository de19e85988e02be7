// The time for which one process leads, as the work that is done in it sees it.
import type { Database } from '../database/database.ts'

export interface Term {
  /** What is written through it is refused with `TermEnded` once another process leads. */
  readonly database: Database
  /** Whether it lasts still, by this process's own clock: asked before each request. */
  isValid(): boolean
  /** A write was refused: the term is over, and this process has not noticed. */
  refused(): void
}

/** Of a process that has the database to itself: it lasts as long as the process. */
export const endlessTerm = (database: Database): Term => ({ database, isValid: () => true, refused: () => {} })

/** What is done in a term. It is begun once, and stopped once. */
export interface TermWork {
  start(): Promise<void>
  /**
   * Nothing new is begun. With `cut` the term is over, and what is under way must not be waited
   * for.
   */
  stop(how: 'finish' | 'cut'): Promise<void>
}
