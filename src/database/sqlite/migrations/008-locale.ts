// The wording that a reader asked for is called a locale everywhere else.
import type { Migration } from '../../migrations/migration.ts'

export const locale: Migration = {
  name: '008-locale',
  async up(db) {
    await db.schema.alterTable('watchers').renameColumn('tongue', 'locale').execute()
  },
}
