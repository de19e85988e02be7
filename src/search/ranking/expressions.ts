// A clause of the query → what the index is asked.

import { pairsOf, scan, termOf, type Unit } from '../../text/terms.ts'
import type { Alternative, Clause } from '../query/query.ts'
import type { Expression, IndexColumn } from '../search-index.ts'
import type { OtherForms } from '../words/word-forms.ts'

export const NO_OTHER_FORMS: OtherForms = () => []

export type TextAlternative = Extract<Alternative, { readonly kind: 'text' | 'phrase' | 'title' }>

export const TITLES: readonly IndexColumn[] = ['title', 'title_zh']

export function isTextual(alternative: Alternative): alternative is TextAlternative {
  return alternative.kind === 'text' || alternative.kind === 'phrase' || alternative.kind === 'title'
}

/** Clauses that rank; every other clause only admits or excludes. */
export const isRanking = (clause: Clause): boolean => !clause.negative && clause.anyOf.every(isTextual)

export const textsOf = ({ anyOf }: Clause): TextAlternative[] => anyOf.filter(isTextual)

export const all = (of: readonly Expression[]): Expression => (of.length === 1 && of[0] ? of[0] : { kind: 'all', of })
export const any = (of: readonly Expression[]): Expression => (of.length === 1 && of[0] ? of[0] : { kind: 'any', of })
const term = (text: string): Expression => ({ kind: 'term', term: text })

const termsSideBySide = (terms: readonly string[]): Expression =>
  terms.length === 1 && terms[0] !== undefined ? term(terms[0]) : { kind: 'phrase', terms, unfinished: false }

/** Every word and every run must be there; characters of a run stand together. */
export function expressionOf(alternative: TextAlternative, otherForms: OtherForms): Expression {
  if (alternative.kind === 'phrase') return phraseOf(scan(alternative.text))
  const units = scan(alternative.text)
  const isLast = (at: number) => alternative.kind === 'text' && alternative.last && at === units.length - 1
  if (alternative.kind === 'title' && alternative.sideBySide) return { kind: 'in', columns: TITLES, of: phraseOf(units) }
  const expression = all(units.map((unit, at) => unitExpression(unit, isLast(at), otherForms)))
  return alternative.kind === 'title' ? { kind: 'in', columns: TITLES, of: expression } : expression
}

export function unitExpression(unit: Unit, isLast: boolean, otherForms: OtherForms): Expression {
  if (unit.kind === 'run') return phraseOf([unit])
  const [only, ...more] = unit.parts
  const isSingle = only !== undefined && more.length === 0
  const own = termsSideBySide(unit.parts.map(termOf))
  const readings = unit.readings.map((words) => termsSideBySide(words.map(termOf)))
  const forms = isSingle ? otherForms(only, isLast).map((form) => termsSideBySide(form.split(' '))) : []
  return any([own, ...readings, ...forms])
}

/**
 * Units side by side. In the index the last character of a run is alone behind its pairs, so it
 * does between the runs of a phrase; of the phrase's last run it is left out, since the text may go
 * on. One character is a beginning.
 */
export function phraseOf(units: readonly Unit[]): Expression {
  const terms = units.flatMap((unit, at) => {
    if (unit.kind === 'word') return unit.parts.map(termOf)
    const pairs = pairsOf(unit.folded)
    return at === units.length - 1 && pairs.length > 1 ? pairs.slice(0, -1) : pairs
  })
  const last = units.at(-1)
  const unfinished = last?.kind === 'run' && pairsOf(last.folded).length === 1
  if (terms.length === 1 && terms[0] !== undefined) return unfinished ? { kind: 'prefix', term: terms[0] } : term(terms[0])
  return { kind: 'phrase', terms, unfinished }
}
