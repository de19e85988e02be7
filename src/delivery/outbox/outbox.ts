// The outbox: every act that is owed, in the database. Each method is one transaction.
import { sql, type Updateable } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { DeliveryTable } from '../../database/schema/delivery.ts'
import type { Handle } from '../../database/schema/index.ts'
import type { DeliveryId, SubscriptionId } from '../identity.ts'
import { editOf } from './edit-of.ts'
import { enqueue } from './enqueue.ts'
import { lifeColumns, type OutboxRow, outboxRowOf } from './outbox-row.ts'
import type { Life } from './transitions.ts'

/** A queue of acts that are done one after the other: those of a channel, a server or a person. */
export interface Queue {
  readonly key: string
  readonly open: number
}

/** Hears of each queue as soon as something was put into it, and is waited for. */
export type OnQueued = (queue: Queue) => Promise<void>

/** Where a message is. A null hash leaves the one of the claim. */
export interface SentMessage {
  readonly channelId: string
  readonly messageId: string
  readonly hash: string | null
}

export interface MarkedMessage {
  readonly mark: DeliveryId
  readonly channelId: string
  readonly messageId: string
}

/**
 * Word for word as the index over what is open has it: with values that are bound SQLite would read
 * every message ever sent.
 */
export const isOpen = sql<boolean>`deliveries.state not in ('sent', 'dropped')`

/** What is looked at for papers of a message that no open act brings: a copy is hardly older. */
const MAX_EDITIONS = 20

export interface Outbox {
  /**
   * Queues with something open that may go out; those of paused and suspended subscriptions are
   * left out.
   */
  queues(): Promise<readonly Queue[]>
  /** Open acts of a queue that may go out, in order: so many of them. */
  firstOf(queue: string, count: number): Promise<readonly OutboxRow[]>
  get(id: DeliveryId): Promise<OutboxRow | null>
  /** Open acts of a queue that may have been sent already. */
  openOf(queue: string): Promise<readonly OutboxRow[]>
  /** Digests of which something was planned for the channel, the newest first. */
  editionsOf(queue: string): Promise<readonly { readonly subscriptionId: SubscriptionId; readonly digestId: number }[]>
  /** One of the acts that bring papers of an edition. */
  paperActOf(id: SubscriptionId, digestId: number, act: 'message' | 'post'): Promise<OutboxRow | null>
  /** The newest message of ours that is known to be in a channel. */
  newestIn(channelId: string): Promise<string | null>
  /** Whether a message is known to be some delivery's. */
  isKnown(channelId: string, messageId: string): Promise<boolean>
  /** Of messages with these marks, those of which no act is known. */
  unknownAmong<T extends MarkedMessage>(messages: readonly T[]): Promise<readonly T[]>
  /** What has ended meanwhile, such as by being retracted, stays so. */
  save(seq: number, life: Life): Promise<void>
  /**
   * Before it is sent: what it will show is known even if no answer comes. False: it changed
   * meanwhile, and is not to be sent as it was drawn.
   */
  claim(row: OutboxRow, life: Life, hash: string | null): Promise<boolean>
  /** It is in the channel; where it changed another message, that is noted with it. */
  markSent(row: OutboxRow, message: SentMessage, now: number): Promise<void>
  /**
   * The thread or post in which it was to go takes nothing any more: it goes to the channel, or
   * opens a post of its own.
   */
  leaveThread(row: OutboxRow): Promise<void>
  /** Its message is to be drawn once more. Safe to repeat with the same `round`. */
  addEdit(shown: OutboxRow, round: string, updated: boolean, now: number): Promise<void>
  /** Another recipient is to be tried. */
  tryNextRecipient(row: OutboxRow): Promise<void>
  /** What was being sent when the last process ended. */
  interrupted(): Promise<readonly OutboxRow[]>
  /** Paused ones whose channel is not known to be forbidden. */
  orphaned(): Promise<readonly OutboxRow[]>
  paused(queue: string): Promise<readonly OutboxRow[]>
}

export function createOutbox(database: Database): Outbox {
  const db = database.query

  const open = () => db.selectFrom('deliveries').where(isOpen)
  /** Open, and not of a subscription for which nothing goes out. */
  const sendable = () =>
    open()
      .leftJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
      .where(({ or, and, eb }) =>
        or([
          eb('deliveries.subscription_id', 'is', null),
          and([eb('subscriptions.state', '!=', 'paused'), eb('subscriptions.suspended', 'is', null)]),
        ]),
      )

  return {
    async queues() {
      const rows = await sendable()
        .select(({ fn }) => ['deliveries.queue', fn.countAll<number>().as('open')])
        .groupBy('deliveries.queue')
        .execute()
      return rows.map((row) => ({ key: row.queue, open: Number(row.open) }))
    },
    async firstOf(queue, count) {
      const rows = await sendable()
        .selectAll('deliveries')
        .where('deliveries.queue', '=', queue)
        .orderBy('deliveries.seq')
        .limit(count)
        .execute()
      return rows.map(outboxRowOf)
    },
    async get(id) {
      const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : outboxRowOf(row)
    },
    async openOf(queue) {
      const query = open().selectAll().where('queue', '=', queue).where('act', 'in', ['message', 'post', 'direct'])
      return (await query.orderBy('seq').execute()).map(outboxRowOf)
    },
    async editionsOf(queue) {
      const rows = await db
        .selectFrom('editions')
        .innerJoin('subscriptions', 'subscriptions.id', 'editions.subscription_id')
        .select(['editions.subscription_id', 'editions.digest_id'])
        .where('subscriptions.channel_id', '=', queue)
        .where('editions.state', '=', 'planned')
        .orderBy('editions.digest_id', 'desc')
        .limit(MAX_EDITIONS)
        .execute()
      return rows.map((row) => ({ subscriptionId: row.subscription_id as SubscriptionId, digestId: row.digest_id }))
    },
    async paperActOf(id, digestId, act) {
      const row = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('subscription_id', '=', id)
        .where('digest_id', '=', digestId)
        .where('act', '=', act)
        .where('role', 'in', ['papers', 'briefs'])
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : outboxRowOf(row)
    },
    async newestIn(channelId) {
      const row = await db
        .selectFrom('deliveries')
        .select('message_id')
        .where('channel_id', '=', channelId)
        .where('message_id', 'is not', null)
        .orderBy(sql`length(message_id)`, 'desc')
        .orderBy('message_id', 'desc')
        .limit(1)
        .executeTakeFirst()
      return row?.message_id ?? null
    },
    async isKnown(channelId, messageId) {
      const query = db
        .selectFrom('deliveries')
        .select('seq')
        .where('channel_id', '=', channelId)
        .where('message_id', '=', messageId)
      return (await query.limit(1).executeTakeFirst()) !== undefined
    },
    async unknownAmong(messages) {
      if (messages.length === 0) return []
      const [marks, channels, ids] = [
        messages.map(({ mark }) => mark),
        [...new Set(messages.map(({ channelId }) => channelId))],
        messages.map(({ messageId }) => messageId),
      ]
      const rows = await db
        .selectFrom('deliveries')
        .select(['id', 'message_id'])
        .where(({ or, and, eb }) =>
          or([eb('id', 'in', marks), and([eb('channel_id', 'in', channels), eb('message_id', 'in', ids)])]),
        )
        .execute()
      const known = new Set(rows.flatMap((row) => [row.id, row.message_id]))
      return messages.filter(({ mark, messageId }) => !known.has(mark) && !known.has(messageId))
    },
    async save(seq, life) {
      await db.updateTable('deliveries').set(lifeColumns(life)).where('seq', '=', seq).where(isOpen).execute()
    },
    async claim(row, life, hash) {
      const result = await db
        .updateTable('deliveries')
        .set({ ...lifeColumns(life), body_hash: hash })
        .where('seq', '=', row.seq)
        .where('state', '=', row.state)
        .where('generation', '=', row.generation)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async markSent(row, { channelId, messageId, hash }, now) {
      const where = { channel_id: channelId, message_id: messageId, ...(hash === null ? {} : { body_hash: hash }) }
      const mark = (handle: Handle) =>
        handle
          .updateTable('deliveries')
          .set({ ...lifeColumns(row), ...where, sent_at: now })
          .where('seq', '=', row.seq)
          .execute()
      const change = changeOf(row, hash)
      const { target } = row
      if (target === null || change === null) return void (await mark(db))
      await db.transaction().execute(async (handle) => {
        await mark(handle)
        await handle.updateTable('deliveries').set(change).where('id', '=', target).execute()
      })
    },
    async leaveThread(row) {
      const opener = row.threadOpener
      if (opener === null) return
      const again = { state: 'planned', not_before: null, waiting_since: null } as const
      await db.transaction().execute(async (handle) => {
        const opened = await handle.selectFrom('deliveries').select('act').where('id', '=', opener).executeTakeFirst()
        const isPost = opened?.act === 'post'
        await handle
          .updateTable('deliveries')
          .set({ ...again, ...(isPost ? { act: 'post', thread_opener: null } : {}) })
          .where('seq', '=', row.seq)
          .execute()
        // All that was to go into the thread goes to the channel.
        if (!isPost) await handle.updateTable('deliveries').set({ channel_id: null }).where('id', '=', opener).execute()
      })
    },
    async addEdit(shown, round, updated, now) {
      await enqueue(db, [editOf(shown, round, updated)], now)
    },
    async tryNextRecipient(row) {
      await db
        .updateTable('deliveries')
        .set({ recipients_tried: row.recipientsTried + 1, state: 'planned', not_before: null })
        .where('seq', '=', row.seq)
        .execute()
    },
    async interrupted() {
      return (await open().selectAll().where('state', '=', 'sending').execute()).map(outboxRowOf)
    },
    async orphaned() {
      const rows = await open()
        .innerJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
        .selectAll('deliveries')
        .where('deliveries.state', '=', 'paused')
        .where('subscriptions.state', '!=', 'forbidden')
        .execute()
      return rows.map(outboxRowOf)
    },
    async paused(queue) {
      return (await open().selectAll().where('queue', '=', queue).where('state', '=', 'paused').execute()).map(outboxRowOf)
    },
  }
}

/** What an act does to the message that it changes. */
function changeOf(row: OutboxRow, hash: string | null): Updateable<DeliveryTable> | null {
  if (row.act === 'delete') return { state: 'dropped', why: 'retracted', message_id: null, channel_id: null }
  return row.act === 'edit' && hash !== null ? { body_hash: hash, ...(row.updated ? { updated: 1 } : {}) } : null
}
