// The names on lines that belong together. A name may be broken over a line end: "…, L" and "Jones,
// …" are one.
import { splitPeople } from '../../names/split-people.ts'
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
      names[names.length - 1] = last.endsWith('-') ? `${last}${first}` : `${last} ${first}`
      names.push(...others)
    } else names.push(...own)
    before = line.text
  }
  return names
}

function isBroken(last: string, first: string, before: string): boolean {
  if (ENDS_LIST.test(before)) return false
  return UNFINISHED.test(last) || (LATIN_WORD.test(last) && LATIN_WORD.test(first))
}
