// Subscriptions of the settings that have no channel now, or were taken out of the settings, keep
// their history.
import type { Migration } from '../../migrations/migration.ts'

export const dormantSubscriptions: Migration = {
  name: '004-dormant',
  async up(db) {
    await db.schema.alterTable('subscriptions').addColumn('configured_as', 'text').execute()
    await db.schema.alterTable('subscriptions').addColumn('dormant', 'text').execute()
  },
}
