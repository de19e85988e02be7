// From one digest to the acts that one subscription is owed, in order. Pure: preview shows what
// this decides.
import type { ArchivedDigest, ArchivedPaper } from '../../archive/archive.ts'
import type { PaperId } from '../../digest/digest.ts'
import { isCardLayout, type Layout } from '../../render/ladder.ts'
import { renderBriefs } from '../../render/lists/briefs.ts'
import { renderDayIndex } from '../../render/lists/day-index.ts'
import { renderPapers } from '../../render/paper/papers.ts'
import type { LeftOut } from '../delivery.ts'
import { type DeliveryId, deliveryId } from '../identity.ts'
import { dayView } from '../messages/index-entries.ts'
import { once, type RenderCache } from '../messages/render-cache.ts'
import type { IndexEntry } from '../outbox/edition.ts'
import type { ActKind } from '../outbox/transitions.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { choosePapers, limitPapers, type Matcher } from './choose.ts'

/** Where and how this subscription had a paper before. */
export interface Seen {
  readonly day: string | null
  readonly section: 'featured' | 'brief'
  readonly deliveryId: DeliveryId
}

export interface Draft {
  readonly id: DeliveryId
  readonly act: ActKind
  readonly role: 'index' | 'papers' | 'briefs'
  readonly part: number
  readonly papers: readonly PaperId[]
  readonly target: DeliveryId | null
  readonly threadOpener: DeliveryId | null
  readonly layout: Layout
  readonly images: boolean
}

/** What people will see arrive; edits, threads and publishing are no messages. */
export const countMessages = (drafts: readonly Draft[]): number =>
  drafts.filter(({ act }) => act === 'message' || act === 'post').length

export interface Edition {
  /** Empty where there is nothing to say. */
  readonly drafts: readonly Draft[]
  readonly entries: readonly IndexEntry[]
  readonly leftOut: readonly LeftOut[]
  readonly day: string | null
}

export interface PlanInput {
  readonly subscription: Pick<Subscription, 'id' | 'wish'>
  readonly digest: ArchivedDigest
  /** How many digests of the same file and day were there before. */
  readonly ordinal: number
  readonly seen: ReadonlyMap<PaperId, Seen>
  /** Papers that another subscription of the same channel has brought there, with the day. */
  readonly others: ReadonlyMap<PaperId, string | null>
  readonly matcher: Matcher
  /** How many more papers the slot may post; null: no limit. */
  readonly room: number | null
  /** The thread of that day, where one is open already. */
  readonly thread: DeliveryId | null
  /** Most channels wish for the same, and drawing is what planning takes. */
  readonly cache: RenderCache
}

/**
 * The index shows links of what was sent; between many messages it is brought up to date this
 * often.
 */
const MESSAGES_BETWEEN_EDITS = 10

export function planEdition(input: PlanInput): Edition {
  const { subscription, digest, seen } = input
  const { wanted: chosen, leftOut: unwanted } = choosePapers(digest.papers, subscription.wish, input.matcher)
  const wanted = chosen.filter((paper) => seen.has(paper.id) || !input.others.has(paper.id))
  const elsewhere = chosen.filter((paper) => !wanted.includes(paper))
  const leftOut = [
    ...unwanted,
    ...elsewhere.map((paper): LeftOut => ({ paper, why: 'seen-before', detail: input.others.get(paper.id) ?? null })),
  ]
  const fresh = wanted.filter((paper) => !seen.has(paper.id))
  const { posted, overflow } = limitPapers(fresh, input.room)
  const entries = wanted.map((paper) => entryOf(paper, seen.get(paper.id), overflow.includes(paper)))
  const worthSaying = fresh.length > 0 || entries.some((entry) => entry.seen?.promoted)
  const all = [...leftOut, ...leftBehind(wanted, seen, overflow)]
  if (!worthSaying) return { drafts: [], entries: [], leftOut: all, day: digest.date }
  return { ...arrange(input, entries, posted), leftOut: all, day: digest.date }
}

function entryOf(paper: ArchivedPaper, seen: Seen | undefined, overflow: boolean): IndexEntry {
  if (seen !== undefined) {
    const promoted = seen.section === 'brief' && paper.section === 'featured'
    return { paper: paper.id, state: 'seen', delivery: seen.deliveryId, seen: { day: seen.day, promoted } }
  }
  return { paper: paper.id, state: overflow ? 'overflow' : 'posted', delivery: null, seen: null }
}

function leftBehind(wanted: readonly ArchivedPaper[], seen: PlanInput['seen'], overflow: readonly ArchivedPaper[]): LeftOut[] {
  return wanted.flatMap((paper): LeftOut[] => {
    const before = seen.get(paper.id)
    if (before !== undefined) return [{ paper, why: 'seen-before', detail: before.day }]
    return overflow.includes(paper) ? [{ paper, why: 'over-the-most', detail: null }] : []
  })
}

interface Packed {
  readonly role: 'papers' | 'briefs'
  readonly papers: readonly PaperId[]
}

type PackInput = Pick<PlanInput, 'subscription' | 'digest' | 'cache'>

function packPapers(papers: readonly ArchivedPaper[], input: PackInput): readonly Packed[] {
  const { place, layout, language } = input.subscription.wish
  const { id, revision } = input.digest
  const shown = papers.map((paper) => paper.id)
  return once(input.cache, ['packed', id, revision, place === 'forum', layout, language, shown], () => drawPacked(papers, input))
}

/**
 * Each message of papers: one a paper, with its picture and its buttons, but for the layout
 * `compact`, whose lines share a message.
 */
function drawPacked(papers: readonly ArchivedPaper[], { subscription, digest }: PackInput): readonly Packed[] {
  const { wish } = subscription
  const featured = papers.filter((paper) => paper.section === 'featured')
  const briefs = papers.filter((paper) => paper.section === 'brief')
  const isShared = wish.layout === 'compact' && wish.place !== 'forum'
  const runs = isShared ? [featured] : featured.map((paper) => [paper])
  const packed = runs.flatMap((run) => renderPapers(run, { language: wish.language, layout: wish.layout }))
  return [
    ...packed.map((message) => ({ role: 'papers' as const, papers: message.papers })),
    ...renderBriefs(briefs, { language: wish.language, date: digest.date }).map((message) => ({
      role: 'briefs' as const,
      papers: message.papers,
    })),
  ]
}

function arrange(
  input: PlanInput,
  entries: readonly IndexEntry[],
  posted: readonly ArchivedPaper[],
): Pick<Edition, 'drafts' | 'entries'> {
  const { subscription, digest } = input
  const { wish } = subscription
  const name = (...what: (string | number | null)[]) => deliveryId(subscription.id, ...what)
  const plain = { part: 0, papers: [], target: null, threadOpener: null, layout: 'full', images: false } as const
  const shown = entries.map((entry) => [entry.paper, entry.state, entry.seen])
  const parts = once(
    input.cache,
    ['index parts', digest.id, digest.revision, wish.language, shown],
    () => renderDayIndex(dayView(digest, entries, new Map(), 'token', null), { language: wish.language }).length,
  )
  const again = input.ordinal === 0 ? [] : [input.ordinal]
  const index = Array.from({ length: parts }, (_, part) => name('index', digest.date, digest.file, part, ...again))
  const [first, ...further] = index
  if (first === undefined) return { drafts: [], entries }

  const opened = input.thread === null && wish.place === 'thread' ? name('thread', digest.date ?? digest.file) : null
  const thread = input.thread ?? opened
  const forum = wish.place === 'forum'
  const inIndex = forum ? first : thread
  const opening: Draft[] = [
    { ...plain, id: first, act: forum ? 'post' : 'message', role: 'index', threadOpener: forum ? null : input.thread },
    ...(opened === null ? [] : [{ ...plain, id: opened, act: 'thread' as const, role: 'index' as const, target: first }]),
    ...further.map((id, i): Draft => ({ ...plain, id, act: 'message', role: 'index', part: i + 1, threadOpener: inIndex })),
  ]
  const papers = arrangePapers(input, posted, thread)
  const edit = (round: number) =>
    index.map((target, part): Draft => ({ ...plain, id: name('edit', target, round), act: 'edit', role: 'index', part, target }))
  const body = papers.flatMap((draft, i) => {
    const between = i > 0 && i % MESSAGES_BETWEEN_EDITS === 0
    return between ? [...edit(i / MESSAGES_BETWEEN_EDITS), draft] : [draft]
  })
  const closing = papers.length === 0 ? [] : edit(0)
  const publish =
    wish.place === 'announcement'
      ? index.map((target): Draft => ({ ...plain, id: name('publish', target), act: 'publish', role: 'index', target }))
      : []
  const deliveryOf = new Map(papers.flatMap((draft) => draft.papers.map((paper) => [paper, draft.id] as const)))
  return {
    drafts: [...opening, ...body, ...closing, ...publish],
    entries: entries.map((entry) => ({ ...entry, delivery: entry.delivery ?? deliveryOf.get(entry.paper) ?? null })),
  }
}

/** The messages of papers alone: what a correction that brings new papers adds to an edition. */
export function arrangePapers(
  input: PackInput,
  posted: readonly ArchivedPaper[],
  thread: DeliveryId | null,
  /** The forum post of the short list, where one is open already. */
  openBriefsPost: DeliveryId | null = null,
): readonly Draft[] {
  const { subscription } = input
  const forum = subscription.wish.place === 'forum'
  let briefsPost = openBriefsPost
  return packPapers(posted, input).map(({ role, papers }): Draft => {
    const id = deliveryId(subscription.id, role, ...papers)
    const opensPost = forum && (role === 'papers' || briefsPost === null)
    const threadOpener = forum ? (opensPost ? null : briefsPost) : thread
    if (forum && role === 'briefs') briefsPost ??= id
    return {
      id,
      act: opensPost ? 'post' : 'message',
      role,
      part: 0,
      papers,
      target: null,
      threadOpener,
      layout: role === 'briefs' && isCardLayout(subscription.wish.layout) ? 'standard' : subscription.wish.layout,
      images: role === 'papers' && subscription.wish.layout !== 'compact',
    }
  })
}
