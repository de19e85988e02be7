// A wait knows when it began: one that a wrong clock wrote is not taken for a long one that Discord
// asks for. What Discord refused is kept as the kind of its refusal.
import { sql } from 'kysely'
import type { Migration } from '../../migrations/migration.ts'

export const deliveryWaits: Migration = {
  name: '010-delivery-waits',
  async up(db) {
    await db.schema.alterTable('deliveries').addColumn('waiting_since', 'bigint').execute()
    await db.schema.alterTable('deliveries').addColumn('refusal', 'text').execute()
    await sql`update deliveries set waiting_since = created_at where not_before is not null`.execute(db)
  },
}
