// What happens to words between a paper and somebody's keyboard: slips, other inflections, Chinese
// terms without a dictionary.
import type { Random } from './random.ts'

const ALPHABET = [...'abcdefghijklmnopqrstuvwxyz']

const LITTLE_WORDS = new Set(
  'a an and are as at be but by can do does for from how in into is it its more not of on or our over than that the their them this through to toward towards under up use using via we what when where which who why with within without you your'.split(
    ' ',
  ),
)

/** The characters that join Chinese terms rather than being part of one. */
const JOINTS = /[的了着过和与或及在对为于以并可将被从使由而是有中上下其该这那各个种等也都更能会让把给之所不我们它]/

/** Latin letters and digits with what joins them: `parameter-free`, `95.5`, `c++`. */
export const WORD = /[\p{Script=Latin}\p{N}]+(?:[-'’.][\p{Script=Latin}\p{N}]+)*\+*/gu

export const latinWords = (text: string): string[] => text.toLowerCase().match(WORD) ?? []

export const isTelling = (word: string) => word.length >= 4 && /^[a-z]+$/.test(word) && !LITTLE_WORDS.has(word)

/** Two to six Han characters between marks, Latin letters and joining characters. */
export const chineseTerms = (text: string): string[] =>
  text
    .split(/[^\p{Script=Han}]+/u)
    .flatMap((run) => run.split(JOINTS))
    .filter((term) => term.length >= 2 && term.length <= 6)

/**
 * One slip of the fingers: a letter lost, doubled up with another, replaced, or two neighbours
 * swapped.
 */
export function slip(word: string, random: Random): string {
  for (;;) {
    const slipped = slipOnce(word, random)
    if (slipped !== word) return slipped
  }
}

function slipOnce(word: string, random: Random): string {
  const at = random.below(word.length)
  const [before, letter, after] = [word.slice(0, at), word.slice(at, at + 1), word.slice(at + 1)]
  switch (random.below(4)) {
    case 0:
      return before + after
    case 1:
      return before + random.pick(ALPHABET) + letter + after
    case 2:
      return before + random.pick(ALPHABET) + after
    default:
      return before + after.slice(0, 1) + letter + after.slice(1)
  }
}

/**
 * The other inflections of a word that the vocabulary knows: network → networks; learning → learn,
 * learns, learned.
 */
export function inflections(word: string, known: (word: string) => boolean): string[] {
  const bases = [word, ...stripped(word)].filter((base) => base.length >= 4)
  return [...new Set(bases.flatMap((base) => [base, ...inflected(base)]))].filter((form) => form !== word && known(form))
}

function stripped(word: string): string[] {
  if (word.endsWith('ies') || word.endsWith('ied')) return [`${word.slice(0, -3)}y`]
  if (word.endsWith('ing')) return withoutEnding(word.slice(0, -3))
  if (word.endsWith('ed')) return withoutEnding(word.slice(0, -2))
  if (word.endsWith('es')) return [word.slice(0, -2), word.slice(0, -1)]
  return word.endsWith('s') && !word.endsWith('ss') ? [word.slice(0, -1)] : []
}

const withoutEnding = (stem: string) => [stem, `${stem}e`, ...(stem.at(-1) === stem.at(-2) ? [stem.slice(0, -1)] : [])]

function inflected(base: string): string[] {
  if (/[^aeiou]y$/.test(base)) return [`${base.slice(0, -1)}ies`, `${base.slice(0, -1)}ied`, `${base}ing`]
  if (base.endsWith('e')) return [`${base}s`, `${base}d`, `${base.slice(0, -1)}ing`]
  if (/(?:s|x|ch|sh)$/.test(base)) return [`${base}es`, `${base}ed`, `${base}ing`]
  return [`${base}s`, `${base}ed`, `${base}ing`, `${base}${base.at(-1)}ed`, `${base}${base.at(-1)}ing`]
}
