// What is asked where no paper has all of a query: all but one of its parts, its rarest, what is in
// quotes.
import type { SearchNote } from '../../../archive/archive.ts'
import type { Clause } from '../../query/query.ts'
import type { Expression, IndexColumn, IndexMatch, MatchOptions, SearchIndex } from '../../search-index.ts'
import { all, any } from '../expressions.ts'
import type { QueryPart } from '../query-parts.ts'
import type { Step } from './step.ts'

/** A query in parts. What is in quotes, or asked of the title, is fixed: it is never left out. */
export interface SplitQuery {
  readonly fixed: readonly QueryPart[]
  readonly free: readonly QueryPart[]
}

/** Terms of more than this share of the papers say too little to look for them alone. */
const COMMON_SHARE = 0.1
/** The same where each term adds to the score of a paper. */
const TELLING_SHARE = 0.25
/**
 * Each paper of each term that may be there is scored: of many terms the rarest are asked, which have
 * no more papers than this together. In an archive of no more papers these are all.
 */
const MAX_SCORED = 150_000
/** The same in an archive of more papers than that. */
const MAX_SCORED_OF_MANY = 50_000
/** So many parts can be left out one at a time. */
const MAX_PARTS_LEFT_OUT = 8

export const isFixed = ({ anyOf }: Clause) => anyOf.every(({ kind }) => kind !== 'text')

/** What was asked for without how it was asked; all of it where it is nothing else. */
export function required(parts: readonly QueryPart[]): readonly QueryPart[] {
  const telling = parts.filter(({ isFiller }) => !isFiller)
  return telling.length > 0 ? telling : parts
}

/** Papers that have any of the terms, as the index scores them. */
export function matchAnyTerm(
  index: SearchIndex,
  { fixed, free }: SplitQuery,
  options: MatchOptions & { readonly papers: number },
  columns?: readonly IndexColumn[],
): readonly IndexMatch[] {
  const known = required(free).filter((part) => part.papers > 0)
  const telling = known.filter((part) => part.papers <= options.papers * TELLING_SHARE)
  const used = telling.length > 1 ? telling : known
  if (used.length === 0) return []
  const anyOfThem = any(rarestWithin(index, used, options.papers).map(({ loose }) => loose))
  const asked: Expression = columns ? { kind: 'in', columns, of: anyOfThem } : anyOfThem
  return index.match(all([...fixed.map(({ expression }) => expression), asked]), options)
}

export function allButOne(parts: readonly QueryPart[]): Step {
  const needed = required(parts)
  if (needed.length < 3 || needed.length > MAX_PARTS_LEFT_OUT) return { expression: null, reach: 'part', notes: [] }
  return {
    expression: anyLeftOut(needed.map((part) => part.expression)),
    reach: 'part',
    notes: [someOnly(needed, `${needed.length - 1}/${needed.length}`)],
  }
}

/**
 * All of them but one, by halves: written out, each would be there as often as there are others, and
 * the index looks each up that often.
 */
function anyLeftOut(of: readonly Expression[]): Expression {
  const middle = Math.floor(of.length / 2)
  const [left, right] = [of.slice(0, middle), of.slice(middle)]
  const without = (half: readonly Expression[]) => (half.length > 1 ? [anyLeftOut(half)] : [])
  return any([all([...right, ...without(left)]), all([...left, ...without(right)])])
}

/** Any of the parts that say something; where all are common, any of the two rarest. */
export function rarest(index: SearchIndex, parts: readonly QueryPart[], papers: number): Step {
  const known = required(parts).filter((part) => part.papers > 0)
  const telling = known.filter((part) => part.papers <= papers * COMMON_SHARE)
  const used =
    telling.length > 1 || known.length === telling.length ? telling : [...known].sort((a, b) => a.papers - b.papers).slice(0, 2)
  if (used.length === 0) return { expression: null, reach: 'part', notes: [] }
  const asked = rarestWithin(index, used, papers)
  const names = asked.map(({ text }) => text).join(' ')
  return { expression: any(asked.map(({ loose }) => loose)), reach: 'part', notes: [someOnly(parts, names)] }
}

/** The rarest of what any of the parts says, two at least, in the order in which it was. */
function rarestWithin(index: SearchIndex, parts: readonly QueryPart[], papers: number): readonly QueryPart[] {
  const most = papers > MAX_SCORED ? MAX_SCORED_OF_MANY : MAX_SCORED
  const said = parts.flatMap((part) => alternativesOf(part.loose).map((one) => ({ part, one, papers: index.mostMatches(one) })))
  const asked = new Set<Expression>()
  let sum = 0
  for (const { one, papers } of said.toSorted((a, b) => a.papers - b.papers)) {
    sum += papers
    if (sum > most && asked.size > 1) break
    asked.add(one)
  }
  return parts.flatMap((part) => {
    const of = said.filter((one) => one.part === part && asked.has(one.one)).map(({ one }) => one)
    return of.length === 0 ? [] : [{ ...part, loose: any(of) }]
  })
}

const alternativesOf = (expression: Expression): readonly Expression[] =>
  expression.kind === 'any' ? expression.of.flatMap(alternativesOf) : [expression]

/** What is in quotes alone: of a pasted reference the title. */
export function onlyFixed({ fixed, free }: SplitQuery): Step {
  if (fixed.length === 0 || free.length === 0) return { expression: null, reach: 'part', notes: [] }
  const names = fixed.map(({ text }) => text).join(' ')
  return {
    expression: all(fixed.map(({ expression }) => expression)),
    reach: 'part',
    notes: [someOnly([...fixed, ...free], names)],
  }
}

const someOnly = (parts: readonly QueryPart[], used: string): SearchNote => ({
  code: 'some-terms-only',
  found: parts.map(({ text }) => text).join(' '),
  used,
})
