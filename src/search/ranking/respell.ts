// Known words for one that is unknown or hardly known: one letter away at once, two where the word is long.
import type { KnownWord, SearchIndex } from '../search-index.ts'

const MIN_MENDED = 4
const MIN_MENDED_TWICE = 7
const MAX_SPELLINGS = 3
const MIN_PARTED = 3

/** The likeliest spellings, best first: nearer ones before used ones. Empty where the word is as good as any. */
export function respell(index: SearchIndex, word: string): readonly KnownWord[] {
  if (word.length < MIN_MENDED || !/^[a-z]+$/.test(word)) return []
  const once = closest(word, index.spellings(word), 1)
  if (once.length > 0 || word.length < MIN_MENDED_TWICE) return once
  return closest(word, index.wordsLike(word), 2)
}

/** "selfsupervised" → "self supervised": where two words were run together, the likeliest place to part them. */
export function parted(index: SearchIndex, word: string): readonly [KnownWord, KnownWord] | null {
  let best: readonly [KnownWord, KnownWord] | null = null
  if (!/^[a-z]+$/.test(word)) return null
  for (let at = MIN_PARTED; at <= word.length - MIN_PARTED; at++) {
    const [head, tail] = [index.word(word.slice(0, at)), index.word(word.slice(at))]
    if (head && tail && Math.min(head.papers, tail.papers) > Math.min(best?.[0].papers ?? 0, best?.[1].papers ?? 0))
      best = [head, tail]
  }
  return best
}

function closest(word: string, known: readonly KnownWord[], most: number): KnownWord[] {
  return known
    .filter((candidate) => candidate.word !== word && editsBetween(word, candidate.word, most) <= most)
    .sort((a, b) => weight(b, word) - weight(a, word))
    .slice(0, MAX_SPELLINGS)
}

/** People rarely mistake the first letter. */
const weight = ({ word, papers }: KnownWord, typed: string) => papers * (word.charAt(0) === typed.charAt(0) ? 3 : 1)

/** Letters to add, drop, replace or swap with their neighbour; `most + 1` stands for any larger number. */
export function editsBetween(a: string, b: string, most: number): number {
  if (Math.abs(a.length - b.length) > most) return most + 1
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
    if (Math.min(...row) > most) return most + 1
    before = previous
    previous = row
  }
  return previous[b.length] ?? most + 1
}
