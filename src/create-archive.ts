// Puts the archive together over an open database.
import type { Archive, Finding } from './archive/archive.ts'
import { examine } from './archive/doctor.ts'
import { createStoredArchive, type StoredArchive } from './archive/stored-archive.ts'
import type { Database } from './database/database.ts'
import { type Checkpoints, leaveCheckpoints } from './database/sqlite/checkpoints.ts'
import type { SqliteDatabase } from './database/sqlite/open-sqlite.ts'
import { createEntryBuilder } from './search/indexing/build-batches.ts'
import { createIndexScheduler, FRUGAL_PACE, INLINE_PACE, WORKER_PACE } from './search/indexing/index-scheduler.ts'
import { createIndexWriter, INDEX_WRITER_METHODS, type IndexWriter } from './search/indexing/index-writer.ts'
import { needsRebuild } from './search/indexing/rebuild.ts'
import { LEARNER_METHODS, type Learner } from './search/learning/learner.ts'
import { createLearningScheduler, type LearningScheduler } from './search/learning/learning-scheduler.ts'
import { createMatcher } from './search/matches.ts'
import { createQueries, LEARNING_QUERY_METHODS, type LearningQueries, type Queries } from './search/queries.ts'
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
  /** The index is written in less memory, and a little slower. */
  readonly isFrugal?: boolean
}

/** The next search then waits for another start, a fraction of a second. */
const QUERIES_IDLE_MS = 5 * 60_000

type IndexThread = IndexWriter & Learner & Pick<Checkpoints, 'checkpoint'>
type WorkerContext = Pick<ArchiveParts, 'database' | 'onFault'>

/** `close` ends the work in the background. Whoever opened the database closes it, afterwards. */
export async function createArchive(parts: ArchiveParts): Promise<Archive> {
  const { database, random = Math.random } = parts
  const { archive, papersChanged, examineWith } = await openSearch(parts)
  return {
    ...createStoredArchive({ database, random, onChanged: papersChanged }),
    ...archive,
    doctor: () => examineWith(database),
  }
}

export interface OpenSearch {
  /** What of an archive needs its index. */
  readonly archive: Omit<Archive, keyof StoredArchive | 'doctor'>
  /** To be called with the number of papers that are new, changed or gone. */
  papersChanged(papers: number): Promise<void>
  /** Looks for damage in the index and in an archive that has the same papers. */
  examineWith(database: Database): Promise<readonly Finding[]>
}

/** Over the papers of a file, whether it is the archive or a copy of it. */
export async function openSearch(parts: Omit<ArchiveParts, 'random'>): Promise<OpenSearch> {
  const { database, onFault = () => {}, workers = {} } = parts
  const opened = openIndex(database)
  const { index } = opened
  const context = { database, onFault }
  const indexWorker = workers.index && startIndexWorker(workers.index, workers, context)
  const writer = indexWorker?.calls ?? createIndexWriter(index, createEntryBuilder(database))
  const checkpoints = indexWorker && leaveCheckpoints(database, indexWorker.calls.checkpoint)
  const pace = indexWorker ? (workers.isFrugal ? FRUGAL_PACE : WORKER_PACE) : INLINE_PACE
  const scheduler = createIndexScheduler({ database, index, writer, pace, onFault })
  let learning: LearningScheduler | null = null
  const ensureIndexed = () => {
    learning?.asked()
    return scheduler.ensureIndexed()
  }
  const ensureIndexedSoon = () => {
    learning?.asked()
    return scheduler.ensureIndexedSoon()
  }
  if (await needsRebuild(database)) void scheduler.rebuild().catch(onFault)
  const queryWorker = workers.query && startQueryWorker(workers.query, ensureIndexed, context)
  const { takeLearned, ...queries } = queryWorker?.calls ?? createQueries({ database, index, ensureIndexed })
  // A thread that also answers would be held up, and a process that only writes has no use for it.
  if (indexWorker && queryWorker) learning = createLearningScheduler({ index, learner: indexWorker.calls, takeLearned, onFault })
  return {
    papersChanged(papers) {
      learning?.papersChanged()
      return scheduler.papersChanged(papers)
    },
    async examineWith(archive) {
      const countIndex = () => ({ reached: index.reached(), entries: index.size(), orphans: index.orphans().length })
      // A check that itself fails has found something: the index is no longer what it should be.
      const faults = await writer.check().catch((error: Error) => [error.message])
      return await examine(archive, faults, countIndex)
    },
    archive: {
      ...queries,
      // Suggestions appear while somebody types: they must not wait for a long query, nor for papers
      // that are being indexed.
      suggest: createSuggest({ database, index, ensureIndexed: ensureIndexedSoon }),
      ...createMatcher(index),
      indexing: scheduler.indexing,
      reindex(onProgress) {
        learning?.papersChanged()
        return scheduler.rebuild(onProgress)
      },
      settled: scheduler.settled,
      async close() {
        await learning?.close()
        checkpoints?.end()
        await queryWorker?.close()
        await scheduler.close()
        await indexWorker?.close()
        opened.close()
      },
    },
  }
}

function startIndexWorker(module: URL, workers: ArchiveWorkers, { database, onFault }: WorkerContext): Worker<IndexThread> {
  return createWorker<IndexThread>({
    module,
    task: 'writes the index',
    methods: [...INDEX_WRITER_METHODS, ...LEARNER_METHODS, 'checkpoint'],
    collection: workers.isFrugal ? 'early' : 'large',
    data: { path: database.path, ...(workers.entry && { entryWorker: workers.entry.href }) },
    ...(onFault && { onFault }),
  })
}

function startQueryWorker(
  module: URL,
  ensureIndexed: () => Promise<void>,
  { database, onFault }: WorkerContext,
): Worker<Queries & LearningQueries> {
  return createWorker<Queries & LearningQueries>({
    module,
    task: 'answers queries',
    methods: LEARNING_QUERY_METHODS,
    data: { path: database.path },
    beforeCall: async (method) => {
      if (method !== 'takeLearned') await ensureIndexed()
    },
    idleMs: QUERIES_IDLE_MS,
    ...(onFault && { onFault }),
  })
}
