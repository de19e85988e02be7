// Finds papers for a query whose words may be somebody's name: that person's first.
import type { SearchNote } from '../../archive/archive.ts'
import type { PersonName } from '../../names/people.ts'
import { termOf } from '../../text/terms.ts'
import { withoutPossessives } from '../query/fillers.ts'
import type { Clause } from '../query/query.ts'
import type { Condition, Expression, SearchIndex } from '../search-index.ts'
import { all, any, NO_OTHER_FORMS, textsOf } from './expressions.ts'
import { type CandidateOptions, type Candidates, findByText } from './find-by-text.ts'
import type { Candidate, FirstCandidates } from './gather.ts'
import { besideNames, type Certainty, findNames, type NameInQuery } from './names/find-names.ts'
import { expressionOfAll } from './steps/clauses.ts'
import { cutRunTogether } from './steps/run-together.ts'

export function findCandidates(index: SearchIndex, clauses: readonly Clause[], options: CandidateOptions): Candidates {
  const cut = cutRunTogether(index, clauses, options.papers)
  const inRow = cut.inRow && papersInRow(index, cut.inRow, options)
  const sure = inRow ?? findByName(index, cut.clauses, options, 'sure')
  const likely = sure ? () => null : () => findByName(index, cut.clauses, options, 'likely')
  const found = findByText(index, withoutPossessives(cut.clauses), options, sure, likely)
  const ofPerson =
    sure || found.matches.some(({ reach }) => reach !== 'part') ? null : findOthersOfName(index, cut.clauses, options)
  return ofPerson ?? { ...found, notes: [...cut.notes, ...found.notes] }
}

/**
 * Where somebody's name is sure and no paper has it with all the rest: that person's papers rather
 * than any that have some of the words.
 */
function findOthersOfName(index: SearchIndex, clauses: readonly Clause[], options: CandidateOptions): Candidates | null {
  const [names] = findNames(index, clauses, 'sure')
  // A word of Chinese that no paper has need not be a name, unless something is asked of it.
  const isSure = names?.every(({ typed, isAskedFor }) => isAskedFor || /\p{Script=Latin}/u.test(typed))
  if (!names || !isSure || clauses.length > MAX_CLAUSES_WITH_NAME) return null
  const where = [...options.where, ...names.map((name): Condition => ({ kind: 'author', names: name.names }))]
  const pids = index.list(where, { limit: options.limit, offset: 0 })
  if (pids.length === 0) return null
  const rest = besideNames(clauses, names).flatMap(textsOf)
  const someOnly: SearchNote = { code: 'some-terms-only', found: rest.map(({ text }) => text).join(' '), used: null }
  return {
    matches: pids.map((pid, at): Candidate => ({ pid, score: 1 / (at + 1), reach: 'part' })),
    total: index.countListed(where),
    parts: [],
    byTerms: [],
    byTitle: [],
    notes: [...notesOf(names), someOnly],
    spellings: new Map(),
  }
}

/** In a longer query the words of a name may be those of a title. */
const MAX_CLAUSES_WITH_NAME = 5

const notesOf = (names: readonly NameInQuery[]): SearchNote[] =>
  names
    .flatMap((name) => name.anyOf ?? [name])
    .map(({ typed, names: [first] }) => ({ code: 'name-read', found: typed, used: first ? shownName(first) : null }))

/** Words that were typed without their spaces are a row: papers that have it come first. */
function papersInRow(index: SearchIndex, row: Expression, options: CandidateOptions): FirstCandidates | null {
  const matches = index.match(row, options).map((match): Candidate => ({ ...match, reach: 'typed' }))
  if (matches.length === 0) return null
  const total = matches.length < options.limit ? matches.length : index.count(row, options.where)
  return { matches, notes: [], total }
}

/** Where words of the query are somebody's name: papers of that person that have the rest of it. */
function findByName(
  index: SearchIndex,
  clauses: readonly Clause[],
  options: CandidateOptions,
  certainty: Certainty,
): Candidates | null {
  for (const names of findNames(index, clauses, certainty)) {
    const where = [...options.where, ...names.map((name): Condition => ({ kind: 'author', names: name.names }))]
    const rest = besideNames(clauses, names)
    const surnames = names.map((name) =>
      any(name.names.map(({ surname }) => ({ kind: 'in', columns: ['people'], of: { kind: 'term', term: termOf(surname) } }))),
    )
    const quoted = rest.filter(({ anyOf }) => anyOf.every(({ kind }) => kind === 'phrase'))
    if (quoted.length > 0 && !isAnyPaper(index, [...surnames, expressionOfAll(quoted, NO_OTHER_FORMS)], where)) continue
    const notes = notesOf(names)
    const candidates = findByText(index, rest, { ...options, where, required: surnames }, null, () => null)
    if (candidates.matches.some(({ reach }) => reach !== 'part')) return { ...candidates, notes }
  }
  return null
}

const isAnyPaper = (index: SearchIndex, needed: readonly Expression[], where: readonly Condition[]) =>
  index.match(all(needed), { where, limit: 1, order: 'newest' }).length > 0

const capitalized = (word: string) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`
const shownName = ({ given, surname }: PersonName) => `${given?.charAt(0).toUpperCase() ?? ''} ${capitalized(surname)}`.trim()
