// The terms that people are likely to ask for: those that the newest papers have most often in their
// titles.
import { runTerms, wordTerms } from '../../text/ngrams.ts'
import { synonyms } from '../query/synonyms.ts'
import { MAX_RUN } from '../ranking/translate.ts'
import type { SearchIndex } from '../search-index.ts'

const MAX_TITLES = 5_000
const TITLES_A_STEP = 25
/** Rarer ones are learned when they are asked for; most of them have too few papers. */
const MIN_IN_TITLES = 3
const MAX_TERMS = 6_000
/** A query is asked for two words together at most. */
const MAX_WORDS = 2
/** A piece of a longer term that hardly occurs without it: 器学习 of 机器学习. */
const SHARE_WITHIN_LONGER = 0.7

/** In small steps; the most frequent first. */
export function* frequentTerms(index: SearchIndex): Generator<null, readonly string[]> {
  const counts = new Map<string, number>()
  let [before, read]: [number | null, number] = [null, 0]
  while (read < MAX_TITLES) {
    const titles = index.titlesBefore(before, TITLES_A_STEP)
    for (const { en, zh } of titles)
      for (const term of new Set([...wordsOf(en ?? ''), ...runsOf(zh ?? '')])) counts.set(term, (counts.get(term) ?? 0) + 1)
    read += titles.length
    before = titles.at(-1)?.pid ?? null
    if (titles.length < TITLES_A_STEP) break
    yield null
  }
  for (const [term, count] of counts) if (count < MIN_IN_TITLES) counts.delete(term)
  yield null
  return wholeRuns(counts)
    .filter(([term]) => synonyms(term).length === 0)
    .sort(([, a], [, b]) => b - a)
    .slice(0, MAX_TERMS)
    .map(([term]) => term)
}

/** As a query is asked for them: without hyphens. */
const wordsOf = (title: string) =>
  wordTerms(title)
    .map((term) => term.replace(/[-\s]+/g, ' '))
    .filter((term) => term.split(' ').length <= MAX_WORDS)

const runsOf = (title: string) => runTerms(title).filter((term) => term.length <= MAX_RUN)

function wholeRuns(counts: ReadonlyMap<string, number>): (readonly [string, number])[] {
  const withinLonger = new Map<string, number>()
  for (const [term, count] of counts)
    if (isRun(term))
      for (const piece of [term.slice(1), term.slice(0, -1)])
        withinLonger.set(piece, Math.max(withinLonger.get(piece) ?? 0, count))
  return [...counts].filter(([term, count]) => !isRun(term) || (withinLonger.get(term) ?? 0) < count * SHARE_WITHIN_LONGER)
}

const isRun = (term: string) => /\p{Script=Han}/u.test(term)
