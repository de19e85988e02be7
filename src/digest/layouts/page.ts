// Lines that stand between the papers of a list or a table: days, lists, groups of papers, and the page's own.
import { classify } from '../constructs/index.ts'
import { isDayLine } from '../dates/day-line.ts'
import type { Line } from '../lines/lines.ts'
import type { Item, Token } from '../tokens.ts'
import { isNavigation } from './body/index.ts'

export const PAGE: Token = { kind: 'boilerplate', sure: true, closes: false }
export const GROUP: Token = { kind: 'section', listed: null }
/** Known by the head's reader for what it says. */
export const HEAD: Token = { kind: 'prose', language: null }

const HASHES = /^#{1,7}\s+/
/** A digest's own heading, before any paper. */
const MAX_TITLE_LEVEL = 2

export function readBetween(line: Line, hasPaper: boolean): Item {
  const marks = HASHES.exec(line.text)?.[0] ?? ''
  const own = marks === '' ? line : { ...line, text: line.text.slice(marks.length) }
  const token = classify([own])[0]?.token ?? PAGE
  if (token.kind === 'section' || token.kind === 'legend' || token.kind === 'boilerplate') return { line: own, token }
  if (isDayLine(own.text)) return { line: own, token: HEAD }
  if (marks !== '') return { line: own, token: !hasPaper && marks.trim().length <= MAX_TITLE_LEVEL ? HEAD : GROUP }
  const isPage = hasPaper || isNavigation(line.text) || token.kind === 'heading' || token.kind === 'numbered'
  return { line: own, token: isPage ? PAGE : token }
}
