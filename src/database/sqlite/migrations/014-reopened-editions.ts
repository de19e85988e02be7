// A digest that a subscription did not get may be decided again after a correction: one of which
// nothing was wanted, and one whose day was before the subscription and is not any more.
import { sql } from 'kysely'
import type { Migration } from '../../migrations/migration.ts'

export const reopenedEditions: Migration = {
  name: '014-reopened-editions',
  async up(db) {
    await db.schema.alterTable('digests').addColumn('date_before', 'text').execute()
    await db.schema
      .createIndex('digests_redated')
      .on('digests')
      .column('id')
      .where(sql<boolean>`date_before is not null`)
      .execute()
    await db.schema
      .createIndex('editions_reopened')
      .on('editions')
      .column('subscription_id')
      .where(sql<boolean>`state = 'reopened'`)
      .execute()
  },
}
