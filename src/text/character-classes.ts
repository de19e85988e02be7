// Which of several sets of characters a stretch of text has some of, in one walk: cheaper than one
// expression after the other.

const KNOWN = 0x80
const MAX_SETS = 7

/**
 * The sets are expressions that match a single character; bit `n` of the answer says that a
 * character of the set `n` is there.
 */
export function createCharacterClasses(...sets: readonly RegExp[]): (text: string, from: number, to: number) => number {
  if (sets.length > MAX_SETS) throw new Error(`at most ${MAX_SETS} sets have room, not ${sets.length}`)
  const classes = new Uint8Array(0x10000)
  const classOf = (code: number): number => {
    const character = String.fromCharCode(code)
    const found = sets.reduce((bits, set, n) => (set.test(character) ? bits | (1 << n) : bits), KNOWN)
    classes[code] = found
    return found
  }
  return (text, from, to) => {
    const end = Math.min(to, text.length)
    let found = 0
    for (let i = from; i < end; i++) {
      const code = text.charCodeAt(i)
      found |= classes[code] || classOf(code)
    }
    return found & ~KNOWN
  }
}
