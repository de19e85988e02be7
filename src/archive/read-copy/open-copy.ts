// The file of a copy: derived, so that one which does not fit the archive, or is damaged, is thrown
// away and filled again.
import { rmSync } from 'node:fs'
import { UnusableDatabase } from '../../database/faults.ts'
import type { Position } from '../../database/postgres/follow.ts'
import { openSqlite, type SqliteDatabase } from '../../database/sqlite/open-sqlite.ts'
import { readPosition } from './apply-changes.ts'

export interface Followed {
  /** The archive's own id. */
  readonly archive: string
  /** What there is to follow: a copy that has seen more belongs to another past. */
  readonly last: Position
}

/** The search index is next to it. */
const SUFFIXES = ['', '-wal', '-shm', '.index', '.index-wal', '.index-shm']

export async function openCopy(path: string, followed: Followed): Promise<SqliteDatabase> {
  const found = await openUndamaged(path)
  if (await fits(found, followed)) return found
  await found.close()
  removeCopy(path)
  const copy = await openSqlite(path)
  await copy.query.updateTable('settings').set({ value: followed.archive }).where('name', '=', 'archive').execute()
  return copy
}

async function openUndamaged(path: string): Promise<SqliteDatabase> {
  try {
    return await openSqlite(path)
  } catch (error) {
    // One of a newer program is of no more use than a damaged one.
    const isUseless = error instanceof UnusableDatabase && (error.fault === 'damaged' || error.fault === null)
    if (!isUseless) throw error
    removeCopy(path)
    return await openSqlite(path)
  }
}

async function fits(copy: SqliteDatabase, { archive, last }: Followed): Promise<boolean> {
  const row = await copy.query.selectFrom('settings').select('value').where('name', '=', 'archive').executeTakeFirst()
  const { digests, papers } = await readPosition(copy)
  return row?.value === archive && digests <= last.digests && papers <= last.papers
}

function removeCopy(path: string): void {
  for (const suffix of SUFFIXES) rmSync(path + suffix, { force: true })
}
