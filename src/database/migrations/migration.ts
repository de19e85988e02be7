// What a migration is. It runs once, inside a transaction; a later one never changes an earlier
// one.
import type { Kysely } from 'kysely'

export interface Migration {
  /** `NNN-name`, never renamed. */
  readonly name: string
  /** The schema is not typed here: it is another one at each step. */
  up(db: Kysely<unknown>): Promise<void>
}
