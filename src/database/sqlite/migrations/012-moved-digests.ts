// A digest may get another day, which its index then says; and it is known when its file appeared,
// so that what was there before a subscription is not taken for its next digest.
import type { Migration } from '../../migrations/migration.ts'

export const movedDigests: Migration = {
  name: '012-moved-digests',
  async up(db) {
    await db.schema.alterTable('digests').addColumn('appeared_at', 'bigint').execute()
    await db.schema.alterTable('editions').addColumn('moved_from', 'text').execute()
  },
}
