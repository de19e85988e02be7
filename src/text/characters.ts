// What a character is to the cutting of a text into words and runs.

export const SEPARATOR = 1
export const WORD = 2
export const RUN = 3
export const JOINER = 4
export const IGNORED = 5

const JOINERS = "-'’.&_‐‑–－＇．＆·"
const RUN_CHARACTER =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}々〇ー\u3099\u309a\uff70\uff9e\uff9f]/u
const WORD_CHARACTER = /[\p{L}\p{N}\p{M}]/u
/**
 * Soft hyphen, zero-width characters and marks of direction: invisible, so never part of a
 * word.
 */
const INVISIBLE = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]|[\ufe00-\ufe0f]|[\u{e0100}-\u{e01ef}]/u

const classes = new Uint8Array(65_536)

export function classAt(text: string, at: number): number {
  const unit = text.charCodeAt(at)
  if (unit >= 0xd800 && unit <= 0xdfff) return classOfSurrogate(text, at, unit)
  const known = classes[unit]
  if (known) return known
  const found = classify(String.fromCharCode(unit))
  classes[unit] = found
  return found
}

function classify(character: string): number {
  if (INVISIBLE.test(character)) return IGNORED
  if (RUN_CHARACTER.test(character)) return RUN
  if (WORD_CHARACTER.test(character)) return WORD
  return JOINERS.includes(character) ? JOINER : SEPARATOR
}

/** Either half answers for the whole character; half a character alone separates. */
function classOfSurrogate(text: string, at: number, unit: number): number {
  const pair = unit < 0xdc00 ? text.slice(at, at + 2) : text.slice(at - 1, at + 1)
  return /^[\ud800-\udbff][\udc00-\udfff]$/.test(pair) ? classify(pair) : SEPARATOR
}
