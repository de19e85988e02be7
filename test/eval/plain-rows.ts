// The rows of an archive written into a database without any index: what ingesting would cost if nobody wanted to search.
import { openDatabase } from '../../src/database/database.ts'
import type { Connection, SqlRow } from '../../src/database/sqlite/connection.ts'

/** Parents before their children. */
const TABLES = [
  { name: 'digests', of: 'id = ?' },
  { name: 'papers', of: 'digest_id = ?' },
  { name: 'sightings', of: 'digest_id = ?' },
  ...['paper_keys', 'paper_categories', 'paper_authors', 'paper_affiliations'].map((name) => ({
    name,
    of: 'pid in (select pid from papers where digest_id = ?)',
  })),
] as const

export interface DigestRows {
  readonly rows: readonly { readonly sql: string; readonly values: readonly unknown[] }[]
}

/** Statements that write what the archive has of one digest. */
export function rowsOf(archive: Connection, digestId: number): DigestRows {
  const rows = TABLES.flatMap(({ name, of }) =>
    archive.all<SqlRow>(`select * from ${name} where ${of}`, [digestId]).map((row) => {
      const columns = Object.keys(row)
      return {
        sql: `insert into ${name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
        values: Object.values(row),
      }
    }),
  )
  return { rows }
}

export interface PlainDatabase {
  /** One transaction. */
  write(digest: DigestRows): void
  close(): Promise<void>
}

/** The same tables and settings as an archive; indexes that a table can do without are dropped. */
export async function openPlainDatabase(path: string): Promise<PlainDatabase> {
  const database = await openDatabase(path)
  const { writer } = database
  const indexes = writer.all<{ name: string }>(`select name from sqlite_master where type = 'index' and sql is not null`)
  for (const { name } of indexes) writer.exec(`drop index ${name}`)
  return {
    write(digest) {
      writer.exec('begin')
      for (const { sql, values } of digest.rows) writer.run(sql, values)
      writer.exec('commit')
    },
    close: () => database.close(),
  }
}
