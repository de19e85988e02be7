// Subscriptions, what was decided for each digest, and the outbox.
import { type Kysely, sql } from 'kysely'
import type { Migration } from '../../migrations/migration.ts'

export const deliveryTables: Migration = {
  name: '002-delivery',
  async up(db) {
    await subscriptions(db)
    await editions(db)
    await deliveries(db)
    await posted(db)
  },
}

async function subscriptions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('subscriptions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('channel_id', 'text', (column) => column.notNull())
    .addColumn('guild_id', 'text')
    .addColumn('wish', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('starts_after', 'integer', (column) => column.notNull())
    .addColumn('seen_through', 'integer', (column) => column.notNull())
    .addColumn('backfill', 'text')
    .addColumn('skip_next', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_slot', 'bigint')
    .addColumn('waiting_slot', 'bigint')
    .addColumn('forbidden_since', 'bigint')
    .addColumn('forbidden_reason', 'text')
    .addColumn('next_probe', 'bigint')
    .addColumn('probes', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await db.schema.createIndex('subscriptions_by_channel').on('subscriptions').column('channel_id').execute()
  await db.schema.createIndex('subscriptions_by_guild').on('subscriptions').column('guild_id').execute()
}

async function editions(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('editions')
    .addColumn('subscription_id', 'text', (column) => column.notNull().references('subscriptions.id').onDelete('cascade'))
    .addColumn('digest_id', 'integer', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('revision', 'integer', (column) => column.notNull())
    .addColumn('day', 'text')
    .addColumn('entries', 'text', (column) => column.notNull())
    .addColumn('papers', 'integer', (column) => column.notNull())
    .addColumn('left_out', 'integer', (column) => column.notNull())
    .addColumn('planned_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('editions_key', ['subscription_id', 'digest_id'])
    .execute()
  await db.schema.createIndex('editions_by_digest').on('editions').column('digest_id').execute()
}

async function deliveries(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('deliveries')
    .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('subscription_id', 'text', (column) => column.notNull().references('subscriptions.id').onDelete('cascade'))
    .addColumn('lane', 'text', (column) => column.notNull())
    .addColumn('digest_id', 'integer')
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('part', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('papers', 'text', (column) => column.notNull())
    .addColumn('target', 'text')
    .addColumn('inside', 'text')
    .addColumn('content', 'text')
    .addColumn('layout', 'text', (column) => column.notNull())
    .addColumn('images', 'integer', (column) => column.notNull())
    .addColumn('updated', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('unsure', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('generation', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('not_before', 'bigint')
    .addColumn('why', 'text')
    .addColumn('channel_id', 'text')
    .addColumn('message_id', 'text')
    .addColumn('body_hash', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('sent_at', 'bigint')
    .execute()
  const open = sql<boolean>`state not in ('sent', 'dropped')`
  await db.schema.createIndex('deliveries_open').on('deliveries').columns(['lane', 'seq']).where(open).execute()
  await db.schema.createIndex('deliveries_by_digest').on('deliveries').columns(['digest_id', 'subscription_id']).execute()
  await db.schema.createIndex('deliveries_by_subscription').on('deliveries').columns(['subscription_id', 'seq']).execute()
  await db.schema.createIndex('deliveries_by_message').on('deliveries').columns(['channel_id', 'message_id']).execute()
}

/** Which papers a subscription has had: what makes a paper come once. */
async function posted(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('posted')
    .addColumn('subscription_id', 'text', (column) => column.notNull().references('subscriptions.id').onDelete('cascade'))
    .addColumn('paper_id', 'text', (column) => column.notNull())
    .addColumn('digest_id', 'integer', (column) => column.notNull())
    .addColumn('delivery_id', 'text', (column) => column.notNull())
    .addColumn('section', 'text', (column) => column.notNull())
    .addColumn('day', 'text')
    .addPrimaryKeyConstraint('posted_key', ['subscription_id', 'paper_id'])
    .execute()
  await db.schema.createIndex('posted_by_paper').on('posted').column('paper_id').execute()
}
