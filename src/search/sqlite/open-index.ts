// Opens the index of an archive: for the thread that owns the archive, for one that only reads, and
// for one that writes the index while another thread writes the archive.
import { rethrowAsUnusable } from '../../database/faults.ts'
import type { Connection, ReadConnection } from '../../database/sqlite/connection.ts'
import { IN_MEMORY, type ReadOnlySqlite, type SqliteDatabase } from '../../database/sqlite/open-sqlite.ts'
import type { SearchIndex, WritableSearchIndex } from '../search-index.ts'
import {
  type ArchiveState,
  attachIndex,
  attachIndexForReading,
  openFittingIndexWriter,
  openIndexWriter,
  prepareIndex,
} from './index-file.ts'
import { createReadableIndex, createWritableIndex } from './search-index.ts'

export interface OpenIndex {
  readonly index: WritableSearchIndex
  /** The connection that writes it. */
  readonly writer: Connection
  close(): void
}

/**
 * With tables that fit the archive. Throws an `UnusableDatabase` where the surroundings are broken.
 */
export function openIndex(database: SqliteDatabase): OpenIndex {
  try {
    return database.path === IN_MEMORY ? openInMemory(database) : openInFile(database)
  } catch (error) {
    rethrowAsUnusable(error, database.path)
  }
}

/** All on one connection, so that every transaction waits its turn at `query`. */
function openInMemory({ path, writer, query }: SqliteDatabase): OpenIndex {
  attachIndex(writer, path)
  prepareIndex(writer, () => stateOf(writer))
  const index = createWritableIndex(writer, writer, (change) => query.transaction().execute(change))
  return { index, writer, close: () => {} }
}

function openInFile({ path, reader, writer: archive }: SqliteDatabase): OpenIndex {
  const writer = openFittingIndexWriter(path, () => stateOf(archive))
  attachIndexForReading(reader, path)
  return { index: createWritableIndex(reader, writer, createTransactions(writer)), writer, close: writer.close }
}

/** For a thread that reads: the thread that owns the archive has prepared the tables. */
export function openIndexForReading({ path, reader }: ReadOnlySqlite): SearchIndex {
  attachIndexForReading(reader, path)
  return createReadableIndex(reader)
}

/** For the thread that keeps the index up to date: it writes nothing else. */
export function openIndexForWriting({ path, reader }: ReadOnlySqlite): OpenIndex {
  attachIndex(reader, path)
  const writer = openIndexWriter(path)
  return { index: createWritableIndex(reader, writer, createTransactions(writer)), writer, close: writer.close }
}

function stateOf(archive: ReadConnection): ArchiveState {
  return {
    archive: archive.get<{ value: string }>("select value from settings where name = 'archive'")?.value ?? '',
    changed: archive.get<{ changed: number | null }>('select max(changed) as changed from papers')?.changed ?? 0,
  }
}

/** One transaction after the other, whoever asks. */
function createTransactions(writer: Connection): WritableSearchIndex['transaction'] {
  let last: Promise<unknown> = Promise.resolve()
  const run = async <Result>(change: () => Promise<Result>): Promise<Result> => {
    writer.exec('begin immediate')
    try {
      const result = await change()
      writer.exec('commit')
      return result
    } catch (error) {
      writer.rollBack()
      throw error
    }
  }
  return (change) => {
    const next = last.then(() => run(change))
    last = next.catch(() => {})
    return next
  }
}
