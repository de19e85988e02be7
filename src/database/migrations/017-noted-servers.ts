// What the processes that share the servers of the bot see of them, for the one that leads.
import type { Migration } from './migration.ts'

export const notedServers: Migration = {
  name: '017-noted-servers',
  async up(db, { text }) {
    await db.schema
      .createTable('noted_servers')
      .addColumn('guild_id', text, (column) => column.primaryKey().notNull())
      .addColumn('channels', text, (column) => column.notNull())
      .addColumn('missing_roles', text, (column) => column.notNull())
      .execute()
  },
}
