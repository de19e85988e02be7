// A Vaswani (Google Brain), N Shazeer (MIT)      张三（某某大学）、李四（某某研究所）
// A Vaswani, N Shazeer (Google Brain)      A Vaswani, N Shazeer | Google Brain
// Authors with their places behind them, each with its own or all together.
import { institutionsOf } from '../../../names/institutions.ts'
import { isName, isPhrase, splitPeople, weighPeople } from '../../../names/split-people.ts'
import type { Token } from '../../tokens.ts'
import { INITIALS, placesUnlike, splitPlaces } from './places.ts'

const GROUP =
  /([^()（）[\]【】]{1,399}[^()（）[\]【】\s])\s*[(（[【]([^()（）[\]【】]{2,160})[)）\]】]\s*(?:[,，;；、&]+\s*|\s(?:and|&)\s|$)/y
const CLOSING = new Set([...')）]】'].map((mark) => mark.charCodeAt(0)))
const MAX_LINE = 4000

/** A bracket in front of the next name. */
const BETWEEN = /[)）]\s?[,，、;；]\s?\p{L}/u

export function readPlacedPeople(text: string): Token | null {
  if (text.length > MAX_LINE) return null
  // The last authors may be without a place.
  const isOpen = !CLOSING.has(text.charCodeAt(text.length - 1))
  if (isOpen && !BETWEEN.test(text)) return null
  const names: string[] = []
  const places: string[] = []
  let at = 0
  while (at < text.length) {
    GROUP.lastIndex = at
    const match = GROUP.exec(text)
    if (!match) {
      const rest = text.slice(at)
      if (!isOpen || at === 0 || /[()（）[\]【】]/.test(rest)) return null
      names.push(...splitPeople(rest))
      break
    }
    names.push(...splitPeople(match[1] ?? ''))
    places.push(match[2] ?? '')
    at = GROUP.lastIndex
  }
  const isWhole = names.length > 1 && (isOpen || places.length > 1) && names.every(isName)
  const areInstitutions = places.filter((place) => institutionsOf(place) !== null).length
  const isKnown = isOpen ? areInstitutions === places.length : areInstitutions > 0 || names.every((name) => INITIALS.test(name))
  if (!isWhole || !isKnown || places.some((place) => !/\p{L}{2}/u.test(place))) return null
  return { kind: 'people', names, sure: true, places: [...new Set(places.flatMap(splitPlaces))] }
}

/** A bracket at the end, or what parts names from places: a cheap look before the costly ones. */
const MAY_BE_PLACED = /[)）]$|[;；|｜@–—]|--|\s-\s/
const SEPARATOR = /\s*(?:[;；|｜@]|——?|--|\s[–—-]\s)\s*/g
/** No place ends so, and prose nearly always does. */
const ENDS_SENTENCE = /[.!?。！？:：]/
const MAX_SEPARATORS = 40

/** Institutions behind all authors of a line: in brackets, or behind what parts them. */
export function readPeopleThenPlaces(text: string): Token | null {
  if (text.length > MAX_LINE || ENDS_SENTENCE.test(text.slice(-1)) || !MAY_BE_PLACED.test(text)) return null
  const enclosed = /^([^()（）]{3,2000})[(（]([^()（）]{2,400})[)）]$/.exec(text)
  if (enclosed !== null) return placedTogether(enclosed[1] ?? '', enclosed[2] ?? '')
  const separators = [...text.slice(0, listLength(text)).matchAll(SEPARATOR)].slice(-MAX_SEPARATORS)
  for (const { index, 0: written } of separators) {
    const found = placedTogether(text.slice(0, index), text.slice(index + written.length))
    if (found !== null) return found
  }
  return null
}

/** No name is as long: behind so much without a comma there is no list of names any more. */
const MAX_STRETCH = 120

function listLength(text: string): number {
  let last = 0
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code === 0x2c || code === 0xff0c || code === 0x3001 || code === 0x3b || code === 0xff1b) last = i
    else if (i - last > MAX_STRETCH) return i
  }
  return text.length
}

function placedTogether(people: string, places: string): Token | null {
  if (isPhrase(people)) return null
  const names = splitPeople(people)
  const found = institutionsOf(places) ?? placesUnlike(people, places)
  const looks = found === null ? null : weighPeople(people, names)
  // One name alone is a person's in front of a known institution.
  const isPerson = looks === 'several' || (looks === 'one' && people.includes(' ') && institutionsOf(places) !== null)
  if (found === null || !isPerson) return null
  // "A Vaswani; Google Brain; MIT": an institution among the names belongs to the places.
  return names.every((name) => institutionsOf(name) === null) ? { kind: 'people', names, sure: true, places: found } : null
}
