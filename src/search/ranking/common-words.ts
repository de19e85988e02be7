// Queries of nothing but common words: scoring all of their thousands of papers would take long.
import { pairsOf, scan, termOf } from '../../text/terms.ts'
import type { Clause } from '../query/query.ts'
import type { ScoringLimit, SearchIndex } from '../search-index.ts'
import { textsOf } from './expressions.ts'

/** Longer queries are rarely of common words alone. */
const MAX_COMMON_WORDS = 4
const COMMON_FROM = 1_500
/** So many papers are scored; more where one of the words may be a name. */
const MAX_SCORED = 400
const MAX_SCORED_OF_NAMES = 1_500

/**
 * A few common words stand in thousands of papers, and to score them all takes long: they differ in
 * little but the title.
 */
export function scoringLimitOf(index: SearchIndex, terms: readonly TypedTerm[]): { readonly scoringLimit?: ScoringLimit } {
  const isCommon = ({ kind, text }: TypedTerm) =>
    (kind === 'word' ? index.wordFrequency(termOf(text)) : index.frequency(text)) > COMMON_FROM
  if (terms.length === 0 || terms.length > MAX_COMMON_WORDS || !terms.every(isCommon)) return {}
  const mayBeName = terms.some(({ kind, text }) => kind === 'word' && index.hasSurname(text))
  return { scoringLimit: { newest: mayBeName ? MAX_SCORED_OF_NAMES : MAX_SCORED, titleBeginnings: terms.map(inflected) } }
}

/** What all its inflections begin with, where that can be said: "learn" of "learning". */
function inflected({ kind, text }: TypedTerm): string {
  const stem = kind === 'word' ? termOf(text) : text
  return text.startsWith(stem) ? stem : text
}

export interface TypedTerm {
  readonly kind: 'word' | 'pair'
  readonly text: string
}

/** Words and pairs of characters, as they were typed; of alternatives those of the first. */
export function typedTermsOf(clauses: readonly Clause[]): TypedTerm[] {
  const units = clauses.flatMap((clause) => textsOf(clause).slice(0, 1)).flatMap(({ text }) => scan(text))
  return units.flatMap((unit): TypedTerm[] => {
    if (unit.kind === 'word') return unit.parts.map((text) => ({ kind: 'word', text }))
    const pairs = pairsOf(unit.folded).slice(0, Math.max(1, unit.folded.length - 1))
    return pairs.map((text) => ({ kind: 'pair', text }))
  })
}
