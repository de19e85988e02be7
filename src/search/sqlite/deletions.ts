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

/** Kept with the deletions: words further apart are as often known by how they end. */
export const endingOf = (word: string): string => `~${word.slice(-3)}`
