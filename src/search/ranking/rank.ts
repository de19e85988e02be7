// Orders what the index found by what it can't see: whether the words stand in the title as typed,
// how much of the query a paper has at all, whether it is new.

import { american } from '../../text/american.ts'
import { createWordFilter, scan, termOf, type WordFilter } from '../../text/terms.ts'
import type { SearchIndex } from '../search-index.ts'
import type { Candidate } from './gather.ts'
import type { QueryPart } from './query-parts.ts'

export interface CandidateText extends Candidate {
  readonly titleEn: string | null
  readonly titleZh: string | null
  readonly date: string | null
  /** All that is kept of the paper, lower-case; null where nothing but the title is looked at. */
  readonly content: string | null
}

export interface Ranked {
  readonly pid: number
  readonly score: number
}

/** Measured on the tuning half of the evaluation. */
const EXACT_TITLE_WORD = 1
const TITLE_STEM = 0.5
const COVERED_TITLE = 0.3
/** Where a word may be meant in several ways, a title that has one of them and all the rest tells. */
const WHOLE_IN_TITLE = 1
const COVERAGE = 4
const PAIRS_ONLY = 0.8
/**
 * More than all the rest: what has the words as typed comes before what has them in another
 * spelling.
 */
const AS_TYPED = 10

interface QueryWord {
  readonly word: string
  /** The word, or every spelling that it was taken for. */
  readonly spellings: readonly string[]
  readonly term: string
  readonly weight: number
  readonly isUnfinished: boolean
}

export interface RankedQuery {
  readonly typed: readonly { readonly text: string; readonly last: boolean }[]
  /** Misspelt word → the spelling taken for it. */
  readonly respelled: ReadonlyMap<string, string>
  readonly spellings: ReadonlyMap<string, readonly string[]>
  readonly parts: readonly QueryPart[]
}

/** `candidates` come best first, as the index has them. */
export function rank(
  index: SearchIndex,
  { typed, respelled, spellings, parts }: RankedQuery,
  candidates: readonly CandidateText[],
  papers: number,
): Ranked[] {
  const words = wordsOf(index, typed, respelled, spellings, papers)
  const filter = createWordFilter(
    words.flatMap(({ term, spellings: some }) => [term, ...some.flatMap((spelling) => spelling.split(' '))]),
    false,
  )
  const weigh = coverage(
    parts.map((part) => inEverySpelling(part, spellings)),
    papers,
  )
  const positions = positionsOf(candidates)
  return candidates
    .map((candidate, at) => ({
      pid: candidate.pid,
      date: candidate.date ?? '',
      score:
        (candidate.reach === 'typed' ? AS_TYPED : 0) +
        1 / ((positions[at] ?? at) + 2) +
        inTitle(words, filter, candidate.titleEn) +
        COVERAGE * (candidate.content === null ? 1 : weigh(candidate.content)),
    }))
    .sort((a, b) => b.score - a.score || b.date.localeCompare(a.date) || b.pid - a.pid)
}

/** In a title a word is known in spellings that are not asked for elsewhere. */
function inEverySpelling(part: QueryPart, spellings: RankedQuery['spellings']): QueryPart {
  const some = spellings.get(part.text) ?? []
  return some.length === 0 ? part : { ...part, surfaces: [...part.surfaces, ...some] }
}

/** Candidates that the index scores the same share a position. */
function positionsOf(candidates: readonly Candidate[]): number[] {
  const positions: number[] = []
  candidates.forEach(({ score, reach }, at) => {
    const before = candidates[at - 1]
    positions.push(before?.score === score && before.reach === reach ? (positions[at - 1] ?? at) : at)
  })
  return positions
}

function wordsOf(
  index: SearchIndex,
  texts: RankedQuery['typed'],
  respelled: RankedQuery['respelled'],
  spellings: RankedQuery['spellings'],
  papers: number,
): QueryWord[] {
  const words = joinedTexts(index, texts).flatMap(({ text, last }) => {
    const units = scan(text)
    return units.flatMap((unit, at) =>
      unit.kind === 'run'
        ? []
        : unit.parts
            .flatMap((word) => (spellings.has(word) ? [word] : (respelledApart(index, respelled, word) ?? [word])))
            .map((word) => ({
              word,
              spellings: [word, ...(spellings.get(word) ?? [])],
              term: termOf(word),
              isUnfinished: last && at === units.length - 1,
            })),
    )
  })
  // A word that was misspelt weighs as what it was taken for.
  const papersOf = ({ term, spellings: [, likeliest] }: Omit<QueryWord, 'weight'>) =>
    Math.max(index.wordFrequency(term), likeliest === undefined ? 0 : rarestOf(index, likeliest))
  return words.map((word) => ({ ...word, weight: Math.log(1 + papers / (1 + papersOf(word))) }))
}

const rarestOf = (index: SearchIndex, words: string) =>
  Math.min(...words.split(' ').map((word) => index.wordFrequency(termOf(word))))

/** Words that were typed together. */
const respelledApart = (index: SearchIndex, respelled: RankedQuery['respelled'], word: string) =>
  index.wordFrequency(termOf(word)) === 0 ? respelled.get(word)?.split(' ') : null

/** "gen eration": two that make one word which more papers have than the rarer of the two. */
function joinedTexts(index: SearchIndex, texts: RankedQuery['typed']): RankedQuery['typed'] {
  const joined: { text: string; last: boolean }[] = []
  for (const one of texts) {
    const before = joined.at(-1)
    const both = before ? `${before.text}${one.text}`.toLowerCase() : ''
    const known = /^[a-z]{5,}$/.test(both) ? index.word(both) : null
    const rarer = () => Math.min(index.wordFrequency(termOf(before?.text ?? '')), index.wordFrequency(termOf(one.text)))
    if (before && known && known.papers > rarer()) joined.splice(-1, 1, { text: both, last: one.last })
    else joined.push(one)
  }
  return joined
}

/**
 * Only words are looked for: what is asked in Chinese is as often cut out of an abstract, and the
 * title says nothing then.
 */
function inTitle(words: readonly QueryWord[], filter: WordFilter, title: string | null): number {
  if (words.length === 0 || title === null) return 0
  const surfaces = new Set(
    scan(title, filter)
      .flatMap(({ parts, readings }) => [...parts, ...readings.flat()])
      .map(american),
  )
  if (surfaces.size === 0) return 0
  const terms = new Set([...surfaces].map(termOf))
  const sum = words.reduce((total, { weight }) => total + weight, 0)
  let exact = 0
  let stems = 0
  const found = new Set<string>()
  for (const { word, spellings, term, weight, isUnfinished } of words) {
    const isExact =
      spellings.some((spelling) => spelling.split(' ').every((word) => surfaces.has(american(word)))) ||
      (isUnfinished && [...surfaces].some((surface) => surface.startsWith(word)))
    if (isExact) exact += weight
    if (isExact || terms.has(term)) {
      stems += weight
      found.add(term)
    }
  }
  const isWhole = words.some(({ spellings: [, other] }) => other !== undefined) && exact === sum
  return (
    (EXACT_TITLE_WORD * exact + TITLE_STEM * stems) / sum +
    (COVERED_TITLE * found.size) / title.trim().split(/\s+/).length +
    (isWhole ? WHOLE_IN_TITLE : 0)
  )
}

/** The share of what was asked that a text has, by weight. */
function coverage(parts: readonly QueryPart[], papers: number): (content: string) => number {
  const weighed = parts
    .filter(({ isFiller }) => !isFiller)
    .map((part) => ({ ...part, weight: Math.log(1 + papers / (1 + part.papers)) }))
  const sum = weighed.reduce((total, { weight }) => total + weight, 0)
  return (content) => (sum === 0 ? 0 : weighed.reduce((total, part) => total + part.weight * shareIn(content, part), 0) / sum)
}

function shareIn(content: string, { surfaces, pairs }: QueryPart): number {
  if (surfaces.some((surface) => content.includes(surface))) return 1
  return pairs.length === 0 ? 0 : (PAIRS_ONLY * pairs.filter((pair) => content.includes(pair)).length) / pairs.length
}
