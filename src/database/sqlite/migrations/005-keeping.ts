// Reading lists, votes, and watches with what they found and the messages that told of it.
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../migrations/migration.ts'

export const keepingTables: Migration = {
  name: '005-keeping',
  async up(db) {
    await lists(db)
    await watches(db)
  },
}

async function lists(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('saved')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .addColumn('note', 'text')
    .addColumn('saved_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('saved_key', ['user_id', 'paper_id'])
    .execute()
  await db.schema.createIndex('saved_by_time').on('saved').columns(['user_id', 'saved_at']).execute()
  await db.schema
    .createTable('votes')
    .addColumn('guild_id', 'text', (column) => column.notNull())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .addColumn('voted_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('votes_key', ['guild_id', 'user_id', 'paper_id'])
    .execute()
  await db.schema.createIndex('votes_by_time').on('votes').columns(['guild_id', 'voted_at']).execute()
  await db.schema.createIndex('votes_by_user').on('votes').columns(['user_id', 'paper_id']).execute()
}

async function watches(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('watchers')
    .addColumn('user_id', 'text', (column) => column.primaryKey())
    .addColumn('tongue', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('since', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('watches')
    .addColumn('user_id', 'text', (column) => column.notNull().references('watchers.user_id').onDelete('cascade'))
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('watches_key', ['user_id', 'query'])
    .execute()
  await db.schema
    .createTable('watch_digests')
    .addColumn('digest_id', 'integer', (column) => column.primaryKey())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .execute()
  await db.schema
    .createTable('watch_mails')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('not_before', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint')
    .execute()
  await db.schema.createIndex('watch_mails_by_user').on('watch_mails').columns(['user_id', 'created_at']).execute()
  const open = sql<boolean>`state not in ('sent', 'dropped')`
  await db.schema.createIndex('watch_mails_open').on('watch_mails').column('not_before').where(open).execute()
  await db.schema
    .createTable('watch_hits')
    .addColumn('user_id', 'text', (column) => column.notNull())
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .addColumn('query', 'text', (column) => column.notNull())
    .addColumn('digest_id', 'integer', (column) => column.notNull())
    .addColumn('position', 'integer', (column) => column.notNull())
    .addColumn('mail_id', 'text')
    .addPrimaryKeyConstraint('watch_hits_key', ['user_id', 'paper_id'])
    .execute()
  await db.schema.createIndex('watch_hits_by_mail').on('watch_hits').column('mail_id').execute()
}
