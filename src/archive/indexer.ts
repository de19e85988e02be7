// Keeps the index up with the papers. Papers are stored first and indexed behind, many at a time: indexing each digest
// on its own costs several times as much. What waits is marked in the database, so a killed process only leaves it waiting.
import type { Database } from '../database/database.ts'
import type { SearchIndex } from '../database/search-index.ts'
import { TERMS_VERSION } from '../text/terms.ts'
import { keysOfAffiliation } from './affiliations.ts'
import type { Progress } from './archive.ts'
import type { Content } from './content.ts'
import { indexEntry } from './indexing.ts'
import { nameOf } from './people.ts'
import { contentOfRow } from './rows.ts'

/** As many as wait before a writer must help indexing. */
const LARGE_BATCH = 1_024
/** About ten milliseconds of work: what a bot that is answering people can lose at once. */
const SMALL_BATCH = 48
const QUIET_MS = 100

export interface Indexer {
  /** Tells of new papers; waits only when very many are behind. */
  stored(papers: number): Promise<void>
  /** Indexes what waits, so that a search finds what was just stored; a great backlog is left to the background. */
  beforeSearch(): Promise<void>
  rebuild(onProgress?: (progress: Progress) => void): Promise<void>
  settled(): Promise<void>
  close(): Promise<void>
}

export function createIndexer(parts: { database: Database; index: SearchIndex; onFault: (error: unknown) => void }): Indexer {
  const { database, index } = parts
  let timer: NodeJS.Timeout | undefined
  let rebuilding: Promise<void> | undefined
  let working: Promise<unknown> = Promise.resolve()
  let closed = false
  /** Papers stored since a batch was taken, at most. */
  let behind = 0

  /** One batch at a time, whoever asks. */
  const batch = (size: number): Promise<number> => {
    const next = working.catch(() => {}).then(() => (closed ? 0 : indexWaiting(database, index, size)))
    working = next
    behind = Math.max(0, behind - size)
    return next
  }
  const drain = async () => {
    while ((await batch(LARGE_BATCH)) === LARGE_BATCH && !closed) await breath()
  }
  const schedule = () => {
    clearTimeout(timer)
    timer = setTimeout(() => void drain().catch(parts.onFault), QUIET_MS)
    timer.unref()
  }
  const rebuild = (onProgress?: (progress: Progress) => void) => {
    rebuilding ??= rebuildOrRecreate({ database, index, batch, isStopped: () => closed }, onProgress).finally(() => {
      rebuilding = undefined
    })
    return rebuilding
  }
  return {
    async stored(papers) {
      behind += papers
      if (behind >= LARGE_BATCH) await batch(LARGE_BATCH)
      schedule()
    },
    async beforeSearch() {
      const waiting = countWaiting(database, LARGE_BATCH)
      if (waiting > 0 && waiting < LARGE_BATCH && !rebuilding) await batch(LARGE_BATCH)
    },
    rebuild,
    async settled() {
      await rebuilding
      await drain()
    },
    async close() {
      clearTimeout(timer)
      if (!rebuilding) await drain()
      closed = true
      await rebuilding?.catch(() => {})
      await working.catch(() => {})
    },
  }
}

const breath = () => new Promise((resolve) => setImmediate(resolve))

function countWaiting(database: Database, atMost: number): number {
  const row = database.reader.get<{ n: number }>(
    'select count(*) as n from (select 1 from papers where indexed = 0 and retracted = 0 limit ?)',
    [atMost],
  )
  return row?.n ?? 0
}

/** Answers how many papers it indexed. */
async function indexWaiting(database: Database, index: SearchIndex, size: number): Promise<number> {
  return database.query.transaction().execute(async (db) => {
    const rows = await db
      .selectFrom('papers')
      .select(['pid', 'id', 'content'])
      .where('indexed', '=', 0)
      .where('retracted', '=', 0)
      .limit(size)
      .execute()
    const papers = rows.map(({ pid, id, content }) => ({ pid, id, content: contentOfRow(content) }))
    index.put(
      papers.map(({ pid, id, content }) => indexEntry(pid, id, content)),
      await spellFrom(database),
    )
    putPeople(database, papers)
    for (const { pid } of papers) database.writer.run('update papers set indexed = 1 where pid = ?', [pid])
    return papers.length
  })
}

/** In a small archive every word may be meant; in a large one a word of one paper is as often a slip itself. */
async function spellFrom(database: Database): Promise<number> {
  const papers = database.writer.get<{ n: number }>('select max(pid) as n from papers')?.n ?? 0
  return papers < 2_000 ? 1 : papers < 10_000 ? 2 : 3
}

function putPeople(database: Database, papers: readonly { pid: number; content: Content }[]): void {
  const { writer } = database
  for (const { pid, content } of papers) {
    writer.run('delete from paper_authors where pid = ?', [pid])
    writer.run('delete from paper_affiliations where pid = ?', [pid])
    content.authors.forEach((name, position) => {
      const { surname, given } = nameOf(name)
      writer.run('insert into paper_authors (pid, position, name, surname, given) values (?, ?, ?, ?, ?)', [
        pid,
        position,
        name,
        surname,
        given,
      ])
    })
    content.affiliations.forEach((name, position) => {
      for (const key of keysOfAffiliation(name))
        writer.run('insert into paper_affiliations (pid, position, name, key) values (?, ?, ?, ?)', [pid, position, name, key])
    })
  }
}

interface Rebuilding {
  readonly database: Database
  readonly index: SearchIndex
  readonly batch: (size: number) => Promise<number>
  readonly isStopped: () => boolean
}

/** What is damaged can't be changed any more: it is then made from nothing. */
async function rebuildOrRecreate(parts: Rebuilding, onProgress?: (progress: Progress) => void): Promise<void> {
  try {
    await rebuildAll(parts, onProgress)
  } catch (error) {
    if (parts.index.check().length === 0) throw error
    parts.index.recreate()
    await rebuildAll(parts, onProgress)
  }
}

/**
 * Marks a stretch of papers as waiting, indexes it, goes on. The place reached is kept, so that a restart goes on from
 * there; papers not yet reached answer from the old index.
 */
async function rebuildAll(
  { database, index, batch, isStopped }: Rebuilding,
  onProgress?: (progress: Progress) => void,
): Promise<void> {
  const resumed = await readCursor(database)
  await writeCursor(database, resumed)
  if (resumed === 0)
    await database.query.transaction().execute(async () => {
      index.clearWords()
      index.remove(index.strays())
    })
  const last = database.reader.get<{ pid: number | null }>('select max(pid) as pid from papers')?.pid ?? 0
  for (let cursor = resumed; cursor < last && !isStopped(); ) {
    const next = Math.min(last, cursor + SMALL_BATCH)
    await database.query
      .updateTable('papers')
      .set({ indexed: 0 })
      .where('pid', '>', cursor)
      .where('pid', '<=', next)
      .where('retracted', '=', 0)
      .execute()
    await batch(LARGE_BATCH)
    cursor = next
    await writeCursor(database, cursor)
    onProgress?.({ done: cursor, total: last })
    await breath()
  }
  if (isStopped()) return
  await database.query.transaction().execute(async () => index.compact())
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
