// Lines that stand between the papers of a list or a table: days, lists, groups of papers, and the
// page's own.

import { displayWidth } from '../../text/width.ts'
import { categoryOf } from '../category-names.ts'
import { navigation } from '../constructs/between/navigation.ts'
import { classify } from '../constructs/index.ts'
import { isDayLine } from '../dates/day-line.ts'
import type { Line } from '../lines/lines.ts'
import type { Item, Token, TokenOf } from '../tokens.ts'

export const PAGE: Token = { kind: 'boilerplate', closes: false }
export const GROUP: Token = { kind: 'section', listed: null }
export const UNREAD: Token = { kind: 'unread' }
/** Known by the head's reader for what it says. */
export const HEAD: Token = { kind: 'prose', language: null }

const HASHES = /^#{1,8}\s+/
const PICTURES = /^(?:\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier})*\s*)+(?=\S)/u
/** Links to other places of the site inside a line, and how many papers there are. */
const OF_PAGE = /\]\((?:#|\.{0,2}\/)|\d+\s*\**\s*篇|\b\d+\**\s+papers?\b/i
const MAX_OF_PAGE = 160

/** Text of this width on the page may be a paper's that was not recognised: it is reported. */
const MAX_QUIET = 80

export function isNavigation(text: string): boolean {
  return navigation.read(text) !== null
}

/** A line that belongs to no paper: quiet where it is short, as the page's own lines are. */
export function besidePapers(line: Line, token: Token): Item {
  const isText = token.kind === 'prose' || token.kind === 'point' || token.kind === 'people'
  const isWide = isText && displayWidth(line.text) > MAX_QUIET
  return { line, token: isWide ? UNREAD : PAGE }
}

/** Without pictures in front, which only decorate. */
export function withoutPictures(text: string): string {
  return text.replace(PICTURES, '')
}

/** A line of the page in front of the papers that says nothing of any of them. */
export function isOfPage(text: string): boolean {
  return isNavigation(text) || (text.length <= MAX_OF_PAGE && OF_PAGE.test(text) && !isDayLine(text))
}

/** The category that a group of papers is named by, as `cs.CV - 计算机视觉`. */
export function groupCategories(text: string): readonly string[] {
  const name = withoutPictures(text.replace(HASHES, '')).replace(/\s*[(（]\s*\d{1,4}\s*(?:篇|papers?)?\s*[)）]$/i, '')
  const code = /^[[【(（]?((?:cs|stat|eess)\.[A-Z]{2})(?![A-Za-z])/.exec(name)?.[1]
  const [first = '', second = ''] = code === undefined ? name.split(/\s*[(（|｜/:：–—-]\s*/, 2) : [code]
  const found = categoryOf(first) ?? categoryOf(second.replace(/[)）]$/, ''))
  return found === null ? [] : [found]
}

/** Papers without a category of their own have that of their group. */
export function inGroup(opening: TokenOf<'heading'>, categories: readonly string[]): TokenOf<'heading'> {
  return opening.categories.length > 0 || categories.length === 0 ? opening : { ...opening, categories }
}

export function readBetween(line: Line, hasPaper: boolean): Item {
  const marks = HASHES.exec(line.text)?.[0] ?? ''
  const own = marks === '' ? line : { ...line, text: withoutPictures(line.text.slice(marks.length)) }
  const token = classify([own])[0]?.token ?? PAGE
  if (token.kind === 'section' || token.kind === 'legend' || token.kind === 'boilerplate') return { line: own, token }
  if (isDayLine(own.text)) return { line: own, token: HEAD }
  if (marks !== '') return { line: own, token: !hasPaper && marks.trim() === '#' ? HEAD : GROUP }
  const isPage =
    hasPaper || isOfPage(line.text) || line.text.startsWith('|') || token.kind === 'heading' || token.kind === 'numbered'
  return { line: own, token: isPage ? PAGE : token }
}
