// The connection that writes the archive, and the engine's own checks of its file.
import { type Connection, openConnection } from './connection.ts'

const MAX_FINDINGS = 20

/** `pageSize`: of a new file. */
export function openWriter(path: string, pageSize?: number): Connection {
  const writer = openConnection(path)
  try {
    if (pageSize !== undefined) writer.exec(`pragma page_size = ${pageSize}`)
    // With WAL, NORMAL loses no commit when the process dies; only a loss of power may undo the
    // last ones.
    writer.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory')
    // Storing papers writes to a few hundred pages of several tables each time: they stay cached,
    // and go to the file together.
    writer.exec('pragma cache_size = -16384; pragma wal_autocheckpoint = 4000')
    return writer
  } catch (error) {
    writer.close()
    throw error
  }
}

/** Findings, empty where the file is sound. */
export function checkIntegrity(connection: Connection): string[] {
  try {
    const rows = connection.all<{ integrity_check: string }>(`pragma main.integrity_check(${MAX_FINDINGS})`)
    return rows.map((row) => row.integrity_check).filter((message) => message !== 'ok')
  } catch (error) {
    return [String(error)]
  }
}

export function findDanglingReferences(connection: Connection): string[] {
  const rows = connection.all<{ table: string; rowid: number | null; parent: string }>('pragma foreign_key_check')
  return rows
    .slice(0, MAX_FINDINGS)
    .map(({ table, rowid, parent }) => `Row ${rowid ?? '?'} of ${table} points at a row of ${parent} that isn't there.`)
}
