// How like another paper is: the share of what one says that the other says as well.
import type { ArchivedPaper } from '../../archive/archive.ts'
import { countTerms, type Weighed } from './paper-terms.ts'

export interface Likeness {
  readonly neighbour: ArchivedPaper
  readonly score: number
  readonly shared: readonly Weighed[]
  readonly isNear: boolean
}

/** A longer text has more of anything. */
const USUAL_TERMS = 180
const SAME_CATEGORY = 1.15
/** Below this likeness, which a paper has to itself as 1, two papers have words in common and no subject. */
const MIN_LIKENESS = 0.15

export function likenessTo(paper: ArchivedPaper, terms: readonly Weighed[]): (neighbour: ArchivedPaper) => Likeness {
  const worth = ({ weight, rarity }: Weighed, count: number) => weight * rarity * (1 + Math.log(count))
  const whole = terms.reduce((sum, term) => sum + worth(term, term.count), 0)
  return (neighbour) => {
    const theirs = countTerms(neighbour)
    const shared = terms.filter(({ term }) => theirs.has(term))
    const inCommon = shared.reduce((sum, term) => sum + worth(term, theirs.get(term.term)?.count ?? 1), 0)
    const isOfOneKind = neighbour.categories.some((category) => paper.categories.includes(category))
    const length = Math.sqrt(Math.max(USUAL_TERMS / 3, theirs.size) / USUAL_TERMS)
    const score = (inCommon / Math.max(1, whole) / length) * (isOfOneKind ? SAME_CATEGORY : 1)
    return { neighbour, shared, score, isNear: score >= MIN_LIKENESS }
  }
}
