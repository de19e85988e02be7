// What every answer of the search is made from.
import type { ReadOnlyDatabase } from '../database/database.ts'
import type { SearchIndex } from './search-index.ts'
import type { RememberingIndex } from './words/remembered-answers.ts'

export interface SearchParts {
  readonly database: ReadOnlyDatabase
  readonly index: SearchIndex
  /** Awaited first: what was just stored must be found. */
  readonly ensureIndexed: () => Promise<void>
}

/** Counts of common terms take longest and are asked for most: all answers share them. */
export interface RememberingParts extends SearchParts {
  readonly remembering: RememberingIndex
}
