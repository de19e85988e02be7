// Days that have passed and arrive all at once, such as a folder of old digests that is copied in,
// are not posted without a question: they are held until the owner says which of them are wanted.
import type { Database } from '../../database/database.ts'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../schedule/clock.ts'
import { dayIn } from '../../schedule/zone.ts'
import type { BacklogChoice, HeldBacklog } from '../delivery.ts'
import { deliveryId, type SubscriptionId } from '../identity.ts'
import type { Notice } from '../messages/notice.ts'
import { enqueue, userQueue } from '../outbox/enqueue.ts'
import type { DeliverySettings } from '../settings.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { subscriptionOf } from '../subscriptions/subscription-rows.ts'
import type { Editions } from './editions.ts'
import { countMessages } from './plan.ts'
import { AUTHORS_ZONE } from './undecided.ts'

export interface Backlog {
  /** Holds what is too much at once; answers what may be posted. */
  admit(subscription: Subscription, digestIds: readonly number[]): Promise<readonly number[]>
  held(): Promise<readonly HeldBacklog[]>
  /** Answers how many days of how many subscriptions were posted or left out. */
  release(choice: BacklogChoice): Promise<{ readonly days: number; readonly messages: number }>
  /** Does what `requestBacklogRelease` asked for, once. */
  releaseRequested(): Promise<void>
}

const REQUEST = 'backlog release'

/** From another process: the running bot does it at its next minute. */
export async function requestBacklogRelease(database: Pick<Database, 'query'>, choice: BacklogChoice): Promise<void> {
  await database.query
    .insertInto('settings')
    .values({ name: REQUEST, value: choice })
    .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: choice }))
    .execute()
}

/** What was planned so lately arrived at once with what comes now. */
const AT_ONCE_MS = 10 * 60_000

export function createBacklog(parts: {
  database: Database
  editions: Editions
  clock: Clock
  log: Log
  settings: DeliverySettings
  /** Who is asked; none where it is left out. */
  owners: () => Promise<readonly string[]>
}): Backlog {
  const { database, editions, clock, log, settings } = parts
  const db = database.query

  async function pastOf(digestIds: readonly number[]): Promise<readonly { id: number; day: string }[]> {
    if (digestIds.length === 0) return []
    const today = dayIn(clock.now(), AUTHORS_ZONE)
    const rows = await db
      .selectFrom('digests')
      .select(['id', 'date'])
      .where('id', 'in', digestIds)
      .where('date', '<', today)
      .execute()
    return rows.flatMap(({ id, date }) => (date === null ? [] : [{ id, day: date }]))
  }

  /** Days of the past that a subscription got just now. */
  const admitted = new Map<SubscriptionId, readonly { readonly day: string; readonly at: number }[]>()

  function lately(id: SubscriptionId): readonly { readonly day: string; readonly at: number }[] {
    const now = clock.now()
    return (admitted.get(id) ?? []).filter(({ at }) => at <= now && at > now - AT_ONCE_MS)
  }

  async function isHolding(id: SubscriptionId): Promise<boolean> {
    const query = db.selectFrom('editions').select('digest_id').where('subscription_id', '=', id).where('state', '=', 'held')
    return (await query.limit(1).executeTakeFirst()) !== undefined
  }

  async function messagesOf(subscription: Subscription, digestIds: readonly number[]): Promise<number> {
    let messages = 0
    for (const id of digestIds) {
      const { drafts } = await editions.rehearseDay(subscription, id)
      messages += countMessages(drafts)
    }
    return messages
  }

  async function isTooMuch(subscription: Subscription, past: readonly { id: number; day: string }[]): Promise<boolean> {
    const days = new Set([...lately(subscription.id), ...past].map(({ day }) => day))
    if (days.size > settings.backlogDays || (await isHolding(subscription.id))) return true
    if (days.size < 2) return false
    const ids = past.map(({ id }) => id)
    return (await messagesOf(subscription, ids)) > settings.backlogMessages
  }

  async function ask(isFirst: boolean): Promise<void> {
    const held = await backlog.held()
    const days = Math.max(0, ...held.map((one) => one.days))
    log.warn(
      { days, channels: held.length },
      'Digests of many past days arrived at once and are held: say with `paperboy release --backlog all|newest|none` or /admin release which are wanted',
    )
    if (!isFirst) return
    const notice: Notice = { kind: 'backlog', days, channels: held.length }
    const first = held[0]?.firstDigestId ?? 0
    const common = { act: 'direct', role: 'notice', papers: '[]', layout: 'full', images: 0, digest_id: null } as const
    for (const owner of await parts.owners()) {
      const id = deliveryId(owner, 'backlog', first, clock.now())
      const row = { ...common, id, recipient: owner, queue: userQueue(owner), content: JSON.stringify(notice) }
      await enqueue(db, [row], clock.now())
    }
  }

  const backlog: Backlog = {
    async admit(subscription, digestIds) {
      const past = await pastOf(digestIds)
      if (past.length === 0) return digestIds
      if (!(await isTooMuch(subscription, past))) {
        const at = clock.now()
        admitted.set(subscription.id, [...lately(subscription.id), ...past.map(({ day }) => ({ day, at }))])
        return digestIds
      }
      const isFirst = (await backlog.held()).length === 0
      await editions.hold(
        subscription.id,
        past.map(({ id }) => id),
      )
      await ask(isFirst)
      return digestIds.filter((id) => !past.some((one) => one.id === id))
    },
    async held() {
      const rows = await db
        .selectFrom('editions')
        .innerJoin('subscriptions', 'subscriptions.id', 'editions.subscription_id')
        .select(({ fn }) => [
          'editions.subscription_id',
          'subscriptions.channel_id',
          fn.count<number>('editions.day').distinct().as('days'),
          fn.min('editions.digest_id').as('first'),
        ])
        .where('editions.state', '=', 'held')
        .groupBy(['editions.subscription_id', 'subscriptions.channel_id'])
        .execute()
      return rows.map((row) => ({
        subscriptionId: row.subscription_id as SubscriptionId,
        channelId: row.channel_id,
        days: Number(row.days),
        firstDigestId: row.first,
      }))
    },
    async release(choice) {
      const rows = await db
        .selectFrom('editions')
        .innerJoin('subscriptions', 'subscriptions.id', 'editions.subscription_id')
        .selectAll('subscriptions')
        .select(['editions.digest_id', 'editions.day'])
        .where('editions.state', '=', 'held')
        .orderBy('editions.day')
        .orderBy('editions.digest_id')
        .execute()
      const newest = rows.reduce<string | null>((last, { day }) => (last === null || (day ?? '') > last ? day : last), null)
      let messages = 0
      for (const row of rows) {
        const subscription = subscriptionOf(row)
        const isWanted = choice === 'all' || (choice === 'newest' && row.day === newest)
        if (!isWanted) await editions.skip(subscription.id, [row.digest_id])
        else messages += (await editions.decide(subscription, row.digest_id, subscription.wish.most))?.messages ?? 0
      }
      log.info({ choice, messages }, 'The owner has decided about the held days')
      return { days: new Set(rows.map(({ day }) => day)).size, messages }
    },
    async releaseRequested() {
      const asked = await db.selectFrom('settings').select('value').where('name', '=', REQUEST).executeTakeFirst()
      if (asked === undefined) return
      if (isChoice(asked.value)) await backlog.release(asked.value)
      // Another wish that came meanwhile is kept for the next time.
      await db.deleteFrom('settings').where('name', '=', REQUEST).where('value', '=', asked.value).execute()
    },
  }
  return backlog
}

const isChoice = (text: string): text is BacklogChoice => text === 'all' || text === 'newest' || text === 'none'
