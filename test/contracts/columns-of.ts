// The tables of a database with their columns, as its engine knows them.
import { sql } from 'kysely'
import type { Database } from '../../src/database/database.ts'

export interface Column {
  readonly name: string
  readonly isNullable: boolean
}

export async function columnsOf(database: Database): Promise<ReadonlyMap<string, readonly Column[]>> {
  const { rows } = await ('writer' in database ? ofSqlite : ofPostgres).execute(database.query)
  const tables = new Map<string, Column[]>()
  for (const { table, name, isNullable } of rows)
    tables.set(table, [...(tables.get(table) ?? []), { name, isNullable: Boolean(isNullable) }])
  return tables
}

interface Row {
  readonly table: string
  readonly name: string
  readonly isNullable: unknown
}

// SQLite says of the columns of a primary key that they may be null, which ours never are.
const ofSqlite = sql<Row>`
  select t.name as "table", c.name as name, not (c."notnull" or c.pk) as "isNullable"
  from sqlite_master as t, pragma_table_info(t.name) as c
  where t.type = 'table' and t.name not like 'sqlite_%' order by t.name, c.name`

const ofPostgres = sql<Row>`
  select table_name as "table", column_name as name, is_nullable = 'YES' as "isNullable"
  from information_schema.columns where table_schema = 'public' order by table_name, column_name`
