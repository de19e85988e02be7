// The rows of an archive written into a database without any index: what ingesting would cost if
// nobody wanted to search.
import { createStore } from '../../src/archive/store.ts'
import type { ReadConnection, SqlRow } from '../../src/database/sqlite/connection.ts'
import { openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import type { Digest } from '../../src/digest/digest.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'
import { sourceOf } from './engines/paperboy.ts'

/** Rows of names are kept with the index; without one, they would stand beside the rest. */
const PEOPLE = ['authors_of_papers', 'institutions_of_papers']

/** Parents before their children. */
const TABLES = [
  { name: 'digests', of: 'id = ?' },
  { name: 'papers', of: 'digest_id = ?' },
  { name: 'sightings', of: 'digest_id = ?' },
  ...['paper_keys', 'paper_categories', ...PEOPLE].map((name) => ({
    name,
    of: 'pid in (select pid from papers where digest_id = ?)',
  })),
] as const

export interface DigestRows {
  readonly rows: readonly { readonly sql: string; readonly values: readonly unknown[] }[]
}

/**
 * Statements that write what the archive has of one digest; a paper that a later digest took over
 * is there already.
 */
export function rowsOf(archive: ReadConnection, digestId: number): DigestRows {
  const rows = TABLES.flatMap(({ name, of }) =>
    archive.all<SqlRow>(`select * from ${name} where ${of}`, [digestId]).map((row) => {
      const columns = Object.keys(row)
      return {
        sql: `insert or ignore into ${name} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`,
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
async function openUnindexed(path: string, kept: 'none' | 'unique'): Promise<SqliteDatabase> {
  const database = await openSqlite(path)
  const { writer } = database
  const indexes = writer.all<{ name: string }>(`select name from sqlite_master where type = 'index' and sql like ?`, [
    kept === 'unique' ? 'create index%' : 'create%',
  ])
  for (const { name } of indexes) writer.exec(`drop index ${name}`)
  return database
}

export async function openPlainDatabase(path: string): Promise<PlainDatabase> {
  const database = await openUnindexed(path, 'none')
  const { writer } = database
  // A paper that a later digest took over comes with that one's rows, behind those that name it.
  writer.exec('pragma foreign_keys = off')
  const index = openIndex(database)
  for (const name of PEOPLE) {
    const sql = 'select sql from search.sqlite_master where name = ?'
    writer.exec(index.writer.get<{ sql: string }>(sql, [name])?.sql ?? '')
  }
  index.close()
  return {
    write(digest) {
      writer.exec('begin')
      for (const { sql, values } of digest.rows) writer.run(sql, values)
      writer.exec('commit')
    },
    close: () => database.close(),
  }
}

export interface UnindexedArchive {
  /**
   * What storing does of itself: papers known again by their keys, contents, one transaction a
   * digest.
   */
  store(digests: readonly Digest[]): Promise<void>
  close(): Promise<void>
}

export async function openUnindexedArchive(path: string): Promise<UnindexedArchive> {
  const database = await openUnindexed(path, 'unique')
  const { storeDigest } = createStore({ database, onChanged: async () => {} })
  return {
    async store(digests) {
      for (const digest of digests) await storeDigest(digest, sourceOf(digest))
    },
    close: () => database.close(),
  }
}
