// Settings are moved last: with them the target becomes the archive. Until then it bears a mark, by
// which a move that was cut is continued and a bot is kept from half an archive.
import type { Database } from '../database.ts'
import type { Handle } from '../schema/index.ts'

const IDENTITY = 'archive'
const MARK = 'move'
/** What a file of SQLite says of the search index next to it. */
const LOCAL_SETTINGS: readonly string[] = ['terms_version', 'reindex_from']

/** A move that has begun and is not done. */
export interface UnfinishedMove {
  /** The identity of the archive that is moved. */
  readonly archive: string
  /** Where it is moved from, as messages name it. */
  readonly from: string
}

export async function identityOf(database: Pick<Database, 'query'>): Promise<string> {
  return (await readSetting(database, IDENTITY)) ?? ''
}

export async function unfinishedMove(database: Pick<Database, 'query'>): Promise<UnfinishedMove | null> {
  const value = await readSetting(database, MARK)
  return value === null ? null : (JSON.parse(value) as UnfinishedMove)
}

/** What a program says that needs the whole archive; null where it is whole. */
export async function sayUnfinishedMove(database: Pick<Database, 'query' | 'place'>): Promise<string | null> {
  const move = await unfinishedMove(database)
  if (move === null) return null
  return `${database.place} holds a part of an archive: moving it there from ${move.from} was not finished. Run \`paperboy move\` again, with the settings of then.`
}

export async function markMove(db: Handle, move: UnfinishedMove): Promise<void> {
  const value = JSON.stringify(move)
  await db
    .insertInto('settings')
    .values({ name: MARK, value })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value }))
    .execute()
}

export async function unmarkMove(db: Handle): Promise<void> {
  await db.deleteFrom('settings').where('name', '=', MARK).execute()
}

/** In the place of those that the target has; its mark stays. */
export async function moveSettings(source: Database, db: Handle): Promise<void> {
  const rows = await movedSettings(source)
  await db
    .deleteFrom('settings')
    .where('name', 'not in', [MARK, ...LOCAL_SETTINGS])
    .execute()
  for (const row of rows) await db.insertInto('settings').values(row).execute()
}

export async function movedSettings({ query }: Pick<Database, 'query'>): Promise<{ name: string; value: string }[]> {
  return await query
    .selectFrom('settings')
    .selectAll()
    .where('name', 'not in', [MARK, ...LOCAL_SETTINGS])
    .orderBy('name')
    .execute()
}

async function readSetting({ query }: Pick<Database, 'query'>, name: string): Promise<string | null> {
  const row = await query.selectFrom('settings').select('value').where('name', '=', name).executeTakeFirst()
  return row?.value ?? null
}
