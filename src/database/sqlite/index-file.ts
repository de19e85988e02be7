// The file of the search index, beside that of the archive: what it holds is derived from the papers, so it may be lost,
// and writing it keeps nobody waiting who writes the archive. Connections see its tables under the name `search`.
import { rmSync } from 'node:fs'
import { databaseFaultOf } from '../faults.ts'
import { type Connection, openConnection } from './connection.ts'
import { createTables, isOfLayout } from './search-tables.ts'

/** `path` is the archive's, here and below. */
export const indexFileOf = (path: string) => (path === ':memory:' ? path : `${path}.index`)

export function attachIndex(connection: Connection, path: string): void {
  connection.exec(`attach '${indexFileOf(path).replaceAll("'", "''")}' as search`)
}

/** The connection that writes the index of the archive at `path`. */
export function openIndexing(path: string): Connection {
  const indexing = openConnection(':memory:')
  try {
    attachIndex(indexing, path)
    // Of a new file: filling it takes a tenth less than with pages of four kilobytes, and it is a fifth smaller.
    indexing.exec('pragma search.page_size = 16384')
    indexing.exec('pragma search.journal_mode = wal; pragma search.synchronous = normal; pragma temp_store = memory')
    indexing.exec('pragma search.cache_size = -16384; pragma wal_autocheckpoint = 1000')
    return indexing
  } catch (error) {
    indexing.close()
    throw error
  }
}

export interface Indexed {
  /** Of the archive: an index beside it may be another one's. */
  readonly archive: string
  /** The last change in the archive: an index that has seen more is of a later copy. */
  readonly changed: number
}

/** The same, with tables that fit this program and this archive; what doesn't fit is thrown away. */
export function openFittingIndex(path: string, indexed: () => Indexed): Connection {
  try {
    return fitting(openIndexing(path), indexed)
  } catch (error) {
    if (databaseFaultOf(error) !== 'damaged') throw error
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${indexFileOf(path)}${suffix}`, { force: true })
    return fitting(openIndexing(path), indexed)
  }
}

/** Closes the connection where it throws. */
function fitting(indexing: Connection, indexed: () => Indexed): Connection {
  try {
    prepareIndex(indexing, indexed)
    return indexing
  } catch (error) {
    indexing.close()
    throw error
  }
}

export function prepareIndex(indexing: Connection, indexed: () => Indexed): void {
  if (fits(indexing, indexed)) return
  indexing.exec('begin immediate')
  try {
    // Another process may have made them between our look and our lock.
    if (!fits(indexing, indexed)) createTables(indexing, indexed().archive)
    indexing.exec('commit')
  } catch (error) {
    rollBack(indexing)
    throw error
  }
}

function fits(indexing: Connection, indexed: () => Indexed): boolean {
  if (!isOfLayout(indexing)) return false
  const state = indexing.get<{ archive: string; reached: number }>('select archive, reached from search_state')
  // The archive is looked at afterwards: another process may be adding to both.
  const { archive, changed } = indexed()
  return state !== undefined && state.archive === archive && state.reached <= changed
}

/** Some faults have rolled it back already. */
export function rollBack(connection: Connection): void {
  if (connection.isInTransaction()) connection.exec('rollback')
}
