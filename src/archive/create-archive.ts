// Puts the archive together over an open database.
import type { Database } from '../database/database.ts'
import { createSqliteSearchIndex } from '../database/sqlite/search-index.ts'
import type { Archive } from './archive.ts'
import { examine } from './doctor.ts'
import { createExporting } from './exporting.ts'
import { createGlossary } from './glossary.ts'
import { createIndexer, needsRebuild } from './indexer.ts'
import { createListing } from './listing.ts'
import { matches } from './query/matches.ts'
import { createReading } from './reading.ts'
import { createSearch } from './search/search.ts'
import { createSimilar } from './similar.ts'
import { createStore } from './store.ts'
import { createSuggest } from './suggest.ts'
import { createTrends } from './trends.ts'

export interface ArchiveParts {
  readonly database: Database
  /** 0 to 1, 1 not included. */
  readonly random?: () => number
  /** Told when work in the background fails; the archive goes on. */
  readonly onFault?: (error: unknown) => void
}

export async function createArchive(parts: ArchiveParts): Promise<Archive> {
  const { database, random = Math.random, onFault = () => {} } = parts
  const index = createSqliteSearchIndex(database.writer, database.reader)
  const indexer = createIndexer({ database, index, onFault })
  const before = indexer.beforeSearch
  if (await needsRebuild(database)) void indexer.rebuild().catch(onFault)
  const store = createStore({ database, index, onStored: indexer.stored })
  return {
    ...createReading({ database, random }),
    ...store,
    ...createListing({ database, index, before }),
    glossary: createGlossary({ database, index, before }),
    trends: createTrends({ database }),
    ...createExporting({ database, archive: store }),
    search: createSearch({ database, index, before, elapsed: () => performance.now() }),
    suggest: createSuggest({ database, index, before }),
    similar: createSimilar({ database, index, before }),
    matches,
    doctor: async () => examine(database, index),
    reindex: indexer.rebuild,
    settled: indexer.settled,
    close: indexer.close,
  }
}
