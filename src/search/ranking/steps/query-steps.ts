// The steps of one query in their order, each of which asks more freely than the one before.
import type { SearchNote } from '../../../archive/archive.ts'
import type { Clause } from '../../query/query.ts'
import type { Expression, SearchIndex } from '../../search-index.ts'
import { completions, type OtherForms, spellings } from '../../words/word-forms.ts'
import { expandParts } from '../expand-parts.ts'
import { all, TITLES } from '../expressions.ts'
import { wordsOfNames } from '../names/find-names.ts'
import { partsOf, type QueryPart } from '../query-parts.ts'
import type { Translator } from '../translate.ts'
import { isLong } from './enough.ts'
import { allButOne, isFixed, onlyFixed, rarest, required, type SplitQuery } from './partial-steps.ts'
import { type Step, typed, whole } from './step.ts'
import { joinedNeighbours, type LoneCharacters, sideBySide, subjectSideBySide, withoutLoneCharacters } from './typed-steps.ts'
import { byOtherNames, joinedTermsApart, oneCharacterWrong } from './whole-steps.ts'

export interface QuerySteps {
  readonly typed: readonly (() => Step)[]
  readonly freer: readonly (() => Step)[]
  /** With other words for each part. */
  expanded(): SplitQuery
  /** As far as a step has needed them. */
  parts(): readonly QueryPart[]
  /** Typed word → every spelling that it was taken for. */
  readonly spellings: ReadonlyMap<string, readonly string[]>
}

export interface StepOptions {
  readonly papers: number
  readonly translator: Translator
  /** The papers are those of somebody whose name was understood. */
  readonly isOfPeople: boolean
}

export function createQuerySteps(
  index: SearchIndex,
  clauses: readonly Clause[],
  { papers, translator, isOfPeople }: StepOptions,
): QuerySteps {
  const completed = completions(index)
  const named = once(() => wordsOfNames(index, clauses))
  const spelled = spellings(index, completed, papers, {
    isLong: isLong(clauses),
    isAlone: clauses.length === 1,
    isName: (word) => named().has(word),
  })
  const splitBy = (forms: OtherForms): SplitQuery => ({
    fixed: partsOf(index, clauses.filter(isFixed), forms),
    free: partsOf(
      index,
      clauses.filter((clause) => !isFixed(clause)),
      forms,
    ),
  })
  const withoutLone = (where: LoneCharacters): readonly Clause[] => {
    const rest = isLong(clauses) ? clauses.flatMap((clause) => withoutLoneCharacters(clause, where)) : []
    return rest.length > 0 ? rest : clauses
  }
  const splitQuery = once(() => splitBy(spelled.any))
  const alsoSearched: SearchNote[] = []
  const expanded = once((): SplitQuery => {
    const { fixed, free } = splitQuery()
    const { parts, expansions } = expandParts(index, translator, free)
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
  const inTitle = (of: Expression | null): Expression | null => of && { kind: 'in', columns: TITLES, of }
  // Of somebody's papers the words may be so common that the index scores all of them alike.
  const ofPeopleInTitle = (): Step => ({
    ...typed(inTitle(joinedNeighbours(index, clauses, completed))),
    isTentative: true,
  })
  return {
    typed: [
      ...(isOfPeople && clauses.length > 0 ? [ofPeopleInTitle] : []),
      () => typed(sideBySide(withoutLone('at the end'), completed)),
      () => typed(joinedNeighbours(index, withoutLone('anywhere'), completed)),
      () => typed(subjectSideBySide(clauses)),
    ],
    freer: [
      () => ({ ...whole(null), ...byOtherNames(withoutLone('anywhere'), completed) }),
      () => whole(joinedTermsApart(clauses, completed)),
      () => ({ ...whole(null), ...oneCharacterWrong(index, clauses, completed) }),
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
        return { ...whole(inTitle(expression)), notes: [...notes, ...spelled.furtherNotes], isTentative: true, isOfTitles: true }
      },
      () => everyPart(splitQuery()),
      () => {
        const step = everyPart(expanded())
        return { ...step, notes: [...step.notes, ...alsoSearched] }
      },
      freer(allButOne),
      freer((parts) => rarest(index, parts, papers)),
      () => onlyFixed(splitQuery()),
    ],
    expanded,
    parts: () => partsOfSplit(expanded.made() ?? splitQuery.made()),
    spellings: spelled.taken,
  }
}

const partsOfSplit = (split: SplitQuery | undefined) => (split ? [...split.fixed, ...split.free] : [])

/** Where characters of a run are left out since no paper has them side by side. */
function loosened(parts: readonly QueryPart[]): SearchNote[] {
  const some = parts.filter(({ isLoosened, isFiller }) => isLoosened && !isFiller)
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
