// Which of several sets of characters a stretch of text has some of, in one walk: cheaper than one
// expression after the other.

const UNKNOWN = 0x8000
const MAX_SETS = 15

/**
 * The sets are expressions that match a single character; bit `n` of the answer says that a
 * character of the set `n` is there.
 */
export function createCharacterClasses(...sets: readonly RegExp[]): (text: string, from: number, to: number) => number {
  if (sets.length > MAX_SETS) throw new Error(`at most ${MAX_SETS} sets have room, not ${sets.length}`)
  const classes = new Uint16Array(0x10000).fill(UNKNOWN)
  const learn = (text: string, from: number, to: number) => {
    for (let i = from; i < to; i++) {
      const code = text.charCodeAt(i)
      if (classes[code] !== UNKNOWN) continue
      const character = text.charAt(i)
      classes[code] = sets.reduce((bits, set, n) => (set.test(character) ? bits | (1 << n) : bits), 0)
    }
  }
  const walk = (text: string, from: number, to: number) => {
    let found = 0
    for (let i = from; i < to; i++) found |= classes[text.charCodeAt(i)] ?? 0
    return found
  }
  return (text, from, to) => {
    const end = Math.min(to, text.length)
    const found = walk(text, from, end)
    if ((found & UNKNOWN) === 0) return found
    // A character for the first time: what it is in is found once.
    learn(text, from, end)
    return walk(text, from, end)
  }
}
