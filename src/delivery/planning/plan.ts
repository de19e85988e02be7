// From one digest to the acts that one subscription is owed, in order. Pure: preview shows what this decides.
import type { ArchivedDigest, ArchivedPaper } from '../../archive/archive.ts'
import type { PaperId } from '../../digest/digest.ts'
import { renderBriefs } from '../../render/lists/briefs.ts'
import { renderDayIndex } from '../../render/lists/day-index.ts'
import type { Layout } from '../../render/message.ts'
import { renderPapers } from '../../render/paper/papers.ts'
import type { LeftOut } from '../delivery.ts'
import { type DeliveryId, deliveryId } from '../identity.ts'
import { dayView, type Entry } from '../messages/index-entries.ts'
import type { Act } from '../port.ts'
import type { Subscription } from '../subscriptions/subscription.ts'
import { choosePapers, foldPapers, type Matcher } from './choose.ts'

/** Where and how this subscription had a paper before. */
export interface Seen {
  readonly day: string | null
  readonly section: 'featured' | 'brief'
  readonly deliveryId: DeliveryId
}

export interface Draft {
  readonly id: DeliveryId
  readonly act: Act['kind']
  readonly role: 'index' | 'papers' | 'briefs'
  readonly part: number
  readonly papers: readonly PaperId[]
  readonly target: DeliveryId | null
  readonly inside: DeliveryId | null
  readonly layout: Layout
  readonly images: boolean
}

export interface Edition {
  /** Empty where there is nothing to say. */
  readonly drafts: readonly Draft[]
  readonly entries: readonly Entry[]
  readonly leftOut: readonly LeftOut[]
  readonly day: string | null
}

export interface PlanInput {
  readonly subscription: Pick<Subscription, 'id' | 'wish'>
  readonly digest: ArchivedDigest
  readonly seen: ReadonlyMap<PaperId, Seen>
  readonly matcher: Matcher
  /** What is left of the most that the slot posts; null: no limit. */
  readonly room: number | null
  /** Papers that have pictures to upload. */
  readonly pictured: ReadonlySet<PaperId>
  /** The thread of that day, where one is open already. */
  readonly thread: DeliveryId | null
}

/** The index shows links of what has landed; between many messages it is brought up to date this often. */
const MESSAGES_BETWEEN_EDITS = 10

export function planEdition(input: PlanInput): Edition {
  const { subscription, digest, seen } = input
  const { wanted, leftOut } = choosePapers(digest.papers, subscription.wish, input.matcher)
  const fresh = wanted.filter((paper) => !seen.has(paper.id))
  const { posted, folded } = foldPapers(fresh, input.room)
  const entries = wanted.map((paper) => entryOf(paper, seen.get(paper.id), folded.includes(paper)))
  const worthSaying = fresh.length > 0 || entries.some((entry) => entry.seen?.promoted)
  const all = [...leftOut, ...leftBehind(wanted, seen, folded)]
  if (!worthSaying) return { drafts: [], entries: [], leftOut: all, day: digest.date }
  return { ...arrange(input, entries, posted), leftOut: all, day: digest.date }
}

function entryOf(paper: ArchivedPaper, seen: Seen | undefined, folded: boolean): Entry {
  if (seen !== undefined) {
    const promoted = seen.section === 'brief' && paper.section === 'featured'
    return { paper: paper.id, state: 'seen', delivery: seen.deliveryId, seen: { day: seen.day, promoted } }
  }
  return { paper: paper.id, state: folded ? 'folded' : 'posted', delivery: null, seen: null }
}

function leftBehind(wanted: readonly ArchivedPaper[], seen: PlanInput['seen'], folded: readonly ArchivedPaper[]): LeftOut[] {
  return wanted.flatMap((paper): LeftOut[] => {
    const before = seen.get(paper.id)
    if (before !== undefined) return [{ paper, why: 'seen-before', detail: before.day }]
    return folded.includes(paper) ? [{ paper, why: 'over-the-most', detail: null }] : []
  })
}

interface Packed {
  readonly role: 'papers' | 'briefs'
  readonly papers: readonly PaperId[]
}

type PackInput = Pick<PlanInput, 'subscription' | 'digest' | 'pictured'>

/** What was drawn for a digest to see how it packs. Most channels wish for the same, and drawing is what planning takes. */
const drawn = new WeakMap<ArchivedDigest, Map<string, unknown>>()

function once<T>(digest: ArchivedDigest, key: readonly unknown[], draw: () => T): T {
  const known = drawn.get(digest) ?? new Map<string, unknown>()
  drawn.set(digest, known)
  const name = JSON.stringify(key)
  if (!known.has(name)) known.set(name, draw())
  return known.get(name) as T
}

function packPapers(papers: readonly ArchivedPaper[], input: PackInput): readonly Packed[] {
  const { place, layout, language } = input.subscription.wish
  const key = ['papers', place === 'forum', layout, language, papers.map((paper) => [paper.id, input.pictured.has(paper.id)])]
  return once(input.digest, key, () => drawPacked(papers, input))
}

/** Each message of papers, packed as the layout allows; one with pictures stands alone, so that they are seen to be its own. */
function drawPacked(papers: readonly ArchivedPaper[], { subscription, digest, pictured }: PackInput): readonly Packed[] {
  const { wish } = subscription
  const featured = papers.filter((paper) => paper.section === 'featured')
  const briefs = papers.filter((paper) => paper.section === 'brief')
  const alone = (paper: ArchivedPaper) =>
    wish.place === 'forum' || wish.layout === 'full' || (wish.layout === 'standard' && pictured.has(paper.id))
  const runs: ArchivedPaper[][] = []
  for (const [i, paper] of featured.entries()) {
    const before = featured[i - 1]
    if (before === undefined || alone(paper) || alone(before)) runs.push([])
    runs.at(-1)?.push(paper)
  }
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
  entries: readonly Entry[],
  posted: readonly ArchivedPaper[],
): Pick<Edition, 'drafts' | 'entries'> {
  const { subscription, digest } = input
  const { wish } = subscription
  const name = (...what: (string | number | null)[]) => deliveryId(subscription.id, ...what)
  const plain = { part: 0, papers: [], target: null, inside: null, layout: 'full', images: false } as const
  const shown = entries.map((entry) => [entry.paper, entry.state, entry.seen])
  const parts = once(
    digest,
    ['index', wish.language, shown],
    () => renderDayIndex(dayView(digest, entries, new Map(), 'token'), { language: wish.language }).length,
  )
  const index = Array.from({ length: parts }, (_, part) => name('index', digest.date, digest.file, part))
  const [first, ...further] = index
  if (first === undefined) return { drafts: [], entries }

  const opened = input.thread === null && wish.place === 'thread' ? name('thread', digest.date ?? digest.file) : null
  const thread = input.thread ?? opened
  const forum = wish.place === 'forum'
  const inIndex = forum ? first : thread
  const opening: Draft[] = [
    { ...plain, id: first, act: forum ? 'post' : 'message', role: 'index', inside: forum ? null : input.thread },
    ...(opened === null ? [] : [{ ...plain, id: opened, act: 'thread' as const, role: 'index' as const, target: first }]),
    ...further.map((id, i): Draft => ({ ...plain, id, act: 'message', role: 'index', part: i + 1, inside: inIndex })),
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
export function arrangePapers(input: PackInput, posted: readonly ArchivedPaper[], thread: DeliveryId | null): readonly Draft[] {
  const { subscription } = input
  const forum = subscription.wish.place === 'forum'
  let briefsPost: DeliveryId | null = null
  return packPapers(posted, input).map(({ role, papers }): Draft => {
    const id = deliveryId(subscription.id, role, ...papers)
    const opensPost = forum && (role === 'papers' || briefsPost === null)
    const inside = forum ? (opensPost ? null : briefsPost) : thread
    if (forum && role === 'briefs') briefsPost ??= id
    return {
      id,
      act: opensPost ? 'post' : 'message',
      role,
      part: 0,
      papers,
      target: null,
      inside,
      layout: subscription.wish.layout,
      images: role === 'papers' && subscription.wish.layout !== 'compact',
    }
  })
}
