// The numbers of changes on SQLite: one above the highest that there is. A transaction has the file
// to itself, so no other one takes the same.
import { sql } from 'kysely'
import type { ChangeNumbers } from '../database.ts'

const LAST_CHANGE = sql<number>`(select coalesce(max(changed), 0) from papers)`

export const changeNumbers: ChangeNumbers = {
  next: sql<number>`${LAST_CHANGE} + 1`,
  async take(db, count) {
    const { last } = await db.selectNoFrom(LAST_CHANGE.as('last')).executeTakeFirstOrThrow()
    return Array.from({ length: count }, (_, at) => last + 1 + at)
  },
}
