// What readers keep.
import type { Migration } from '../../migrations/migration.ts'

export const readersTable: Migration = {
  name: '003-readers',
  async up(db) {
    await db.schema
      .createTable('readers')
      .addColumn('user_id', 'text', (column) => column.primaryKey())
      .addColumn('language', 'text')
      .execute()
  },
}
