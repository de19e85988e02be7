// Whether one paper in memory answers a query: what a subscription or a watch asks of each new paper. The same meaning as
// the search, without its fallbacks: nothing is respelled and nothing left out.

import type { ArchivedPaper } from '../../archive/archive.ts'
import { foldedAffiliation, keysOfAffiliation } from '../../names/affiliations.ts'
import { isMeant, namesMeant } from '../../names/people.ts'
import { scan, termOf, type Unit } from '../../text/terms.ts'
import { parseQuery } from './parse.ts'
import type { Alternative } from './query.ts'

/** Sequences of terms of a paper, one for each text; a run is the sequence of its characters. */
type Sequences = readonly (readonly string[])[]

export function matches(query: string, paper: ArchivedPaper): boolean {
  const { clauses } = parseQuery(query)
  if (clauses.length === 0) return false
  const titles = [paper.title.en, paper.title.zh].filter((text) => text !== null)
  const texts = [
    ...titles,
    paper.abstract.en,
    paper.abstract.zh,
    paper.takeaway,
    ...paper.points,
    ...paper.authors,
    ...paper.affiliations,
  ]
  const everywhere = sequencesOf([...texts.filter((text) => text !== null), paper.id])
  const inTitles = sequencesOf(titles)
  return clauses.every(
    ({ negative, anyOf }) => anyOf.some((alternative) => holds(alternative, paper, everywhere, inTitles)) !== negative,
  )
}

function holds(alternative: Alternative, paper: ArchivedPaper, everywhere: Sequences, inTitles: Sequences): boolean {
  switch (alternative.kind) {
    case 'text':
      return hasUnits(alternative.text, everywhere)
    case 'title':
      return alternative.sideBySide
        ? hasSequence(sequenceOf(scan(alternative.text)), inTitles)
        : hasUnits(alternative.text, inTitles)
    case 'phrase':
      return hasSequence(sequenceOf(scan(alternative.text)), everywhere)
    case 'author': {
      const meant = namesMeant(alternative.text)
      return paper.authors.some((author) => isMeant(author, meant))
    }
    case 'affiliation': {
      const keys = keysOfAffiliation(alternative.text)
      const words = ` ${foldedAffiliation(alternative.text)} `
      return paper.affiliations.some(
        (name) => keysOfAffiliation(name).some((key) => keys.includes(key)) || ` ${foldedAffiliation(name)} `.includes(words),
      )
    }
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
