// The file of the search index, next to that of the archive: what it holds is derived from the
// papers, so it may be lost, and writing it never holds up a writer of the archive. Connections see
// its tables under the name `search`.
import { rmSync, statSync } from 'node:fs'
import { databaseFaultOf } from '../../database/faults.ts'
import { type Connection, openConnection, type ReadConnection } from '../../database/sqlite/connection.ts'
import { IN_MEMORY } from '../../database/sqlite/open-sqlite.ts'
import { createTables, isOfLayout } from './tables.ts'

/** `path` is the archive's, here and below. */
export const indexFileOf = (path: string) => (path === IN_MEMORY ? path : `${path}.index`)

export const attachIndex = (connection: ReadConnection, path: string) => connection.attach(indexFileOf(path), 'search')

/**
 * A query reads some hundred pages here and there, of 16 kB each: in the 2 MB that SQLite takes by
 * itself it would read many of them again and again.
 */
const READER_CACHE_KB = 16_384

export function attachIndexForReading(reader: ReadConnection, path: string): void {
  attachIndex(reader, path)
  reader.get(`pragma search.cache_size = -${READER_CACHE_KB}`)
}

/** A connection that writes the index of the archive at `path`. */
export function openIndexWriter(path: string): Connection {
  const writer = openConnection(IN_MEMORY)
  try {
    attachIndex(writer, path)
    // Pages of 16 kB: filling a new file takes a tenth less time than with 4 kB, and it is a fifth
    // smaller.
    writer.exec('pragma search.page_size = 16384')
    writer.exec('pragma search.journal_mode = wal; pragma search.synchronous = normal; pragma temp_store = memory')
    writer.exec('pragma search.cache_size = -16384; pragma wal_autocheckpoint = 1000')
    return writer
  } catch (error) {
    writer.close()
    throw error
  }
}

/** What an index must agree with. */
export interface ArchiveState {
  /** The archive's own id: an index next to it may be another one's. */
  readonly archive: string
  /** The last change in the archive: an index that has seen more belongs to a later copy. */
  readonly changed: number
}

/**
 * The same, with tables that fit this program and this archive; what doesn't fit is thrown away.
 */
export function openFittingIndexWriter(path: string, state: () => ArchiveState): Connection {
  try {
    return openPrepared(path, state)
  } catch (error) {
    if (!isDamaged(error, path)) throw error
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${indexFileOf(path)}${suffix}`, { force: true })
    return openPrepared(path, state)
  }
}

/** SQLite can't even open a file whose first page is damaged. */
function isDamaged(error: unknown, path: string): boolean {
  const fault = databaseFaultOf(error)
  const file = statSync(indexFileOf(path), { throwIfNoEntry: false })
  return fault === 'damaged' || (fault === 'unopenable' && file?.isFile() === true)
}

function openPrepared(path: string, state: () => ArchiveState): Connection {
  const writer = openIndexWriter(path)
  try {
    prepareIndex(writer, state)
    return writer
  } catch (error) {
    writer.close()
    throw error
  }
}

export function prepareIndex(writer: Connection, state: () => ArchiveState): void {
  if (fits(writer, state)) return
  writer.exec('begin immediate')
  try {
    // Another process may have made the tables between our look and our lock.
    if (!fits(writer, state)) createTables(writer, state().archive)
    writer.exec('commit')
  } catch (error) {
    writer.rollBack()
    throw error
  }
}

function fits(writer: Connection, state: () => ArchiveState): boolean {
  if (!isOfLayout(writer)) return false
  const found = writer.get<{ archive: string; reached: number }>('select archive, reached from search_state')
  // The archive is looked at afterwards: another process may be adding to both.
  const { archive, changed } = state()
  return found !== undefined && found.archive === archive && found.reached <= changed
}
