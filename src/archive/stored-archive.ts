// The archive without its search: all that is true of papers, read and written through the database
// alone, on whatever engine that is.
import type { Database } from '../database/database.ts'
import { createExporting, type Exporting } from './exporting.ts'
import { createReading, type Reading } from './reading.ts'
import { createStore, type Store } from './store.ts'

export type StoredArchive = Reading & Store & Exporting

export function createStoredArchive(parts: {
  database: Database
  /** 0 to 1, 1 not included. */
  random: () => number
  /** Called with the number of papers that are new, changed or gone. */
  onChanged: (papers: number) => Promise<void>
}): StoredArchive {
  const store = createStore(parts)
  return { ...createReading(parts), ...store, ...createExporting({ database: parts.database, archive: store }) }
}
