// The numbers of changes on PostgreSQL come from a sequence. They are committed in their order
// because transactions that write take turns: see dialect.ts.
import { sql, type Transaction } from 'kysely'
import type { ChangeNumbers } from '../database.ts'
import type { Schema } from '../schema/index.ts'

export const changeNumbers: ChangeNumbers = {
  next: sql<number>`nextval('paper_changes')`,
  async take(db, count) {
    const { rows } = await sql<{ number: number }>`
      select nextval('paper_changes') as number from generate_series(1, ${count}::integer)`.execute(db)
    return rows.map(({ number }) => number)
  },
}

const NUMBERED = [
  { sequence: sql`'paper_changes'`, highest: sql`select max(changed) from papers` },
  { sequence: sql`pg_get_serial_sequence('papers', 'pid')`, highest: sql`select max(pid) from papers` },
  { sequence: sql`pg_get_serial_sequence('digests', 'id')`, highest: sql`select max(id) from digests` },
  { sequence: sql`pg_get_serial_sequence('deliveries', 'seq')`, highest: sql`select max(seq) from deliveries` },
]

/** Sequences do not see numbers that rows were written with. */
export async function continueNumbers(db: Transaction<Schema>): Promise<void> {
  for (const { sequence, highest } of NUMBERED)
    await sql`select setval(${sequence}, n) from (${highest}) as highest (n) where n is not null`.execute(db)
}
