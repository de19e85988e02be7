// Keeps the index up with the papers. Papers are stored first and indexed behind, many at a time: indexing each digest
// on its own costs several times as much. How far the index has come stands in it, so a killed process leaves nothing out.

import type { Progress } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import { TERMS_VERSION } from '../../text/terms.ts'
import { createYielder } from '../../threads/yield.ts'
import type { IndexWork } from './index-writer.ts'

/** How much is done at once: by a thread beside the one that stores, or by that one itself, which then must not be held up. */
interface Pace {
  /** As many as wait before indexing begins. */
  readonly start: number
  /** As many as wait before a writer must wait, too. */
  readonly wait: number
  readonly batch: number
  /** Of a rebuild. */
  readonly stretch: number
}
export const BESIDE: Pace = { start: 256, wait: 16_384, batch: 8_192, stretch: 480 }
export const IN_BETWEEN: Pace = { start: 1_024, wait: 1_024, batch: 1_024, stretch: 48 }

/** More than this are left to the background: a search does not wait for them. */
const FEW = 1_024
const QUIET_MS = 100

export interface Indexer {
  /** Tells of papers that are new or changed; waits only when very many are behind. */
  changed(papers: number): Promise<void>
  /** Indexes what waits, so that a search finds what was just stored; a great backlog is left to the background. */
  beforeSearch(): Promise<void>
  rebuild(onProgress?: (progress: Progress) => void): Promise<void>
  settled(): Promise<void>
  close(): Promise<void>
}

export interface IndexerParts {
  readonly database: Database
  readonly work: IndexWork
  readonly pace: Pace
  readonly onFault: (error: unknown) => void
}

export function createIndexer({ database, work, pace, onFault }: IndexerParts): Indexer {
  let timer: NodeJS.Timeout | undefined
  let rebuilding: Promise<void> | undefined
  let working: Promise<unknown> = Promise.resolve()
  let draining: Promise<void> | undefined
  let closed = false
  /** Papers changed that no batch has taken yet, at most. */
  let behind = 0
  const yieldTurn = createYielder()

  /** One batch at a time, whoever asks. */
  const batch = (size: number): Promise<number> => {
    const next = working
      .catch(() => {})
      .then(async () => {
        if (closed) return 0
        const done = await work.catchUp(size)
        behind = Math.max(0, behind - done)
        return done
      })
    working = next
    return next
  }
  /** Goes on while there is enough to do at once: of a few papers the words cost most. */
  const drain = () => {
    draining ??= (async () => {
      while ((await batch(pace.batch)) >= pace.start && !closed) await breath()
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
    while (!closed && countWaiting(database, 1) > 0) await batch(pace.batch)
  }
  if (countWaiting(database, 1) > 0) drainSoon()
  return {
    async changed(papers) {
      behind += papers
      // The papers are stored, whatever becomes of the index.
      if (behind >= pace.wait) await batch(pace.batch).catch(onFault)
      else if (behind >= pace.start) void drain()
      drainSoon()
      await yieldTurn()
    },
    async beforeSearch() {
      const waiting = countWaiting(database, FEW)
      if (waiting > 0 && waiting < FEW) await batch(FEW).catch(onFault)
    },
    rebuild(onProgress) {
      rebuilding ??= rebuildOrRecreate({ database, work, pace, isStopped: () => closed }, onProgress).finally(() => {
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
      if (!rebuilding && countWaiting(database, FEW) < FEW) await drainAll().catch(onFault)
      closed = true
      await rebuilding?.catch(() => {})
      await working.catch(() => {})
    },
  }
}

const breath = () => new Promise((resolve) => setImmediate(resolve))

function countWaiting({ reader }: Database, atMost: number): number {
  const waiting = 'select 1 from papers where changed > (select reached from search_state) limit ?'
  return reader.get<{ n: number }>(`select count(*) as n from (${waiting})`, [atMost])?.n ?? 0
}

interface Rebuilding {
  readonly database: Database
  readonly work: IndexWork
  readonly pace: Pace
  readonly isStopped: () => boolean
}

/** What is damaged can't be changed any more: it is then made from nothing. */
async function rebuildOrRecreate(parts: Rebuilding, onProgress?: (progress: Progress) => void): Promise<void> {
  try {
    await rebuildAll(parts, onProgress)
  } catch (error) {
    if ((await parts.work.check()).length === 0) throw error
    await parts.work.recreate()
    await rebuildAll(parts, onProgress)
  }
}

/**
 * One stretch of papers after the other. The place reached is kept, so that a restart goes on from there; papers not yet
 * reached answer from the old index.
 */
async function rebuildAll(
  { database, work, pace, isStopped }: Rebuilding,
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  const resumed = await readCursor(database)
  await writeCursor(database, resumed)
  if (resumed === 0) await work.startRebuild()
  const last = database.reader.get<{ pid: number | null }>('select max(pid) as pid from papers')?.pid ?? 0
  for (let cursor = resumed; cursor < last && !isStopped(); ) {
    const next = Math.min(last, cursor + pace.stretch)
    await work.rebuild(cursor, next)
    cursor = next
    await writeCursor(database, cursor)
    onProgress?.({ done: cursor, total: last })
    await breath()
  }
  if (isStopped()) return
  await work.finishRebuild()
  await writeSetting(database, 'terms_version', String(TERMS_VERSION))
  await database.query.deleteFrom('settings').where('name', '=', 'reindex_from').execute()
}

/** How far an unfinished rebuild came; one that was made by other terms counts for nothing. */
async function readCursor(database: Database): Promise<number> {
  const row = await database.query.selectFrom('settings').select('value').where('name', '=', 'reindex_from').executeTakeFirst()
  const [version, cursor] = (row?.value ?? '').split(':')
  return version === String(TERMS_VERSION) ? Number(cursor) : 0
}

const writeCursor = (database: Database, cursor: number) => writeSetting(database, 'reindex_from', `${TERMS_VERSION}:${cursor}`)

async function writeSetting(database: Database, name: string, value: string): Promise<void> {
  await database.query
    .insertInto('settings')
    .values({ name, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

/** Whether the index was made by other terms than this program's, or only in part; a new archive has none yet and takes ours. */
export async function needsRebuild(database: Database): Promise<boolean> {
  const rows = await database.query
    .selectFrom('settings')
    .selectAll()
    .where('name', 'in', ['terms_version', 'reindex_from'])
    .execute()
  const version = rows.find(({ name }) => name === 'terms_version')
  if (version) return version.value !== String(TERMS_VERSION) || rows.length > 1
  await writeSetting(database, 'terms_version', String(TERMS_VERSION))
  return false
}
