// Names of authors, so that "A Jaegle", "Andrew Jaegle", "Jaegle, A." and "jaegle" find each other.
import { scan } from '../text/terms.ts'
import { isParticle, isSuffix } from './particles.ts'

export interface PersonName {
  readonly surname: string
  /** One letter means every name that begins with it; null for any. */
  readonly given: string | null
}

const wordsOf = (name: string): string[] =>
  scan(name.replace(/\([^()]*\)|[*†‡§¶\d]+/g, ' ')).map(({ kind, folded, parts }) => (kind === 'run' ? folded : parts.join('')))

/** How a name is kept: without spaces (何恺明) it is all surname. */
export function nameOf(author: string): PersonName & { readonly given: string } {
  const [first = '', ...rest] = author.split(/[,，]/)
  const isTurned = first !== '' && rest.join('').trim() !== ''
  const words = wordsOf(isTurned ? `${rest.join(', ')} ${first}` : author).filter((word) => !isSuffix(word))
  const surname = words.at(-1) ?? ''
  const given = words.slice(0, -1).find((word) => !isParticle(word)) ?? ''
  return { surname, given }
}

/** What a typed name may mean: given name first or last, initials or whole. */
export function namesMeant(typed: string): PersonName[] {
  const { surname, given } = nameOf(typed)
  if (surname === '') return []
  if (given === '') return [{ surname, given: null }]
  const words = wordsOf(typed).filter((word) => !isParticle(word))
  const first = words[0] ?? ''
  const meant: PersonName[] = surname.length > 1 ? [{ surname, given }] : []
  if (words.length === 2 && first.length > 1 && first !== surname) meant.push({ surname: first, given: surname })
  return meant
}

/**
 * Whether the name in the archive may be the one meant: an initial means every name that
 * begins with it.
 */
export function isMeant(author: string, meant: readonly PersonName[]): boolean {
  const name = nameOf(author)
  return meant.some(
    ({ surname, given }) =>
      name.surname === surname &&
      (given === null ||
        name.given === given ||
        (given.length === 1 && name.given.startsWith(given)) ||
        (name.given.length === 1 && given.startsWith(name.given))),
  )
}
