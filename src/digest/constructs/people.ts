// A Jaegle, F Gimeno, A Brock      V H. Pong and A Nair, et al.      张三、李四
import { isInstitution } from '../../names/institutions.ts'
import { isName, isPhrase, splitPeople, splitPlainPeople, weighPeople, withoutTranslations } from '../../names/split-people.ts'
import { closesSentence } from '../lines/sentence.ts'
import type { Construct, Token } from '../tokens.ts'
import { splitChineseNames } from './names/chinese-names.ts'
import { splitNamePlace } from './names/name-with-place.ts'
import { readPeopleThenPlaces, readPlacedPeople } from './names/placed-people.ts'
import { INITIALS } from './names/places.ts'

/** Sentences have long stretches without a comma; lists of names have not. */
const MAX_STRETCH = 60
const MAX_LINE = 8000
const MAX_CHINESE_LINE = 200
/** Chinese names are short: a comma, a blank or the end is near. */
const CHINESE_LIST = /^.{1,12}(?:[,，、;；·|｜\s]|$)/
const SENTENCE = /[！？:：]|[a-z]{4}\.\s/

/** A name begins with a capital or a particle; `and A Brock` may be a line of its own. */
const BEGINNING = /[\p{Lu}\u3400-\u9fffdlv'’a&＆]/u

/** Initials and a family name: no title, and no label either. */
const ONE_NAME = /^[A-Z](?: [A-Z]){0,2} (?!Team|Group|Collaboration|Consortium|Labs?|Authors)[A-Z][a-z]{2,}$/

export const people: Construct = {
  name: 'people',
  starts: BEGINNING,
  maxLength: MAX_LINE,
  plain: {
    starts: /[A-Z]/,
    read(text) {
      const names = text.length > MAX_LINE ? null : splitPlainPeople(text)
      if (names?.length === 1 && ONE_NAME.test(text)) return { kind: 'people', names, sure: false }
      if (names === null || names.length < 2) return null
      // Where places follow the names, the last is one.
      return isInstitution(names.at(-1) ?? '') ? null : { kind: 'people', names, sure: true }
    },
  },
  read(written) {
    if (closesSentence(written) || written.includes('。') || !BEGINNING.test(written.charAt(0))) return null
    const text = withoutTranslations(written)
    const isChinese = text.charCodeAt(0) >= 0x3400
    const spaced = isChinese && text.length <= MAX_CHINESE_LINE ? splitChineseNames(text) : null
    if (spaced !== null) return { kind: 'people', names: spaced, sure: true }
    if (isChinese && isPhrase(text)) return null
    const enclosed = readPlacedPeople(text)
    if (enclosed !== null) return enclosed
    const together = readPeopleThenPlaces(text)
    if (together !== null) return together
    if (isChinese && (text.length > MAX_CHINESE_LINE || !CHINESE_LIST.test(text))) return null
    if (!isDense(text) || isPhrase(text)) return null
    if (SENTENCE.test(text) && !text.endsWith('.')) return null
    const names = splitPeople(text)
    const placed = namesThenPlaces(names)
    if (placed !== null) return placed
    const looks = weighPeople(text, names)
    return looks ? { kind: 'people', names, sure: looks === 'several' } : null
  },
}

/** "A Vaswani, N Shazeer Google Brain, University of Toronto", with or without a comma at the place. */
function namesThenPlaces(names: readonly string[]): Token | null {
  const first = names.findIndex((name) => isInstitution(name))
  const place = names[first]
  if (first < 1 || place === undefined) return null
  const joined = INITIALS.test(place) ? splitNamePlace(place) : null
  const people = [...names.slice(0, first), ...(joined === null ? [] : [joined.name])]
  const places = [...(joined === null ? [place] : joined.places), ...names.slice(first + 1)]
  const isEvident = people.every((name) => isName(name)) && places.every((name) => isInstitution(name))
  return isEvident ? { kind: 'people', names: people, sure: true, places } : null
}

function isDense(text: string): boolean {
  let last = -1
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x2c || code === 0xff0c || code === 0x3001 || code === 0x3b || code === 0xff1b) last = i
    else if (i - last > MAX_STRETCH) return false
  }
  return true
}
