// One-letter deletions of a word: two words one edit apart (letter more, less, other, or two
// swapped) share one of them.

export const MIN_SPELLED = 4
export const MAX_SPELLED = 24

/** The word itself and every word with one letter less. */
export function deletionsOf(word: string): string[] {
  const found = new Set([word])
  for (let i = 0; i < word.length; i++) found.add(word.slice(0, i) + word.slice(i + 1))
  return [...found]
}

const LETTERS = [...'abcdefghijklmnopqrstuvwxyz']
/** So many letters of a beginning: words that share it are looked up by it. */
export const BEGINNING = 3

/**
 * What words two edits apart share a deletion with, where one of the edits is in the beginning: the
 * word with its beginning changed in every way, and that with one letter less behind it.
 */
export function deletionsWithOtherBeginning(word: string): string[] {
  const found = new Set<string>()
  for (let at = 0; at <= BEGINNING; at++) {
    const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)]
    const changed = [
      before + after,
      before + after.slice(0, 1) + letter + after.slice(1),
      ...LETTERS.flatMap((other) => [before + other + after, before + other + letter + after]),
    ]
    for (const one of changed) {
      found.add(one)
      for (let i = Math.max(0, at - 1); i < one.length; i++) found.add(one.slice(0, i) + one.slice(i + 1))
    }
  }
  return [...found]
}
