// What a migration is. It runs once, inside a transaction; a later one never changes an earlier
// one.
import type { ColumnDataType, Kysely, RawBuilder } from 'kysely'

type ColumnType = ColumnDataType | RawBuilder<unknown>

/** How an engine keeps what a column holds. */
export interface ColumnTypes {
  /** Compared and sorted by its UTF-8 bytes, whatever language the server speaks. */
  readonly text: ColumnType
  /** A whole number as JavaScript has it: a count, a key, a moment, 0 or 1. */
  readonly number: ColumnType
}

export interface Migration {
  /** `NNN-name`, never renamed. */
  readonly name: string
  /** The schema is not typed here: it is another one at each step. */
  up(db: Kysely<unknown>, types: ColumnTypes): Promise<void>
}
