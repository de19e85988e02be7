// Finds papers for the text of a query, in steps: each asks more freely and is taken only while too
// few are found.
import type { SearchNote } from '../../archive/archive.ts'
import { isQuestion } from '../query/fillers.ts'
import type { Clause } from '../query/query.ts'
import type { Condition, Expression, SearchIndex } from '../search-index.ts'
import { scoringLimitOf, typedTermsOf } from './common-words.ts'
import { type Candidate, createGathered, type FirstCandidates } from './gather.ts'
import type { QueryPart } from './query-parts.ts'
import { ENOUGH, ENOUGH_OF_A_QUESTION, enoughAsTyped, enoughInOtherForms } from './steps/enough.ts'
import { matchAnyTerm } from './steps/partial-steps.ts'
import { createQuerySteps } from './steps/query-steps.ts'
import { titleInEnglish, titlesWithAll } from './steps/title-steps.ts'
import type { Translator } from './translate.ts'

export interface Candidates {
  /** Best first, those of a stricter step before those of a freer one. */
  readonly matches: readonly Candidate[]
  /** Papers that match in the step that answered. */
  readonly total: number
  readonly parts: readonly QueryPart[]
  /**
   * Where no paper has all, or none as it was typed in a question: papers that have any of the
   * terms, best first as the index scores them.
   */
  readonly byTerms: readonly number[]
  /** The same of titles alone. */
  readonly byTitle: readonly number[]
  readonly notes: readonly SearchNote[]
  /** Typed word → every spelling that it was taken for. */
  readonly spellings: ReadonlyMap<string, readonly string[]>
}

export interface CandidateOptions {
  readonly where: readonly Condition[]
  readonly limit: number
  readonly order: 'best' | 'newest'
  readonly papers: number
  readonly translator: Translator
  /** Words of people whose names were understood, which every paper must have. */
  readonly required?: readonly Expression[]
}

/** `likelyNames` are asked for where nothing has all of it as typed. */
export function findByText(
  index: SearchIndex,
  clauses: readonly Clause[],
  options: CandidateOptions,
  first: FirstCandidates | null,
  likelyNames: () => Candidates | null,
): Candidates {
  const required = options.required ?? []
  // What was taken for a name is one where papers have all the rest, too.
  const isOfPeople = required.length > 0
  const terms = typedTermsOf(clauses)
  const steps = createQuerySteps(index, clauses, { ...options, isOfPeople })
  const ofWhole = options.order === 'best' ? scoringLimitOf(index, terms) : {}
  const gathered = createGathered(index, { ...options, required, ofWhole }, first)
  const { found, ask } = gathered

  const enough = enoughAsTyped(clauses, options.where)
  let isAnswered = found.size >= enough
  for (const make of steps.typed) {
    if (isAnswered) break
    const step = make()
    ask(step)
    isAnswered = found.size >= enough && !step.isTentative
  }
  const isPlain = options.order === 'best' && options.where.length === 0 && !isOfPeople && !first
  const titled = new Set(isPlain ? titlesWithAll(index, clauses) : [])
  if (isPlain) {
    const inEnglish = titleInEnglish(index, clauses, options.translator, new Set(found.keys()))
    if (inEnglish) ask({ ...inEnglish, reach: 'typed' })
    gathered.add([...titled].map((pid) => ({ pid, score: 0, reach: 'typed' })))
  }
  const likely = found.size === 0 ? likelyNames() : null
  if (likely) return likely

  const isAsked = isQuestion(clauses)
  const isFound = first !== null || (found.size >= enough && [...found.values()].some(({ reach }) => reach === 'typed'))
  const enoughInAll = isAsked ? ENOUGH_OF_A_QUESTION : enoughInOtherForms(clauses)
  for (const make of isFound ? [] : steps.freer) {
    const step = make()
    if (step.reach === 'part' && (found.size >= (isAsked ? ENOUGH_OF_A_QUESTION : ENOUGH) || isOfPeople)) break
    const matches = ask(step)
    if (step.isOfTitles) for (const { pid } of matches) titled.add(pid)
    if (found.size >= enoughInAll && !step.isTentative) break
  }

  const isUnsure = ({ reach }: Candidate) => reach === 'part' || (isAsked && reach === 'whole')
  const isPartial = options.order === 'best' && found.size > 0 && [...found.values()].every(isUnsure)
  const byTerms = isPartial ? matchAnyTerm(index, steps.expanded(), options) : []
  // Titles are asked in their words: a Chinese one is as often a sentence of the summary.
  const isOfWords = terms.some(({ kind }) => kind === 'word')
  const byTitle = isPartial && isOfWords ? matchAnyTerm(index, steps.expanded(), options, ['title']) : []
  gathered.add([...byTerms, ...byTitle].map((match) => ({ ...match, reach: 'part' })))
  return {
    matches: withTitledAmongFirst([...found.values()], titled),
    byTerms: byTerms.map(({ pid }) => pid),
    byTitle: byTitle.map(({ pid }) => pid),
    total: gathered.total(),
    parts: steps.parts(),
    notes: gathered.notes,
    spellings: steps.spellings,
  }
}

/**
 * So many of the best are ordered before those that have all of it in the title: they are looked
 * at, too.
 */
const BEFORE_TITLED = 20

function withTitledAmongFirst(matches: readonly Candidate[], titled: ReadonlySet<number>): Candidate[] {
  const [first, rest] = [matches.slice(0, BEFORE_TITLED), matches.slice(BEFORE_TITLED)]
  return [...first, ...rest.filter(({ pid }) => titled.has(pid)), ...rest.filter(({ pid }) => !titled.has(pid))]
}
