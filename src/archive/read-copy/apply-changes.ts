// Writes into a copy what has changed in the archive that it follows: one transaction with the
// position behind it, so that a copy is always that of one moment.
import type { Database } from '../../database/database.ts'
import type { Changes, Position } from '../../database/postgres/follow.ts'
import { type CopyRow, putRows, removeParts } from '../../database/sqlite/copy-rows.ts'
import type { SqliteDatabase } from '../../database/sqlite/open-sqlite.ts'
import { addDictionary, DICTIONARY_BYTES, packText, readDictionary } from '../../database/sqlite/packed-text.ts'

/** The setting that holds the position. */
export const FOLLOWED = 'followed'
/** To pack a text takes a fifth of a millisecond: after so many others have their turn. */
const TEXTS_A_TURN = 16

export const NOTHING_FOLLOWED: Position = { digests: 0, papers: 0 }

export async function readPosition({ query }: Pick<Database, 'query'>): Promise<Position> {
  const row = await query.selectFrom('settings').select('value').where('name', '=', FOLLOWED).executeTakeFirst()
  return row === undefined ? NOTHING_FOLLOWED : (JSON.parse(row.value) as Position)
}

/** False where another process has written to the copy since `after` was read: nothing is done then. */
export async function applyChanges(
  copy: SqliteDatabase,
  after: Position,
  changes: Changes,
  yieldTurn: () => Promise<void>,
): Promise<boolean> {
  const pack = await createPacking(copy, changes)
  const papers: CopyRow[] = []
  for (const { content, ...paper } of changes.papers) {
    papers.push({ ...paper, packed: pack(content) })
    if (papers.length % TEXTS_A_TURN === 0) await yieldTurn()
  }
  return await copy.query.transaction().execute(async (db) => {
    const now = await readPosition({ query: db })
    if (now.digests !== after.digests || now.papers !== after.papers) return false
    // The connection of this transaction.
    const { writer } = copy
    putRows(writer, 'digests', changes.digests)
    // What belongs to a paper comes whole, so that what it has lost goes.
    removeParts(
      writer,
      changes.papers.map(({ pid }) => pid),
    )
    putRows(writer, 'papers', papers)
    putRows(
      writer,
      'sightings',
      changes.sightings.map(({ content, ...sighting }) => ({ ...sighting, packed: pack(content) })),
    )
    putRows(writer, 'paper_keys', changes.keys)
    putRows(writer, 'paper_categories', changes.categories)
    putRows(writer, 'settings', [{ name: FOLLOWED, value: JSON.stringify(changes.position) }])
    return true
  })
}

/** A copy keeps the first texts that are long enough together as the dictionary of the others. */
async function createPacking(
  { query, writer }: SqliteDatabase,
  { papers }: Changes,
): Promise<(text: string | null) => Uint8Array | null> {
  let dictionary = readDictionary(writer)
  const texts = papers.map(({ content }) => content)
  const length = texts.reduce((sum, text) => sum + text.length, 0)
  if (dictionary === null && length >= DICTIONARY_BYTES)
    dictionary = await query.transaction().execute(async () => readDictionary(writer) ?? addDictionary(writer, texts))
  return (text) => (text === null ? null : packText(text, dictionary))
}
