// What people ask about delivery: what would be posted, why it is quiet, how it goes. Nothing here
// changes anything.
import type { Archive, ArchivedDigest } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import type { Clock } from '../schedule/clock.ts'
import { DAY_MS } from '../text/duration.ts'
import type { Delivery, LeftOut, PreviewMessage, QuietCause, SubscriptionStatus } from './delivery.ts'
import type { Requests } from './limits/requests.ts'
import { composeMessage } from './messages/compose.ts'
import type { Contents } from './messages/contents.ts'
import { isOpen } from './outbox/outbox.ts'
import type { Editions } from './planning/editions.ts'
import { undecidedDigests } from './planning/undecided.ts'
import { cutOff, upcoming } from './subscriptions/due.ts'
import type { Subscription } from './subscriptions/subscription.ts'
import { subscriptionOf } from './subscriptions/subscription-rows.ts'

type Reports = Pick<Delivery, 'preview' | 'status' | 'health'>

/** So many digests are drawn to count what is pending. */
const MAX_PENDING = 10
const WEEK = 7 * DAY_MS

export function createReports(parts: {
  database: Database
  archive: Archive
  contents: Contents
  editions: Editions
  requests: Requests
  clock: Clock
}): Reports {
  const { archive, contents, editions, requests, clock } = parts
  const db = parts.database.query

  async function digestsFor(of: string | { readonly digestId: number } | undefined): Promise<readonly ArchivedDigest[]> {
    if (typeof of === 'string') return await archive.digestsOfDay(of)
    const [newest] = of === undefined ? await archive.digests({ limit: 1 }) : []
    const id = of?.digestId ?? newest?.id
    const digest = id === undefined ? null : await contents.digest(id)
    return digest === null ? [] : [digest]
  }

  async function rehearse(subscription: Subscription, digest: ArchivedDigest, room: number | null) {
    const edition = await editions.rehearse(subscription, digest, room)
    const messages: PreviewMessage[] = []
    for (const draft of edition.drafts) {
      if (draft.act !== 'message' && draft.act !== 'post') continue
      const spec = { ...draft, step: { layout: draft.layout, images: draft.images } }
      const source = {
        wish: subscription.wish,
        digest,
        entries: edition.entries,
        movedFrom: null,
        links: new Map(),
        figures: archive.figures,
        updated: false,
      }
      const composed = await composeMessage(spec, source)
      if (composed === null) continue
      const post = draft.act === 'post' ? { name: composed.name, tags: composed.tags } : null
      messages.push({ kind: draft.role, body: composed.body, files: composed.files, papers: draft.papers, post })
    }
    return { messages, leftOut: edition.leftOut }
  }

  async function lastOf(subscription: Subscription) {
    const last = await db
      .selectFrom('deliveries')
      .leftJoin('digests', 'digests.id', 'deliveries.digest_id')
      .select(['deliveries.sent_at', 'digests.date'])
      .where('deliveries.subscription_id', '=', subscription.id)
      .where('deliveries.state', '=', 'sent')
      .where('deliveries.role', '!=', 'notice')
      .orderBy('deliveries.seq', 'desc')
      .limit(1)
      .executeTakeFirst()
    const queue = await db
      .selectFrom('deliveries')
      .select(({ fn }) => fn.countAll<number>().as('open'))
      .where('subscription_id', '=', subscription.id)
      .where(isOpen)
      .executeTakeFirst()
    // A message before a change of one: what waits in front is why the others do.
    const waiting = await db
      .selectFrom('deliveries')
      .select(['not_before as until', 'why'])
      .where('subscription_id', '=', subscription.id)
      .where(isOpen)
      .where('not_before', '>', clock.now())
      .where('why', 'is not', null)
      .orderBy('target', (order) => order.asc().nullsFirst())
      .orderBy('seq')
      .limit(1)
      .executeTakeFirst()
    return {
      sentAt: last?.sent_at ?? null,
      digest: last?.date ?? null,
      queue: Number(queue?.open ?? 0),
      until: waiting?.until ?? null,
      why: waiting?.why ?? null,
    }
  }

  async function causesOf(
    subscription: Subscription,
    waiting: { until: number | null; why: string | null },
  ): Promise<readonly QuietCause[]> {
    const now = clock.now()
    const causes: QuietCause[] = []
    if (subscription.state === 'paused') causes.push({ kind: 'paused' })
    if (subscription.state === 'forbidden' && subscription.forbidden !== null)
      causes.push({ kind: 'forbidden', ...subscription.forbidden })
    const resting = requests.resting()
    if (resting !== null) causes.push({ kind: 'waiting', ...resting })
    else if (waiting.until !== null && waiting.until > now)
      causes.push({ kind: 'waiting', until: waiting.until, why: waiting.why ?? '' })
    causes.push(...(await givenUpCauses(subscription)), ...(await digestCauses(subscription)))
    if (subscription.skipNext) causes.push({ kind: 'skipping-next' })
    if (subscription.waitingSlot !== null)
      causes.push({ kind: 'late', slot: subscription.waitingSlot, until: cutOff(subscription, subscription.waitingSlot) })
    const [next] = upcoming(subscription, now, 1)
    if (next !== undefined) causes.push({ kind: 'next-slot', at: next, papers: await pendingPapers(subscription) })
    return causes
  }

  async function givenUpCauses(subscription: Subscription): Promise<readonly QuietCause[]> {
    const rows = await db
      .selectFrom('deliveries')
      .select('why')
      .where('subscription_id', '=', subscription.id)
      .where('state', '=', 'dropped')
      .where('refusal', 'is not', null)
      .where('refusal', '!=', 'message-gone')
      .where('created_at', '>', clock.now() - WEEK)
      .orderBy('seq', 'desc')
      .execute()
    return rows.length === 0 ? [] : [{ kind: 'given-up', messages: rows.length, why: rows[0]?.why ?? '' }]
  }

  async function digestCauses(subscription: Subscription): Promise<readonly QuietCause[]> {
    const newest = await db
      .selectFrom('digests')
      .select(['id', 'date', 'held'])
      .where('retracted', '=', 0)
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst()
    if (newest === undefined) return [{ kind: 'no-digest', newest: null }]
    if (newest.held !== null) return [{ kind: 'held', digest: newest.date, why: newest.held }]
    const edition = await db
      .selectFrom('editions')
      .select(['state', 'papers', 'left_out'])
      .where('subscription_id', '=', subscription.id)
      .orderBy('digest_id', 'desc')
      .limit(1)
      .executeTakeFirst()
    const isServed = edition !== undefined || (await undecidedDigests(db, subscription, subscription.startsAfter)).length > 0
    if (!isServed)
      return [
        { kind: 'starts-with-next', since: subscription.createdAt },
        { kind: 'no-digest', newest: newest.date },
      ]
    if (edition?.state === 'nothing')
      return [{ kind: 'all-filtered', digest: newest.date, left: edition.left_out, of: edition.papers }]
    return [{ kind: 'no-digest', newest: newest.date }]
  }

  async function pendingPapers(subscription: Subscription): Promise<number> {
    const undecided = await undecidedDigests(db, subscription, subscription.startsAfter)
    const rows = undecided.filter(({ held }) => held === null).slice(-MAX_PENDING)
    let papers = 0
    for (const { id } of rows) {
      const digest = await contents.digest(id)
      if (digest !== null)
        papers += (await editions.rehearse(subscription, digest, subscription.wish.most)).drafts.reduce(
          (sum, draft) => sum + draft.papers.length,
          0,
        )
    }
    return papers
  }

  return {
    async preview(subscription, of) {
      await contents.refresh()
      const messages: PreviewMessage[] = []
      const leftOut: LeftOut[] = []
      let room = subscription.wish.most
      const digests = await digestsFor(of)
      for (const digest of digests) {
        const rehearsed = await rehearse(subscription, digest, room)
        messages.push(...rehearsed.messages)
        leftOut.push(...rehearsed.leftOut)
        if (room !== null) room -= rehearsed.messages.reduce((sum, message) => sum + message.papers.length, 0)
      }
      return { messages, leftOut, date: digests[0]?.date ?? (typeof of === 'string' ? of : null) }
    },
    async status(where): Promise<readonly SubscriptionStatus[]> {
      const query = db.selectFrom('subscriptions').selectAll().where('suspended', 'is', null).orderBy('created_at')
      const rows = await ('guildId' in where
        ? query.where('guild_id', '=', where.guildId)
        : query.where('channel_id', '=', where.channelId)
      ).execute()
      const statuses: SubscriptionStatus[] = []
      for (const subscription of rows.map(subscriptionOf)) {
        const last = await lastOf(subscription)
        const causes = await causesOf(subscription, last)
        const [nextSlot = null] = upcoming(subscription, clock.now(), 1)
        statuses.push({ subscription, causes, lastSentAt: last.sentAt, lastDigest: last.digest, nextSlot, queue: last.queue })
      }
      return statuses
    },
    async health() {
      const states = await db
        .selectFrom('subscriptions')
        .select(({ fn }) => ['state', fn.countAll<number>().as('count')])
        .where('suspended', 'is', null)
        .groupBy('state')
        .execute()
      const count = (state: Subscription['state']) => Number(states.find((row) => row.state === state)?.count ?? 0)
      const of = async (state: 'sent' | 'dropped') =>
        Number(
          (
            await db
              .selectFrom('deliveries')
              .select(({ fn }) => fn.countAll<number>().as('count'))
              .where('state', '=', state)
              .executeTakeFirst()
          )?.count ?? 0,
        )
      const open = await db
        .selectFrom('deliveries')
        .select(({ fn }) => [fn.countAll<number>().as('count'), fn.min('created_at').as('oldest')])
        .where(isOpen)
        .executeTakeFirst()
      return {
        subscriptions: { active: count('active'), paused: count('paused'), forbidden: count('forbidden') },
        queue: Number(open?.count ?? 0),
        oldestQueuedAt: open?.oldest ?? null,
        sent: await of('sent'),
        dropped: await of('dropped'),
        resting: requests.resting(),
        invalidRequests: requests.invalidRequests(),
      }
    },
  }
}
