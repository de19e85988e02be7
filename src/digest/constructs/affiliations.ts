// [UC San Diego & Tsinghua University & UC Berkeley]      【DeepMind】      [MIT] [CMU]
// [Google; ETH Zürich
// A line that is nothing but brackets. The bracket may close on a later line.
import type { Construct, Token } from '../tokens.ts'
import { splitPlaces } from './names/places.ts'

const OPEN = /[[【［〔]/
const ONE = /[[【［〔]([^[\]【】［］〔〕]{1,600})[\]】］〕][\s,，;；&＆/、]*/y
const DIGITS = /^[\d\s,，–-]*$/

export const affiliations: Construct = {
  name: 'affiliations',
  starts: OPEN,
  maxLength: 2000,
  plain: { starts: /\[/, read: readPlain },
  read(text) {
    if (!OPEN.test(text.charAt(0))) return null
    const names: string[] = []
    let at = 0
    while (at < text.length) {
      ONE.lastIndex = at
      const match = ONE.exec(text)
      if (!match) break
      names.push(match[1] ?? '')
      at = ONE.lastIndex
    }
    if (at === text.length && names.some((name) => !DIGITS.test(name)))
      return { kind: 'affiliations', names: names.flatMap(splitPlaces), open: false }
    const isOpen = at === 0 && !/[\]】］〕]/.test(text) && text.length <= 400 && !OPEN.test(text.slice(1))
    return isOpen && text.length > 2 ? { kind: 'affiliations', names: [], open: true } : null
  },
}

/** Words between blanks and ` & `, without a dash, which a legend may have. */
const PLAIN = /^\[([A-Z][A-Za-z]*)(?:[ &][^[\]【】［］/／:：;；\d=＝~～→–—－-]*)?\]$/
/**
 * First words of what other constructs find in brackets: `[Key Points]`, `[Also worth reading]`,
 * `[Code]`, `[The End]`.
 */
const RESERVED = new Set(
  (
    'Also Further Other Others More Some A Several Additional Papers Worth Honorable Honourable In Briefly Featured The End Contents Table Toc ' +
    'Pdf Code Arxiv Paper Project Link Links Html Abs Demo Video Image Img Figure Fig Cid Title Titles English Chinese Author Authors ' +
    'Affiliation Affiliations Institution Institutions Organization Organizations Organisation Organisations Abstract Summary Key Keypoint ' +
    'Keypoints Highlight Highlights Main Takeaway Takeaways Tldr One Bottom Resources Category Categories Subject Subjects Comment Comments ' +
    'Venue Keyword Keywords Published Submitted Legend Note'
  )
    .toLowerCase()
    .split(' '),
)

function readPlain(text: string): Token | null {
  const first = text.length > 400 ? undefined : PLAIN.exec(text)?.[1]
  if (first === undefined || RESERVED.has(first.toLowerCase())) return null
  return { kind: 'affiliations', names: splitPlaces(text.slice(1, -1)), open: false }
}
