// The search index moves to a file of its own, with what is made of names; it is filled there in
// the background. Papers count their changes, so that the index knows how far it has come.
import { sql } from 'kysely'
import type { Migration } from '../../migrations/migration.ts'

const MOVED = [
  'search_terms_vocabulary',
  'search_terms',
  'search_titles',
  'search_words',
  'search_deletions',
  'paper_authors',
  'paper_affiliations',
]

export const indexApart: Migration = {
  name: '007-index-apart',
  async up(db) {
    for (const table of MOVED) await db.schema.dropTable(table).ifExists().execute()
    await db.schema.dropIndex('papers_by_index_state').execute()
    await db.schema.alterTable('papers').dropColumn('indexed').execute()
    await db.schema
      .alterTable('papers')
      .addColumn('changed', 'integer', (column) => column.notNull().defaultTo(0))
      .execute()
    await sql`update papers set changed = pid`.execute(db)
    await db.schema.createIndex('papers_by_change').unique().on('papers').column('changed').execute()
    await sql`insert into settings (name, value) values ('archive', lower(hex(randomblob(16))))`.execute(db)
  },
}
