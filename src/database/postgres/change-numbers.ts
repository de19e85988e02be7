// The numbers of changes on PostgreSQL come from a sequence. They are committed in their order
// because transactions that write take turns: see dialect.ts.
import { sql } from 'kysely'
import type { ChangeNumbers } from '../database.ts'

export const changeNumbers: ChangeNumbers = {
  next: sql<number>`nextval('paper_changes')`,
  async take(db, count) {
    const { rows } = await sql<{ number: number }>`
      select nextval('paper_changes') as number from generate_series(1, ${count}::integer)`.execute(db)
    return rows.map(({ number }) => number)
  },
}
