// Digests, papers, where each paper stood, and the bytes of figures.
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../migrations/migration.ts'

export const archiveTables: Migration = {
  name: '001-archive',
  async up(db) {
    await digests(db)
    await papers(db)
    await aboutPapers(db)
    await db.schema
      .createTable('blobs')
      .addColumn('sha256', 'text', (column) => column.primaryKey())
      .addColumn('bytes', 'blob', (column) => column.notNull())
      .execute()
    await db.schema
      .createTable('settings')
      .addColumn('name', 'text', (column) => column.primaryKey())
      .addColumn('value', 'text', (column) => column.notNull())
      .execute()
  },
}

async function digests(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('digests')
    .addColumn('id', 'integer', (column) => column.primaryKey())
    .addColumn('file', 'text', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('encoding', 'text', (column) => column.notNull())
    .addColumn('date', 'text')
    .addColumn('date_from', 'text')
    .addColumn('title', 'text')
    .addColumn('legend', 'text', (column) => column.notNull())
    .addColumn('diagnostics', 'text', (column) => column.notNull())
    .addColumn('held', 'text')
    .addColumn('revision', 'integer', (column) => column.notNull().defaultTo(1))
    .addColumn('received_at', 'bigint', (column) => column.notNull())
    .addColumn('retracted', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('digests_by_content').on('digests').columns(['sha256', 'file']).execute()
  await db.schema.createIndex('digests_by_date').on('digests').column('date').execute()
}

async function papers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('papers')
    .addColumn('pid', 'integer', (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('digest_id', 'integer', (column) => column.notNull().references('digests.id'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('section', 'text', (column) => column.notNull())
    .addColumn('starred', 'integer', (column) => column.notNull())
    .addColumn('date', 'text')
    .addColumn('title_en', 'text')
    .addColumn('title_zh', 'text')
    .addColumn('retracted', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('indexed', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('content', 'text', (column) => column.notNull())
    .execute()
  // Covers what is counted and listed by day: the rows themselves are wide.
  await db.schema.createIndex('papers_by_date').on('papers').columns(['date', 'retracted', 'section', 'starred']).execute()
  await db.schema.createIndex('papers_taken_back').on('papers').column('retracted').where(sql.ref('retracted'), '>', 0).execute()
  await db.schema.createIndex('papers_by_digest').on('papers').column('digest_id').execute()
  await db.schema.createIndex('papers_by_index_state').on('papers').column('indexed').where(sql.ref('indexed'), '=', 0).execute()
}

async function aboutPapers(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('sightings')
    .addColumn('digest_id', 'integer', (column) => column.notNull().references('digests.id').onDelete('cascade'))
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('pid', 'integer', (column) => column.notNull().references('papers.pid').onDelete('cascade'))
    .addColumn('section', 'text', (column) => column.notNull())
    .addColumn('starred', 'integer', (column) => column.notNull())
    .addColumn('line_start', 'integer', (column) => column.notNull())
    .addColumn('line_end', 'integer', (column) => column.notNull())
    .addColumn('content', 'text')
    .addPrimaryKeyConstraint('sightings_key', ['digest_id', 'position'])
    .execute()
  await db.schema.createIndex('sightings_by_paper').on('sightings').column('pid').execute()
  await db.schema
    .createTable('paper_keys')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('pid', 'integer', (column) => column.notNull().references('papers.pid').onDelete('cascade'))
    .execute()
  await db.schema.createIndex('keys_by_paper').on('paper_keys').column('pid').execute()
  await db.schema
    .createTable('paper_categories')
    .addColumn('category', 'text', (column) => column.notNull())
    .addColumn('pid', 'integer', (column) => column.notNull().references('papers.pid').onDelete('cascade'))
    .addPrimaryKeyConstraint('paper_categories_key', ['category', 'pid'])
    .execute()
  await db.schema.createIndex('categories_by_paper').on('paper_categories').column('pid').execute()
  const person = (table: string) =>
    db.schema
      .createTable(table)
      .addColumn('pid', 'integer', (column) => column.notNull().references('papers.pid').onDelete('cascade'))
      .addColumn('position', 'integer', (column) => column.notNull())
      .addColumn('name', 'text', (column) => column.notNull())
  await person('paper_authors')
    .addColumn('surname', 'text', (column) => column.notNull())
    .addColumn('given', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('paper_authors_key', ['pid', 'position'])
    .execute()
  await db.schema.createIndex('paper_authors_by_name').on('paper_authors').columns(['surname', 'given', 'pid']).execute()
  await person('paper_affiliations')
    .addColumn('key', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('paper_affiliations_key', ['pid', 'position', 'key'])
    .execute()
  await db.schema.createIndex('paper_affiliations_by_key').on('paper_affiliations').columns(['key', 'pid']).execute()
}
