// Servers that have removed the bot, and when, so that what is kept of them can be forgotten.
import type { Migration } from '../../migrations/migration.ts'

export const departedServers: Migration = {
  name: '013-departed-servers',
  async up(db) {
    await db.schema
      .createTable('departed_servers')
      .addColumn('guild_id', 'text', (column) => column.primaryKey())
      .addColumn('left_at', 'integer', (column) => column.notNull())
      .execute()
  },
}
