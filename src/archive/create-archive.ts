// Puts the archive together over an open database.
import type { Database } from '../database/database.ts'
import { createSqliteSearchIndex } from '../database/sqlite/search-index.ts'
import type { Archive } from './archive.ts'
import { examine } from './doctor.ts'
import { createExporting } from './exporting.ts'
import { createIndexer, needsRebuild } from './indexer.ts'
import { matches } from './query/matches.ts'
import { createQuestions } from './questions.ts'
import { createReading } from './reading.ts'
import { createStore } from './store.ts'
import { createSuggest } from './suggest.ts'
import { createThread } from './thread/thread.ts'

export interface ArchiveParts {
  readonly database: Database
  /** 0 to 1, 1 not included. */
  readonly random?: () => number
  /** Told when work in the background fails; the archive goes on. */
  readonly onFault?: (error: unknown) => void
  /** The built `thread/answering.ts`: long questions are then answered in a thread of their own, else in this one. */
  readonly thread?: URL
}

export async function createArchive(parts: ArchiveParts): Promise<Archive> {
  const { database, random = Math.random, onFault = () => {} } = parts
  const index = createSqliteSearchIndex(database.writer, database.reader)
  const indexer = createIndexer({ database, index, onFault })
  const before = indexer.beforeSearch
  if (await needsRebuild(database)) void indexer.rebuild().catch(onFault)
  const store = createStore({ database, index, onStored: indexer.stored })
  const thread = parts.thread && createThread({ module: parts.thread, path: database.path, before, onFault })
  return {
    ...createReading({ database, random }),
    ...store,
    ...(thread ? thread.questions : createQuestions({ database, index, before })),
    ...createExporting({ database, archive: store }),
    // What is being typed is answered at once: it may not stand in line behind a long question.
    suggest: createSuggest({ database, index, before }),
    matches,
    doctor: async () => examine(database, index),
    reindex: indexer.rebuild,
    settled: indexer.settled,
    async close() {
      await thread?.close()
      await indexer.close()
    },
  }
}
