// A Vaswani (Google Brain), N Shazeer (MIT)      张三（某某大学）、李四（某某研究所）
// Authors that each have their place behind them.
import { institutionsOf } from '../../../names/institutions.ts'
import { isName, splitPeople } from '../../../names/split-people.ts'
import type { Token } from '../../tokens.ts'
import { splitPlaces } from './places.ts'

const GROUP = /([^()（）[\]【】]{2,400})\s*[(（[【]([^()（）[\]【】]{2,160})[)）\]】]\s*(?:[,，;；、&]+\s*|\s(?:and|&)\s|$)/y
const INITIALS = /^(?:\p{Lu}\.?-?\s?){1,3}\p{Lu}\p{L}/u
const CLOSING = new Set([...')）]】'].map((mark) => mark.charCodeAt(0)))
const MAX_LINE = 4000

export function readPlacedPeople(text: string): Token | null {
  if (text.length > MAX_LINE || !CLOSING.has(text.charCodeAt(text.length - 1))) return null
  const names: string[] = []
  const places: string[] = []
  let at = 0
  while (at < text.length) {
    GROUP.lastIndex = at
    const match = GROUP.exec(text)
    if (!match) return null
    names.push(...splitPeople(match[1] ?? ''))
    places.push(match[2] ?? '')
    at = GROUP.lastIndex
  }
  const isWhole = names.length > 1 && places.length > 1 && names.every(isName)
  const isKnown = places.some((place) => institutionsOf(place) !== null) || names.every((name) => INITIALS.test(name))
  if (!isWhole || !isKnown || places.some((place) => !/\p{L}{2}/u.test(place))) return null
  return { kind: 'people', names, sure: true, places: [...new Set(places.flatMap(splitPlaces))] }
}
