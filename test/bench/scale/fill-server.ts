// Fills a database on a server with many papers, rows of many digests at once: through the intake it
// would take an hour.
import { createHash } from 'node:crypto'
import type { Transaction } from 'kysely'
import { type Content, contentOf } from '../../../src/archive/content.ts'
import { keysOf } from '../../../src/archive/identity.ts'
import { insertRows, type Row } from '../../../src/database/moving/rows.ts'
import { openPostgres, type PostgresDatabase } from '../../../src/database/postgres/open-postgres.ts'
import type { Schema } from '../../../src/database/schema/index.ts'
import type { Digest } from '../../../src/digest/digest.ts'
import { digestsOf } from '../papers.ts'

const PAPERS_A_TRANSACTION = 2_000
const ROWS_A_STATEMENT = 1_000

interface Tables extends Record<'digests' | 'papers' | 'sightings' | 'paper_categories', Row[]> {
  readonly paper_keys: { readonly key: string; readonly pid: number }[]
}

/** One that was cut goes on where it was. */
export async function fillServer(url: string, count: number): Promise<void> {
  const database = await openPostgres(url)
  try {
    const { papers } = await database.lastPosition()
    if (papers < count) await fill(database, count, papers)
  } finally {
    await database.close()
  }
}

async function fill(database: PostgresDatabase, count: number, before: number): Promise<void> {
  let [tables, pid, digestId] = [emptyTables(), 0, 0]
  const write = () =>
    database.query.transaction().execute(async (db) => {
      await writeTables(db, tables)
      tables = emptyTables()
      if (pid === count) await database.continueNumbers(db)
    })
  for (const digest of digestsOf(count)) {
    digestId += 1
    if (pid >= before) addDigest(tables, digest, digestId, pid)
    pid += digest.papers.length
    if (tables.papers.length >= PAPERS_A_TRANSACTION) await write()
  }
  await write()
}

const emptyTables = (): Tables => ({ digests: [], papers: [], sightings: [], paper_keys: [], paper_categories: [] })

function addDigest(tables: Tables, digest: Digest, digestId: number, papersBefore: number): void {
  const { file, date, encoding, papers } = digest
  tables.digests.push({
    id: digestId,
    file,
    sha256: createHash('sha256').update(file).digest('hex'),
    encoding,
    date,
    date_from: digest.dateFrom,
    legend: '{}',
    diagnostics: '[]',
    received_at: 0,
  })
  for (const [at, paper] of papers.entries()) {
    const pid = papersBefore + at + 1
    const { content } = contentOf(paper)
    const { position, section } = paper
    const place = { digest_id: digestId, position, section, starred: paper.starred ? 1 : 0 }
    tables.papers.push({
      pid,
      id: paper.id,
      ...place,
      date,
      ...titlesOf(content),
      content: JSON.stringify(content),
      changed: pid,
    })
    tables.sightings.push({ ...place, pid, line_start: paper.lines.start, line_end: paper.lines.end })
    tables.paper_keys.push(...keysOf(paper).map((key) => ({ key, pid })))
    tables.paper_categories.push(...content.categories.map((category) => ({ category, pid })))
  }
}

const titlesOf = ({ title }: Content) => ({ title_en: title.en, title_zh: title.zh })

async function writeTables(db: Transaction<Schema>, { paper_keys: keys, ...tables }: Tables): Promise<void> {
  for (const [name, rows] of Object.entries(tables)) for (const part of partsOf(rows)) await insertRows(db, name, part)
  // Two papers may have one title: the first is known by it.
  for (const part of partsOf(keys))
    await db
      .insertInto('paper_keys')
      .values(part)
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
}

function* partsOf<Item>(rows: readonly Item[]): Generator<Item[]> {
  for (let start = 0; start < rows.length; start += ROWS_A_STATEMENT) yield rows.slice(start, start + ROWS_A_STATEMENT)
}
