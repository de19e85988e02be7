// Known words for one that is unknown or hardly known: one letter away, and two where the word is
// long enough to be known again.
import type { KnownWord, SearchIndex } from '../search-index.ts'

const MIN_RESPELLED = 4
const MIN_RESPELLED_TWICE = 5
/** Shorter words are two letters away from too many others to be taken for one of them. */
const MIN_LIKELY_TWICE = 7
const MAX_SPELLINGS = 3
/** The same where the other words of the query have to stand in the title with it. */
const MAX_POSSIBLE = 12

type WordIndex = Pick<SearchIndex, 'spellings' | 'wordsLike'>

/**
 * The likeliest spellings, best first: nearer ones before used ones. Empty where the word is as
 * good as any.
 */
export function respell(index: WordIndex, word: string): readonly KnownWord[] {
  const near = spellingsNear(index, word)
  if (near.length > 0 || word.length < MIN_LIKELY_TWICE) return near.slice(0, MAX_SPELLINGS)
  return spellingsFar(index, word)
    .filter(({ papers }) => papers > 1)
    .slice(0, MAX_SPELLINGS)
}

/** Every spelling that may be meant, those two letters away included, the likeliest first. */
export function possibleSpellings(index: WordIndex, word: string): readonly KnownWord[] {
  const near = spellingsNear(index, word)
  const further = spellingsFar(index, word).filter(({ word: other }) => near.every((known) => known.word !== other))
  return [...near.slice(0, MAX_POSSIBLE), ...further.slice(0, MAX_POSSIBLE)]
}

const isRespelled = (word: string, min: number) => word.length >= min && /^[a-z]+$/.test(word)

function spellingsNear(index: WordIndex, word: string): KnownWord[] {
  return isRespelled(word, MIN_RESPELLED) ? closest(word, index.spellings(word), 1) : []
}

function spellingsFar(index: WordIndex, word: string): KnownWord[] {
  if (!isRespelled(word, MIN_RESPELLED_TWICE)) return []
  return closest(word, index.wordsLike(word), 2)
}

function closest(word: string, known: readonly KnownWord[], limit: number): KnownWord[] {
  return known
    .filter((candidate) => candidate.word !== word && editsBetween(word, candidate.word, limit) <= limit)
    .sort((a, b) => weight(b, word) - weight(a, word))
}

/** People rarely mistake the first letter. */
const weight = ({ word, papers }: KnownWord, typed: string) => papers * (word.charAt(0) === typed.charAt(0) ? 3 : 1)

/**
 * Letters to add, drop, replace or swap with their neighbour, or with the next but one where what is
 * between is added or dropped; `limit + 1` is any larger number.
 */
export function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  const rows: number[][] = [Array.from({ length: b.length + 1 }, (_, at) => at)]
  const edits = (i: number, j: number) => rows[i]?.[j] ?? limit + 1
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    rows.push(row)
    for (let j = 1; j <= b.length; j++) {
      const [last, other] = [a.charCodeAt(i - 1), b.charCodeAt(j - 1)]
      let fewest = Math.min(edits(i - 1, j) + 1, (row[j - 1] ?? 0) + 1, edits(i - 1, j - 1) + (last === other ? 0 : 1))
      const isEarlier = (back: number) => i > back && a.charCodeAt(i - 1 - back) === other
      const isEarlierInOther = (back: number) => j > back && b.charCodeAt(j - 1 - back) === last
      if (isEarlier(1) && isEarlierInOther(1)) fewest = Math.min(fewest, edits(i - 2, j - 2) + 1)
      if (isEarlier(2) && isEarlierInOther(1)) fewest = Math.min(fewest, edits(i - 3, j - 2) + 2)
      if (isEarlier(1) && isEarlierInOther(2)) fewest = Math.min(fewest, edits(i - 2, j - 3) + 2)
      row.push(fewest)
    }
    if (Math.min(...row) > limit && Math.min(...(rows[i - 1] ?? [])) >= limit) return limit + 1
  }
  return Math.min(limit + 1, edits(a.length, b.length))
}
