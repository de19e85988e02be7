// Whether one paper in memory answers a query: what a subscription or a watch asks of each new
// paper. The same meaning as the search, without its fallbacks: nothing is respelled and nothing
// left out.

import type { Archive, ArchivedPaper, SearchFilters } from '../../archive/archive.ts'
import { isAffiliationMeant, keysOfAffiliation } from '../../names/affiliations.ts'
import { isMeant, nameOf, namesMeant } from '../../names/people.ts'
import { scan, termOf, type Unit } from '../../text/terms.ts'
import type { SearchIndex } from '../search-index.ts'
import { codesOfCategory } from './category-codes.ts'
import { parseQuery } from './parse.ts'
import type { Alternative, Clause } from './query.ts'

/** Sequences of terms of a paper, one for each text; a run is the sequence of its characters. */
type Sequences = readonly (readonly string[])[]

/** The part of the index that the meaning of a name depends on. */
export type KnownNames = Pick<SearchIndex, 'hasSurname'>

/** Both answer for a paper in memory what `search` answers from the index. */
export type Matcher = Pick<Archive, 'matches' | 'meets'>

export function createMatcher(known: KnownNames): Matcher {
  return {
    matches(query, paper) {
      const { clauses } = parseQuery(query)
      return clauses.length > 0 && meetsAll(clauses, paper, known)
    },
    meets: (filters, paper) => clausesOfFilters(filters).every((alternative) => holds(alternative, contentOf(paper), known)),
  }
}

function meetsAll(clauses: readonly Clause[], paper: ArchivedPaper, known: KnownNames): boolean {
  const content = contentOf(paper)
  return clauses.every(({ negative, anyOf }) => anyOf.some((alternative) => holds(alternative, content, known)) !== negative)
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
      return hasUnits(alternative.text, everywhere())
    case 'title':
      return alternative.sideBySide
        ? hasSequence(sequenceOf(scan(alternative.text)), inTitles())
        : hasUnits(alternative.text, inTitles())
    case 'phrase':
      return hasSequence(sequenceOf(scan(alternative.text)), everywhere())
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

const hasUnits = (text: string, sequences: Sequences) =>
  scan(text).every((unit) => readingsOf(unit).some((sequence) => hasSequence(sequence, sequences)))

function readingsOf(unit: Unit): (readonly string[])[] {
  if (unit.kind === 'run') return [[...unit.folded]]
  return [unit.parts, ...unit.readings].map((words) => words.map(termOf))
}

const sequenceOf = (units: readonly Unit[]) =>
  units.flatMap((unit) => (unit.kind === 'run' ? [...unit.folded] : unit.parts.map(termOf)))

/** Each text in reading order, and other readings of its words apart from it. */
function sequencesOf(texts: readonly string[]): Sequences {
  return texts.flatMap((text) => {
    const units = scan(text)
    const readings = units.flatMap((unit) => unit.readings.map((words) => words.map(termOf)))
    return [sequenceOf(units), ...readings]
  })
}

function hasSequence(sought: readonly string[], sequences: Sequences): boolean {
  if (sought.length === 0) return false
  return sequences.some((sequence) =>
    sequence.some((first, start) => first === sought[0] && sought.every((term, at) => sequence[start + at] === term)),
  )
}
