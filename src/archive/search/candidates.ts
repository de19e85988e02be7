// Finds papers for the text of a query, in steps: each asks more freely and is taken only while too few are found.
import type { Condition, Expression, IndexMatch, SearchIndex } from '../../database/search-index.ts'
import { pairsOf, scan, termOf } from '../../text/terms.ts'
import type { SearchNote } from '../archive.ts'
import type { Clause } from '../query/query.ts'
import { all, any, expressionOf, isTextual, type OtherForms, type RunReading, unitExpression } from './expressions.ts'
import { respell } from './respell.ts'

export interface Candidates {
  /** Best first, those of a stricter step before those of a freer one. */
  readonly matches: readonly (IndexMatch & { readonly step: number })[]
  /** Papers that match in the step that answered. */
  readonly total: number
  readonly notes: readonly SearchNote[]
}

/** A word that fewer papers have than this may be unfinished, or misspelt. */
const MAY_BE_UNFINISHED = 20
const MAY_BE_MISSPELT = 5
const MOST_COMPLETIONS = 12
/** Found as few as this, the next step may add to it. */
const TOO_FEW = 1
/** Terms of more than this share of the papers say too little to look for them alone. */
const COMMON_SHARE = 0.1

interface Step {
  readonly expression: Expression | null
  readonly notes: readonly SearchNote[]
}

export interface CandidateOptions {
  readonly where: readonly Condition[]
  readonly limit: number
  readonly order: 'best' | 'newest'
  readonly papers: number
}

export function findCandidates(index: SearchIndex, clauses: readonly Clause[], options: CandidateOptions): Candidates {
  const steps = stepsOf(index, clauses, options.papers)
  const found = new Map<number, IndexMatch & { step: number }>()
  let total = 0
  let notes: readonly SearchNote[] = []
  for (const [step, make] of steps.entries()) {
    const { expression, notes: stepNotes } = make()
    if (!expression) continue
    const matches = index.match(expression, options)
    const before = found.size
    for (const match of matches) if (!found.has(match.pid)) found.set(match.pid, { ...match, step })
    if (found.size > before) {
      notes = stepNotes
      total = matches.length < options.limit ? found.size : Math.max(found.size, index.count(expression, options.where))
    }
    if (found.size >= TOO_FEW) break
  }
  return { matches: [...found.values()], total, notes }
}

function stepsOf(index: SearchIndex, clauses: readonly Clause[], papers: number): (() => Step)[] {
  const completed = completions(index)
  const mended = spellings(index, completed)
  return [
    () => ({ expression: expressionOfAll(clauses, 'exact', completed), notes: [] }),
    () => ({ expression: hasLongRun(clauses) ? expressionOfAll(clauses, 'loose', completed) : null, notes: [] }),
    () => {
      const expression = expressionOfAll(clauses, 'loose', mended.forms)
      return { expression: mended.notes.length > 0 ? expression : null, notes: mended.notes }
    },
    () => {
      const { expression, notes } = rarest(index, clauses, mended.forms, papers)
      return { expression, notes: [...mended.notes, ...notes] }
    },
  ]
}

const expressionOfAll = (clauses: readonly Clause[], reading: RunReading, forms: OtherForms): Expression =>
  all(
    clauses.map((clause) => any(clause.anyOf.filter(isTextual).map((alternative) => expressionOf(alternative, reading, forms)))),
  )

const hasLongRun = (clauses: readonly Clause[]) =>
  clauses.some(({ anyOf }) =>
    anyOf.some(
      (alternative) =>
        alternative.kind === 'text' && scan(alternative.text).some(({ kind, folded }) => kind === 'run' && folded.length > 2),
    ),
  )

/** The last word of a query may be only its beginning. */
function completions(index: SearchIndex): OtherForms {
  return (word, isLast) => {
    if (!isLast || word.length < 2 || !/^[a-z][a-z0-9]*$/.test(word)) return []
    if (index.wordFrequency(termOf(word)) >= MAY_BE_UNFINISHED) return []
    return [...new Set(index.completions(word, MOST_COMPLETIONS).map(({ term }) => term))]
  }
}

function spellings(index: SearchIndex, completed: OtherForms): { forms: OtherForms; notes: SearchNote[] } {
  const notes: SearchNote[] = []
  const known = new Map<string, readonly string[]>()
  const forms: OtherForms = (word, isLast) => {
    const own = completed(word, isLast)
    const before = known.get(word)
    if (before) return [...own, ...before]
    const rare = own.length === 0 && index.wordFrequency(termOf(word)) < MAY_BE_MISSPELT
    const found = rare ? respell(index, word) : []
    if (found[0]) notes.push({ code: 'respelled', found: word, used: found[0].word })
    known.set(
      word,
      found.map(({ term }) => term),
    )
    return [...own, ...found.map(({ term }) => term)]
  }
  return { forms, notes }
}

/** Any of the terms that say something; where all are common, any of all. */
function rarest(index: SearchIndex, clauses: readonly Clause[], forms: OtherForms, papers: number): Step {
  const parts = clauses
    .flatMap(({ anyOf }) => anyOf.filter(isTextual))
    .flatMap((alternative) => looseParts(index, alternative.text, forms))
  if (parts.length < 2) return { expression: parts[0]?.expression ?? null, notes: [] }
  const telling = parts.filter(({ frequency }) => frequency > 0 && frequency <= papers * COMMON_SHARE)
  const used = telling.length > 0 ? telling : parts.filter(({ frequency }) => frequency > 0)
  if (used.length === 0) return { expression: null, notes: [] }
  const names = (list: readonly { text: string }[]) => list.map(({ text }) => text).join(' ')
  return {
    expression: any(used.map(({ expression }) => expression)),
    notes: [{ code: 'some-terms-only', found: names(parts), used: names(used) }],
  }
}

function looseParts(index: SearchIndex, text: string, forms: OtherForms) {
  return scan(text).flatMap((unit) => {
    if (unit.kind === 'run') {
      const pairs = pairsOf(unit.folded)
      const whole = pairs.length > 1 ? pairs.slice(0, -1) : pairs
      return whole.map((pair) => ({
        text: pair,
        expression: { kind: 'term', term: pair } as Expression,
        frequency: index.frequency(pair),
      }))
    }
    const frequency = Math.max(
      ...unit.parts.map((part) =>
        Math.max(index.wordFrequency(termOf(part)), ...forms(part, false).map((term) => index.wordFrequency(term))),
      ),
    )
    return [{ text: unit.folded, expression: unitExpression(unit, 'loose', false, forms), frequency }]
  })
}
