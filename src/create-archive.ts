// Puts the archive together over an open database.

import type { Archive } from './archive/archive.ts'
import { examine } from './archive/doctor.ts'
import { createExporting } from './archive/exporting.ts'
import { createReading } from './archive/reading.ts'
import { createStore } from './archive/store.ts'
import type { Database } from './database/database.ts'
import { createMaking } from './search/indexing/entry-batch.ts'
import { BESIDE, createIndexer, IN_BETWEEN, needsRebuild } from './search/indexing/index-scheduler.ts'
import { createIndexWork, INDEX_WORK, type IndexWork } from './search/indexing/index-writer.ts'
import { createMatcher } from './search/query/matches.ts'
import { createQuestions, QUESTIONS, type Questions } from './search/questions.ts'
import { createSqliteSearchIndex } from './search/sqlite/search-index.ts'
import { createSuggest } from './search/suggest.ts'
import { createThread } from './threads/worker-calls.ts'

export interface ArchiveParts {
  readonly database: Database
  /** 0 to 1, 1 not included. */
  readonly random?: () => number
  /** Told when work in the background fails; the archive goes on. */
  readonly onFault?: (error: unknown) => void
  /** The built files of `thread/`: long questions and the index then have threads of their own, else they are this one's work. */
  readonly threads?: ArchiveThreads
}

export interface ArchiveThreads {
  readonly answering?: URL
  readonly indexing?: URL
  /** Helps `indexing` where very many papers wait. */
  readonly making?: URL
}

export async function createArchive(parts: ArchiveParts): Promise<Archive> {
  const { database, random = Math.random, onFault = () => {}, threads = {} } = parts
  const index = createSqliteSearchIndex(database.indexing, database.reader)
  const { path } = database
  const indexing =
    threads.indexing &&
    createThread<IndexWork>({
      module: threads.indexing,
      does: 'writes the index',
      names: INDEX_WORK,
      passesMuch: true,
      data: { path, ...(threads.making && { making: threads.making.href }) },
      onFault,
    })
  const work = indexing?.calls ?? createIndexWork({ database, index, making: createMaking(database.reader) })
  const indexer = createIndexer({ database, work, pace: indexing ? BESIDE : IN_BETWEEN, onFault })
  const before = indexer.beforeSearch
  if (await needsRebuild(database)) void indexer.rebuild().catch(onFault)
  const store = createStore({ database, onChanged: indexer.changed })
  const answering =
    threads.answering &&
    createThread<Questions>({
      module: threads.answering,
      does: 'answers questions',
      names: QUESTIONS,
      data: { path },
      before,
      onFault,
    })
  answering?.start()
  return {
    ...createReading({ database, random }),
    ...store,
    ...(answering?.calls ?? createQuestions({ database, index, before })),
    ...createExporting({ database, archive: store }),
    // What is being typed is answered at once: it may not stand in line behind a long question.
    suggest: createSuggest({ database, index, before }),
    ...createMatcher(index),
    async doctor() {
      const countIndex = () => ({ reached: index.reached(), entries: index.size(), strays: index.strays().length })
      return examine(database, await work.check(), countIndex)
    },
    reindex: indexer.rebuild,
    settled: indexer.settled,
    async close() {
      await answering?.close()
      await indexer.close()
      await indexing?.close()
    },
  }
}
