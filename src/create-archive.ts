// Puts the archive together over an open database.
import type { Archive } from './archive/archive.ts'
import { examine } from './archive/doctor.ts'
import { createStoredArchive } from './archive/stored-archive.ts'
import type { SqliteDatabase } from './database/sqlite/open-sqlite.ts'
import { createEntryBuilder } from './search/indexing/build-batches.ts'
import { createIndexScheduler, INLINE_PACE, WORKER_PACE } from './search/indexing/index-scheduler.ts'
import { createIndexWriter, INDEX_WRITER_METHODS, type IndexWriter } from './search/indexing/index-writer.ts'
import { needsRebuild } from './search/indexing/rebuild.ts'
import { createMatcher } from './search/matches.ts'
import { createQueries, QUERY_METHODS, type Queries } from './search/queries.ts'
import { openIndex } from './search/sqlite/open-index.ts'
import { createSuggest } from './search/suggest.ts'
import { createWorker, type Worker } from './threads/worker-calls.ts'

export interface ArchiveParts {
  readonly database: SqliteDatabase
  /** 0 to 1, 1 not included. */
  readonly random?: () => number
  /** Called when work in the background fails; the archive goes on. */
  readonly onFault?: (error: unknown) => void
  readonly workers?: ArchiveWorkers | undefined
}

/**
 * Built modules of `src/search/workers/`: long queries and the index then have threads of their
 * own, else this thread does their work.
 */
export interface ArchiveWorkers {
  readonly query?: URL
  readonly index?: URL
  /** Helps `index` where very many papers wait. */
  readonly entry?: URL
}

/** The next search then waits for another start, a fraction of a second. */
const QUERIES_IDLE_MS = 5 * 60_000

type WorkerContext = Pick<ArchiveParts, 'database' | 'onFault'>

/** `close` ends the work in the background. Whoever opened the database closes it, afterwards. */
export async function createArchive(parts: ArchiveParts): Promise<Archive> {
  const { database, random = Math.random, onFault = () => {}, workers = {} } = parts
  const opened = openIndex(database)
  const { index } = opened
  const context = { database, onFault }
  const indexWorker = workers.index && startIndexWorker(workers.index, workers.entry, context)
  const writer = indexWorker?.calls ?? createIndexWriter(index, createEntryBuilder(database))
  const pace = indexWorker ? WORKER_PACE : INLINE_PACE
  const scheduler = createIndexScheduler({ database, index, writer, pace, onFault })
  const { ensureIndexed } = scheduler
  if (await needsRebuild(database)) void scheduler.rebuild().catch(onFault)
  const queryWorker = workers.query && startQueryWorker(workers.query, ensureIndexed, context)
  return {
    ...createStoredArchive({ database, random, onChanged: scheduler.papersChanged }),
    ...(queryWorker?.calls ?? createQueries({ database, index, ensureIndexed })),
    // Suggestions appear while somebody types: they must not wait for a long query.
    suggest: createSuggest({ database, index, ensureIndexed }),
    ...createMatcher(index),
    async doctor() {
      const countIndex = () => ({ reached: index.reached(), entries: index.size(), orphans: index.orphans().length })
      // A check that itself fails has found something: the index is no longer what it should be.
      const faults = await writer.check().catch((error: Error) => [error.message])
      return examine(database, faults, countIndex)
    },
    indexing: scheduler.indexing,
    reindex: scheduler.rebuild,
    settled: scheduler.settled,
    async close() {
      await queryWorker?.close()
      await scheduler.close()
      await indexWorker?.close()
      opened.close()
    },
  }
}

function startIndexWorker(module: URL, entryWorker: URL | undefined, { database, onFault }: WorkerContext): Worker<IndexWriter> {
  return createWorker<IndexWriter>({
    module,
    task: 'writes the index',
    methods: INDEX_WRITER_METHODS,
    largeYoungGeneration: true,
    data: { path: database.path, ...(entryWorker && { entryWorker: entryWorker.href }) },
    ...(onFault && { onFault }),
  })
}

function startQueryWorker(module: URL, beforeCall: () => Promise<void>, { database, onFault }: WorkerContext): Worker<Queries> {
  return createWorker<Queries>({
    module,
    task: 'answers queries',
    methods: QUERY_METHODS,
    data: { path: database.path },
    beforeCall,
    idleMs: QUERIES_IDLE_MS,
    ...(onFault && { onFault }),
  })
}
