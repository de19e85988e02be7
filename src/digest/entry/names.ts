// The names on lines that belong together. A name may be broken over a line end: "…, L" and "Jones,
// …" are one.
import { splitPeople, weighPeople } from '../../names/split-people.ts'
import type { Item } from '../tokens.ts'

const ENDS_LIST = /[,，、;；&·|]\s*$|\band$/
/** Only initials, or a particle at the end. */
const UNFINISHED =
  /^(?:\p{Lu}\.?\s?)+$|(?:^|\s)(?:van|von|de|der|den|del|della|di|da|dos|du|la|le|el|al|bin|ibn|ben|ter|ten)$|-$/u
const LATIN_WORD = /^\p{Lu}[\p{L}.'’-]*$/u

export function namesOf(items: readonly Item[]): string[] {
  const names: string[] = []
  let before = ''
  for (const { line, token } of items) {
    const own = token.kind === 'people' ? token.names : splitPeople(line.text)
    const last = names.at(-1)
    const [first, ...others] = own
    if (last !== undefined && first !== undefined && isBroken(last, first, before)) {
      names[names.length - 1] = joined(last, first)
      names.push(...others)
    } else names.push(...own)
    before = line.text
  }
  return names
}

/** The hyphen of a wrap goes; that of "Jean-Pierre" and "Garcia-Molina" is the name's own. */
function joined(last: string, first: string): string {
  if (!last.endsWith('-')) return `${last} ${first}`
  return /^\p{Ll}/u.test(first) ? last.slice(0, -1) + first : last + first
}

/** Whether the line below goes on with the name that breaks off at a hyphen. */
export function goesOn(line: string, below: string): boolean {
  if (!line.endsWith('-') || !/\p{L}-$/u.test(line.slice(-3)) || !/^\p{Ll}/u.test(below)) return false
  const together = line.slice(0, -1) + below
  return weighPeople(together, splitPeople(together)) === 'several'
}

function isBroken(last: string, first: string, before: string): boolean {
  if (ENDS_LIST.test(before)) return false
  return UNFINISHED.test(last) || (LATIN_WORD.test(last) && LATIN_WORD.test(first))
}
