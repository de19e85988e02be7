// Names of authors, so that "A Jaegle", "Andrew Jaegle", "Jaegle, A." and "jaegle" find each other.
import { scan } from '../text/terms.ts'
import { romanisedName } from './chinese-names.ts'
import { isParticle, isSuffix } from './particles.ts'

export interface PersonName {
  readonly surname: string
  /** One letter means every name that begins with it; null for any. */
  readonly given: string | null
  /** Names that are printed with ä, ö or ü alone: the others are of other people ("Xue" and "Xu"). */
  readonly hasUmlaut?: true
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

const MAX_WRITTEN_OUT = 4

/**
 * Each ae, oe and ue may be an umlaut written out, which is kept without its marks: "baeuerle" is
 * Bäuerle ("bauerle"). As it is typed first, with all of them for umlauts last.
 */
export function umlautSpellings(word: string): [string, ...string[]] {
  const [first = '', ...rest] = word.split(/(?<=[aou])(?=e)/)
  if (rest.length === 0 || rest.length > MAX_WRITTEN_OUT) return [word]
  const spellings = rest.reduce(
    (begun, piece) => [piece, piece.slice(1)].flatMap((end) => begun.map((one) => one + end)),
    [first],
  )
  return [word, ...spellings.slice(1)]
}

/** The name, and what it is where umlauts are written out in it: "Hans Mueller" is Hans Müller, too. */
export function withUmlauts(name: PersonName): PersonName[] {
  const given = name.given === null ? [null] : umlautSpellings(name.given)
  const [, ...others] = umlautSpellings(name.surname).flatMap((surname) =>
    given.map((one): PersonName => ({ surname, given: one, hasUmlaut: true })),
  )
  return [name, ...others]
}

/**
 * What a typed name may mean: given name first or last, initials or whole. "Du Chengyi" has the
 * surname first only where nobody is known who is called so otherwise, as somebody is by "de Freitas".
 */
export function namesMeant(typed: string, isKnown: (name: PersonName) => boolean): PersonName[] {
  const { surname, given } = nameOf(typed)
  if (surname === '') return []
  const romanised = given === '' ? romanisedName(surname) : null
  if (romanised !== null) return [{ surname, given: null }, romanised]
  const meant = surname.length > 1 || given === '' ? withUmlauts({ surname, given: given === '' ? null : given }) : []
  const turned = nameTurned(typed)
  const joined = namesJoined(typed, isKnown)
  if (turned === null || turned.surname === surname || (given === '' && meant.some((name) => isKnown(name))))
    return [...meant, ...joined]
  return [...meant, ...withUmlauts(turned), ...joined]
}

/**
 * A name with a hyphen is kept as one word: "Gui Song Xia" is Gui-Song Xia, too, and "Laura Leal
 * Taixe" Laura Leal-Taixé where somebody is called so.
 */
function namesJoined(typed: string, isKnown: (name: PersonName) => boolean): PersonName[] {
  const [first = '', middle = '', last = '', ...more] = wordsOf(typed).filter((word) => !isSuffix(word))
  if (middle === '' || more.length > 0 || [first, middle].some((word) => word.length < 2)) return []
  if (last === '') return [{ surname: first + middle, given: null }].filter((name) => isKnown(name))
  if (last.length < 2) return []
  const surnames = [
    { surname: middle + last, given: first },
    { surname: first + middle, given: last },
  ]
  const givenNames = [
    { surname: last, given: first + middle },
    { surname: first, given: middle + last },
  ]
  return [...surnames.filter((name) => isKnown(name)), ...(isParticle(middle) ? [] : givenNames)]
}

/**
 * With the surname first; null where there are more than two given names, or an initial is between
 * two words ("Thomas L. Griffiths").
 */
function nameTurned(typed: string): PersonName | null {
  const words = wordsOf(typed).filter((word) => !isSuffix(word))
  const [surname = '', given, ...more] = words.length === 2 ? words : words.filter((word) => !isParticle(word))
  if (surname.length < 2 || given === undefined || more.length > 1) return null
  return given.length === 1 && more.some((word) => word.length > 1) ? null : { surname, given }
}

/** A word alone is a surname; where nobody is known of that surname, a given name. */
export function givenNameMeant(meant: readonly PersonName[], isKnown: (name: PersonName) => boolean): string | null {
  return meant.every(({ given }) => given === null) && !meant.some((name) => isKnown(name)) ? (meant[0]?.surname ?? null) : null
}

/**
 * Whether the name in the archive may be the one meant: an initial means every name that
 * begins with it.
 */
export function isMeant(author: string, meant: readonly PersonName[]): boolean {
  const name = nameOf(author)
  return meant.some(
    ({ surname, given, hasUmlaut }) =>
      name.surname === surname &&
      (!hasUmlaut || /[äöü]/i.test(author)) &&
      (given === null ||
        name.given === given ||
        (given.length === 1 && name.given.startsWith(given)) ||
        (name.given.length === 1 && given.startsWith(name.given))),
  )
}
