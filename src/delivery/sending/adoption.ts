// Takes over what a look into a channel has found: messages that were sent without our knowing.
// Most are known by their mark. An archive that was put back may have named papers otherwise or
// packed them into other messages; then what a message shows says which of the open papers are
// there already, and only the others are still to be sent.
import type { Database } from '../../database/database.ts'
import type { PaperId } from '../../digest/digest.ts'
import { isCardLayout } from '../../render/ladder.ts'
import type { Clock } from '../../schedule/clock.ts'
import type { DeliveryId } from '../identity.ts'
import type { Contents } from '../messages/contents.ts'
import { fingerprintsOf, ownerIn, type Trace } from '../messages/trace.ts'
import type { Outbox } from '../outbox/outbox.ts'
import type { NewDelivery, OutboxRow } from '../outbox/outbox-row.ts'
import { type Share, takeOut } from '../outbox/take-out.ts'
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

interface Shown {
  readonly papers: ReadonlySet<PaperId>
  /** How much of what the message shows that is. */
  readonly ratio: number
}

const NO_PAPERS: ReadonlySet<PaperId> = new Set()

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

  /**
   * Of one digest: the one of which the message shows most papers. What an open act's own message
   * shows came with that one.
   */
  async function sharesIn(
    { trace }: Found,
    open: readonly OutboxRow[],
    found: ReadonlyMap<DeliveryId, FoundMessage>,
  ): Promise<readonly Share[]> {
    const byEdition = new Map<string, Share[]>()
    for (const row of open) {
      const { subscriptionId, digestId, role } = row
      if (subscriptionId === null || digestId === null || ownerIn(subscriptionId) !== trace.owner) continue
      if ((role === 'index') !== (trace.role === 'index') || row.part !== trace.part) continue
      const shown = await shownOf(digestId, trace)
      const own = found.get(row.id)
      if (own !== undefined && (own.trace === null || role === 'index')) continue
      if (role === 'index' && shown.ratio < MIN_INDEX_RATIO) continue
      const ownPapers = own?.trace ? (await shownOf(digestId, own.trace)).papers : NO_PAPERS
      const mayHave = (id: PaperId) => shown.papers.has(id) && !ownPapers.has(id)
      const papers = role === 'index' ? [...shown.papers] : row.papers.filter(mayHave)
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

  /** Papers beyond the limit of their slot that are there all the same, and an act of their edition. */
  async function overflowIn({ trace }: Found, queue: string, act: 'message' | 'post'): Promise<Share | null> {
    if (trace.role === 'index') return null
    const shares: Share[] = []
    for (const { subscriptionId, digestId } of await outbox.editionsOf(queue)) {
      if (ownerIn(subscriptionId) !== trace.owner) continue
      const edition = await contents.edition(subscriptionId, digestId)
      const beyond = edition?.entries.filter(({ state }) => state === 'overflow') ?? []
      if (beyond.length === 0) continue
      const shown = await shownOf(digestId, trace)
      const papers = beyond.flatMap(({ paper }) => (shown.papers.has(paper) ? [paper] : []))
      const row = papers.length === 0 ? null : await outbox.paperActOf(subscriptionId, digestId, act)
      if (row !== null) shares.push({ row, papers })
    }
    return shares.sort((a, b) => b.papers.length - a.papers.length)[0] ?? null
  }

  async function takeOver(message: Found, like: OutboxRow, papers: readonly PaperId[], shares: readonly Share[]): Promise<void> {
    const digest = like.digestId === null ? null : await contents.digest(like.digestId)
    const brought = digest?.papers.filter(({ id }) => papers.includes(id)) ?? []
    const found = rowOf(message, like, papers)
    const row = await takeOut(parts.database, found, { papers: brought, day: digest?.date ?? null }, shares, clock.now())
    await markFound(row, message, null)
  }

  async function adoptByTrace(
    message: Found,
    queue: string,
    act: 'message' | 'post',
    found: ReadonlyMap<DeliveryId, FoundMessage>,
  ): Promise<readonly DeliveryId[]> {
    const shares = await sharesIn(message, await openOf(queue, act), found)
    const [only, ...others] = shares
    if (only === undefined) {
      const overflow = await overflowIn(message, queue, act)
      if (overflow !== null) await takeOver(message, overflow.row, overflow.papers, [])
      return []
    }
    const isSame = others.length === 0 && only.papers.length === only.row.papers.length
    if (only.row.role === 'index' || isSame) await markFound(only.row, message, null)
    else
      await takeOver(
        message,
        only.row,
        shares.flatMap(({ papers }) => papers),
        shares,
      )
    return shares.map(({ row }) => row.id)
  }

  return {
    bringUpToDate,
    async adopt(queue, act, found) {
      const changed: DeliveryId[] = []
      if (found.size === 0) return changed
      // First: a message that is known by its mark is brought up to date, and then it would show
      // what another one shows as well.
      for (const message of await unknownOf(found)) changed.push(...(await adoptByTrace(message, queue, act, found)))
      for (const open of await outbox.openOf(queue)) {
        const message = found.get(open.id)
        if (message === undefined) continue
        await markFound(open, message, open.hash)
        changed.push(open.id)
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
