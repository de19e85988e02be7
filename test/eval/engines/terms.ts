// Paperboy's terms in the form that the other engines take: a list of strings.
import { pairsOf, scan, termOf, type Unit } from '../../../src/text/terms.ts'

export const isLatin = (term: string) => /^[a-z]+$/.test(term)

const partsOf = (unit: Unit) => unit.parts.map(termOf)

/** Of a text that is indexed: every reading of a word. */
export const indexTerms = (text: string): string[] =>
  scan(text).flatMap((unit) =>
    unit.kind === 'run' ? pairsOf(unit.folded) : [...partsOf(unit), ...unit.readings.flat().map(termOf)],
  )

/** Of a query: pairs alone where a run has any. */
export const queryTerms = (text: string): string[] =>
  scan(text).flatMap((unit) => {
    if (unit.kind === 'word') return partsOf(unit)
    const pairs = pairsOf(unit.folded)
    return pairs.length > 1 ? pairs.slice(0, -1) : pairs
  })
