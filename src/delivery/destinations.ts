// Where one digest goes: who gets it, when, and how far it has come. And the way to post it before
// its time.
import type { Database } from '../database/database.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Delivery, Destination } from './delivery.ts'
import type { Contents } from './messages/contents.ts'
import { isOpen } from './outbox/outbox.ts'
import type { Editions } from './planning/editions.ts'
import { upcoming } from './subscriptions/due.ts'
import type { Subscription } from './subscriptions/subscription.ts'
import { subscriptionOf } from './subscriptions/subscription-rows.ts'

type Destinations = Pick<Delivery, 'destinations' | 'postNow'>

export function createDestinations(parts: {
  database: Database
  contents: Contents
  editions: Editions
  clock: Clock
  onQueued: () => Promise<void>
}): Destinations {
  const { contents, editions, clock } = parts
  const db = parts.database.query

  /** Those that were there before the digest, or that it was planned for all the same. */
  async function subscriptionsOf(digestId: number) {
    const rows = await db
      .selectFrom('subscriptions')
      .leftJoin('editions', (join) =>
        join.onRef('editions.subscription_id', '=', 'subscriptions.id').on('editions.digest_id', '=', digestId),
      )
      .selectAll('subscriptions')
      .select('editions.state as edition')
      .where('subscriptions.suspended', 'is', null)
      .where((or) => or.or([or('starts_after', '<', digestId), or('editions.state', 'is not', null)]))
      .orderBy('subscriptions.created_at')
      .execute()
    return rows.map(({ edition, ...row }) => ({ subscription: subscriptionOf(row), edition }))
  }

  async function countMessages(subscription: Subscription, digestId: number): Promise<{ sent: number; open: number }> {
    const query = db
      .selectFrom('deliveries')
      .where('subscription_id', '=', subscription.id)
      .where('digest_id', '=', digestId)
      .where('act', 'in', ['message', 'post'])
      .select(({ fn }) => fn.countAll<number>().as('count'))
    const [sent, open] = [
      await query.where('state', '=', 'sent').executeTakeFirst(),
      await query.where(isOpen).executeTakeFirst(),
    ]
    return { sent: Number(sent?.count ?? 0), open: Number(open?.count ?? 0) }
  }

  async function countPosted(subscription: Subscription, digestId: number): Promise<number> {
    const row = await db
      .selectFrom('posted')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('subscription_id', '=', subscription.id)
      .where('digest_id', '=', digestId)
      .executeTakeFirst()
    return Number(row?.count ?? 0)
  }

  function stateOf({ state, wish, skipNext, waitingSlot, lastSlot }: Subscription, edition: string | null): Destination['state'] {
    if (edition === 'planned') return { kind: 'planned' }
    if (edition === 'nothing') return { kind: 'nothing' }
    if (edition === 'held') return { kind: 'held' }
    if ((edition !== null && edition !== 'reopened') || skipNext) return { kind: 'skipped' }
    if (state !== 'active') return { kind: state }
    const [at] = wish.when === 'arrival' || waitingSlot !== null ? [] : upcoming({ wish, lastSlot }, clock.now(), 1)
    return { kind: 'waiting', at: at ?? null }
  }

  return {
    async destinations(digestId) {
      const digest = await contents.digest(digestId)
      if (digest === null) return []
      const found: Destination[] = []
      for (const { subscription, edition } of await subscriptionsOf(digestId)) {
        const state = stateOf(subscription, edition)
        const rehearsed = state.kind === 'planned' ? null : await editions.rehearse(subscription, digest, subscription.wish.most)
        const papers =
          rehearsed === null
            ? await countPosted(subscription, digestId)
            : rehearsed.drafts.reduce((sum, draft) => sum + draft.papers.length, 0)
        const isEmpty = papers === 0 && state.kind === 'waiting'
        const messages = await countMessages(subscription, digestId)
        found.push({ subscription, state: isEmpty ? { kind: 'nothing' } : state, papers, ...messages })
      }
      return found
    },
    async postNow(digestId) {
      for (const { subscription, edition } of await subscriptionsOf(digestId))
        if (subscription.state === 'active' && (edition === null || edition === 'held' || edition === 'reopened'))
          await editions.decide(subscription, digestId, subscription.wish.most)
      await parts.onQueued()
    },
  }
}
