// Decides once what a subscription gets of a digest, and puts it into the outbox in the same
// transaction.
import type { Archive, ArchivedDigest } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import type { Handle } from '../../database/schema/index.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { Clock } from '../../schedule/clock.ts'
import type { DeliveryId, SubscriptionId } from '../identity.ts'
import type { Contents } from '../messages/contents.ts'
import type { RenderCache } from '../messages/render-cache.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { NewDelivery } from '../outbox/outbox-row.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { countMessages, type Draft, type Edition, planEdition, type Seen } from './plan.ts'

export interface Editions {
  /** Answers how many papers are posted and messages are owed; null where it was decided before. */
  decide(subscription: Subscription, digestId: number, room: number | null): Promise<{ posted: number; messages: number } | null>
  /** The same, stored nowhere. */
  rehearse(subscription: Subscription, digest: ArchivedDigest, room: number | null): Promise<Edition>
  skip(id: SubscriptionId, digestIds: readonly number[]): Promise<void>
  /** Undecided until the owner says so: `decide` and `skip` still can. */
  hold(id: SubscriptionId, digestIds: readonly number[]): Promise<void>
  rehearseDay(subscription: Subscription, digestId: number): Promise<Edition>
}

export function rowOf(draft: Draft, subscription: Pick<Subscription, 'id' | 'channelId'>, digestId: number): NewDelivery {
  return {
    id: draft.id,
    subscription_id: subscription.id,
    queue: subscription.channelId,
    digest_id: digestId,
    act: draft.act,
    role: draft.role,
    part: draft.part,
    papers: JSON.stringify(draft.papers),
    target: draft.target,
    thread_opener: draft.threadOpener,
    layout: draft.layout,
    images: draft.images ? 1 : 0,
  }
}

/** Which of the papers the subscription had from another digest. */
export async function seenBefore(db: Handle, id: SubscriptionId, digest: ArchivedDigest): Promise<ReadonlyMap<PaperId, Seen>> {
  if (digest.papers.length === 0) return new Map()
  const rows = await db
    .selectFrom('posted')
    .selectAll()
    .where('subscription_id', '=', id)
    .where('digest_id', '!=', digest.id)
    .where(
      'paper_id',
      'in',
      digest.papers.map((paper) => paper.id),
    )
    .execute()
  return new Map(
    rows.map((row) => [
      row.paper_id as PaperId,
      { day: row.day, section: row.section, deliveryId: row.delivery_id as DeliveryId },
    ]),
  )
}

/** Which of the papers another subscription of the same channel has brought there. */
export async function broughtByOthers(
  db: Handle,
  { id, channelId }: Pick<Subscription, 'id' | 'channelId'>,
  digest: ArchivedDigest,
): Promise<ReadonlyMap<PaperId, string | null>> {
  if (digest.papers.length === 0) return new Map()
  const rows = await db
    .selectFrom('posted')
    .innerJoin('subscriptions', 'subscriptions.id', 'posted.subscription_id')
    .select(['posted.paper_id', 'posted.day'])
    .where('subscriptions.channel_id', '=', channelId)
    .where('subscriptions.id', '!=', id)
    .where(
      'posted.paper_id',
      'in',
      digest.papers.map((paper) => paper.id),
    )
    .execute()
  return new Map(rows.map((row) => [row.paper_id as PaperId, row.day]))
}

export async function rememberPosted(
  db: Handle,
  id: SubscriptionId,
  digest: ArchivedDigest,
  drafts: readonly Draft[],
): Promise<number> {
  const sections = new Map(digest.papers.map((paper) => [paper.id, paper.section]))
  const rows = drafts.flatMap((draft) =>
    draft.papers.map((paper) => ({
      subscription_id: id,
      paper_id: paper,
      digest_id: digest.id,
      delivery_id: draft.id,
      section: sections.get(paper) ?? ('brief' as const),
      day: digest.date,
    })),
  )
  if (rows.length > 0)
    await db
      .insertInto('posted')
      .values(rows)
      .onConflict((conflict) => conflict.doNothing())
      .execute()
  return rows.length
}

/** Acts, each with the edition that it is of. */
export const deliveriesOfEditions = (db: Handle) =>
  db
    .selectFrom('deliveries')
    .innerJoin('editions', (join) =>
      join
        .onRef('editions.digest_id', '=', 'deliveries.digest_id')
        .onRef('editions.subscription_id', '=', 'deliveries.subscription_id'),
    )

/** The thread of a day is the one that the first digest of that day opened. */
export async function threadOf(db: Handle, id: SubscriptionId, day: string | null): Promise<DeliveryId | null> {
  if (day === null) return null
  const row = await deliveriesOfEditions(db)
    .select('deliveries.id')
    .where('deliveries.subscription_id', '=', id)
    .where('deliveries.act', '=', 'thread')
    .where('deliveries.state', '!=', 'dropped')
    .where('editions.day', '=', day)
    .orderBy('deliveries.seq')
    .limit(1)
    .executeTakeFirst()
  return (row?.id as DeliveryId | undefined) ?? null
}

export function createEditions(parts: {
  database: Database
  archive: Archive
  contents: Contents
  cache: RenderCache
  clock: Clock
}): Editions {
  const { database, archive, contents, cache, clock } = parts
  const db = database.query

  /** How many digests of the same file and day were there before: a file may be replaced by another. */
  async function ordinalOf(handle: Handle, { id, file, date }: ArchivedDigest): Promise<number> {
    const { count } = await handle
      .selectFrom('digests')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where('file', '=', file)
      .where('date', date === null ? 'is' : '=', date)
      .where('id', '<', id)
      .executeTakeFirstOrThrow()
    return Number(count)
  }

  async function plan(handle: Handle, subscription: Subscription, digest: ArchivedDigest, room: number | null): Promise<Edition> {
    return planEdition({
      subscription,
      digest,
      ordinal: await ordinalOf(handle, digest),
      seen: await seenBefore(handle, subscription.id, digest),
      others: await broughtByOthers(handle, subscription, digest),
      matcher: archive,
      room,
      cache,
      thread: subscription.wish.place === 'thread' ? await threadOf(handle, subscription.id, digest.date) : null,
    })
  }

  const note = (
    handle: Handle,
    id: SubscriptionId,
    digest: Pick<ArchivedDigest, 'id' | 'revision' | 'date'>,
    edition: Edition | null,
    papers: number,
    undecided: 'skipped' | 'held' = 'skipped',
  ) => {
    const values = {
      subscription_id: id,
      digest_id: digest.id,
      state: edition === null ? undecided : edition.drafts.length === 0 ? ('nothing' as const) : ('planned' as const),
      revision: digest.revision,
      day: digest.date,
      moved_from: null,
      entries: JSON.stringify(edition?.entries ?? []),
      papers,
      left_out: edition?.leftOut.length ?? 0,
      planned_at: clock.now(),
    }
    return handle
      .insertInto('editions')
      .values(values)
      .onConflict((conflict) =>
        conflict
          .columns(['subscription_id', 'digest_id'])
          .doUpdateSet(values)
          .where('editions.state', 'in', ['held', 'reopened']),
      )
      .executeTakeFirst()
  }

  return {
    async decide(subscription, digestId, room) {
      const digest = await contents.digest(digestId)
      if (digest === null || digest.held !== null) return null
      return await db.transaction().execute(async (handle) => {
        const edition = await plan(handle, subscription, digest, room)
        const noted = await note(handle, subscription.id, digest, edition, digest.papers.length)
        if (Number(noted.numInsertedOrUpdatedRows ?? 0n) === 0) return null
        const rows = edition.drafts.map((draft) => rowOf(draft, subscription, digest.id))
        await enqueue(handle, rows, clock.now())
        const posted = await rememberPosted(handle, subscription.id, digest, edition.drafts)
        return { posted, messages: countMessages(edition.drafts) }
      })
    },
    async rehearse(subscription, digest, room) {
      return await plan(db, subscription, digest, room)
    },
    async skip(id, digestIds) {
      for (const digestId of digestIds) {
        const digest = await contents.digest(digestId)
        if (digest !== null) await note(db, id, digest, null, digest.papers.length)
      }
    },
    async hold(id, digestIds) {
      for (const digestId of digestIds) {
        const digest = await contents.digest(digestId)
        if (digest !== null) await note(db, id, digest, null, digest.papers.length, 'held')
      }
    },
    async rehearseDay(subscription, digestId) {
      const digest = await contents.digest(digestId)
      if (digest === null) return { drafts: [], entries: [], leftOut: [], day: null }
      return await plan(db, subscription, digest, subscription.wish.most)
    },
  }
}
