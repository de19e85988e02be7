// Whether one paper in memory answers a query: what a subscription or a watch asks of each new
// paper. The same meaning as the search, names of people and other words for one thing included,
// without what a search adds to have something to show: nothing is respelled, nothing left out. Nor
// is anything translated: what the archive teaches changes from day to day, and a filter that lets
// a paper through today has to do so tomorrow.

import type { Archive, ArchivedPaper, SearchFilters } from '../archive/archive.ts'
import { isAffiliationMeant, keysOfAffiliation } from '../names/affiliations.ts'
import { isMeant, nameOf, namesMeant } from '../names/people.ts'
import { hasPhrase, hasUnits, type Sequences, sequencesOf } from '../text/sequences.ts'
import { scan } from '../text/terms.ts'
import { codesOfCategory } from './query/category-codes.ts'
import { piecesByName, rowsByName } from './query/other-names.ts'
import { parseQuery } from './query/parse.ts'
import type { Alternative, Clause } from './query/query.ts'
import { findNames, joinAuthorNames } from './ranking/find-names.ts'
import { withoutFillers } from './ranking/query-parts.ts'
import type { SearchIndex } from './search-index.ts'

/** The part of the index that the meaning of a name depends on. */
export type KnownNames = Pick<SearchIndex, 'hasSurname' | 'hasAuthor' | 'titles' | 'count'>

/** Both answer for a paper in memory what `search` answers from the index. */
export type Matcher = Pick<Archive, 'matches' | 'meets'>

export function createMatcher(known: KnownNames): Matcher {
  return {
    matches(query, paper) {
      const parsed = parseQuery(query)
      const clauses = joinAuthorNames(known, parsed.hasDateInText ? withoutFillers(parsed.clauses) : parsed.clauses)
      if (clauses.length === 0) return false
      const content = contentOf(paper)
      return meetsAll(clauses, content, known) || meetsWithNames(clauses, content, known)
    },
    meets: (filters, paper) => clausesOfFilters(filters).every((alternative) => holds(alternative, contentOf(paper), known)),
  }
}

const meetsAll = (clauses: readonly Clause[], content: Content, known: KnownNames): boolean =>
  rowsByName(clauses).every(
    (row) =>
      row.clauses.every((clause) => meets(clause, content, known)) ||
      row.others.some((other) => hasPhrase(other, content.everywhere())),
  )

const meets = ({ negative, anyOf }: Clause, content: Content, known: KnownNames) =>
  anyOf.some((alternative) => holds(alternative, content, known)) !== negative

/** Where words of the query are somebody's name: a paper of that person that has the rest of it. */
function meetsWithNames(clauses: readonly Clause[], content: Content, known: KnownNames): boolean {
  return findNames(known, clauses, 'sure').some((names) => {
    const rest = clauses.filter((_, at) => !names.some(({ start, end }) => at >= start && at < end))
    const areAuthors = names.every((name) => content.paper.authors.some((author) => isMeant(author, name.names)))
    return areAuthors && meetsAll(rest, content, known)
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
      return hasUnits(alternative.text, everywhere()) || hasOtherWords(alternative.text, everywhere())
    case 'title':
      return alternative.sideBySide
        ? hasPhrase(alternative.text, inTitles())
        : hasUnits(alternative.text, inTitles())
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

/** A word alone is a surname; where the archive has nobody of that surname, a given name. */
function authorTest(typed: string, known: KnownNames): (author: string) => boolean {
  const meant = namesMeant(typed)
  const [only, ...others] = meant
  const isGiven = only !== undefined && others.length === 0 && only.given === null && !known.hasSurname(only.surname)
  return isGiven ? (author) => nameOf(author).given === only.surname : (author) => isMeant(author, meant)
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
