// Which papers a channel is owed, by what people and authors did: those that must come, those that
// may (something was decided while it was not yet known to be done), and no others.

import type { Digest, PaperText } from '../world/digests.ts'
import type { Span, SubscriptionTruth, Truth } from '../world/truth.ts'

export interface Edition {
  readonly digest: Digest
  readonly subscription: SubscriptionTruth
  readonly status: 'must' | 'may'
  /** From when on it may, and when it must have been decided what the channel gets of it. */
  readonly decided: Span
  /** Where an older copy of the archive was put back, it was decided again. */
  readonly decidedAgain: readonly Span[]
  /** What it was decided from, where that is certain. */
  readonly base: readonly PaperText[] | null
  readonly must: ReadonlySet<string>
  readonly may: ReadonlySet<string>
}

const MINUTE = 60_000
const HOUR = 60 * MINUTE
/** Whatever is due is planned within this time where nothing hinders it. */
const CALM_MS = 3 * MINUTE
const NEVER = Number.POSITIVE_INFINITY

/** The first moment from which nothing hindered for so long. */
function calmAfter(from: number, spans: readonly Span[]): number {
  let at = from
  for (let moved = true; moved; ) {
    moved = false
    for (const span of spans)
      if (span.from < at + CALM_MS && span.to > at) {
        at = span.to
        moved = true
      }
    if (at === NEVER) return NEVER
  }
  return at + CALM_MS
}

const touches = (a: Span, b: Span) => a.from <= b.to && b.from <= a.to
const isWithin = (inner: Span, outer: Span) => outer.from <= inner.from && inner.to <= outer.to

/** As the bot had to answer: null where it is not owed. */
function statusOf(subscription: SubscriptionTruth, read: number, decided: Span): 'must' | 'may' | null {
  const { created, changes } = subscription
  if (created.from > read) return null
  let status: 'must' | 'may' = created.to < decided.from ? 'must' : 'may'
  let pausedFrom: Span | null = null
  for (const { kind, span } of changes) {
    if (kind === 'unsubscribe') {
      if (span.to < decided.from) return null
      status = 'may'
    }
    if (kind === 'pause') pausedFrom ??= span
    if (kind === 'resume' && pausedFrom !== null) {
      const [outer, inner] = [
        { from: pausedFrom.from, to: span.to },
        { from: pausedFrom.to, to: span.from },
      ]
      if (isWithin({ from: decided.from, to: read }, inner)) return null
      if (touches(decided, outer)) status = 'may'
      pausedFrom = null
    }
  }
  if (pausedFrom !== null) {
    if (decided.from > pausedFrom.to) return null
    status = 'may'
  }
  return status
}

const isWanted = ({ wish }: SubscriptionTruth, paper: PaperText) =>
  wish.categories === undefined || wish.categories.length === 0 || wish.categories.includes(paper.category)

/** Featured ones first, each in the order of the digest. */
export const inOrder = (papers: readonly PaperText[]) => [
  ...papers.filter(({ isBrief }) => !isBrief),
  ...papers.filter(({ isBrief }) => isBrief),
]

export function editionsOf(channel: number, truth: Truth): readonly Edition[] {
  const editions: Edition[] = []
  const gone = truth.gone.get(channel)
  const end = Math.min(gone ?? NEVER, truth.kickedAt ?? NEVER)
  const hindrances = [...truth.unable, ...(truth.closed.get(channel) ?? [])]
  for (const digest of truth.digests.values()) {
    const [first] = digest.versions
    const from = digest.appearedAt
    const whole = first?.at ?? from
    for (const subscription of truth.subscriptions.filter((one) => one.channel === channel)) {
      const read = calmAfter(whole, truth.unable)
      const decidedBy = (since: number) => {
        const calm = calmAfter(since, hindrances)
        const to = subscription.wish.when === undefined ? calm : calmAfter(calm + HOUR, hindrances)
        return end < to ? NEVER : to
      }
      const decided = { from, to: decidedBy(whole) }
      const status = statusOf(subscription, read, decided)
      if (status === null || end < from) continue
      const undone = truth.restores.filter(({ copiedAt, at }) => decided.to >= copiedAt && decided.from <= at)
      const decidedAgain = undone.map(({ at }) => ({ from: at, to: decidedBy(at) }))
      editions.push(editionOf(digest, subscription, status, decided, decidedAgain))
    }
  }
  return editions.map((edition) =>
    isLimitedWithOthers(edition, editions, truth) ? { ...edition, base: null, must: new Set() } : edition,
  )
}

/**
 * Digests that are planned together share the room of a slot, and a paper of an earlier one takes
 * none: which of them come is not certain.
 */
function isLimitedWithOthers(edition: Edition, editions: readonly Edition[], truth: Truth): boolean {
  if ((edition.subscription.wish.most ?? null) === null) return false
  const elsewhere = [...truth.digests.values()].filter((digest) => digest !== edition.digest)
  const times = ({ decided, decidedAgain }: Edition) => [decided, ...decidedAgain]
  const isTogether = editions.some(
    (other) => other !== edition && times(other).some((one) => times(edition).some((own) => touches(one, own))),
  )
  return (
    isTogether ||
    elsewhere.some(({ versions }) => versions.some(({ papers }) => papers.some(({ token }) => edition.may.has(token))))
  )
}

function editionOf(
  digest: Digest,
  subscription: SubscriptionTruth,
  status: 'must' | 'may',
  decided: Span,
  decidedAgain: readonly Span[],
): Edition {
  const versions = digest.versions.map(({ papers }) => papers.filter((paper) => isWanted(subscription, paper)))
  const may = new Set(versions.flatMap((papers) => papers.map(({ token }) => token)))
  const lastDecided = Math.max(decided.to, ...decidedAgain.map(({ to }) => to))
  const before = digest.versions.filter(({ at }) => at <= lastDecided)
  const isCertain = before.length === 1 && !digest.wasCut
  const base = isCertain ? (versions[0] ?? []) : null
  const stays = (token: string) => versions.every((papers, i) => i === 0 || papers.some((paper) => paper.token === token))
  const { most = null } = subscription.wish
  const must = new Set<string>()
  if (status === 'must') {
    const last = versions.at(-1) ?? []
    const sure = most === null ? last : inOrder(base ?? []).slice(0, most)
    for (const { token } of sure) if (most === null || stays(token)) must.add(token)
  }
  return { digest, subscription, status, decided, decidedAgain, base, must, may }
}
