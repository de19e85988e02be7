// Known words for one that is unknown or hardly known: one letter away at once, two where the word
// is long.
import type { KnownWord, SearchIndex } from '../search-index.ts'

const MIN_RESPELLED = 4
const MIN_RESPELLED_TWICE = 7
const MAX_SPELLINGS = 3

/**
 * The likeliest spellings, best first: nearer ones before used ones. Empty where the word is as
 * good as any.
 */
export function respell(index: SearchIndex, word: string): readonly KnownWord[] {
  if (word.length < MIN_RESPELLED || !/^[a-z]+$/.test(word)) return []
  const once = closest(word, index.spellings(word, 1), 1)
  if (once.length > 0 || word.length < MIN_RESPELLED_TWICE) return once
  const further = new Map([...index.spellings(word, 2), ...index.wordsLike(word)].map((known) => [known.word, known]))
  return closest(
    word,
    [...further.values()].filter(({ papers }) => papers > 1),
    2,
  )
}

function closest(word: string, known: readonly KnownWord[], limit: number): KnownWord[] {
  return known
    .filter((candidate) => candidate.word !== word && editsBetween(word, candidate.word, limit) <= limit)
    .sort((a, b) => weight(b, word) - weight(a, word))
    .slice(0, MAX_SPELLINGS)
}

/** People rarely mistake the first letter. */
const weight = ({ word, papers }: KnownWord, typed: string) => papers * (word.charAt(0) === typed.charAt(0) ? 3 : 1)

/** Letters to add, drop, replace or swap with their neighbour; `limit + 1` is any larger number. */
export function editsBetween(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) > limit) return limit + 1
  let before: number[] = []
  let previous = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a.charCodeAt(i - 1) === b.charCodeAt(j - 1)
      let edits = Math.min((previous[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (previous[j - 1] ?? 0) + (same ? 0 : 1))
      const swapped = i > 1 && j > 1 && a.charCodeAt(i - 1) === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1)
      if (swapped) edits = Math.min(edits, (before[j - 2] ?? 0) + 1)
      row.push(edits)
    }
    if (Math.min(...row) > limit) return limit + 1
    before = previous
    previous = row
  }
  return previous[b.length] ?? limit + 1
}
