// Finds papers for the text of a query, in steps: each asks more freely and is taken only while too
// few are found.
import type { SearchNote } from '../../archive/archive.ts'
import type { PersonName } from '../../names/people.ts'
import { termOf } from '../../text/terms.ts'
import type { Clause } from '../query/query.ts'
import type { Condition, Expression, IndexMatch, SearchIndex } from '../search-index.ts'
import { completions, type OtherForms, spellings } from '../words/word-forms.ts'
import { scoringLimitOf, typedTermsOf } from './common-words.ts'
import { expandParts } from './expand-parts.ts'
import { all, any, NO_OTHER_FORMS, TITLES } from './expressions.ts'
import { isQuestion } from './fillers.ts'
import { type Certainty, findNames } from './find-names.ts'
import {
  allButOne,
  isFixed,
  matchAnyTerm,
  onlyFixed,
  type Reach,
  rarest,
  required,
  type SplitQuery,
  type Step,
} from './partial-steps.ts'
import { partsOf, type QueryPart } from './query-parts.ts'
import type { Translator } from './translate.ts'
import {
  byOtherNames,
  cutRunTogether,
  joinedNeighbours,
  joinedTermsApart,
  type LoneCharacters,
  oneCharacterWrong,
  sideBySide,
  subjectSideBySide,
  titleInEnglish,
  titlesWithAll,
  withoutLoneCharacters,
} from './typed-steps.ts'

export interface Candidate extends IndexMatch {
  readonly reach: Reach
}

export interface Candidates {
  /** Best first, those of a stricter step before those of a freer one. */
  readonly matches: readonly Candidate[]
  /** Papers that match in the step that answered. */
  readonly total: number
  readonly parts: readonly QueryPart[]
  /**
   * Where no paper has all: papers that have any of the terms, best first as the index scores them.
   */
  readonly byTerms: readonly number[]
  /** The same of titles alone. */
  readonly byTitle: readonly number[]
  readonly notes: readonly SearchNote[]
  /** Typed word → every spelling that it was taken for. */
  readonly spellings: ReadonlyMap<string, readonly string[]>
}

/** Found fewer than this, the next step may add to it. */
const ENOUGH = 3
/** The same where another word for a term is known: it goes on with that one. */
const ENOUGH_WITH_OTHER_NAMES = 10
/** What a question says is hardly the wording of a paper: a few may have all of its words by chance. */
const ENOUGH_OF_A_QUESTION = 10
/** Who types so many terms means one paper: one that has them all is enough. */
const TERMS_OF_ONE_PAPER = 5
/** A term of Chinese has about so many pairs. */
const PAIRS_OF_A_TERM = 3

export interface CandidateOptions {
  readonly where: readonly Condition[]
  readonly limit: number
  readonly order: 'best' | 'newest'
  readonly papers: number
  readonly translator: Translator
  /** What every paper must have in addition to the query. */
  readonly required?: readonly Expression[]
}

export function findCandidates(index: SearchIndex, clauses: readonly Clause[], options: CandidateOptions): Candidates {
  const cut = cutRunTogether(index, clauses, options.papers)
  const sure = findByName(index, cut.clauses, options, 'sure')
  const likely = sure ? () => null : () => findByName(index, cut.clauses, options, 'likely')
  const found = findByText(index, cut.clauses, options, sure, likely)
  return { ...found, notes: [...cut.notes, ...found.notes] }
}

interface NamedCandidates {
  readonly candidates: Candidates
  readonly notes: readonly SearchNote[]
}

/** Where words of the query are somebody's name: papers of that person that have the rest of it. */
function findByName(
  index: SearchIndex,
  clauses: readonly Clause[],
  options: CandidateOptions,
  certainty: Certainty,
): NamedCandidates | null {
  for (const names of findNames(index, clauses, certainty)) {
    const where = [...options.where, ...names.map((name): Condition => ({ kind: 'author', names: name.names }))]
    const rest = clauses.filter((_, at) => !names.some(({ start, end }) => at >= start && at < end))
    const surnames = names.map((name) =>
      any(name.names.map(({ surname }) => ({ kind: 'in', columns: ['people'], of: { kind: 'term', term: termOf(surname) } }))),
    )
    const notes = names.map(({ typed, names: [first] }): SearchNote => {
      return { code: 'name-read', found: typed, used: first ? shownName(first) : null }
    })
    const candidates = findByText(index, rest, { ...options, where, required: surnames }, null, () => null)
    if (candidates.matches.some(({ reach }) => reach !== 'part')) return { candidates, notes }
  }
  return null
}

const capitalized = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
const shownName = ({ given, surname }: PersonName) => `${given?.charAt(0).toUpperCase() ?? ''} ${capitalized(surname)}`.trim()

/** `likelyNames` are asked for where nothing has all of it as typed. */
function findByText(
  index: SearchIndex,
  clauses: readonly Clause[],
  options: CandidateOptions,
  named: NamedCandidates | null,
  likelyNames: () => NamedCandidates | null,
): Candidates {
  const completed = completions(index)
  const spelled = spellings(index, completed, options.papers)
  const splitBy = (forms: OtherForms): SplitQuery => ({
    fixed: partsOf(index, clauses.filter(isFixed), forms),
    free: partsOf(
      index,
      clauses.filter((clause) => !isFixed(clause)),
      forms,
    ),
  })
  const terms = typedTermsOf(clauses)
  const isLong = terms.length >= TERMS_OF_ONE_PAPER
  const withoutLone = (where: LoneCharacters): readonly Clause[] => {
    const rest = isLong ? clauses.flatMap((clause) => withoutLoneCharacters(clause, where)) : []
    return rest.length > 0 ? rest : clauses
  }
  const splitQuery = once(() => splitBy(spelled.any))
  const alsoSearched: SearchNote[] = []
  const expanded = once((): SplitQuery => {
    const { fixed, free } = splitQuery()
    const { parts, expansions } = expandParts(index, options.translator, free)
    for (const { term, others } of expansions) alsoSearched.push({ code: 'also-searched', found: term, used: others.join(', ') })
    return { fixed, free: parts }
  })
  const everyPart = ({ fixed, free }: SplitQuery): Step => ({
    ...whole(all([...fixed, ...required(free)].map(({ expression }) => expression))),
    notes: [...spelled.notes, ...loosened(free)],
  })
  const freer = (step: (parts: readonly QueryPart[]) => Step) => (): Step => {
    const { fixed, free } = expanded()
    const { expression, reach, notes } = step(free)
    const needed = expression ? all([...fixed.map((part) => part.expression), expression]) : null
    return { expression: needed, reach, notes: [...spelled.notes, ...notes] }
  }
  const typedSteps: readonly (() => Step)[] = [
    // Of somebody's papers the words may be so common that the index scores all of them alike.
    () =>
      typed(
        options.required && clauses.length > 0
          ? { kind: 'in', columns: TITLES, of: joinedNeighbours(index, clauses, completed) }
          : null,
      ),
    () => typed(sideBySide(withoutLone('at the end'), completed)),
    () => typed(joinedNeighbours(index, withoutLone('anywhere'), completed)),
    () => typed(subjectSideBySide(clauses)),
  ]
  const freerSteps: readonly (() => Step)[] = [
    () => ({ expression: null, notes: [], ...byOtherNames(withoutLone('anywhere'), completed), reach: 'whole' }),
    () => whole(joinedTermsApart(clauses, completed)),
    () => whole(oneCharacterWrong(clauses, completed)),
    () => {
      splitQuery()
      // Only the likeliest spelling, where a word has several: a rare one would come first by its
      // rarity.
      return spelled.isUnsure() ? { ...everyPart(splitBy(spelled.likeliest)), isTentative: true } : whole(null)
    },
    () => {
      // In a title words are known again that are spelled further away.
      if (spelled.taken.size === 0) return whole(null)
      const { expression, notes } = everyPart(splitBy(spelled.possible))
      return { ...whole(expression && { kind: 'in', columns: TITLES, of: expression }), notes, isTentative: true }
    },
    () => everyPart(splitQuery()),
    () => {
      const step = everyPart(expanded())
      return { ...step, notes: [...step.notes, ...alsoSearched] }
    },
    freer(allButOne),
    freer((parts) => rarest(parts, options.papers)),
    () => onlyFixed(splitQuery()),
  ]
  const scoringLimit = options.order === 'best' ? scoringLimitOf(index, terms) : {}
  const found = new Map<number, Candidate>(named?.candidates.matches.map((match) => [match.pid, match]))
  const asked = new Set<string>()
  let total = found.size
  const notes: SearchNote[] = [...(named?.notes ?? [])]
  const ask = ({ expression: ofStep, reach: reachOfStep, notes: stepNotes }: Step): void => {
    // With somebody's name understood, papers that have its words by chance come after that
    // person's.
    const reach = named && reachOfStep === 'typed' ? 'whole' : reachOfStep
    const expression = ofStep && withRequired(ofStep, options.required ?? [])
    const written = JSON.stringify(expression)
    if (!expression || asked.has(written)) return
    asked.add(written)
    const matches = index.match(expression, reach === 'part' ? options : { ...options, ...scoringLimit })
    if (matches.length === 0) return
    const before = found.size
    for (const match of matches) if (!found.has(match.pid)) found.set(match.pid, { ...match, reach })
    if (found.size > before) notes.push(...stepNotes.filter(({ code, found: word }) => isNews(notes, code, word, before)))
    total = matches.length < options.limit ? found.size : Math.max(found.size, index.count(expression, options.where))
  }
  const enoughTyped = enoughAsTyped(clauses, options.where)
  for (const step of typedSteps) if (found.size < enoughTyped) ask(step())
  let titled: readonly number[] = []
  const isPlain = options.order === 'best' && options.where.length === 0 && (options.required ?? []).length === 0
  if (isPlain && !named) {
    const inEnglish = titleInEnglish(index, clauses, options.translator, new Set(found.keys()))
    if (inEnglish) ask({ ...inEnglish, reach: 'typed' })
    titled = titlesWithAll(index, clauses)
    for (const pid of titled) found.set(pid, { pid, score: 0, reach: 'typed', ...found.get(pid) })
  }
  const likely = found.size === 0 ? likelyNames() : null
  if (likely) return { ...likely.candidates, notes: likely.notes }
  const pairs = terms.filter(({ kind }) => kind === 'pair').length
  const isOfOnePaper = terms.length - pairs + pairs / PAIRS_OF_A_TERM >= TERMS_OF_ONE_PAPER
  const isAsked = isQuestion(clauses)
  const enough = isAsked ? ENOUGH_OF_A_QUESTION : isOfOnePaper ? 1 : hasOtherNames(clauses) ? ENOUGH_WITH_OTHER_NAMES : ENOUGH
  const isFound = named !== null || [...found.values()].some(({ reach }) => reach === 'typed' && found.size >= enoughTyped)
  for (const make of isFound ? [] : freerSteps) {
    const step = make()
    if (step.reach === 'part' && found.size >= (isAsked ? ENOUGH_OF_A_QUESTION : ENOUGH)) break
    ask(step)
    if (found.size >= enough && !step.isTentative) break
  }
  const matches = [...found.values()]
  const isPartial =
    options.order === 'best' &&
    matches.length > 0 &&
    matches.every(({ reach }) => reach === 'part' || (isAsked && reach === 'whole'))
  const byTerms = isPartial ? matchAnyTerm(index, expanded(), options) : []
  // Titles are asked in their words: a Chinese one is as often a sentence of the summary.
  const byTitle =
    isPartial && terms.some(({ kind }) => kind === 'word') ? matchAnyTerm(index, expanded(), options, ['title']) : []
  for (const match of [...byTerms, ...byTitle]) if (!found.has(match.pid)) found.set(match.pid, { ...match, reach: 'part' })
  return {
    matches: withTitledAmongFirst([...found.values()], new Set(titled)),
    byTerms: byTerms.map(({ pid }) => pid),
    byTitle: byTitle.map(({ pid }) => pid),
    total: Math.max(total, found.size),
    parts: partsOfSplit(expanded.made() ?? splitQuery.made()),
    notes,
    spellings: spelled.taken,
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

/** Where characters of a run are left out since no paper has them side by side. */
function loosened(parts: readonly QueryPart[]): SearchNote[] {
  const some = parts.filter(({ isLoosened }) => isLoosened)
  return some.length === 0 ? [] : [{ code: 'some-terms-only', found: some.map(({ text }) => text).join(' '), used: null }]
}

function once<Value>(make: () => Value): { (): Value; made(): Value | undefined } {
  let value: Value | undefined
  return Object.assign(
    () => {
      value ??= make()
      return value
    },
    { made: () => value },
  )
}

function enoughAsTyped(clauses: readonly Clause[], where: readonly Condition[]): number {
  if (where.length > 0 || typedTermsOf(clauses).length >= TERMS_OF_ONE_PAPER) return 1
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

const partsOfSplit = (split: SplitQuery | undefined) => (split ? [...split.fixed, ...split.free] : [])

/** Null where nothing is asked for. */
function withRequired(expression: Expression, needed: readonly Expression[]): Expression | null {
  const isEmpty = 'of' in expression && Array.isArray(expression.of) && expression.of.length === 0
  const asked = isEmpty ? needed : [...needed, expression]
  return asked.length === 0 ? null : all(asked)
}

/**
 * What was left out is said only where nothing has all of it; what was respelled, wherever it found
 * something.
 */
function isNews(notes: readonly SearchNote[], code: SearchNote['code'], word: string, before: number): boolean {
  if (notes.some((note) => note.code === code && note.found === word)) return false
  return before === 0 || code === 'respelled' || code === 'also-searched'
}

const typed = (expression: Expression | null): Step => ({ expression, reach: 'typed', notes: [] })
const whole = (expression: Expression | null): Step => ({ expression, reach: 'whole', notes: [] })
