// Messages of watches become deliveries in the queue of their reader: one outbox for all that is
// sent. Columns get the words that the program uses. SQLite cannot make a column optional, so the
// table of deliveries is built again, with every row as it was.
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../migrations/migration.ts'

export const oneOutbox: Migration = {
  name: '009-one-outbox',
  async up(db) {
    await rebuildDeliveries(db)
    await moveWatchMails(db)
    await renameWords(db)
  },
}

async function rebuildDeliveries(db: Kysely<unknown>): Promise<void> {
  for (const index of ['open', 'by_digest', 'by_subscription', 'by_message'])
    await db.schema.dropIndex(`deliveries_${index}`).execute()
  await db.schema.alterTable('deliveries').renameTo('old_deliveries').execute()
  await db.schema
    .createTable('deliveries')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('subscription_id', 'text', (column) => column.references('subscriptions.id').onDelete('cascade'))
    .addColumn('recipient', 'text')
    .addColumn('queue', 'text', (column) => column.notNull())
    .addColumn('digest_id', 'integer')
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('part', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('papers', 'text', (column) => column.notNull())
    .addColumn('target', 'text')
    .addColumn('thread_opener', 'text')
    .addColumn('content', 'text')
    .addColumn('recipients_tried', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('layout', 'text', (column) => column.notNull())
    .addColumn('images', 'integer', (column) => column.notNull())
    .addColumn('updated', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('maybe_sent', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('generation', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('not_before', 'bigint')
    .addColumn('why', 'text')
    .addColumn('channel_id', 'text')
    .addColumn('message_id', 'text')
    .addColumn('body_hash', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint')
    .execute()
  await sql`
    insert into deliveries (seq, id, subscription_id, queue, digest_id, act, role, part, recipients_tried, papers, target,
      thread_opener, content, layout, images, updated, state, failures, maybe_sent, generation, not_before, why,
      channel_id, message_id, body_hash, created_at, sent_at)
    select seq, id, subscription_id, lane, digest_id, act, role,
      case role when 'notice' then 0 else part end, case role when 'notice' then part else 0 end, papers, target,
      inside, content, layout, images, updated, state, failures, unsure, generation, not_before, why,
      channel_id, message_id, body_hash, created_at, sent_at
    from old_deliveries order by seq`.execute(db)
  // The next number must be above every one that was ever given, those of deleted rows too.
  await sql`
    update sqlite_sequence set seq = (select seq from sqlite_sequence where name = 'old_deliveries')
    where name = 'deliveries' and exists (select 1 from sqlite_sequence where name = 'old_deliveries')`.execute(db)
  await db.schema.dropTable('old_deliveries').execute()
  const open = sql<boolean>`state not in ('sent', 'dropped')`
  await db.schema.createIndex('deliveries_open').on('deliveries').columns(['queue', 'seq']).where(open).execute()
  await db.schema.createIndex('deliveries_by_digest').on('deliveries').columns(['digest_id', 'subscription_id']).execute()
  await db.schema.createIndex('deliveries_by_subscription').on('deliveries').columns(['subscription_id', 'seq']).execute()
  await db.schema.createIndex('deliveries_by_message').on('deliveries').columns(['channel_id', 'message_id']).execute()
  const personal = sql<boolean>`recipient is not null`
  await db.schema
    .createIndex('deliveries_by_recipient')
    .on('deliveries')
    .columns(['recipient', 'created_at'])
    .where(personal)
    .execute()
}

async function moveWatchMails(db: Kysely<unknown>): Promise<void> {
  await sql`
    insert into deliveries (id, recipient, queue, act, role, papers, layout, images, state, failures, not_before,
      created_at, sent_at)
    select id, user_id, 'user ' || user_id, 'direct', 'watch', '[]', 'full', 0, state, failures,
      case when state in ('sent', 'dropped') then null else not_before end, created_at, sent_at
    from watch_mails order by created_at, id`.execute(db)
  await db.schema.dropTable('watch_mails').execute()
}

async function renameWords(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('subscriptions').renameColumn('dormant', 'suspended').execute()
  await db.schema.alterTable('watchers').renameColumn('told', 'notified').execute()
  await sql`update watchers set state = 'dm-blocked' where state = 'closed'`.execute(db)
  await sql`update editions set entries = replace(entries, '"state":"folded"', '"state":"overflow"')`.execute(db)
}
