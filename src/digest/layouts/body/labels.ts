// 作者：A, B      - **Published**: 2026-01-14 | Category: cs.CV      ### 摘要
// Lines that name their field, alone or several on a line.

import { institutionsOf } from '../../../names/institutions.ts'
import { splitPeople, weighPeople } from '../../../names/split-people.ts'
import { createTrim } from '../../../text/edges.ts'
import { categoryCodes } from '../../category-names.ts'
import { type FoundLabel, readLabel, STARS } from '../../constructs/label.ts'
import { isLinkName, link } from '../../constructs/link.ts'
import type { LabelField } from '../../tokens.ts'

const BULLET = /^(?:[-–—•·▪◦●*+]|\d{1,2}[.)])\s+/
const PICTURES =
  /^(?:(?![\u2605\u2606\u2b50\u2b51\u{1f31f}\u00a9\u00ae\u2122])[\p{Extended_Pictographic}\p{Regional_Indicator}](?:\ufe0f|\u200d|\p{Emoji_Modifier})*\s*)+/u
const BETWEEN_FIELDS = /\s+[|｜•·]\s+|\s*[|｜]\s*/
/** Of code and italics around a field. */
const withoutMarkup = createTrim(/[_*`]/, /[_*`]/)
const MAX_FIELDS = 12
const MAX_SPLIT = 1000
/** The name of a field that no table knows: a few words and a colon. */
const UNKNOWN = /^(?:[\p{Lu}][\p{L}'’-]*(?:\s[\p{L}'’-]+){0,3}|[\u4e00-\u9fff]{2,8})\s*[:：]\s*(?=\S|$)/u
/** What is taken where nothing is known. */
const NOTHING = /^(?:null|none|n\/?a|nan|无|暂无|未知|没有|unknown|tbd|-+|—+|\/)?$/i

/** Without a bullet and pictures in front. */
export function withoutBullet(text: string): string {
  return text.replace(BULLET, '').replace(PICTURES, '')
}

/** Without pictures in front, such as the 👤 of names. */
export function withoutPicture(text: string): string {
  return text.charCodeAt(0) > LAST_PLAIN ? text.replace(PICTURES, '') : text
}

const LAST_PLAIN = 0x2000

/**
 * `Published: 2026-01-14 | Category: cs.CV`: the fields of a line, where every one of them is one.
 */
export function splitFields(text: string): readonly string[] {
  if (text.length > MAX_SPLIT || !/[|｜•·]/.test(text)) return [text]
  const parts = withoutBullet(text)
    .split(BETWEEN_FIELDS)
    .map(withoutMarkup)
    .filter((part) => part !== '')
  const isNamed = (part: string) => readLabel(part) !== null || UNKNOWN.test(part) || link.read(part) !== null
  const isField = (part: string) => isNamed(part) || isDate(part) || categoryCodes(part) !== null || isPeopleOrPlace(part)
  const isEvident = parts.some(isNamed) || (parts.some(isDate) && parts.some(isPeopleOrPlace))
  const isList = parts.length > 1 && parts.length <= MAX_FIELDS && parts.every(isField) && isEvident
  // `[PDF](…) | [Code](…)` and `Links: [PDF](…) | [Code](…)` are one field.
  return isList && !parts.slice(1).every((part) => link.read(part) !== null) ? parts : [text]
}

/** Nothing but a day, as lists write it. */
export function isDate(text: string): boolean {
  return /^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}$/.test(text)
}

/** What a summary made by a program is parted into. */
const ASPECT =
  /^(?:(?:core|main|key|research|proposed|experimental)\s)?(?:motivation|task|background|problem|problem statement|method|methods|methodology|approach|results?|conclusions?|findings?|contribution|limitations?|objective|goal|innovation|novelty|significance|impact|experiments?|datasets?|evaluation|insights?|why it matters)\s*[:：]\s*/i

/** "A Vaswani, N Shazeer" or "Google Brain" among the fields of a line. */
function isPeopleOrPlace(text: string): boolean {
  return text.length < MAX_SPLIT && (institutionsOf(text) !== null || weighPeople(text, splitPeople(text)) !== null)
}

export function readField(text: string): FoundLabel | null {
  const bare = withoutBullet(text).replace(STARS, '')
  const found = readLabel(text) ?? readLabel(bare) ?? readAspect(bare)
  if (found === null) return null
  if (found.field !== 'categories') return found
  const codes = categoryCodes(found.rest)
  return codes === null ? { field: 'note', rest: found.rest } : { field: 'categories', rest: codes }
}

function readAspect(text: string): FoundLabel | null {
  const label = ASPECT.exec(text.slice(0, 60))
  return label === null ? null : { field: 'aspect', rest: text.slice(label[0].length) }
}

/** What a heading inside a paper names; without a colon its words are those of a label as well. */
export function readHeadingLabel(title: string): LabelField | null {
  const words = withoutBullet(title).replace(/[:：]\s*$/, '')
  return words.length > 30 ? null : (readField(`${words}：`)?.field ?? null)
}

/** The name of a field that no table knows; null where the line has none. */
export function unknownField(text: string): string | null {
  return UNKNOWN.exec(withoutBullet(text))?.[0] ?? null
}

export function isNothing(text: string): boolean {
  return NOTHING.test(text.trim()) || (text.length < 40 && isLinkName(text))
}
