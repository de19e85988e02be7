// Carries an archive from one database into another, whatever their engines: page by page in bounded
// memory, so that a move that was cut is continued, and compared at the end.
import type { Database } from '../database.ts'
import { type Content, checkWholeNumbers, contentOfRows, isSame, readContent } from './content.ts'
import { countRows, deleteRows, insertRows, type Row, readPages } from './rows.ts'
import { identityOf, markMove, movedSettings, moveSettings, sayUnfinishedMove, unfinishedMove, unmarkMove } from './settings.ts'
import { MOVED_TABLES, type MovedTable } from './tables.ts'

export interface TableCheck {
  readonly name: string
  readonly source: Content
  readonly target: Content
}

/**
 * `equal`: the target held the same before. `differs`: something has written to one of them
 * meanwhile. `refused`: nothing was changed.
 */
export type MoveOutcome =
  | { readonly kind: 'moved' | 'equal' | 'differs'; readonly tables: readonly TableCheck[] }
  | { readonly kind: 'refused'; readonly why: string }

export interface MoveProgress {
  readonly table: string
  readonly done: number
  readonly total: number
}

export interface Move {
  readonly source: Database
  readonly target: Database
  readonly onProgress?: (progress: MoveProgress) => void
}

export async function moveArchive(move: Move): Promise<MoveOutcome> {
  const { source, target } = move
  const half = await sayUnfinishedMove(source)
  if (half !== null) return { kind: 'refused', why: half }
  const beginning = await lookAtTarget(source, target)
  switch (beginning.kind) {
    case 'refused':
      return beginning
    case 'same':
      return await compareWhole(source, target)
    case 'empty':
    case 'begun':
      return await copyAll(move)
  }
}

type Beginning = { readonly kind: 'empty' | 'begun' | 'same' } | { readonly kind: 'refused'; readonly why: string }

async function lookAtTarget(source: Database, target: Database): Promise<Beginning> {
  const archive = await identityOf(source)
  const begun = await unfinishedMove(target)
  if (begun !== null && begun.archive !== archive)
    return {
      kind: 'refused',
      why: `${target.place} holds a part of another archive: moving it there from ${begun.from} was not finished. Finish that, or name an empty database.`,
    }
  if (begun !== null) return { kind: 'begun' }
  const found = await findRows(target)
  if (found.length === 0) return { kind: 'empty' }
  if ((await identityOf(target)) === archive) return { kind: 'same' }
  return {
    kind: 'refused',
    why: `${target.place} already holds another archive than ${source.place}, and two archives are never mixed. Found there: ${found.join(', ')}. Name an empty database.`,
  }
}

async function findRows(database: Database): Promise<readonly string[]> {
  const counts = await Promise.all(MOVED_TABLES.map(async ({ name }) => ({ name, rows: await countRows(database, name) })))
  return counts.flatMap(({ name, rows }) => (rows === 0 ? [] : [`${rows} ${name.replaceAll('_', ' ')}`]))
}

/** One that has been used since is not written over: only its owner knows which of them counts. */
async function compareWhole(source: Database, target: Database): Promise<MoveOutcome> {
  const tables = await compare(source, target)
  const others = tables.filter(({ source: here, target: there }) => !isSame(here, there))
  if (others.length === 0) return { kind: 'equal', tables }
  const named = others.map(
    ({ name, source: here, target: there }) =>
      `${name.replaceAll('_', ' ')} (${here.rows} in the one, ${there.rows} in the other${here.rows === there.rows ? ', with other content' : ''})`,
  )
  return {
    kind: 'refused',
    why: `${source.place} and ${target.place} hold the same archive, but one was used after it was moved. They differ in: ${named.join(', ')}. Nothing was changed. Keep the one that the bot used last; to write over the other, empty it first.`,
  }
}

async function copyAll(move: Move): Promise<MoveOutcome> {
  const { source, target } = move
  const mark = { archive: await identityOf(source), from: source.place }
  await target.query.transaction().execute((db) => markMove(db, mark))
  // What an earlier run has copied may have changed in the source since then.
  if (!(await copyTables(move))) {
    await empty(target)
    await copyTables(move)
  }
  await target.query.transaction().execute((db) => moveSettings(source, db))
  const tables = await compare(source, target)
  if (!tables.every((table) => isSame(table.source, table.target))) return { kind: 'differs', tables }
  await target.query.transaction().execute(async (db) => {
    await target.continueNumbers(db)
    await unmarkMove(db)
  })
  return { kind: 'moved', tables }
}

/** False where the target has begun with other rows. */
async function copyTables({ source, target, onProgress = () => {} }: Move): Promise<boolean> {
  const counts = await Promise.all(MOVED_TABLES.map(({ name }) => countRows(source, name)))
  const total = counts.reduce((sum, count) => sum + count, 0)
  let done = 0
  for (const table of MOVED_TABLES) {
    const begun = await readContent(target, table)
    if (begun.last !== null && !isSame(begun, await readContent(source, table, begun.last))) return false
    done += begun.rows
    for await (const rows of readPages(source, table, begun.last)) {
      checkWholeNumbers(rows, source, table)
      await writePage(target, table, rows)
      done += rows.length
      onProgress({ table: table.name, done, total })
    }
  }
  return true
}

const writePage = (target: Database, { name }: MovedTable, rows: readonly Row[]) =>
  target.query.transaction().execute((db) => insertRows(db, name, rows))

async function empty(target: Database): Promise<void> {
  for (const { name } of MOVED_TABLES.toReversed()) await target.query.transaction().execute((db) => deleteRows(db, name))
}

async function compare(source: Database, target: Database): Promise<readonly TableCheck[]> {
  const tables: TableCheck[] = []
  for (const table of MOVED_TABLES) {
    const [here, there] = await Promise.all([readContent(source, table), readContent(target, table)])
    tables.push({ name: table.name, source: here, target: there })
  }
  const [here, there] = [contentOfRows(await movedSettings(source)), contentOfRows(await movedSettings(target))]
  return [...tables, { name: 'settings', source: here, target: there }]
}
