// Which papers of a digest a subscription gets, and for each other one why not. Pure.
import type { ArchivedPaper } from '../../archive/archive.ts'
import type { LeftOut, LeftOutReason } from '../delivery.ts'
import type { Wish } from '../subscriptions/subscription.ts'

/** What the archive says: whether a paper answers a query of the search language. */
export type Matches = (query: string, paper: ArchivedPaper) => boolean

type Why = { readonly why: LeftOutReason; readonly detail: string | null }

/** Words without case, marks and order: `Hinton, G.` is found by `g hinton`. */
const wordsOf = (name: string) =>
  name
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')

/** Han names have no spaces: there the wanted words need only occur. */
function isNamed(wanted: string, names: readonly string[]): boolean {
  const words = wordsOf(wanted)
  if (words.length === 0) return false
  return names.some((name) => {
    const present = wordsOf(name)
    const whole = present.join('')
    return words.every((word) => present.includes(word) || (/\p{Script=Han}/u.test(word) && whole.includes(word)))
  })
}

function firstReason(paper: ArchivedPaper, wish: Wish, matches: Matches): Why | null {
  const why = (reason: LeftOutReason, detail: string | null = null): Why => ({ why: reason, detail })
  if (wish.featuredOnly && paper.section !== 'featured') return why('not-featured')
  if (wish.starredOnly && !paper.starred) return why('not-starred')
  if (wish.categories.length > 0 && !paper.categories.some((code) => wish.categories.includes(code.toUpperCase())))
    return why('category', paper.categories.join(', ') || null)
  if (wish.authors.length > 0 && !wish.authors.some((name) => isNamed(name, paper.authors))) return why('author')
  if (wish.affiliations.length > 0 && !wish.affiliations.some((name) => isNamed(name, paper.affiliations)))
    return why('affiliation')
  if (wish.include.length > 0 && !wish.include.some((query) => matches(query, paper))) return why('no-included-word')
  const excluded = wish.exclude.find((query) => matches(query, paper))
  return excluded === undefined ? null : why('excluded-word', excluded)
}

export interface Choice {
  readonly wanted: readonly ArchivedPaper[]
  readonly leftOut: readonly LeftOut[]
}

export function choosePapers(papers: readonly ArchivedPaper[], wish: Wish, matches: Matches): Choice {
  const wanted: ArchivedPaper[] = []
  const leftOut: LeftOut[] = []
  for (const paper of papers) {
    const why = firstReason(paper, wish, matches)
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
