// What institution an affiliation means, however it is written.
import { scan } from '../text/terms.ts'
import { INSTITUTION_NAMES } from './institution-names.ts'

/** Words as they are shortened in addresses → the words in full. */
const IN_FULL: Readonly<Record<string, string>> = { univ: 'university', inst: 'institute', lab: 'laboratory', labs: 'laboratory' }

/** Folded, with the usual abbreviations in full: "Tsinghua Univ.", "U of Toronto". */
const joined = (text: string) =>
  scan(text)
    .flatMap(({ kind, folded, parts }) => (kind === 'run' ? [folded] : parts))
    .map((word) => IN_FULL[word] ?? word)
    .join(' ')
    .replace(/\bu of\b/g, 'university of')

interface Institution {
  readonly key: string
  readonly names: readonly string[]
  /** Keys of those that it is part of. */
  readonly parents: readonly string[]
}

let loaded: { readonly byName: ReadonlyMap<string, Institution>; readonly longest: number } | undefined

function institutions() {
  if (loaded) return loaded
  const byName = new Map<string, Institution>()
  for (const line of INSTITUTION_NAMES.trim().split('\n')) {
    const all = line.split('|')
    const names = all.filter((name) => !name.startsWith('>'))
    const parents = all.filter((name) => name.startsWith('>')).map((name) => joined(name.slice(1)))
    const institution = { key: joined(names[0] ?? ''), names, parents }
    for (const name of names) byName.set(joined(name), institution)
  }
  const longest = Math.max(...[...byName.keys()].map((name) => name.split(' ').length))
  loaded = { byName, longest }
  return loaded
}

/**
 * Keys of an affiliation as a digest writes it: of each known institution named in it, else its own
 * words.
 */
export function keysOfAffiliation(written: string): readonly string[] {
  const { byName, longest } = institutions()
  const whole = joined(written)
  const exact = byName.get(whole)
  if (exact) return [exact.key, ...exact.parents]
  const words = whole.split(' ')
  const keys = new Set<string>()
  for (let start = 0; start < words.length; start++)
    for (let length = Math.min(longest, words.length - start); length > 0; length--) {
      const found = byName.get(words.slice(start, start + length).join(' '))
      // A short name inside a longer one is often another thing ("Duke" in "Duke Energy"): only
      // whole names count there.
      if (!found || (length === 1 && !isWholeName(words[start] ?? '', found))) continue
      for (const key of [found.key, ...found.parents]) keys.add(key)
      start += length - 1
      break
    }
  return keys.size > 0 ? [...keys] : whole === '' ? [] : [whole]
}

const isWholeName = (word: string, { key, names }: Institution) =>
  word === key || /大学|学院|研究/.test(word) || names.some((name) => /^[A-Z]{4,}$/.test(name) && name.toLowerCase() === word)

/** Keys of what a reader asks for: of a branch its own, without what it is part of. */
export function keysMeant(typed: string): readonly string[] {
  const exact = institutions().byName.get(joined(typed))
  return exact ? [exact.key] : keysOfAffiliation(typed)
}

/** The folded form in which affiliations outside the table are compared. */
export const foldedAffiliation = joined

/**
 * Whether the table knows what was typed: then it means that institution, and no other whose name
 * has the words.
 */
export const isKnownAffiliation = (typed: string): boolean => institutions().byName.has(joined(typed))

/** The name that it mostly goes by; null for what the table does not know. */
export const institutionNamed = (typed: string): string | null => institutions().byName.get(joined(typed))?.names[0] ?? null

/** Whether an institution of these keys is the one that was typed, as the search understands it. */
export function isAffiliationMeant(typed: string, keys: readonly string[]): boolean {
  const own = keysMeant(typed)
  if (keys.some((key) => own.includes(key))) return true
  const words = joined(typed)
  return words !== '' && !isKnownAffiliation(typed) && keys.some((key) => ` ${key} `.includes(` ${words} `))
}
