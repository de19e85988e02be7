// Writes into a copy what has changed in the archive that it follows: one transaction with the
// position behind it, so that a copy is always that of one moment.
import type { Transaction } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { Changes, Position } from '../../database/postgres/follow.ts'
import type { Schema } from '../../database/schema/index.ts'

type Db = Transaction<Schema>

const FOLLOWED = 'followed'
const ROWS_AN_INSERT = 400

export const NOTHING_FOLLOWED: Position = { digests: 0, papers: 0 }

export async function readPosition({ query }: Pick<Database, 'query'>): Promise<Position> {
  const row = await query.selectFrom('settings').select('value').where('name', '=', FOLLOWED).executeTakeFirst()
  return row === undefined ? NOTHING_FOLLOWED : (JSON.parse(row.value) as Position)
}

/** False where another process has written to the copy since `after` was read: nothing is done then. */
export async function applyChanges(copy: Pick<Database, 'query'>, after: Position, changes: Changes): Promise<boolean> {
  return await copy.query.transaction().execute(async (db) => {
    const now = await readPosition({ query: db })
    if (now.digests !== after.digests || now.papers !== after.papers) return false
    await putDigests(db, changes.digests)
    await putPapers(db, changes)
    const value = JSON.stringify(changes.position)
    await db
      .insertInto('settings')
      .values({ name: FOLLOWED, value })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
      .execute()
    return true
  })
}

async function putDigests(db: Db, digests: Changes['digests']): Promise<void> {
  for (const digest of digests)
    await db
      .insertInto('digests')
      .values(digest)
      .onConflict((conflict) => conflict.column('id').doUpdateSet(digest))
      .execute()
}

/** What belongs to a paper comes whole, so that what it has lost goes too. */
async function putPapers(db: Db, { papers, keys, categories, sightings }: Changes): Promise<void> {
  if (papers.length === 0) return
  const pids = papers.map(({ pid }) => pid)
  for (const paper of papers)
    await db
      .insertInto('papers')
      .values(paper)
      .onConflict((conflict) => conflict.column('pid').doUpdateSet(paper))
      .execute()
  for (const table of ['sightings', 'paper_keys', 'paper_categories'] as const)
    await db.deleteFrom(table).where('pid', 'in', pids).execute()
  await inParts(keys, (part) => db.insertInto('paper_keys').values(part).execute())
  await inParts(categories, (part) => db.insertInto('paper_categories').values(part).execute())
  for (const sighting of sightings) {
    // A paper that was there before has changed as well, and comes later.
    await db
      .insertInto('sightings')
      .values(sighting)
      .onConflict((conflict) => conflict.columns(['digest_id', 'position']).doUpdateSet(sighting))
      .execute()
  }
}

async function inParts<Row>(rows: readonly Row[], insert: (part: Row[]) => Promise<unknown>): Promise<void> {
  for (let start = 0; start < rows.length; start += ROWS_AN_INSERT) await insert(rows.slice(start, start + ROWS_AN_INSERT))
}
