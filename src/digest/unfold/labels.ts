// 作者：A Vaswani 机构：Google Brain 链接：https://… → a line for each label.
import { createTrim } from '../../text/edges.ts'
import { simplifiedText } from '../../text/traditional.ts'
import { readLabel } from '../constructs/label.ts'
import { labelWords } from '../constructs/label-words.ts'
import type { LabelField } from '../tokens.ts'
import { cut } from './tails.ts'

/** Fields of a few words; sentences hold colons as well. */
const SHORT: ReadonlySet<LabelField> = new Set<LabelField>([
  'title',
  'title.en',
  'title.zh',
  'authors',
  'affiliations',
  'links',
  'categories',
  'note',
])
/** Labels that may follow on the same line. */
const FOLLOWING = [...labelWords]
  .filter(([word, field]) => (SHORT.has(field) || field === 'abstract') && /^(?:[\u4e00-\u9fff]{2,}|[a-z ]{6,})$/.test(word))
  .map(([word]) => word)
  .sort((a, b) => b.length - a.length)
  .join('|')
const BEHIND_BLANK = new RegExp(`(?<=\\S)\\s*[;；|｜]?\\s+(?=(?:${FOLLOWING})\\s*[:：])`, 'gi')
/** Behind what parts fields, any label. */
const ANY = [...labelWords]
  .filter(([, field]) => field !== 'aspect')
  .map(([word]) => word.replace(/[()]/g, '\\$&'))
  .sort((a, b) => b.length - a.length)
  .join('|')
const BEHIND_SIGN = new RegExp(`\\s*(?:[|｜·•]\\s*|\\s[–—/-]{1,2}\\s+)(?=(?:${ANY})\\s*[:：])`, 'gi')
const SIGNS = /[\s;；|｜·•–—]/
const withoutEnd = createTrim(null, SIGNS)
const withoutSign = createTrim(/[\s;；|｜·•/–—-]/, SIGNS)
const MAX_LINE = 2000
const MAX_FIRST = 24
/** No address has it. */
const COLON = /[:：](?!\/\/)/

export function hasTwoColons(text: string): boolean {
  const first = text.length > MAX_LINE ? -1 : firstColon(text)
  return first !== -1 && COLON.test(text.slice(first + 1))
}

/** The first colon near the beginning that is not an address's; -1 where there is none. */
function firstColon(text: string): number {
  for (let i = 0; i < MAX_FIRST; i++) {
    const code = text.charCodeAt(i)
    if ((code === 0x3a || code === 0xff1a) && !text.startsWith('//', i + 1)) return i
  }
  return -1
}

/** Null where the line has one label or none. */
export function splitLabels(text: string): string[] | null {
  if (!hasTwoColons(text)) return null
  const first = readLabel(text)
  if (first === null || first.rest === '') return null
  const folded = simplifiedText(text)
  const signs = [...folded.matchAll(BEHIND_SIGN)].map(({ index }) => index)
  const blanks = SHORT.has(first.field) ? [...folded.matchAll(BEHIND_BLANK)].map(({ index }) => index) : []
  if (signs.length + blanks.length === 0) return null
  const places = [...new Set([...signs, ...blanks])].sort((a, b) => a - b)
  return cut(text, places).map((piece, i) => (i === 0 ? withoutEnd(piece) : withoutSign(piece)))
}

const ENTRY_NUMBER =
  /(?<=^|[\s。.!?！？])(?:[【[](\d{1,3})[】\]]|(?:论文|No\.?|Paper)\s?(\d{1,3})\s*[:：.、]|第\s?(\d{1,3})\s?篇)\s*(?=\S)/gi
const AUTHORS = /(?:作者|authors?)\s*[:：]/i
const MIN_ENTRY = 60

/** A number in front, and the label of authors somewhere: a cheap look. */
export function mayHoldEntries(text: string): boolean {
  return text.length >= MIN_ENTRY && /^[【[论論第NP]/.test(text) && /作者|authors?\s*:/i.test(text)
}

/** `【1】 Title 标题：… 作者：… 【2】 Title 作者：…`: papers with labels that have lost all line ends. */
export function splitEntries(text: string): string[] | null {
  const folded = simplifiedText(text)
  const places: number[] = []
  let last = 0
  for (const match of folded.matchAll(ENTRY_NUMBER)) {
    const number = Number(match[1] ?? match[2] ?? match[3])
    if (match.index > 0 && number !== last + 1) continue
    places.push(match.index)
    last = number
  }
  if (places[0] !== 0) return null
  const entries = cut(text, places.slice(1))
  if (!entries.every((entry) => AUTHORS.test(simplifiedText(entry)))) return null
  return entries.flatMap((entry) =>
    cut(
      entry,
      [...simplifiedText(entry).matchAll(BEHIND_BLANK)].map(({ index }) => index),
    ),
  )
}
