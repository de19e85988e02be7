// What a table holds, as a count and a digest: the same rows give the same on every engine.
import { createHash } from 'node:crypto'
import type { Database } from '../database.ts'
import { UnusableDatabase } from '../faults.ts'
import type { SqlValue } from '../parameters.ts'
import { type KeyedTable, type Row, readPages } from './rows.ts'

export interface Content {
  readonly rows: number
  /** SHA-256 over all rows in the order of their key, hex. */
  readonly sha256: string
}

export interface ReadContent extends Content {
  readonly last: Row | null
}

/** Of rows that are in memory already. */
export function contentOfRows(rows: readonly Row[]): Content {
  const hash = createHash('sha256')
  for (const row of rows) hash.update(`${JSON.stringify(Object.entries(row).sort())}\n`)
  return { rows: rows.length, sha256: hash.digest('hex') }
}

/** Of the rows up to `upTo`, which is included; of all where there is none. */
export async function readContent(database: Database, table: KeyedTable, upTo: Row | null = null): Promise<ReadContent> {
  const hash = createHash('sha256')
  let [rows, last]: [number, Row | null] = [0, null]
  for await (const page of readPages(database, table, null, upTo)) {
    for (const row of page) hash.update(textOf(row))
    rows += page.length
    last = page.at(-1) ?? last
  }
  return { rows, sha256: hash.digest('hex'), last }
}

export const isSame = (one: Content, other: Content): boolean => one.rows === other.rows && one.sha256 === other.sha256

/** Columns by their names: the engines may keep them in another order. */
function textOf(row: Row): string {
  const values = Object.entries(row).map(([column, value]) => [column, plainValue(value)] as const)
  return `${JSON.stringify(values.sort(([a], [b]) => (a < b ? -1 : 1)))}\n`
}

/** PostgreSQL keeps whole numbers where SQLite takes any. */
export function checkWholeNumbers(rows: readonly Row[], { place }: Database, { name, key }: KeyedTable): void {
  for (const row of rows) {
    const broken = Object.entries(row).find(([, value]) => typeof value === 'number' && !Number.isSafeInteger(value))
    if (broken === undefined) continue
    const keyed = key.map((column) => `${column} ${row[column]}`).join(', ')
    throw new UnusableDatabase(
      `A row of the table ${name} of ${place} has ${broken[1]} as its ${broken[0]}, not a whole number. Correct that row first (${keyed}).`,
    )
  }
}

const plainValue = (value: SqlValue | undefined): string | number | null => {
  if (value instanceof Uint8Array) return `bytes ${createHash('sha256').update(value).digest('hex')}`
  return typeof value === 'bigint' ? String(value) : (value ?? null)
}
