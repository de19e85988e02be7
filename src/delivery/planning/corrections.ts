// A digest was corrected on disk: what has been sent is edited where it would look different, new
// papers are added, nothing is sent again.

import { sql } from 'kysely'
import type { Archive, ArchivedDigest } from '../../archive/archive.ts'
import type { Database } from '../../database/database.ts'
import type { Handle } from '../../database/schema/index.ts'
import type { PaperId } from '../../digest/digest.ts'
import type { Clock } from '../../schedule/clock.ts'
import { yieldToEventLoop } from '../../threads/yield.ts'
import { deliveryId, type SubscriptionId } from '../identity.ts'
import type { Contents } from '../messages/contents.ts'
import type { RenderCache } from '../messages/render-cache.ts'
import { editOf, renameOf } from '../outbox/edit-of.ts'
import { type IndexEntry, readEdition } from '../outbox/edition.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { OnQueued } from '../outbox/outbox.ts'
import { type NewDelivery, type OutboxRow, outboxRowOf } from '../outbox/outbox-row.ts'
import type { DeliverySettings } from '../settings.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { choosePapers, limitPapers } from './choose.ts'
import { broughtByOthers, rememberPosted, rowOf, seenBefore, threadOf } from './editions.ts'
import { arrangePapers, type Draft } from './plan.ts'
import { firstDayOf } from './undecided.ts'

export interface Corrections {
  /** Brings every edition of a corrected digest up to date. */
  run(onQueued: OnQueued): Promise<void>
}

export function createCorrections(parts: {
  database: Database
  archive: Archive
  contents: Contents
  cache: RenderCache
  clock: Clock
  settings: DeliverySettings
  gatherMs: number
}): Corrections {
  const { database, archive, contents, cache, clock, settings, gatherMs } = parts
  const db = database.query

  async function messagesOf(id: SubscriptionId, digestId: number): Promise<readonly OutboxRow[]> {
    const rows = await db
      .selectFrom('deliveries')
      .selectAll()
      .where('subscription_id', '=', id)
      .where('digest_id', '=', digestId)
      .where('act', 'in', ['message', 'post'])
      .orderBy('seq')
      .execute()
    return rows.map(outboxRowOf)
  }

  async function differing(subscription: Subscription, messages: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    const differ: OutboxRow[] = []
    for (const shown of messages) {
      if (shown.state !== 'sent') continue
      const composed = await contents.compose(shown, subscription, shown.step, false)
      if (composed !== null && composed.hash !== shown.hash) differ.push(shown)
    }
    return differ
  }

  async function correct(subscription: Subscription, digest: ArchivedDigest): Promise<number> {
    const messages = await messagesOf(subscription.id, digest.id)
    const edits = await differing(subscription, messages)
    return await db.transaction().execute(async (handle) => {
      await move(handle, subscription.id, digest)
      // Another process, or the courier, may have noted something in them since.
      const entries = (await readEdition(handle, subscription.id, digest.id))?.entries ?? []
      const known = new Set(entries.map((entry) => entry.paper))
      const seen = await seenBefore(handle, subscription.id, digest)
      const { wanted } = choosePapers(digest.papers, subscription.wish, archive)
      const others = await broughtByOthers(handle, subscription, digest)
      const isNew = (id: PaperId) => !known.has(id) && !seen.has(id) && !others.has(id)
      const fresh = wanted.filter((paper) => isNew(paper.id))
      const { posted: added, overflow } = limitPapers(fresh, roomOf(subscription, entries))
      const thread = subscription.wish.place === 'thread' ? await threadOf(handle, subscription.id, digest.date) : null
      const briefsPost = messages.find(({ role, act, state }) => role === 'briefs' && act === 'post' && state !== 'dropped')
      const drafts = arrangePapers({ subscription, digest, cache }, added, thread, briefsPost?.id ?? null)
      await rememberPosted(handle, subscription.id, digest, drafts)
      const order = new Map(digest.papers.map((paper) => [paper.id, paper.position]))
      const beyond = overflow.map(({ id }): IndexEntry => ({ paper: id, state: 'overflow', delivery: null, seen: null }))
      const now = [...entries, ...drafts.flatMap(entriesOf), ...beyond].sort(
        (a, b) => (order.get(a.paper) ?? 0) - (order.get(b.paper) ?? 0),
      )
      const round = `revision ${digest.revision}`
      const index = messages.filter((shown) => shown.role === 'index' && shown.state !== 'dropped')
      const changes = edits.filter((shown) => shown.role !== 'index').map((shown) => changeOf(shown, digest, round))
      const renames = (await renamable(handle, edits)).map((opened) => gathered(renameOf(opened, round)))
      const isIndexOld = edits.length + drafts.length + overflow.length > 0 || entries.some((entry) => !order.has(entry.paper))
      const indexEdits = isIndexOld ? index.map((shown) => gathered(editOf(shown, round, true))) : []
      // One that is to be made before new papers are sent cannot link them.
      const rows =
        drafts.length > 0
          ? [
              ...(await withoutOpen(handle, changes)),
              ...drafts.map((draft) => rowOf(draft, subscription, digest.id)),
              ...indexEdits,
              ...renames,
            ]
          : await withoutOpen(handle, [...changes, ...indexEdits, ...renames])
      await handle
        .updateTable('editions')
        .set({ revision: digest.revision, entries: JSON.stringify(now), papers: digest.papers.length })
        .where('subscription_id', '=', subscription.id)
        .where('digest_id', '=', digest.id)
        .execute()
      return await enqueue(handle, rows, clock.now())
    })
  }

  /**
   * Posts and threads whose first message changes: their names may be other ones too. One that has
   * papers of other digests keeps the day on which it was opened.
   */
  async function renamable(handle: Handle, edits: readonly OutboxRow[]): Promise<readonly OutboxRow[]> {
    if (edits.length === 0) return []
    const ids = edits.map(({ id }) => id)
    const opened = await handle
      .selectFrom('deliveries')
      .selectAll()
      .where(({ or, and, eb }) =>
        or([and([eb('id', 'in', ids), eb('act', '=', 'post')]), and([eb('target', 'in', ids), eb('act', '=', 'thread')])]),
      )
      .where('state', '=', 'sent')
      .orderBy('seq')
      .execute()
    if (opened.length === 0) return []
    const shared = await handle
      .selectFrom('deliveries')
      .select(['thread_opener', 'digest_id'])
      .where(
        'thread_opener',
        'in',
        opened.map(({ id }) => id),
      )
      .execute()
    const isShared = (row: { id: string; digest_id: number | null }) =>
      shared.some((one) => one.thread_opener === row.id && one.digest_id !== row.digest_id)
    return opened.filter((row) => !isShared(row)).map(outboxRowOf)
  }

  /** The digest may have got another day; its index says which it was, as long as it differs. */
  async function move(handle: Handle, id: SubscriptionId, digest: ArchivedDigest): Promise<void> {
    const edition = await handle
      .selectFrom('editions')
      .select(['day', 'moved_from'])
      .where('subscription_id', '=', id)
      .where('digest_id', '=', digest.id)
      .executeTakeFirst()
    if (edition === undefined || edition.day === digest.date) return
    const before = edition.moved_from ?? edition.day
    await handle
      .updateTable('editions')
      .set({ day: digest.date, moved_from: before === digest.date ? null : before })
      .where('subscription_id', '=', id)
      .where('digest_id', '=', digest.id)
      .execute()
    await handle
      .updateTable('posted')
      .set({ day: digest.date })
      .where('subscription_id', '=', id)
      .where('digest_id', '=', digest.id)
      .execute()
  }

  /** A paper that was taken out goes as the settings say. */
  function changeOf(shown: OutboxRow, digest: ArchivedDigest, round: string): NewDelivery {
    const edit = gathered(editOf(shown, round, true))
    const isRemoved = shown.papers.every((id) => !digest.papers.some((paper) => paper.id === id))
    if (!isRemoved || settings.removedPapers === 'strike') return edit
    return { ...edit, id: deliveryId(shown.subscriptionId ?? '', 'delete', shown.id, round), act: 'delete' }
  }

  /**
   * Authors mend in bursts: what follows within the time is drawn with it, for it is drawn when it
   * is sent.
   */
  const gathered = (edit: NewDelivery): NewDelivery => ({ ...edit, not_before: clock.now() + gatherMs })

  /** A change that is still to be made shows the newest text anyway. */
  async function withoutOpen(handle: Handle, rows: readonly NewDelivery[]): Promise<readonly NewDelivery[]> {
    const targets = rows.flatMap(({ act, target }) => (act === 'edit' ? (target ?? []) : []))
    if (targets.length === 0) return rows
    const open = await handle
      .selectFrom('deliveries')
      .select('target')
      .where('target', 'in', targets)
      .where('act', '=', 'edit')
      .where('updated', '=', 1)
      .where('state', 'in', ['planned', 'waiting'])
      .execute()
    const waiting = new Set(open.map(({ target }) => target))
    return rows.filter(({ act, target }) => act !== 'edit' || !waiting.has(target ?? null))
  }

  /**
   * Where nothing was wanted of it, the corrected digest is decided again; what was skipped stays
   * skipped.
   */
  async function reconsider(state: string, subscription: Subscription, digest: ArchivedDigest): Promise<void> {
    await db
      .updateTable('editions')
      .set({ revision: digest.revision, day: digest.date, ...(state === 'nothing' ? { state: 'reopened' as const } : {}) })
      .where('subscription_id', '=', subscription.id)
      .where('digest_id', '=', digest.id)
      .execute()
  }

  /** A digest whose day was before a subscription may now be one of its days. */
  async function reopenRedated(): Promise<void> {
    const redated = await db
      .selectFrom('digests')
      .select(['id', 'date', 'date_before', 'revision'])
      .where(sql<boolean>`date_before is not null`)
      .where('held', 'is', null)
      .execute()
    for (const digest of redated) {
      const rows = await db
        .selectFrom('subscriptions')
        .leftJoin('editions', (join) =>
          join.onRef('editions.subscription_id', '=', 'subscriptions.id').on('editions.digest_id', '=', digest.id),
        )
        .select(['subscriptions.id', 'subscriptions.created_at'])
        .where('subscriptions.state', '!=', 'paused')
        .where('subscriptions.starts_after', '<', digest.id)
        .where('subscriptions.seen_through', '>=', digest.id)
        .where('editions.state', 'is', null)
        .execute()
      const isBefore = (day: string | null, first: string) => day !== null && day < first
      const reopened = rows.filter(({ created_at }) => {
        const first = firstDayOf({ createdAt: created_at })
        return isBefore(digest.date_before, first) && !isBefore(digest.date, first)
      })
      await db.transaction().execute(async (handle) => {
        for (const { id } of reopened) await handle.insertInto('editions').values(reopenedEdition(id, digest)).execute()
        await handle.updateTable('digests').set({ date_before: null }).where('id', '=', digest.id).execute()
      })
    }
  }

  const reopenedEdition = (id: string, digest: { id: number; date: string | null; revision: number }) => ({
    subscription_id: id,
    digest_id: digest.id,
    state: 'reopened' as const,
    revision: digest.revision,
    day: digest.date,
    moved_from: null,
    entries: '[]',
    papers: 0,
    left_out: 0,
    planned_at: clock.now(),
  })

  return {
    async run(onQueued) {
      await reopenRedated()
      const outdated = await db
        .selectFrom('digests')
        .innerJoin('editions', 'editions.digest_id', 'digests.id')
        .select(['editions.subscription_id', 'editions.digest_id', 'editions.state'])
        .where('digests.revision', '>', 1)
        .whereRef('editions.revision', '<', 'digests.revision')
        .where('digests.held', 'is', null)
        .execute()
      if (outdated.length > 0) contents.invalidate()
      for (const row of outdated) {
        const [subscription, digest] = [
          await contents.subscription(row.subscription_id as SubscriptionId),
          await contents.digest(row.digest_id),
        ]
        if (subscription === null || digest === null) continue
        if (row.state === 'planned') {
          const messages = await correct(subscription, digest)
          if (messages > 0) await onQueued({ key: subscription.channelId, open: messages })
        } else await reconsider(row.state, subscription, digest)
        await yieldToEventLoop()
      }
    },
  }
}

/** How many more papers the slot of an edition may show. */
function roomOf({ wish }: Subscription, entries: readonly IndexEntry[]): number | null {
  if (wish.most === null) return null
  return Math.max(0, wish.most - entries.filter(({ state }) => state === 'posted').length)
}

function entriesOf(draft: Draft): readonly IndexEntry[] {
  return draft.papers.map((paper) => ({ paper, state: 'posted', delivery: draft.id, seen: null }))
}
