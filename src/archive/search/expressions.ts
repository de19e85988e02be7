// A clause of the query → what the index is asked. Each step of the search reads the same clause more freely.
import type { Expression, IndexColumn } from '../../database/search-index.ts'
import { pairsOf, scan, termOf, type Unit } from '../../text/terms.ts'
import type { Alternative } from '../query/query.ts'

/** Other forms of a word that a step allows; the word's own form is always among what is asked. */
export type OtherForms = (word: string, isLast: boolean) => readonly string[]

/** `exact`: a run of characters must stand together. `loose`: its pairs may stand anywhere. */
export type RunReading = 'exact' | 'loose'

export type TextAlternative = Extract<Alternative, { readonly kind: 'text' | 'phrase' | 'title' }>

const TITLES: readonly IndexColumn[] = ['title', 'title_zh']

export function isTextual(alternative: Alternative): alternative is TextAlternative {
  return alternative.kind === 'text' || alternative.kind === 'phrase' || alternative.kind === 'title'
}

export function expressionOf(alternative: TextAlternative, reading: RunReading, otherForms: OtherForms): Expression {
  if (alternative.kind === 'phrase') return phraseOf(alternative.text)
  const units = scan(alternative.text)
  const isLast = (at: number) => alternative.kind === 'text' && alternative.last && at === units.length - 1
  const parts = units.map((unit, at) => unitExpression(unit, reading, isLast(at), otherForms))
  const expression = all(parts)
  return alternative.kind === 'title' ? { kind: 'in', columns: TITLES, of: expression } : expression
}

export const all = (of: readonly Expression[]): Expression => (of.length === 1 && of[0] ? of[0] : { kind: 'all', of })
export const any = (of: readonly Expression[]): Expression => (of.length === 1 && of[0] ? of[0] : { kind: 'any', of })

export function unitExpression(unit: Unit, reading: RunReading, isLast: boolean, otherForms: OtherForms): Expression {
  if (unit.kind === 'run') return runExpression(unit.folded, reading)
  const [only, ...more] = unit.parts
  const isSingle = only !== undefined && more.length === 0
  const own: Expression = isSingle ? term(termOf(only)) : { kind: 'phrase', terms: unit.parts.map(termOf) }
  const readings = unit.readings.map((words): Expression => {
    const terms = words.map(termOf)
    return terms.length === 1 && terms[0] !== undefined ? term(terms[0]) : { kind: 'phrase', terms }
  })
  const forms = isSingle ? otherForms(only, isLast).map((form) => term(form)) : []
  return any([own, ...readings, ...forms])
}

const term = (text: string): Expression => ({ kind: 'term', term: text })

function runExpression(run: string, reading: RunReading): Expression {
  const pairs = pairsOf(run)
  if (pairs.length === 1) return { kind: 'prefix', term: run }
  const whole = pairs.slice(0, -1)
  return reading === 'exact' ? { kind: 'phrase', terms: whole } : all(whole.map(term))
}

/** In the index the last character of a run stands behind its pairs, so it does inside a phrase, too. */
function phraseOf(text: string): Expression {
  const units = scan(text)
  const terms = units.flatMap((unit, at) => {
    if (unit.kind === 'word') return unit.parts.map(termOf)
    const pairs = pairsOf(unit.folded)
    return at === units.length - 1 && pairs.length > 1 ? pairs.slice(0, -1) : pairs
  })
  const last = units.at(-1)
  if (terms.length === 1 && terms[0] !== undefined)
    return last?.kind === 'run' && last.folded.length === 1 ? { kind: 'prefix', term: terms[0] } : term(terms[0])
  return { kind: 'phrase', terms }
}
