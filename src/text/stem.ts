// English inflections folded to one stem: the algorithm of M. F. Porter, "An algorithm for suffix stripping" (1980).
// A stem is for comparing only; it is never shown.

import { american } from './american.ts'

/** Porter's m: how many times a run of vowels is followed by a run of consonants. */
function measure(stem: string): number {
  let count = 0
  let wasVowel = false
  for (let i = 0; i < stem.length; i++) {
    const isVowel = vowelAt(stem, i)
    if (wasVowel && !isVowel) count++
    wasVowel = isVowel
  }
  return count
}

function vowelAt(word: string, index: number): boolean {
  const letter = word.charCodeAt(index)
  if (letter === 97 || letter === 101 || letter === 105 || letter === 111 || letter === 117) return true
  return letter === 121 && index > 0 && !vowelAt(word, index - 1)
}

function hasVowel(stem: string): boolean {
  for (let i = 0; i < stem.length; i++) if (vowelAt(stem, i)) return true
  return false
}

const last = (word: string) => word.charAt(word.length - 1)
const endsDouble = (word: string) => {
  const letter = last(word)
  return word.length > 1 && word.charAt(word.length - 2) === letter && !'aeiou'.includes(letter)
}
/** consonant, vowel, consonant other than w, x, y: the short end that takes an e back ("hop" → "hope"). */
const endsShort = (word: string) => {
  const end = word.length - 1
  return end >= 2 && !vowelAt(word, end - 2) && vowelAt(word, end - 1) && !vowelAt(word, end) && !'wxy'.includes(word.charAt(end))
}

type Rule = readonly [suffix: string, replacement: string]

/** Of rules with the same last letter the first that fits counts, so the longer suffix stands before the shorter. */
type Rules = ReadonlyMap<string, readonly Rule[]>

function byLastLetter(rules: readonly Rule[]): Rules {
  const groups = new Map<string, Rule[]>()
  for (const rule of rules) groups.set(last(rule[0]), [...(groups.get(last(rule[0])) ?? []), rule])
  return groups
}

const ruleFor = (word: string, rules: Rules) => rules.get(last(word))?.find(([suffix]) => word.endsWith(suffix))

const DERIVED = byLastLetter([
  ['ational', 'ate'],
  ['ization', 'ize'],
  ['iveness', 'ive'],
  ['fulness', 'ful'],
  ['ousness', 'ous'],
  ['tional', 'tion'],
  ['biliti', 'ble'],
  ['entli', 'ent'],
  ['ousli', 'ous'],
  ['ation', 'ate'],
  ['alism', 'al'],
  ['aliti', 'al'],
  ['iviti', 'ive'],
  ['ator', 'ate'],
  ['enci', 'ence'],
  ['anci', 'ance'],
  ['izer', 'ize'],
  ['abli', 'able'],
  ['alli', 'al'],
  ['logi', 'log'],
  ['eli', 'e'],
])

const ADJECTIVES = byLastLetter([
  ['icate', 'ic'],
  ['ative', ''],
  ['alize', 'al'],
  ['iciti', 'ic'],
  ['ical', 'ic'],
  ['ness', ''],
  ['ful', ''],
])

const ENDINGS = byLastLetter(
  'ement ance ence able ible ment ant ent ion ism ate iti ous ive ize al er ic ou'.split(' ').map((suffix) => [suffix, '']),
)

function plural(word: string): string {
  if (word.endsWith('sses') || word.endsWith('ies')) return word.slice(0, -2)
  if (word.endsWith('s') && !word.endsWith('ss')) return word.slice(0, -1)
  return word
}

function pastAndProgressive(word: string): string {
  if (word.endsWith('eed')) return measure(word.slice(0, -3)) > 0 ? word.slice(0, -1) : word
  const suffix = word.endsWith('ed') ? 2 : word.endsWith('ing') ? 3 : 0
  const stem = word.slice(0, word.length - suffix)
  if (suffix === 0 || !hasVowel(stem)) return word
  if (stem.endsWith('at') || stem.endsWith('bl') || stem.endsWith('iz')) return `${stem}e`
  if (endsDouble(stem) && !'lsz'.includes(last(stem))) return stem.slice(0, -1)
  return measure(stem) === 1 && endsShort(stem) ? `${stem}e` : stem
}

function replaceLongest(word: string, rules: Rules): string {
  const rule = ruleFor(word, rules)
  if (!rule) return word
  const stem = word.slice(0, -rule[0].length)
  return measure(stem) > 0 ? stem + rule[1] : word
}

function dropEnding(word: string): string {
  const suffix = ruleFor(word, ENDINGS)?.[0]
  if (suffix === undefined) return word
  const stem = word.slice(0, -suffix.length)
  const isAllowed = suffix !== 'ion' || stem.endsWith('s') || stem.endsWith('t')
  return isAllowed && measure(stem) > 1 ? stem : word
}

function tidyEnd(word: string): string {
  let result = word
  if (result.endsWith('e')) {
    const stem = result.slice(0, -1)
    const m = measure(stem)
    if (m > 1 || (m === 1 && !endsShort(stem))) result = stem
  }
  return result.endsWith('ll') && measure(result) > 1 ? result.slice(0, -1) : result
}

/** The stem of a lower-case word of the letters a to z; shorter than three letters it stays as it is. */
export function stem(word: string): string {
  if (word.length < 3) return word
  let result = pastAndProgressive(plural(american(word)))
  if (result.endsWith('y') && hasVowel(result.slice(0, -1))) result = `${result.slice(0, -1)}i`
  return tidyEnd(dropEnding(replaceLongest(replaceLongest(result, DERIVED), ADJECTIVES)))
}
