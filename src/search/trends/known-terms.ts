// Terms that are known to be names of subjects, in the singular or the plural.
import { synonyms } from '../query/synonyms.ts'

/** "clouds" → "cloud", "bus" → "bus". */
export const singular = (word: string): string =>
  /[^s]s$/.test(word) && word.length > 3 && !/(?:us|is|as)$/.test(word) ? word.slice(0, -1) : word

export const isKnownTerm = (text: string): boolean =>
  [text, text.split(' ').map(singular).join(' '), text.replaceAll('-', ' ')].some((form) => synonyms(form).length > 0)
