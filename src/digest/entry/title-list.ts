// "Title, A Author, B Author Place" → the title, the names and the places, where an entry has no
// other authors: all of it was written on the line of the heading.

import { institutionsOf, isInstitution } from '../../names/institutions.ts'
import { isPerson, splitNamePlace } from '../constructs/names/name-with-place.ts'
import { INITIALS, splitPlaces } from '../constructs/names/places.ts'
import { people } from '../constructs/people.ts'

export interface TitleList {
  readonly title: string
  readonly names: readonly string[]
  readonly places: readonly string[]
}

const MARKED = /^《([^《》]{3,400})》\s*(\S.*)$/

/** `《Title》 A Author, B Author`, `《Title》 Place` */
export function splitMarkedTitle(text: string): TitleList | null {
  const [, title = '', rest = ''] = text.length > MAX_TITLE ? [] : (MARKED.exec(text) ?? [])
  if (title === '') return null
  const places = institutionsOf(rest)
  if (places !== null) return { title, names: [], places }
  const found = people.read(rest)
  return found?.kind === 'people' ? { title, names: found.names, places: found.places ?? [] } : null
}

const MAX_TITLE = 600
const MIN_WORDS = 2
const ENCLOSED = /^(.*?)\s*[(（[【]([^()（）[\]【】]{2,200})[)）\]】]$/

/** Null where no names are evident behind the title. */
export function splitTitleList(text: string): TitleList | null {
  if (text.length > MAX_TITLE || !/[,，]/.test(text)) return null
  const [, before = text, enclosed] = ENCLOSED.exec(text) ?? []
  const isPlaced = enclosed !== undefined && institutionsOf(enclosed) !== null
  const places = isPlaced ? [...splitPlaces(enclosed)] : []
  const parts = (isPlaced ? before : text).split(/\s*[,，]\s*/)
  // "…, MIT, CMU": places that follow the names between commas.
  while (parts.length > 2 && isPlace(parts.at(-1) ?? '')) places.unshift(parts.pop() ?? '')
  const names: string[] = []
  const last = splitNamePlace(parts.at(-1) ?? '')
  if (last !== null) {
    parts.pop()
    names.unshift(last.name)
    places.unshift(...last.places)
  }
  while (parts.length > 1 && isPerson(parts.at(-1) ?? '')) names.unshift(parts.pop() ?? '')
  const title = parts.join(', ')
  const isEvident =
    names.length > 0 && (places.length > 0 || names.filter((name) => INITIALS.test(name)).length * 2 > names.length)
  return isEvident && title.split(' ').length >= MIN_WORDS ? { title, names, places } : null
}

/** "P Zhou Delft University of Technology" begins with a name. */
function isPlace(text: string): boolean {
  return isInstitution(text) && !/^\p{Lu}[.\s]/u.test(text)
}
