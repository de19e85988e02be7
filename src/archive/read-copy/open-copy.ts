// The file of a copy: derived, so that one which does not fit the archive, or is damaged, is thrown
// away and filled again.
import { existsSync, rmSync } from 'node:fs'
import { UnusableDatabase } from '../../database/faults.ts'
import type { Position } from '../../database/postgres/follow.ts'
import { COPY_PAGE_SIZE, createCopyTables, isOfLayout } from '../../database/sqlite/copy-tables.ts'
import { openReadOnly, openSqlite, type SqliteDatabase } from '../../database/sqlite/open-sqlite.ts'
import { FOLLOWED, readPosition } from './apply-changes.ts'

export interface Followed {
  /** The archive's own id. */
  readonly archive: string
  /** What there is to follow: a copy that has seen more belongs to another past. */
  readonly last: Position
}

/** The search index is next to it. */
const SUFFIXES = ['', '-wal', '-shm', '.index', '.index-wal', '.index-shm']

export async function openCopy(path: string, followed: Followed): Promise<SqliteDatabase> {
  if (!(await isUsable(path))) removeCopy(path)
  const found = await openWithTables(path)
  if (await fits(found, followed)) return found
  await found.close()
  removeCopy(path)
  const copy = await openWithTables(path)
  await copy.query.updateTable('settings').set({ value: followed.archive }).where('name', '=', 'archive').execute()
  return copy
}

/** One that is damaged, or of another program, is of no use. True where there is none. */
async function isUsable(path: string): Promise<boolean> {
  if (!existsSync(path)) return true
  try {
    const copy = openReadOnly(path)
    try {
      if (isOfLayout(copy.reader)) return true
      // One that follows nothing yet may be in the making by another process.
      const followed = await copy.reading.selectFrom('settings').select('value').where('name', '=', FOLLOWED).executeTakeFirst()
      return followed === undefined
    } finally {
      await copy.close()
    }
  } catch {
    // Where it is opened for writing, what is damaged is made again, and all else reported.
    return true
  }
}

async function openWithTables(path: string): Promise<SqliteDatabase> {
  const copy = await openUndamaged(path)
  try {
    if (!isOfLayout(copy.writer)) createCopyTables(copy.writer)
    return copy
  } catch (error) {
    await copy.close()
    throw error
  }
}

async function openUndamaged(path: string): Promise<SqliteDatabase> {
  try {
    return await openSqlite(path, { pageSize: COPY_PAGE_SIZE })
  } catch (error) {
    // One of a newer program is of no more use than a damaged one.
    const isUseless = error instanceof UnusableDatabase && (error.fault === 'damaged' || error.fault === null)
    if (!isUseless) throw error
    removeCopy(path)
    return await openSqlite(path, { pageSize: COPY_PAGE_SIZE })
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
