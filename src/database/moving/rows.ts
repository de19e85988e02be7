// Rows of any table, read in pages of its key and written as they are, whatever the engine.
import { type RawBuilder, sql } from 'kysely'
import type { Database } from '../database.ts'
import type { SqlValue } from '../parameters.ts'
import type { Handle } from '../schema/index.ts'

export type Row = Readonly<Record<string, SqlValue>>

/** Where a table is read from: the name of the table, and its primary key. */
export interface KeyedTable {
  readonly name: string
  readonly key: readonly string[]
  readonly rowsAPage: number
}

/**
 * In the order of the key, from behind `after` on; to `upTo`, which is included, where it is given.
 */
export async function* readPages(
  { query }: Pick<Database, 'query'>,
  { name, key, rowsAPage }: KeyedTable,
  after: Row | null = null,
  upTo: Row | null = null,
): AsyncGenerator<readonly Row[]> {
  const columns = sql.join(key.map((column) => sql.ref(column)))
  const place = (row: Row) => sql.join(key.map((column) => row[column]))
  for (let last = after; ; ) {
    const bounds: RawBuilder<unknown>[] = [
      ...(last === null ? [] : [sql`(${columns}) > (${place(last)})`]),
      ...(upTo === null ? [] : [sql`(${columns}) <= (${place(upTo)})`]),
    ]
    const where = bounds.length === 0 ? sql`` : sql`where ${sql.join(bounds, sql` and `)}`
    const { rows } = await sql<Row>`
      select * from ${sql.table(name)} ${where} order by ${columns} limit ${rowsAPage}`.execute(query)
    if (rows.length > 0) yield rows
    last = rows.at(-1) ?? null
    if (rows.length < rowsAPage) return
  }
}

export async function insertRows(db: Handle, name: string, rows: readonly Row[]): Promise<void> {
  const [first] = rows
  if (first === undefined) return
  const columns = Object.keys(first)
  const values = rows.map((row) => sql`(${sql.join(columns.map((column) => row[column]))})`)
  await sql`
    insert into ${sql.table(name)} (${sql.join(columns.map((column) => sql.ref(column)))}) values ${sql.join(values)}`.execute(db)
}

export async function countRows({ query }: Pick<Database, 'query'>, name: string): Promise<number> {
  const { rows } = await sql<{ n: number }>`select count(*) as n from ${sql.table(name)}`.execute(query)
  return rows[0]?.n ?? 0
}

export async function deleteRows(db: Handle, name: string): Promise<void> {
  await sql`delete from ${sql.table(name)}`.execute(db)
}
