// Whether one paper in memory answers a query: what a subscription or a watch asks of each new
// paper. The same meaning as the search: names of people are read as it reads them, and other names
// for a thing count where it goes on with them, since too few papers have the words typed. What a
// search adds only to have something to show is left out: nothing is respelled, translated or
// dropped, so a paper that is let through has what was asked for.

import type { Archive, ArchivedPaper, SearchFilters } from '../archive/archive.ts'
import { isAffiliationMeant, keysOfAffiliation } from '../names/affiliations.ts'
import { givenNameMeant, isMeant, nameOf, namesMeant } from '../names/people.ts'
import { hasPhrase, hasUnits, type Sequences, sequencesOf } from '../text/sequences.ts'
import { scan } from '../text/terms.ts'
import { codesOfCategory } from './query/category-codes.ts'
import { withoutPossessives } from './query/fillers.ts'
import { piecesByName, rowsByName } from './query/other-names.ts'
import { parseQuery } from './query/parse.ts'
import type { Alternative, Clause } from './query/query.ts'
import { conditionOfClause, createNameResolver } from './ranking/conditions.ts'
import { isRanking } from './ranking/expressions.ts'
import { besideNames, clausesWithNames, findNames } from './ranking/names/find-names.ts'
import { readPlaces } from './ranking/names/read-places.ts'
import { seeksOtherNames } from './ranking/steps/enough.ts'
import type { SearchIndex } from './search-index.ts'

/** Both answer for a paper in memory what `search` answers from the index. */
export type Matcher = Pick<Archive, 'matches' | 'meets'>

const MAX_QUERIES_KEPT = 1_000

export function createMatcher(index: SearchIndex): Matcher {
  const resolver = createNameResolver(index)
  /** Each filter is asked of many papers, one after the other. */
  const kept = new Map<string, { readonly reached: number; readonly clauses: readonly Clause[]; readonly others: boolean }>()
  const understood = (query: string) => {
    const known = kept.get(query)
    const reached = index.reached()
    if (known?.reached === reached) return known
    const { clauses } = readPlaces(index, clausesWithNames(index, parseQuery(query)))
    const where = clauses.filter((clause) => !isRanking(clause)).map((clause) => conditionOfClause(clause, resolver))
    // With a name understood a search looks for no other names of the rest.
    const isNamed = findNames(index, clauses, 'sure').length > 0
    const others = !isNamed && seeksOtherNames(index, clauses.filter(isRanking), where)
    const made = { reached, clauses, others }
    if (kept.size >= MAX_QUERIES_KEPT) kept.clear()
    kept.set(query, made)
    return made
  }
  return {
    matches(query, paper) {
      const { clauses, others } = understood(query)
      if (clauses.length === 0) return false
      const content = contentOf(paper)
      const isMet = (clause: Clause) => meets(clause, content, index)
      if (withoutPossessives(clauses).every(isMet) || (others && meetsByOtherNames(clauses, content, index))) return true
      return holdsWithNames(clauses, content, index, isMet)
    },
    meets: (filters, paper) => clausesOfFilters(filters).every((alternative) => holds(alternative, contentOf(paper), index)),
  }
}

const meetsByOtherNames = (clauses: readonly Clause[], content: Content, known: KnownNames): boolean =>
  rowsByName(clauses).every(
    (row) =>
      row.clauses.every((clause) => meets(clause, content, known) || hasByOtherNames(clause, content)) ||
      row.others.some((other) => hasPhrase(other, content.everywhere())),
  )

const hasByOtherNames = ({ negative, anyOf: [only, ...more] }: Clause, { everywhere }: Content) =>
  !negative && only?.kind === 'text' && more.length === 0 && hasOtherWords(only.text, everywhere())

const meets = ({ negative, anyOf }: Clause, content: Content, known: KnownNames) =>
  anyOf.some((alternative) => holds(alternative, content, known)) !== negative

/** Where words of the query are somebody's name: a paper of that person that has the rest of it. */
function holdsWithNames(
  clauses: readonly Clause[],
  { paper }: Content,
  index: SearchIndex,
  isMet: (clause: Clause) => boolean,
): boolean {
  return findNames(index, clauses, 'sure').some((names) => {
    const rest = besideNames(clauses, names)
    return names.every((name) => paper.authors.some((author) => isMeant(author, name.names))) && rest.every(isMet)
  })
}

function clausesOfFilters(filters: SearchFilters): Alternative[] {
  const { categories, from, to, author, affiliation, section, starred } = filters
  const clauses: Alternative[] = []
  if (categories && categories.length > 0) clauses.push({ kind: 'category', codes: categories.flatMap(codesOfCategory) })
  if (from !== undefined || to !== undefined) clauses.push({ kind: 'date', from: from ?? null, to: to ?? null })
  if (author !== undefined) clauses.push({ kind: 'author', text: author })
  if (affiliation !== undefined) clauses.push({ kind: 'affiliation', text: affiliation })
  if (section !== undefined) clauses.push({ kind: 'section', section })
  if (starred === true) clauses.push({ kind: 'starred' })
  return clauses
}

/** The part of the index that the meaning of a name depends on. */
type KnownNames = Pick<SearchIndex, 'hasAuthor'>

interface Content {
  readonly paper: ArchivedPaper
  readonly everywhere: () => Sequences
  readonly inTitles: () => Sequences
}

function contentOf(paper: ArchivedPaper): Content {
  const titles = [paper.title.en, paper.title.zh].filter((text) => text !== null)
  const { abstract, takeaway, points, authors, affiliations } = paper
  const texts = [...titles, abstract.en, abstract.zh, takeaway, ...points, ...authors, ...affiliations, paper.id]
  return {
    paper,
    everywhere: once(() => sequencesOf(texts.filter((text) => text !== null))),
    inTitles: once(() => sequencesOf(titles)),
  }
}

/** Most filters look at names and categories alone, and then no text is taken apart. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null
  return () => {
    made ??= { value: make() }
    return made.value
  }
}

function holds(alternative: Alternative, { paper, everywhere, inTitles }: Content, known: KnownNames): boolean {
  switch (alternative.kind) {
    case 'text':
      return hasUnits(alternative.text, everywhere())
    case 'title':
      return alternative.sideBySide ? hasPhrase(alternative.text, inTitles()) : hasUnits(alternative.text, inTitles())
    case 'phrase':
      return hasPhrase(alternative.text, everywhere())
    case 'author': {
      const isOne = authorTest(alternative.text, known)
      return paper.authors.some(isOne)
    }
    case 'affiliation':
      return isAffiliationMeant(alternative.text, paper.affiliations.flatMap(keysOfAffiliation))
    case 'category':
      return paper.categories.some((category) => alternative.codes.includes(category))
    case 'date': {
      const { date } = paper
      return date !== null && date >= (alternative.from ?? '0000') && date <= (alternative.to ?? '9999')
    }
    case 'starred':
      return paper.starred
    case 'section':
      return paper.section === alternative.section
  }
}

function authorTest(typed: string, known: KnownNames): (author: string) => boolean {
  const names = namesMeant(typed, known.hasAuthor)
  const given = givenNameMeant(names, known.hasAuthor)
  // The first paper of somebody may come before the index knows the surname.
  return (author) => isMeant(author, names) || (given !== null && nameOf(author).given === given)
}

/** The same in the mainland's words, and with other names for the terms that a run is made of. */
function hasOtherWords(text: string, sequences: Sequences): boolean {
  const units = scan(text)
  return (
    units.some(({ kind }) => kind === 'run') &&
    units.every((unit) =>
      unit.kind === 'word'
        ? hasUnits(text.slice(unit.start, unit.end), sequences)
        : piecesByName(unit.folded).every((piece) => [piece.text, ...piece.others].some((name) => hasPhrase(name, sequences))),
    )
  )
}
