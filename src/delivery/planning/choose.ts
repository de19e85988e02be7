// Which papers of a digest a subscription gets, and for each other one why not. Pure.
import type { Archive, ArchivedPaper } from '../../archive/archive.ts'
import type { LeftOut, LeftOutReason } from '../delivery.ts'
import type { Wish } from '../subscriptions/subscription.ts'

/**
 * What the archive says of a paper in memory: the subscription's words and names mean what they
 * mean in a search.
 */
export type Matcher = Pick<Archive, 'matches' | 'meets'>

type Why = { readonly why: LeftOutReason; readonly detail: string | null }

function firstReason(paper: ArchivedPaper, wish: Wish, matcher: Matcher): Why | null {
  const why = (reason: LeftOutReason, detail: string | null = null): Why => ({ why: reason, detail })
  if (wish.featuredOnly && paper.section !== 'featured') return why('not-featured')
  if (wish.starredOnly && !paper.starred) return why('not-starred')
  if (wish.categories.length > 0 && !matcher.meets({ categories: wish.categories }, paper))
    return why('category', paper.categories.join(', ') || null)
  if (wish.authors.length > 0 && !wish.authors.some((author) => matcher.meets({ author }, paper))) return why('author')
  if (wish.affiliations.length > 0 && !wish.affiliations.some((affiliation) => matcher.meets({ affiliation }, paper)))
    return why('affiliation')
  if (wish.include.length > 0 && !wish.include.some((query) => matcher.matches(query, paper))) return why('no-included-word')
  const excluded = wish.exclude.find((query) => matcher.matches(query, paper))
  return excluded === undefined ? null : why('excluded-word', excluded)
}

export interface Choice {
  readonly wanted: readonly ArchivedPaper[]
  readonly leftOut: readonly LeftOut[]
}

export function choosePapers(papers: readonly ArchivedPaper[], wish: Wish, matcher: Matcher): Choice {
  const wanted: ArchivedPaper[] = []
  const leftOut: LeftOut[] = []
  for (const paper of papers) {
    const why = firstReason(paper, wish, matcher)
    if (why === null) wanted.push(paper)
    else leftOut.push({ paper, ...why })
  }
  return { wanted, leftOut }
}

const rank = (paper: ArchivedPaper) => (paper.starred ? 0 : 2) + (paper.section === 'featured' ? 0 : 1)

/**
 * At most so many papers a slot: starred before others, then featured before brief ones, then the
 * digest's order. Those that stay keep the digest's order; the others are the overflow.
 */
export function limitPapers(
  papers: readonly ArchivedPaper[],
  most: number | null,
): { readonly posted: readonly ArchivedPaper[]; readonly overflow: readonly ArchivedPaper[] } {
  if (most === null || papers.length <= most) return { posted: papers, overflow: [] }
  const kept = new Set([...papers].sort((a, b) => rank(a) - rank(b) || a.position - b.position).slice(0, most))
  return { posted: papers.filter((paper) => kept.has(paper)), overflow: papers.filter((paper) => !kept.has(paper)) }
}
