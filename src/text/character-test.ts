// Whether a character is one of a set, asked of the first character of every line: each answer is
// found once and kept by code.

const YES = 1
const NO = 2

/** `set` matches the characters, one by one. Of an empty text the code is NaN and the answer no. */
export function createCharacterTest(set: RegExp): (code: number) => boolean {
  const answers = new Uint8Array(0x10000)
  return (code) => {
    const known = answers[code]
    if (known === YES) return true
    if (known === NO || known === undefined) return false
    const isOne = set.test(String.fromCharCode(code))
    answers[code] = isOne ? YES : NO
    return isOne
  }
}
