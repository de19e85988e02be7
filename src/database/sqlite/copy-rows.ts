// Writes rows of a read copy. Statements are not built for each row: that would take most of the time
// of filling.
import type { Schema } from '../schema/index.ts'
import type { Connection } from './connection.ts'

export type CopyRow = Readonly<Record<string, unknown>>

/** Where a paper was seen, and what it is known and listed by. */
export function removeParts(writer: Connection, pids: readonly number[]): void {
  for (const table of ['sightings', 'paper_keys', 'paper_categories'])
    writer.run(`delete from ${table} where pid in (select value from json_each(?))`, [JSON.stringify(pids)])
}

/** A row that is there with the same key is replaced. */
export function putRows(writer: Connection, table: keyof Schema, rows: readonly CopyRow[]): void {
  const columns = Object.keys(rows[0] ?? {})
  const sql = `insert or replace into ${table} (${columns.join(', ')}) values (${columns.map(() => '?').join(', ')})`
  for (const row of rows)
    writer.run(
      sql,
      columns.map((column) => row[column]),
    )
}
