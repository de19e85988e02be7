// Who of several processes does what only one may do, and until when.
import type { Migration } from './migration.ts'

export const leases: Migration = {
  name: '015-leases',
  async up(db, { text, number }) {
    await db.schema
      .createTable('leases')
      .addColumn('name', text, (column) => column.primaryKey().notNull())
      .addColumn('holder', text, (column) => column.notNull())
      .addColumn('fence', number, (column) => column.notNull())
      .addColumn('expires_at', number, (column) => column.notNull())
      .execute()
  },
}
