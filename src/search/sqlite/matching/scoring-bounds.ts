// What FTS5 does for one ranked answer, kept within bounds. Its BM25 first reads the list of papers
// of each term from end to end to count them, and then scores each paper that matches, which takes
// as long as reading twenty entries of a list. In an archive of a million papers both would take
// hundreds of milliseconds for a query of common words, which say least.
import type { Expression } from '../../search-index.ts'

/** How many papers have a term, about. */
export type Frequency = (term: string) => number

/**
 * Up to so many papers all is asked and scored: there the bounds would cost more in what is found than
 * they would save.
 */
const MAX_UNBOUNDED = 150_000

export const isLarge = (papers: number): boolean => papers > MAX_UNBOUNDED

export interface Costs {
  readonly frequency: Frequency
  /** All there are, about. */
  readonly papers: () => number
}

/** So many entries of the lists are read to count papers. */
const MAX_ENTRIES = 200_000
/** Of a long run so many terms side by side are scored. */
const MAX_TERMS_OF_PHRASE = 4

/** Entries that are read to count the papers of each term. */
export function entriesOf(expression: Expression, costs: Costs): number {
  switch (expression.kind) {
    case 'term':
      return costs.frequency(expression.term)
    case 'prefix':
      // The lists of all terms that begin so are made into one: as if all papers had it.
      return costs.papers()
    case 'phrase':
      return sumOf(expression.terms.map(costs.frequency))
    case 'all':
    case 'any':
      return sumOf(expression.of.map((one) => entriesOf(one, costs)))
    case 'in':
      return entriesOf(expression.of, costs)
  }
}

/** No more papers than this match. */
export function mostMatches(expression: Expression, costs: Costs): number {
  switch (expression.kind) {
    case 'term':
      return costs.frequency(expression.term)
    case 'prefix':
      return Number.POSITIVE_INFINITY
    case 'phrase':
      return Math.min(...expression.terms.map(costs.frequency))
    case 'all':
      return Math.min(...expression.of.map((one) => mostMatches(one, costs)))
    case 'any':
      return sumOf(expression.of.map((one) => mostMatches(one, costs)))
    case 'in':
      return mostMatches(expression.of, costs)
  }
}

/** Who types so many terms means one text, which has the rarest of them. */
const MIN_TERMS_OF_TEXT = 7
const MIN_TERMS_ASKED = 5
/** Of a text that is a single run so many terms side by side. */
const MAX_TERMS_OF_ROW = 8

/**
 * What to ask for: the same, or of a long text its rarest terms, which hardly another paper has
 * together.
 */
export function askedPartOf(expression: Expression, costs: Costs): Expression {
  if (!isLarge(costs.papers()) || termsOf(expression) < MIN_TERMS_OF_TEXT || entriesOf(expression, costs) <= MAX_ENTRIES)
    return expression
  if (expression.kind === 'phrase') return rarestRow(expression, MAX_TERMS_OF_ROW, costs)
  if (expression.kind === 'in') return { ...expression, of: askedPartOf(expression.of, costs) }
  if (expression.kind !== 'all') return expression
  const of = expression.of.map((one) => (one.kind === 'phrase' ? rarestRow(one, MAX_TERMS_OF_ROW, costs) : one))
  return rarestOfAll(of, costs, MAX_ENTRIES, MIN_TERMS_ASKED)
}

function termsOf(expression: Expression): number {
  switch (expression.kind) {
    case 'term':
    case 'prefix':
      return 1
    case 'phrase':
      return expression.terms.length
    case 'all':
      return sumOf(expression.of.map(termsOf))
    case 'any':
      return Math.min(...expression.of.map(termsOf))
    case 'in':
      return termsOf(expression.of)
  }
}

/**
 * What to score papers by that match `expression`: the same, or where that has too many entries, its
 * rarest part. All that match the expression match it, too.
 */
export function scoredPartOf(expression: Expression, costs: Costs, most = MAX_ENTRIES): Expression {
  if (!isLarge(costs.papers()) || entriesOf(expression, costs) <= most) return expression
  switch (expression.kind) {
    case 'term':
    case 'prefix':
      return expression
    case 'phrase':
      return rarestRow(expression, MAX_TERMS_OF_PHRASE, costs)
    case 'in':
      return { ...expression, of: scoredPartOf(expression.of, costs, most) }
    case 'any':
      return { kind: 'any', of: distinct(expression.of.map((one) => scoredPartOf(one, costs, most / expression.of.length))) }
    case 'all':
      return rarestOfAll(expression.of, costs, most)
  }
}

function rarestOfAll(of: readonly Expression[], costs: Costs, most: number, minTerms = 1): Expression {
  const byEntries = of.map((one) => ({ one, entries: entriesOf(one, costs) })).sort((a, b) => a.entries - b.entries)
  const taken = new Set<Expression>()
  let [left, terms] = [most, 0]
  for (const { one, entries } of byEntries) {
    if (terms >= minTerms && entries > left) break
    taken.add(one)
    left -= entries
    terms += termsOf(one)
  }
  const [only, ...more] = of.filter((one) => taken.has(one))
  if (only && more.length === 0) return minTerms > 1 ? only : scoredPartOf(only, costs, most)
  return { kind: 'all', of: of.filter((one) => taken.has(one)) }
}

/** The terms side by side that have the fewest entries together. */
function rarestRow(phrase: Extract<Expression, { readonly kind: 'phrase' }>, length: number, costs: Costs): Expression {
  const { terms } = phrase
  if (terms.length <= length) return phrase
  const rows = Array.from({ length: terms.length - length + 1 }, (_, start) => ({
    start,
    entries: sumOf(terms.slice(start, start + length).map(costs.frequency)),
  }))
  const { start } = rows.reduce((best, row) => (row.entries < best.entries ? row : best))
  return {
    ...phrase,
    terms: terms.slice(start, start + length),
    unfinished: phrase.unfinished && start + length === terms.length,
  }
}

const sumOf = (numbers: readonly number[]) => numbers.reduce((sum, one) => sum + one, 0)

/** What differed only in what was left out is the same. */
const distinct = (expressions: readonly Expression[]) => [
  ...new Map(expressions.map((one) => [JSON.stringify(one), one])).values(),
]
