// Files whose reading went beyond a limit, so that they are not read again at each start.
import type { Migration } from '../../migrations/migration.ts'

export const overrunFiles: Migration = {
  name: '011-overrun-files',
  async up(db) {
    await db.schema
      .createTable('overrun_files')
      .addColumn('sha256', 'text', (column) => column.primaryKey())
      .addColumn('limits', 'text', (column) => column.notNull())
      .addColumn('diagnostic', 'text', (column) => column.notNull())
      .addColumn('seen_at', 'integer', (column) => column.notNull())
      .execute()
  },
}
