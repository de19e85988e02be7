// Whether a reader whose direct messages are closed has been told so.
import type { Migration } from '../../migrations/migration.ts'

export const toldWatchers: Migration = {
  name: '006-told',
  async up(db) {
    await db.schema
      .alterTable('watchers')
      .addColumn('told', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
  },
}
