// Whether a character is one of a set, asked of the first character of every line: each answer is
// found once and kept by code.

const YES = 1
const NO = 2

/**
 * `isOne` is asked of single characters, or an expression matches them. Where there is no character
 * the code is NaN and the answer no: a table that was asked even once for what it does not have is
 * read several times as slowly from then on, and with it every table of these tests.
 */
export function createCharacterTest(isOne: RegExp | ((character: string) => boolean)): (code: number) => boolean {
  const answers = new Uint8Array(0x10000)
  return (code) => {
    if (Number.isNaN(code)) return false
    const known = answers[code]
    if (known === YES) return true
    if (known === NO || known === undefined) return false
    const character = String.fromCharCode(code)
    const answer = isOne instanceof RegExp ? isOne.test(character) : isOne(character)
    answers[code] = answer ? YES : NO
    return answer
  }
}
