// Recomputes what a paper shows, after a digest that has it came, changed or was taken back.
import type { Transaction } from 'kysely'
import type { ChangeNumbers } from '../database/database.ts'
import type { Schema } from '../database/schema/index.ts'
import { merged } from './content.ts'
import { contentOfRow } from './rows.ts'

type Db = Transaction<Schema>

/** The transaction in which papers change. */
export interface Change {
  readonly db: Db
  /** By them the index sees that a paper is not what it was. */
  readonly changes: ChangeNumbers
}

/** `spelledOut`: every sighting gets its own content, and nothing else changes. */
export async function mergeSightings(
  change: Change,
  pids: readonly number[],
  options: { spelledOut?: boolean } = {},
): Promise<void> {
  for (const pid of new Set(pids)) await mergeSightingsOf(change, pid, options.spelledOut ?? false)
}

async function mergeSightingsOf(change: Change, pid: number, spelledOut: boolean): Promise<void> {
  const { db } = change
  const paper = await db.selectFrom('papers').select(['content', 'retracted']).where('pid', '=', pid).executeTakeFirstOrThrow()
  const sightings = await sightingsOf(db, pid)
  const live = sightings.filter(({ retracted }) => retracted === 0)
  const newest = live[0]
  if (!newest && !spelledOut) return hide(change, pid, paper.retracted)
  const before = (own: string | null) => own ?? paper.content
  const shown = newest && !spelledOut ? JSON.stringify(merged(live.map(({ content }) => contentOfRow(before(content))))) : null
  for (const { digest_id, position, content } of sightings) {
    const after = before(content) === shown ? null : before(content)
    if (after !== content)
      await db
        .updateTable('sightings')
        .set({ content: after })
        .where('digest_id', '=', digest_id)
        .where('position', '=', position)
        .execute()
  }
  if (newest && shown !== null) await show(change, pid, shown, newest, paper.retracted)
}

/** The newest day first; digests without a date behind those with one. */
function sightingsOf(db: Db, pid: number) {
  return db
    .selectFrom('sightings')
    .innerJoin('digests', 'digests.id', 'sightings.digest_id')
    .select(['digest_id', 'position', 'section', 'starred', 'content', 'digests.date', 'digests.retracted'])
    .where('sightings.pid', '=', pid)
    .orderBy('digests.date', (order) => order.desc().nullsLast())
    .orderBy('digests.id', 'desc')
    .orderBy('position')
    .execute()
}

async function hide({ db, changes }: Change, pid: number, retracted: number): Promise<void> {
  await db
    .updateTable('papers')
    .set({ retracted: Math.max(1, retracted), changed: changes.next })
    .where('pid', '=', pid)
    .execute()
}

async function show(
  { db, changes }: Change,
  pid: number,
  shown: string,
  newest: Awaited<ReturnType<typeof sightingsOf>>[number],
  retracted: number,
): Promise<void> {
  const { title, categories } = contentOfRow(shown)
  await db
    .updateTable('papers')
    .set({
      content: shown,
      digest_id: newest.digest_id,
      position: newest.position,
      section: newest.section,
      starred: newest.starred,
      date: newest.date,
      title_en: title.en,
      title_zh: title.zh,
      // A paper that was itself taken back stays away, however often it comes again.
      retracted: retracted === 2 ? 2 : 0,
      changed: changes.next,
    })
    .where('pid', '=', pid)
    .execute()
  await db.deleteFrom('paper_categories').where('pid', '=', pid).execute()
  const rows = [...new Set(categories)].map((category) => ({ category, pid }))
  if (rows.length > 0) await db.insertInto('paper_categories').values(rows).execute()
}
