// The outbox: every act that is owed, in the database. Each method is one transaction.
import { type Insertable, type Kysely, type Selectable, sql, type Transaction, type Updateable } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { DeliveryTable } from '../../database/schema/delivery.ts'
import type { Schema } from '../../database/schema/index.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { DeliveryId } from '../identity.ts'
import type { SubscriptionId } from '../subscriptions/subscription.ts'
import type { Life } from './transitions.ts'

/** A row of the outbox as the program speaks of it. */
export interface Owed extends Life {
  readonly seq: number
  readonly id: DeliveryId
  readonly subscriptionId: SubscriptionId
  readonly lane: string
  readonly digestId: number | null
  readonly role: DeliveryTable['role']
  readonly part: number
  readonly papers: readonly PaperId[]
  readonly target: DeliveryId | null
  readonly inside: DeliveryId | null
  readonly content: string | null
  readonly updated: boolean
  readonly generation: number
  readonly channelId: string | null
  readonly messageId: string | null
  readonly hash: string | null
  readonly createdAt: number
  readonly sentAt: number | null
}

export interface Lane {
  readonly lane: string
  readonly open: number
}

export type Planned = (lane: Lane) => Promise<void>

export interface Landed {
  readonly channelId: string
  readonly messageId: string
  readonly hash: string | null
}

export type Handle = Kysely<Schema> | Transaction<Schema>

/** Word for word as the index over what is open has it: with values that are bound SQLite would read every message ever sent. */
export const isOpen = sql<boolean>`deliveries.state not in ('sent', 'dropped')`

export function owedOf(row: Selectable<DeliveryTable>): Owed {
  return {
    seq: row.seq,
    id: row.id as DeliveryId,
    subscriptionId: row.subscription_id as SubscriptionId,
    lane: row.lane,
    digestId: row.digest_id,
    act: row.act,
    role: row.role,
    part: row.part,
    papers: JSON.parse(row.papers) as PaperId[],
    target: row.target as DeliveryId | null,
    inside: row.inside as DeliveryId | null,
    content: row.content,
    step: { layout: row.layout, images: row.images === 1 },
    updated: row.updated === 1,
    state: row.state,
    failures: row.failures,
    unsure: row.unsure === 1,
    generation: row.generation,
    notBefore: row.not_before,
    why: row.why,
    channelId: row.channel_id,
    messageId: row.message_id,
    hash: row.body_hash,
    createdAt: row.created_at,
    sentAt: row.sent_at,
  }
}

function lifeColumns(life: Life): Updateable<DeliveryTable> {
  return {
    state: life.state,
    layout: life.step.layout,
    images: life.step.images ? 1 : 0,
    failures: life.failures,
    unsure: life.unsure ? 1 : 0,
    not_before: life.notBefore,
    why: life.why,
  }
}

export type NewDelivery = Omit<Insertable<DeliveryTable>, 'seq' | 'state' | 'created_at'>

export interface Outbox {
  /** Channels with something open that may go out, those of paused subscriptions left out. */
  lanes(): Promise<readonly Lane[]>
  /** The next act of a lane. */
  head(lane: string): Promise<Owed | null>
  get(id: DeliveryId): Promise<Owed | null>
  many(ids: readonly DeliveryId[]): Promise<readonly Owed[]>
  /** Open acts of a lane that may stand in the channel already. */
  openOf(lane: string): Promise<readonly Owed[]>
  /** The newest message of ours that is known to stand in a channel. */
  newestIn(channelId: string): Promise<string | null>
  /** Whether a message is known to be some delivery's. */
  isKnown(channelId: string, messageId: string): Promise<boolean>
  save(seq: number, life: Life): Promise<void>
  /** Before it is sent: what it will show is known even if no answer comes. False: it changed meanwhile, and is not to be sent so. */
  claim(owed: Owed, life: Life, hash: string | null): Promise<boolean>
  /** It stands in the channel; where it changed another message, that is noted with it. A null hash leaves the one of the claim. */
  land(owed: Owed, landed: Landed, now: number): Promise<void>
  setPart(seq: number, part: number): Promise<void>
  /** What was being sent when the last process ended. */
  interrupted(): Promise<readonly Owed[]>
  /** Paused ones whose channel is not known to be forbidden. */
  strayed(): Promise<readonly Owed[]>
  paused(lane: string): Promise<readonly Owed[]>
}

export function createOutbox(database: Database): Outbox {
  const db = database.query
  return {
    async lanes() {
      const rows = await db
        .selectFrom('deliveries')
        .innerJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
        .select(({ fn }) => ['deliveries.lane', fn.countAll<number>().as('open')])
        .where(isOpen)
        .where('subscriptions.state', '!=', 'paused')
        .where('subscriptions.dormant', 'is', null)
        .groupBy('deliveries.lane')
        .execute()
      return rows.map((row) => ({ lane: row.lane, open: Number(row.open) }))
    },
    async head(lane) {
      const row = await db
        .selectFrom('deliveries')
        .innerJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
        .selectAll('deliveries')
        .where('deliveries.lane', '=', lane)
        .where(isOpen)
        .where('subscriptions.state', '!=', 'paused')
        .where('subscriptions.dormant', 'is', null)
        .orderBy('deliveries.seq')
        .limit(1)
        .executeTakeFirst()
      return row === undefined ? null : owedOf(row)
    },
    async get(id) {
      const row = await db.selectFrom('deliveries').selectAll().where('id', '=', id).executeTakeFirst()
      return row === undefined ? null : owedOf(row)
    },
    async many(ids) {
      if (ids.length === 0) return []
      return (await db.selectFrom('deliveries').selectAll().where('id', 'in', ids).execute()).map(owedOf)
    },
    async openOf(lane) {
      const rows = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('lane', '=', lane)
        .where(isOpen)
        .where('act', 'in', ['message', 'post'])
        .orderBy('seq')
        .execute()
      return rows.map(owedOf)
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
    async save(seq, life) {
      await db.updateTable('deliveries').set(lifeColumns(life)).where('seq', '=', seq).execute()
    },
    async claim(owed, life, hash) {
      const result = await db
        .updateTable('deliveries')
        .set({ ...lifeColumns(life), body_hash: hash })
        .where('seq', '=', owed.seq)
        .where('state', '=', owed.state)
        .where('generation', '=', owed.generation)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
    async land(owed, landed, now) {
      const { channelId: channel_id, messageId: message_id, hash } = landed
      const place = { channel_id, message_id, ...(hash === null ? {} : { body_hash: hash }), sent_at: now }
      const note = (handle: Handle) =>
        handle
          .updateTable('deliveries')
          .set({ ...lifeColumns(owed), ...place })
          .where('seq', '=', owed.seq)
          .execute()
      const change = changeOf(owed, hash)
      const { target } = owed
      if (target === null || change === null) return void (await note(db))
      await db.transaction().execute(async (handle) => {
        await note(handle)
        await handle.updateTable('deliveries').set(change).where('id', '=', target).execute()
      })
    },
    async setPart(seq, part) {
      await db.updateTable('deliveries').set({ part, state: 'planned', not_before: null }).where('seq', '=', seq).execute()
    },
    async interrupted() {
      return (await db.selectFrom('deliveries').selectAll().where(isOpen).where('state', '=', 'sending').execute()).map(owedOf)
    },
    async strayed() {
      const rows = await db
        .selectFrom('deliveries')
        .innerJoin('subscriptions', 'subscriptions.id', 'deliveries.subscription_id')
        .selectAll('deliveries')
        .where(isOpen)
        .where('deliveries.state', '=', 'paused')
        .where('subscriptions.state', '!=', 'forbidden')
        .execute()
      return rows.map(owedOf)
    },
    async paused(lane) {
      const rows = await db
        .selectFrom('deliveries')
        .selectAll()
        .where('lane', '=', lane)
        .where(isOpen)
        .where('state', '=', 'paused')
        .execute()
      return rows.map(owedOf)
    },
  }
}

/** What an act does to the message that it changes. */
function changeOf(owed: Owed, hash: string | null): Updateable<DeliveryTable> | null {
  if (owed.act === 'delete') return { state: 'dropped', why: 'retracted', message_id: null, channel_id: null }
  return owed.act === 'edit' && hash !== null ? { body_hash: hash, ...(owed.updated ? { updated: 1 } : {}) } : null
}

/** Rows of one statement have the same columns. */
const UNSAID = { part: 0, target: null, inside: null, content: null, updated: 0 } as const
/** SQLite takes some thousand values a statement. */
const ROWS_A_STATEMENT = 100

/** Within a transaction: rows that are not there yet, in order. Answers how many were new. */
export async function enqueue(db: Handle, rows: readonly NewDelivery[], now: number): Promise<number> {
  let added = 0
  for (let first = 0; first < rows.length; first += ROWS_A_STATEMENT) {
    const some = rows.slice(first, first + ROWS_A_STATEMENT)
    const result = await db
      .insertInto('deliveries')
      .values(some.map((row) => ({ ...UNSAID, ...row, state: 'planned' as const, created_at: now })))
      .onConflict((conflict) => conflict.column('id').doNothing())
      .executeTakeFirst()
    added += Number(result.numInsertedOrUpdatedRows ?? 0n)
  }
  return added
}
