// Indexes every paper again, and remembers in the archive's settings how far it came.
import type { Progress } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import { TERMS_VERSION } from '../../text/terms.ts'
import { yieldToEventLoop } from '../../threads/yield.ts'
import type { SearchIndex } from '../search-index.ts'
import type { IndexWriter } from './index-writer.ts'

export interface RebuildParts {
  readonly database: Database
  readonly index: SearchIndex
  readonly writer: IndexWriter
  /** Papers of one transaction. */
  readonly stride: number
  readonly isStopped: () => boolean
}

type OnProgress = (progress: Progress) => void

/** A damaged index can't be changed any more: it is then made from nothing. */
export async function rebuildIndex(parts: RebuildParts, onProgress?: OnProgress): Promise<void> {
  try {
    await rebuildInStrides(parts, onProgress)
  } catch (error) {
    if ((await parts.writer.check()).length === 0) throw error
    await parts.writer.recreate()
    await rebuildInStrides(parts, onProgress)
  }
}

/** A restart goes on where it was stopped; papers not yet reached answer from the old index. */
async function rebuildInStrides(
  { database, index, writer, stride, isStopped }: RebuildParts,
  onProgress?: OnProgress,
): Promise<void> {
  const resumed = await readCursor(database)
  await writeCursor(database, resumed)
  if (resumed === 0) await writer.startRebuild()
  const last = index.paperCount()
  for (let cursor = resumed; cursor < last && !isStopped(); ) {
    const next = Math.min(last, cursor + stride)
    await writer.rebuild(cursor, next)
    cursor = next
    await writeCursor(database, cursor)
    onProgress?.({ done: cursor, total: last })
    await yieldToEventLoop()
  }
  if (isStopped()) return
  await writer.finishRebuild()
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

/**
 * Whether the index was made by other terms than this program's, or only in part; a new archive has
 * none yet and takes ours.
 */
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
