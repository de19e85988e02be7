// Other words of one root: classify and classification, synthesis and synthetic. Stems keep them
// apart since they often mean different things; asked for only where too few papers have the word
// itself.
import { termOf } from '../../text/terms.ts'
import type { SearchIndex } from '../search-index.ts'

const MIN_ROOT = 4
const MAX_LOOKED_AT = 60
const MAX_FORMS = 4
/** What is left of a derivation behind its stem. */
const ENDINGS = 'ificat istic ilist itiv ativ ific ifi ist sit ent if it at et iz iv ut pt il al i l s t d v b r e'.split(' ')

/** Equal for words of one root. */
export function rootOf(term: string): string {
  const even = term.replace(/ain$/, 'an')
  const ending = ENDINGS.find((one) => even.endsWith(one) && even.length - one.length >= MIN_ROOT)
  return ending === undefined ? even : even.slice(0, -ending.length)
}

/** The most used first. */
export function derivedForms(index: SearchIndex, word: string): readonly string[] {
  if (!/^[a-z]{5,}$/.test(word)) return []
  const own = termOf(word)
  const root = rootOf(own)
  const forms = new Map<string, string>()
  for (const known of index.completions(root.slice(0, Math.max(MIN_ROOT, root.length - 1)), MAX_LOOKED_AT))
    if (known.term !== own && known.papers > 1 && !forms.has(known.term) && rootOf(known.term) === root)
      forms.set(known.term, known.word)
  return [...forms.values()].slice(0, MAX_FORMS)
}
