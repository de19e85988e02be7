// The database as the program asks it, on whatever engine it is. Inside a transaction use only the
// handle it gives you: one transaction writes at a time, and the outer handle would wait for
// itself.
import type { Kysely, RawBuilder, Transaction } from 'kysely'
import type { Fence } from './fence.ts'
import type { Migration } from './migrations/migration.ts'
import type { Listening, Notices } from './notices.ts'
import type { Schema } from './schema/index.ts'

/** What a query that changes nothing needs. */
export type ReadQueries = Pick<Kysely<Schema>, 'selectFrom' | 'selectNoFrom'>

/** Sees what is committed and never waits for a writer. */
export interface ReadOnlyDatabase {
  readonly reading: ReadQueries
  close(): Promise<void>
}

/**
 * Numbers that rise with every change of any paper, in the order in which the changes are
 * committed: who has seen all up to one of them asks for those above it.
 */
export interface ChangeNumbers {
  /** Within a transaction: the next number, as a value for one paper that changes. */
  readonly next: RawBuilder<number>
  /** Within a transaction: so many numbers, for papers that are new. */
  take(db: Transaction<Schema>, count: number): Promise<readonly number[]>
}

/**
 * `reading` is apart from `query` because on SQLite `query` lets one transaction in at a time: a
 * reader would wait for all that delivery writes.
 */
export interface Database extends ReadOnlyDatabase {
  /** Where it is, as messages name it: a path, or a URL without its password. */
  readonly place: string
  readonly query: Kysely<Schema>
  readonly changes: ChangeNumbers
  /** Null where one process has it to itself. */
  readonly shared: SharedDatabase | null
  /** Migrations that ran when it was opened. */
  readonly migrated: readonly string[]
  /**
   * Within a transaction, after rows were written with the numbers that they have elsewhere: new
   * rows and changes of papers get numbers above them.
   */
  continueNumbers(db: Transaction<Schema>): Promise<void>
  /** What the engine's own check of its files finds; empty where they are sound. */
  integrity(): string[]
  danglingReferences(): string[]
  /** Writes and deletes something: throws where the disk has no room. */
  probe(): Promise<void>
}

/** What several processes that use one database agree by. */
export interface SharedDatabase {
  /** The time by its own clock, ms since 1970: those of the processes differ. */
  readonly now: RawBuilder<number>
  /**
   * A connection apart, which waits for no other work of this process, and for no answer longer
   * than some seconds.
   */
  readonly urgent: Kysely<Schema>
  /** What its processes say to each other. */
  readonly notices: Notices
  /**
   * Calls once, when a newer program has changed the tables: with what a person should do. Nothing
   * that this program writes in a transaction is taken from then on.
   */
  watchSchema(onOutdated: (why: string) => void): Listening
  /** Another text whenever digests or papers have changed, whoever has changed them. */
  lastChange(): Promise<string>
  /**
   * The same database for one term: what it writes is refused with `TermEnded` once the lease has
   * another fence. Closing it cuts what is under way in the term, which then ends the same way.
   */
  fencedBy(fence: Fence): Database
}

export interface OpenOptions {
  readonly migrations?: readonly Migration[]
}
