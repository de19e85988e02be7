// How many papers are enough, so that a search goes no further.
import type { Clause } from '../../query/query.ts'
import type { Condition, SearchIndex } from '../../search-index.ts'
import { completions } from '../../words/word-forms.ts'
import { typedTermsOf } from '../common-words.ts'
import { NO_OTHER_FORMS } from '../expressions.ts'
import { joinedNeighbours } from './typed-steps.ts'
import { byOtherNames } from './whole-steps.ts'

/** Found fewer than this, the next step may add to it. */
export const ENOUGH = 3
/** The same where another word for a term is known: it goes on with that one. */
const ENOUGH_WITH_OTHER_NAMES = 10
/**
 * What a question says is hardly the wording of a paper: a few may have all of its words by chance.
 */
export const ENOUGH_OF_A_QUESTION = 10
/** Who types so many terms means one paper: one that has them all is enough. */
const TERMS_OF_ONE_PAPER = 5
/** A term of Chinese has about so many pairs. */
const PAIRS_OF_A_TERM = 3

/** Whether one paper is meant, by the number of words and pairs. */
export const isLong = (clauses: readonly Clause[]): boolean => typedTermsOf(clauses).length >= TERMS_OF_ONE_PAPER

export function enoughAsTyped(clauses: readonly Clause[], where: readonly Condition[]): number {
  if (where.length > 0 || isLong(clauses)) return 1
  return hasOtherNames(clauses) ? ENOUGH_WITH_OTHER_NAMES : ENOUGH
}

/** Of papers that have it in another form. */
export function enoughInOtherForms(clauses: readonly Clause[]): number {
  const terms = typedTermsOf(clauses)
  const pairs = terms.filter(({ kind }) => kind === 'pair').length
  if (terms.length - pairs + pairs / PAIRS_OF_A_TERM >= TERMS_OF_ONE_PAPER) return 1
  return hasOtherNames(clauses) ? ENOUGH_WITH_OTHER_NAMES : ENOUGH
}

/**
 * Whether a search goes on with other names for what the clauses say, since too few papers have it
 * as typed.
 */
export function seeksOtherNames(index: SearchIndex, clauses: readonly Clause[], where: readonly Condition[]): boolean {
  if (clauses.length === 0 || !hasOtherNames(clauses)) return false
  const enough = enoughAsTyped(clauses, where)
  const asTyped = joinedNeighbours(index, clauses, completions(index))
  return index.match(asTyped, { where, limit: enough, order: 'newest' }).length < enough
}

/** Whether the query names something that has other names, or is in the words of Taiwan. */
const hasOtherNames = (clauses: readonly Clause[]) => byOtherNames(clauses, NO_OTHER_FORMS) !== null
