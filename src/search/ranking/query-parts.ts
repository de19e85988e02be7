// The text of a query taken apart into what can be looked for on its own: words, and runs cut where
// the papers themselves cut them, since people write terms together ("水下重建") that a paper has
// apart.
import { pairsOf, scan, termOf } from '../../text/terms.ts'
import { FILLER_RUNS, FILLER_WORDS, placesOfFillerRows } from '../query/fillers.ts'
import type { Clause } from '../query/query.ts'
import { termsWithSynonyms } from '../query/synonyms.ts'
import type { Expression, SearchIndex } from '../search-index.ts'
import type { OtherForms } from '../words/word-forms.ts'
import { all, any, expressionOf, isTextual, type TextAlternative, TITLES, unitExpression } from './expressions.ts'

export interface QueryPart {
  readonly text: string
  readonly expression: Expression
  /** Papers that have it, about. */
  readonly papers: number
  /** Less than the whole of it: some pairs of a run. */
  readonly loose: Expression
  /**
   * What to look for in a paper's text, folded; any of them counts. Words are beginnings of words.
   */
  readonly surfaces: readonly string[]
  /** Pairs of a run, each of which counts for its share where the whole is not there. */
  readonly pairs: readonly string[]
  /**
   * Phrases the question and says nothing of its subject: "what do … know about", "有没有…的论文".
   */
  readonly isFiller: boolean
  /** A run of which no paper has some of the pairs: these are not asked for. */
  readonly isLoosened?: boolean
}

/** A pair this much rarer than both its neighbours joins two terms by chance. */
const WEAK_PAIR_SHARE = 0.04

export function partsOf(index: SearchIndex, clauses: readonly Clause[], forms: OtherForms): QueryPart[] {
  const parts = clauses.flatMap(({ anyOf }) => {
    const textual = anyOf.filter(isTextual)
    const [only, ...more] = textual
    const isTakenApart = only && more.length === 0 && only.kind !== 'phrase' && !(only.kind === 'title' && only.sideBySide)
    return isTakenApart ? partsOfAlternative(index, only, forms) : [partOfSeveral(textual, forms)]
  })
  const fillers = placesOfFillerRows(parts.map(({ text }) => text))
  return parts.map((part, at) => (fillers.has(at) ? { ...part, isFiller: true } : part))
}

function partOfSeveral(textual: readonly TextAlternative[], forms: OtherForms): QueryPart {
  const expression = any(textual.map((alternative) => expressionOf(alternative, forms)))
  return {
    text: textual.map(({ text }) => text).join(' OR '),
    expression,
    loose: expression,
    pairs: [],
    papers: 1,
    surfaces: textual.flatMap(({ text }) =>
      scan(text).flatMap((unit) => (unit.kind === 'run' ? [unit.folded] : unit.parts.map(termOf))),
    ),
    isFiller: false,
  }
}

function partsOfAlternative(index: SearchIndex, alternative: TextAlternative, forms: OtherForms): QueryPart[] {
  const units = scan(alternative.text)
  return units.flatMap((unit, at): QueryPart[] => {
    const isLast = alternative.kind === 'text' && alternative.last && at === units.length - 1
    const inColumns = (expression: Expression): Expression =>
      alternative.kind === 'title' ? { kind: 'in', columns: TITLES, of: expression } : expression
    if (unit.kind === 'run')
      return runParts(index, unit.folded).map((part) => ({
        ...part,
        isFiller: part.isFiller || unit.folded.replace(FILLER_RUNS, '') === '',
        expression: inColumns(part.expression),
        loose: inColumns(part.loose),
      }))
    const terms = unit.parts.flatMap((part) => [termOf(part), ...forms(part, isLast).flatMap((form) => form.split(' '))])
    const readings = unit.readings.map((words) => words.map(termOf).join(' '))
    const expression = inColumns(unitExpression(unit, isLast, forms))
    return [
      {
        text: unit.folded,
        expression,
        loose: expression,
        pairs: [],
        papers: Math.max(...terms.map((term) => index.wordFrequency(term))),
        surfaces: unit.parts.length > 1 ? [unit.folded, ...readings] : [...terms, ...readings],
        isFiller: FILLER_WORDS.has(unit.folded),
      },
    ]
  })
}

export function runParts(index: SearchIndex, run: string): QueryPart[] {
  const parts: QueryPart[] = []
  let at = 0
  for (const filler of run.matchAll(FILLER_RUNS)) {
    parts.push(...knownTermParts(index, run.slice(at, filler.index)))
    at = filler.index + filler[0].length
  }
  parts.push(...knownTermParts(index, run.slice(at)))
  // A run of nothing but fillers is searched for where the query has nothing else.
  return parts.length > 0 ? parts : termParts(index, run)
}

/** Terms of the field are not cut, however seldom the papers have them. */
function knownTermParts(index: SearchIndex, run: string): QueryPart[] {
  const parts: QueryPart[] = []
  let at = 0
  for (const term of termsWithSynonyms(run)) {
    const found = run.indexOf(term, at)
    parts.push(...termParts(index, run.slice(at, found)), pieceOf(index, term))
    at = found + term.length
  }
  return [...parts, ...termParts(index, run.slice(at))]
}

function termParts(index: SearchIndex, run: string): QueryPart[] {
  if (run === '') return []
  const pairs = pairsOf(run).slice(0, -1)
  if (pairs.length === 0) {
    const expression: Expression = { kind: 'prefix', term: run }
    return [{ text: run, expression, loose: expression, papers: 1, surfaces: [run], pairs: [], isFiller: true }]
  }
  const counts = pairs.map((pair) => index.frequency(pair))
  const pieces: string[] = []
  let start = 0
  counts.forEach((count, at) => {
    const [left, right] = [counts[at - 1], counts[at + 1]]
    const isBetween = left !== undefined && right !== undefined && at > start && at + 1 < pairs.length
    if (!isBetween || count > WEAK_PAIR_SHARE * Math.min(left, right)) return
    pieces.push(run.slice(start, at + 1))
    start = at + 1
  })
  pieces.push(run.slice(start))
  return pieces.map((piece) => pieceOf(index, piece))
}

function pieceOf(index: SearchIndex, piece: string): QueryPart {
  const pairs = pairsOf(piece).slice(0, -1)
  const known = pairs.map((pair) => ({ pair, papers: index.frequency(pair) })).filter(({ papers }) => papers > 0)
  const expressions = known.map(({ pair }): Expression => ({ kind: 'term', term: pair }))
  const unknown: Expression = { kind: 'prefix', term: piece }
  return {
    text: piece,
    expression: known.length === 0 ? unknown : all(expressions),
    loose: known.length === 0 ? unknown : any(expressions),
    papers: known.length === 0 ? 0 : Math.min(...known.map(({ papers }) => papers)),
    surfaces: [piece],
    pairs,
    isFiller: false,
    isLoosened: known.length < pairs.length,
  }
}
