// Which marks a line holds anywhere, found in one walk over its characters. Each look behind this
// one asks first whether the line holds what it looks for.
import { createCharacterClasses } from '../../text/character-classes.ts'

/** A bit for each set of marks; a line's traits are the bits of what it holds. */
export const HOLDS = {
  /** What plain text does without: other line ends and blanks, marks that combine. */
  oddity: 1,
  bar: 2,
  angle: 4,
  emphasis: 8,
  square: 16,
  lenticular: 32,
  colon: 64,
  slash: 128,
  ampersand: 256,
  stop: 512,
  dot: 1024,
} as const

/** Of a line that was not walked over. */
export const HOLDS_ANYTHING = Object.values(HOLDS).reduce((all, bit) => all | bit, 0)

/** In the order of the bits. */
export const traits = createCharacterClasses(
  // biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are looked for by themselves.
  /[\t\v\f\r\u0085-\u00ad\u0300-\u036f\u1100-\u200f\u2028-\u2060\u3000\u3099\u309a\ufeff]/,
  /[|｜]/,
  /</,
  /[*_]/,
  /[[\]]/,
  /[【】［］]/,
  /[:：]/,
  /\//,
  /&/,
  /。/,
  /[·•]/,
)
