// Keeps the index up with the papers. Papers are stored first and indexed afterwards, many at a
// time:
// indexing each digest on its own costs several times as much. How far the index has come is kept
// in it, so a killed process leaves nothing out.
import type { Progress } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import { createYielder, yieldToEventLoop } from '../../threads/yield.ts'
import type { SearchIndex } from '../search-index.ts'
import type { IndexWriter } from './index-writer.ts'
import { rebuildIndex } from './rebuild.ts'

/** How many papers are indexed at once. */
interface Pace {
  /** So many wait before indexing begins. */
  readonly start: number
  /** So many wait before whoever stores papers must wait, too. */
  readonly block: number
  readonly batch: number
  /** Papers of one transaction of a rebuild. */
  readonly stride: number
}

/** For a thread of its own. */
export const WORKER_PACE: Pace = { start: 256, block: 16_384, batch: 8_192, stride: 480 }
/** The same where it must take little memory, for it runs for long beside all else. */
export const FRUGAL_PACE: Pace = { ...WORKER_PACE, batch: 1_024 }
/** For the thread that also stores papers and answers, which must not be held up for long. */
export const INLINE_PACE: Pace = { start: 1_024, block: 1_024, batch: 1_024, stride: 48 }

/** More papers than this are left to the background: a search does not wait for them. */
const MAX_BEFORE_SEARCH = 1_024
const QUIET_MS = 100
const MAX_WAIT_WHILE_TYPING_MS = 20

export interface IndexScheduler {
  /**
   * Called with the number of papers that are new or changed; waits only when very many are behind.
   */
  papersChanged(papers: number): Promise<void>
  /**
   * Indexes what is pending, so that a search finds what was just stored; a great backlog is left
   * to the background.
   */
  ensureIndexed(): Promise<void>
  /**
   * The same for what is asked while somebody types: it waits a moment only, for a thread that has
   * to be started first takes longer than a reader's next key.
   */
  ensureIndexedSoon(): Promise<void>
  /** Null where a search finds all papers. */
  indexing(): Progress | null
  rebuild(onProgress?: (progress: Progress) => void): Promise<void>
  settled(): Promise<void>
  close(): Promise<void>
}

export interface IndexSchedulerParts {
  readonly database: Database
  readonly index: SearchIndex
  readonly writer: IndexWriter
  readonly pace: Pace
  readonly onFault: (error: unknown) => void
}

export function createIndexScheduler({ database, index, writer, pace, onFault }: IndexSchedulerParts): IndexScheduler {
  let timer: NodeJS.Timeout | undefined
  let rebuilding: Promise<void> | undefined
  let lastBatch: Promise<unknown> = Promise.resolve()
  let draining: Promise<void> | undefined
  let closed = false
  /** Papers changed that no batch has taken yet, at most. */
  let pending = 0
  const yieldTurn = createYielder()

  /** One batch at a time, whoever asks. */
  const indexBatch = (size: number): Promise<number> => {
    const next = lastBatch
      .catch(() => {})
      .then(async () => {
        if (closed) return 0
        const done = await writer.catchUp(size)
        pending = Math.max(0, pending - done)
        return done
      })
    lastBatch = next
    return next
  }
  /** Goes on while there is enough to do at once: of a few papers the words cost most. */
  const drain = () => {
    draining ??= (async () => {
      while ((await indexBatch(pace.batch)) >= pace.start && !closed) await yieldToEventLoop()
    })()
      .catch(onFault)
      .finally(() => {
        draining = undefined
      })
    return draining
  }
  const drainSoon = () => {
    clearTimeout(timer)
    timer = setTimeout(drain, QUIET_MS)
    timer.unref()
  }
  const drainAll = async () => {
    while (!closed && index.countPending(1) > 0) await indexBatch(pace.batch)
  }
  const ensureIndexed = async () => {
    const waiting = index.countPending(MAX_BEFORE_SEARCH)
    if (waiting > 0 && waiting < MAX_BEFORE_SEARCH) await indexBatch(MAX_BEFORE_SEARCH).catch(onFault)
  }
  if (index.countPending(1) > 0) drainSoon()
  return {
    ensureIndexed,
    ensureIndexedSoon: () => atMost(MAX_WAIT_WHILE_TYPING_MS, ensureIndexed()),
    async papersChanged(papers) {
      pending += papers
      // The papers are stored, whatever becomes of the index.
      if (pending >= pace.block) await indexBatch(pace.batch).catch(onFault)
      else if (pending >= pace.start) void drain()
      drainSoon()
      await yieldTurn()
    },
    indexing() {
      if (index.countPending(MAX_BEFORE_SEARCH) < MAX_BEFORE_SEARCH) return null
      const total = index.paperCount()
      return { done: Math.max(0, total - index.countPending(total)), total }
    },
    rebuild(onProgress) {
      const parts = { database, index, writer, stride: pace.stride, isStopped: () => closed }
      rebuilding ??= rebuildIndex(parts, onProgress).finally(() => {
        rebuilding = undefined
      })
      return rebuilding
    },
    async settled() {
      await rebuilding
      await drainAll()
    },
    async close() {
      clearTimeout(timer)
      if (!rebuilding && index.countPending(MAX_BEFORE_SEARCH) < MAX_BEFORE_SEARCH) await drainAll().catch(onFault)
      closed = true
      await rebuilding?.catch(() => {})
      await lastBatch.catch(() => {})
    },
  }
}

/** Goes on without it where it takes longer. */
async function atMost(ms: number, work: Promise<void>): Promise<void> {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, ms)
  })
  await Promise.race([work, passed])
  clearTimeout(timer)
}
