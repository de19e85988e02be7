// Finds what is due, from stored state alone: digests that are undecided, slots that have come,
// notices that are owed.

import type { Selectable } from 'kysely'
import type { Database } from '../../database/database.ts'
import type { SubscriptionTable } from '../../database/schema/delivery.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../schedule/clock.ts'
import { dayIn } from '../../schedule/zone.ts'
import { HOUR_MS } from '../../text/duration.ts'
import { yieldToEventLoop } from '../../threads/yield.ts'
import { deliveryId, type SubscriptionId } from '../identity.ts'
import type { Notice } from '../messages/notice.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { OnQueued } from '../outbox/outbox.ts'
import type { DeliverySettings } from '../settings.ts'
import { cutOff, type Due, dueAt, timetables } from '../subscriptions/due.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { newestDaysOf, newestDigest, subscriptionOf } from '../subscriptions/subscription-rows.ts'
import type { Backlog } from './backlog.ts'
import type { Editions } from './editions.ts'
import { AUTHORS_ZONE, isReopened, type UndecidedDigest, undecidedDigests } from './undecided.ts'

export interface Planner {
  /**
   * Plans everything that is due; answers when more will be, null where nothing waits for its time.
   */
  run(onQueued: OnQueued): Promise<number | null>
  /** This digest was brought by a person: it is planned at once, whatever else arrives with it. */
  expect(digestId: number): void
  /**
   * One that could not be served for long is not flooded when it can: what came before the catch-up
   * time is skipped.
   */
  skipStale(id: SubscriptionId): Promise<void>
  /**
   * Plans these days for a subscription at once, whatever its timetable says: who asked waits for how
   * many there are.
   */
  backfill(id: SubscriptionId, days: number | 'all'): Promise<{ digests: number; papers: number }>
}

interface Pending {
  readonly ids: readonly number[]
  /** All up to this one are decided once `ids` are. */
  readonly through: number
}

type SubscriptionRow = Selectable<SubscriptionTable>

const GATHER_MS = 5_000
const MAX_EXPECTED = 100
/** Files that are still being read are waited for, but one that never is does not count. */
const MAX_ARRIVING_MS = 60_000
const LOOK_AGAIN_MS = 500

export function createPlanner(parts: {
  database: Database
  editions: Editions
  backlog: Backlog
  clock: Clock
  log: Log
  settings: DeliverySettings
  /** Files are being read, or will be soon. */
  isArriving: () => boolean
}): Planner {
  const { database, editions, backlog, clock, log, settings, isArriving } = parts
  const db = database.query

  const set = async (id: SubscriptionId, values: Partial<SubscriptionRow>) => {
    await db.updateTable('subscriptions').set(values).where('id', '=', id).execute()
  }

  async function pendingOf(row: SubscriptionRow): Promise<Pending> {
    const open = await undecidedDigests(db, subscriptionOf(row), row.seen_through)
    // What came later waits with it: days keep their order.
    const gathering = open.find((digest) => digest.held === null && isGathering(digest))?.id ?? Number.POSITIVE_INFINITY
    const isToWait = ({ id, held }: UndecidedDigest) => held !== null || id >= gathering
    const first = open.find((digest) => digest.id > row.seen_through && isToWait(digest))?.id
    return {
      ids: open.filter((digest) => !isToWait(digest)).map((digest) => digest.id),
      through: first === undefined ? Math.max(row.seen_through, newest) : first - 1,
    }
  }

  /** Past days that arrive one after the other are looked at together. */
  function isGathering({ id, date, receivedAt }: UndecidedDigest): boolean {
    const now = clock.now()
    if (expected.has(id)) return false
    if (date === null || date >= dayIn(now, AUTHORS_ZONE) || receivedAt > now || receivedAt + GATHER_MS <= now) return false
    lookAgainAt(receivedAt + GATHER_MS)
    return true
  }

  function lookAgainAt(at: number): void {
    gatheredAt = Math.min(gatheredAt ?? Number.POSITIVE_INFINITY, at)
  }

  /** The newest digest when planning began: what arrives meanwhile is planned next. */
  let newest = 0
  let gatheredAt: number | null = null
  const expected = new Set<number>()

  async function post(subscription: Subscription, ids: readonly number[], slots: number) {
    const { most } = subscription.wish
    let room = most === null ? null : most * slots
    let [digests, papers, messages] = [0, 0, 0]
    for (const id of ids) {
      const decided = await editions.decide(subscription, id, room)
      if (decided === null) continue
      if (room !== null) room -= decided.posted
      digests += 1
      papers += decided.posted
      messages += decided.messages
    }
    if (digests > 0)
      log.info({ subscription: subscription.id, channel: subscription.channelId, digests, papers, messages }, 'Planned')
    return { digests, papers, messages }
  }

  /** Answers how many messages are owed. */
  async function settle(
    row: SubscriptionRow,
    subscription: Subscription,
    pending: Pending,
    slots: number,
    changes: Partial<SubscriptionRow>,
  ): Promise<number> {
    const skipping = row.skip_next === 1 && pending.ids.length > 0
    if (skipping) await editions.skip(subscription.id, pending.ids)
    const { messages } = skipping
      ? { messages: 0 }
      : await post(subscription, await backlog.admit(subscription, pending.ids), slots)
    await set(subscription.id, { ...changes, seen_through: pending.through, ...(skipping ? { skip_next: 0 } : {}) })
    return messages
  }

  async function onTime(row: SubscriptionRow, subscription: Subscription, pending: Pending): Promise<number> {
    const due = dueAt(subscription, pending.ids.length > 0, clock.now(), settings.catchUpHours)
    switch (due.kind) {
      case 'nothing':
        return 0
      case 'reset':
        log.warn(
          { subscription: subscription.id, slot: subscription.lastSlot },
          'The last slot is in the future: was the clock wrong? It is set back to now',
        )
        await set(subscription.id, { last_slot: clock.now(), waiting_slot: null })
        return 0
      case 'await':
        await set(subscription.id, {
          last_slot: due.slot,
          waiting_slot: (await wasPostedEarly(subscription)) ? null : due.slot,
        })
        return 0
      case 'give-up':
        return await giveUp(subscription, due)
      case 'post':
        return await settle(row, subscription, pending, due.slots, {
          last_slot: Math.max(due.slot, subscription.lastSlot ?? 0),
          waiting_slot: null,
        })
    }
  }

  /** Since the last slot had its digest, somebody has posted one before its time. */
  async function wasPostedEarly(subscription: Subscription): Promise<boolean> {
    const { lastSlot, createdAt } = subscription
    const since = lastSlot === null || lastSlot <= createdAt ? createdAt : cutOff(subscription, lastSlot)
    const row = await db
      .selectFrom('editions')
      .select('digest_id')
      .where('subscription_id', '=', subscription.id)
      .where('state', '=', 'planned')
      .where('planned_at', '>=', since)
      .limit(1)
      .executeTakeFirst()
    return row !== undefined
  }

  async function giveUp(subscription: Subscription, due: Due & { kind: 'give-up' }): Promise<number> {
    const { late } = subscription.wish
    if (!late.notice) {
      await set(subscription.id, { waiting_slot: null })
      return 0
    }
    const zone = timetables(subscription.wish)[0]?.zone ?? 'UTC'
    const notice: Notice = { kind: 'late', slot: due.slot, zone, minutes: late.waitMinutes }
    const row = {
      id: deliveryId(subscription.id, 'late', due.slot),
      subscription_id: subscription.id,
      queue: subscription.channelId,
      digest_id: null,
      act: subscription.wish.place === 'forum' ? ('post' as const) : ('message' as const),
      role: 'notice' as const,
      papers: '[]',
      content: JSON.stringify(notice),
      layout: 'link' as const,
      images: 0,
    }
    return await db.transaction().execute(async (handle) => {
      await handle.updateTable('subscriptions').set({ waiting_slot: null }).where('id', '=', subscription.id).execute()
      return await enqueue(handle, [row], clock.now())
    })
  }

  /** Days count by a digest's date, or by its arrival where it has none. */
  async function daysBack(days: string): Promise<readonly number[]> {
    const live = db.selectFrom('digests').where('retracted', '=', 0).where('held', 'is', null)
    const query = live
      .select('id')
      .orderBy('date', (order) => order.asc().nullsFirst())
      .orderBy('id')
    const ids = async (some: typeof query) => (await some.execute()).map(({ id }) => id)
    if (days === 'all') return await ids(query)
    const count = newestDaysOf(days)
    if (count !== null) {
      const newestDays = live.select('date').distinct().where('date', 'is not', null).orderBy('date', 'desc').limit(count)
      return await ids(query.where('date', 'in', newestDays))
    }
    const since = clock.now() - Number(days) * 24 * HOUR_MS
    return await ids(
      query.where((or) =>
        or.or([or('date', '>=', dayIn(since, AUTHORS_ZONE)), or.and([or('date', 'is', null), or('received_at', '>=', since)])]),
      ),
    )
  }

  /** Which days there are is known once the files that are there have been read. */
  function isToCome(row: SubscriptionRow): boolean {
    if (row.backfill === null) return false
    if (newest === 0) return true
    if (!isArriving() || clock.now() - row.created_at > MAX_ARRIVING_MS) return false
    lookAgainAt(clock.now() + LOOK_AGAIN_MS)
    return true
  }

  async function backfill(row: SubscriptionRow, days: string) {
    const subscription = subscriptionOf(row)
    const ids = await daysBack(days)
    await db
      .deleteFrom('editions')
      .where('subscription_id', '=', subscription.id)
      .where('state', 'in', ['skipped', 'held'])
      .where('digest_id', 'in', ids)
      .execute()
    return await post({ ...subscription, wish: { ...subscription.wish, most: null } }, ids, 1)
  }

  async function backfillOwed(row: SubscriptionRow): Promise<number> {
    if (row.backfill === null || isToCome(row)) return 0
    const { messages } = await backfill(row, row.backfill)
    await set(row.id as SubscriptionId, { backfill: null })
    return messages
  }

  async function runOne(row: SubscriptionRow): Promise<number> {
    return (await backfillOwed(row)) + (await runDue(row))
  }

  async function runDue(row: SubscriptionRow): Promise<number> {
    const subscription = subscriptionOf(row)
    const found = await pendingOf(row)
    if (subscription.wish.when !== 'arrival') return await onTime(row, subscription, found)
    if (found.ids.length === 0) {
      if (found.through > row.seen_through) await set(subscription.id, { seen_through: found.through })
      return 0
    }
    return await settle(row, subscription, found, 1, {})
  }

  return {
    async run(onQueued) {
      gatheredAt = null
      newest = await newestDigest(db)
      const rows = await db
        .selectFrom('subscriptions')
        .select('id')
        .where('state', '=', 'active')
        .where('suspended', 'is', null)
        .where((or) =>
          or.or([
            or('seen_through', '<', newest),
            or('last_slot', 'is not', null),
            or('backfill', 'is not', null),
            or('id', 'in', db.selectFrom('editions').select('subscription_id').where(isReopened)),
          ]),
        )
        .orderBy('created_at')
        .execute()
      for (const { id } of rows) {
        const row = await db
          .selectFrom('subscriptions')
          .selectAll()
          .where('id', '=', id)
          .where('state', '=', 'active')
          .where('suspended', 'is', null)
          .executeTakeFirst()
        if (row === undefined) continue
        const messages = await runOne(row)
        if (messages > 0) await onQueued({ key: row.channel_id, open: messages })
        await yieldToEventLoop()
      }
      return gatheredAt
    },
    expect(digestId) {
      expected.add(digestId)
      for (const oldest of [...expected].slice(0, -MAX_EXPECTED)) expected.delete(oldest)
    },
    async skipStale(id) {
      const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
      if (row === undefined) return
      const { ids } = await pendingOf(row)
      if (ids.length === 0) return
      const since = clock.now() - settings.catchUpHours * HOUR_MS
      const stale = await db.selectFrom('digests').select('id').where('id', 'in', ids).where('received_at', '<', since).execute()
      await editions.skip(
        id,
        stale.map((digest) => digest.id),
      )
    },
    async backfill(id, days) {
      const row = await db.selectFrom('subscriptions').selectAll().where('id', '=', id).executeTakeFirst()
      if (row === undefined) return { digests: 0, papers: 0 }
      const { digests, papers } = await backfill(row, String(days))
      return { digests, papers }
    },
  }
}
