// Takes over what a look into a channel has found: messages that were sent without our knowing.
// Most are known by their mark. An archive that was put back may have named papers otherwise or
// packed them into other messages; then what a message shows says which of the open papers are
// there already, and only the others are still to be sent.
import type { Database } from '../../database/database.ts'
import type { Handle } from '../../database/schema/index.ts'
import type { PaperId } from '../../digest/digest.ts'
import { isCardLayout } from '../../render/ladder.ts'
import type { Clock } from '../../schedule/clock.ts'
import type { DeliveryId } from '../identity.ts'
import type { Contents } from '../messages/contents.ts'
import type { IndexEntry } from '../messages/index-entries.ts'
import { fingerprintsOf, ownerIn, type Trace } from '../messages/trace.ts'
import { enqueue } from '../outbox/enqueue.ts'
import type { Outbox } from '../outbox/outbox.ts'
import { type NewDelivery, type OutboxRow, outboxRowOf } from '../outbox/outbox-row.ts'
import { transition } from '../outbox/transitions.ts'
import { type FoundMessage, isOlder } from './reconcile.ts'

export interface Adoption {
  /**
   * Of what was found in one place, messages or forum posts. Answers which open acts are not what
   * they were: sent, or owed with fewer papers.
   */
  adopt(queue: string, act: 'message' | 'post', found: ReadonlyMap<DeliveryId, FoundMessage>): Promise<readonly DeliveryId[]>
  /**
   * A digest may have been corrected while it was not known whether this message was there, or what
   * it shows (null): corrections change only what is known to be sent. The edit is owed before the
   * message counts as sent, so that no end of the process loses it.
   */
  bringUpToDate(sent: OutboxRow, shown: string | null): Promise<void>
}

type Found = FoundMessage & { readonly mark: DeliveryId; readonly trace: Trace }

/** An open act, and which of its papers a message shows. */
interface Share {
  readonly row: OutboxRow
  readonly papers: readonly PaperId[]
}

interface Shown {
  readonly papers: ReadonlySet<PaperId>
  /** How much of what the message shows that is. */
  readonly ratio: number
}

/**
 * A digest may have lost or got papers since its index came, and another one repeats some of them.
 */
const MIN_INDEX_RATIO = 0.5

export function createAdoption(parts: {
  database: Database
  outbox: Outbox
  contents: Contents
  clock: Clock
  random: () => number
}): Adoption {
  const { outbox, contents, clock } = parts
  const db = parts.database.query

  const bringUpToDate: Adoption['bringUpToDate'] = async (sent, shown) => {
    if (sent.subscriptionId === null || sent.digestId === null || !isDrawn(sent)) return
    const subscription = await contents.subscription(sent.subscriptionId)
    const digest = await contents.digest(sent.digestId)
    if (subscription === null || digest === null) return
    const composed = await contents.compose(sent, subscription, sent.step, false)
    if (composed === null || composed.hash === shown) return
    await outbox.addEdit(sent, `shows ${composed.hash}`, digest.revision > 1, clock.now())
  }

  async function markFound(open: OutboxRow, { channelId, messageId }: FoundMessage, shown: string | null): Promise<void> {
    const { life } = transition(open, { kind: 'found' }, { now: clock.now(), random: parts.random() })
    await bringUpToDate({ ...open, ...life }, shown)
    await outbox.markSent({ ...open, ...life }, { channelId, messageId, hash: null }, clock.now())
  }

  /** What the bot has sent and no act of the database is known for, the oldest first. */
  async function unknownOf(found: ReadonlyMap<DeliveryId, FoundMessage>): Promise<readonly Found[]> {
    const traced = [...found].flatMap(([mark, { trace, ...message }]) => (trace === null ? [] : [{ ...message, mark, trace }]))
    const unknown = await outbox.unknownAmong(traced)
    return [...unknown].sort((a, b) => (isOlder(a.messageId, b.messageId) ? -1 : 1))
  }

  const openOf = async (queue: string, act: 'message' | 'post') =>
    (await outbox.openOf(queue)).filter((row) => row.act === act && isDrawn(row))

  /** Of one digest: the one of which the message shows most papers. */
  async function sharesIn(message: Found, open: readonly OutboxRow[]): Promise<readonly Share[]> {
    const { trace } = message
    const byEdition = new Map<string, Share[]>()
    for (const row of open) {
      const { subscriptionId, digestId, role } = row
      if (subscriptionId === null || digestId === null || ownerIn(subscriptionId) !== trace.owner) continue
      if ((role === 'index') !== (trace.role === 'index') || row.part !== trace.part) continue
      const shown = await shownOf(digestId, trace)
      if (role === 'index' && shown.ratio < MIN_INDEX_RATIO) continue
      const papers = role === 'index' ? [...shown.papers] : row.papers.filter((id) => shown.papers.has(id))
      const key = `${subscriptionId} ${digestId}`
      if (papers.length > 0) byEdition.set(key, [...(byEdition.get(key) ?? []), { row, papers }])
    }
    const count = (shares: readonly Share[]) => shares.reduce((sum, { papers }) => sum + papers.length, 0)
    return [...byEdition.values()].sort((a, b) => count(b) - count(a))[0] ?? []
  }

  async function shownOf(digestId: number, { names }: Trace): Promise<Shown> {
    const papers = new Set<PaperId>()
    const known = new Set<string>()
    for (const paper of (await contents.digest(digestId))?.papers ?? [])
      for (const name of fingerprintsOf(paper))
        if (names.has(name)) {
          papers.add(paper.id)
          known.add(name)
        }
    return { papers, ratio: known.size / Math.max(1, names.size) }
  }

  /**
   * The message gets an act of its own, with the id that is its mark; the acts that were to bring
   * its papers keep the others.
   */
  async function takeOut(message: Found, shares: readonly Share[]): Promise<void> {
    const [first] = shares
    if (first === undefined) return
    const papers = shares.flatMap((share) => share.papers)
    const added = await db.transaction().execute(async (handle) => {
      await enqueue(handle, [rowOf(message, first.row, papers)], clock.now())
      for (const share of shares) await shrink(handle, share, message)
      await moveReferences(handle, first.row, papers, message.mark)
      return await handle.selectFrom('deliveries').selectAll().where('id', '=', message.mark).executeTakeFirstOrThrow()
    })
    await markFound(outboxRowOf(added), message, null)
  }

  async function shrink(handle: Handle, { row, papers }: Share, { mark, trace }: Found): Promise<void> {
    const left = row.papers.filter((id) => !papers.includes(id))
    if (left.length === 0) {
      await handle.deleteFrom('deliveries').where('seq', '=', row.seq).execute()
      await handle.updateTable('deliveries').set({ thread_opener: mark }).where('thread_opener', '=', row.id).execute()
      return
    }
    // The short list of a forum is one post, and the rest of it goes there.
    const isInPost = row.act === 'post' && row.role === 'briefs' && trace.role === 'briefs'
    await handle
      .updateTable('deliveries')
      .set({
        papers: JSON.stringify(left),
        generation: row.generation + 1,
        ...(isInPost ? { act: 'message', thread_opener: mark } : {}),
      })
      .where('seq', '=', row.seq)
      .execute()
  }

  /** Which act brought a paper. */
  async function moveReferences(
    handle: Handle,
    { subscriptionId, digestId }: OutboxRow,
    papers: readonly PaperId[],
    to: DeliveryId,
  ) {
    if (subscriptionId === null || digestId === null) return
    await handle
      .updateTable('posted')
      .set({ delivery_id: to })
      .where('subscription_id', '=', subscriptionId)
      .where('paper_id', 'in', papers)
      .execute()
    const edition = handle
      .selectFrom('editions')
      .select('entries')
      .where('subscription_id', '=', subscriptionId)
      .where('digest_id', '=', digestId)
    const entries = JSON.parse((await edition.executeTakeFirst())?.entries ?? '[]') as IndexEntry[]
    const moved = entries.map((entry) =>
      entry.state === 'posted' && papers.includes(entry.paper) ? { ...entry, delivery: to } : entry,
    )
    await handle
      .updateTable('editions')
      .set({ entries: JSON.stringify(moved) })
      .where('subscription_id', '=', subscriptionId)
      .where('digest_id', '=', digestId)
      .execute()
  }

  return {
    bringUpToDate,
    async adopt(queue, act, found) {
      const changed: DeliveryId[] = []
      if (found.size === 0) return changed
      for (const open of await outbox.openOf(queue)) {
        const message = found.get(open.id)
        if (message === undefined) continue
        await markFound(open, message, open.hash)
        changed.push(open.id)
      }
      for (const message of await unknownOf(found)) {
        const shares = await sharesIn(message, await openOf(queue, act))
        const [only, ...others] = shares
        if (only === undefined) continue
        const isSame = others.length === 0 && only.papers.length === only.row.papers.length
        if (only.row.role === 'index' || isSame) await markFound(only.row, message, null)
        else await takeOut(message, shares)
        changed.push(...shares.map(({ row }) => row.id))
      }
      return changed
    },
  }
}

/** Of papers, and not a change of another message. */
const isDrawn = ({ act, role }: OutboxRow) => (act === 'message' || act === 'post') && role !== 'notice' && role !== 'watch'

/** As it would have been planned with these papers alone. */
function rowOf({ mark, trace }: Found, planned: OutboxRow, papers: readonly PaperId[]): NewDelivery {
  const { layout, images } = planned.step
  return {
    id: mark,
    subscription_id: planned.subscriptionId,
    queue: planned.queue,
    digest_id: planned.digestId,
    act: planned.act,
    role: trace.role,
    papers: JSON.stringify(papers),
    thread_opener: planned.threadOpener,
    layout: trace.role === 'briefs' && isCardLayout(layout) ? 'standard' : layout,
    images: images && trace.role === 'papers' ? 1 : 0,
  }
}
