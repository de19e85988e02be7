// The last of the names and the place behind it, where nothing but a blank parts them.

import { institutionsOf, isInstitution } from '../../../names/institutions.ts'
import { isName } from '../../../names/split-people.ts'

const MIN_WORDS = 2

export function isPerson(text: string): boolean {
  return text.split(' ').length >= MIN_WORDS && isName(text) && !isInstitution(text)
}

/** "P Zhou Delft University of Technology" */
export function splitNamePlace(text: string): { readonly name: string; readonly places: readonly string[] } | null {
  const words = text.split(' ')
  for (let n = MIN_WORDS; n < Math.min(words.length, 5); n++) {
    const name = words.slice(0, n).join(' ')
    const places = isPerson(name) ? institutionsOf(words.slice(n).join(' ')) : null
    if (places !== null) return { name, places }
  }
  return null
}
