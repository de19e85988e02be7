// Whether a phrase that rises is the name of a subject, by all papers of the archive: they have it
// in their titles, and where they have its words they have them side by side.
import { scan } from '../../text/terms.ts'
import { segmenter } from '../../text/whole-words.ts'
import { all, phraseOf, TITLES } from '../ranking/expressions.ts'
import type { SearchIndex } from '../search-index.ts'
import { isKnownTerm } from './known-terms.ts'

/** Of the papers that have it, so many name it in their title. */
const MIN_TITLE_SHARE = { en: 0.2, zh: 0.15 } as const
/** One word alone may be any word of the language, even one that is known as a name. */
const MIN_TITLE_SHARE_OF_A_WORD = { en: 0.2, zh: 0.25 } as const
/** Of the papers that have all of its words, so many have them as this phrase. */
const MIN_COHESION = 0.12
/** A name goes on with 的 in a fifth of its papers at the most, 数据驱动 and 物理引导 in half. */
const MAX_SHARE_BEFORE_DE = 0.3

export function isSubject(index: SearchIndex, text: string): boolean {
  const parts = partsOf(text)
  if (parts.length > 1 && isKnownTerm(text)) return true
  const phrase = phraseOf(scan(text))
  const papers = index.count(phrase, [])
  const titled = index.count({ kind: 'in', columns: TITLES, of: phrase }, [])
  const least = parts.length > 1 ? MIN_TITLE_SHARE : MIN_TITLE_SHARE_OF_A_WORD
  if (titled < papers * least[isChinese(text) ? 'zh' : 'en']) return false
  if (isChinese(text) && index.count(phraseOf(scan(`${text}的`)), []) > papers * MAX_SHARE_BEFORE_DE) return false
  return parts.length === 1 || papers >= index.count(all(parts.map((part) => phraseOf(scan(part)))), []) * MIN_COHESION
}

const isChinese = (text: string) => /^\p{Script=Han}+$/u.test(text)

/** Its words. */
function partsOf(text: string): string[] {
  if (!isChinese(text)) return text.split(' ')
  return [...segmenter.segment(text)].map(({ segment }) => segment)
}
