// 1、[CV] Perceiver: General Perception      *【CV/LG】Title      （2） [CV] [LG]* Title      [LG] A Survey      3. Title
// │  │    └ title                            └ starred
// │  └ categories
// └ number
import { CATEGORIES } from '../../text/categories.ts'
import type { Construct, Token } from '../tokens.ts'

const BULLET = /[-–—•·+]\s*(?=[\\*＊★☆⭐]*\s*[[【［〔])/y
const MARKS = /(?:[#>]+\s*|(?:\*\*|__)(?=\s*\S))+/y
const STARS = '*＊★☆⭐✱'
const STAR = new RegExp(`(?:\\\\?(?:[${STARS}]|\ud83c\udf1f)\ufe0f?)+\\s*(?![-–])`, 'y')
const NUMBER = new RegExp(
  [
    '(?:[(（]\\s*(\\d{1,5}|[０-９]{1,5}|[一二三四五六七八九十]{1,3})\\s*[)）]',
    '(\\d{1,5}|[０-９]{1,5})\ufe0f?\u20e3',
    `(\\d{1,5}|[０-９]{1,5})\\s*(?:\\\\?[.．](?!\\d)|[、)）,，。:：]|(?=\\s*[${STARS}]?\\s*[[【［〔]))`,
    '([①-⑳])',
    '([一二三四五六七八九十]{1,3})\\s*[、.．])[\\s、]*',
  ].join('|'),
  'y',
)
const BOLD = /(?:\*\*|__)\s*/y
const BRACKET = /[[【［〔]([^[\]【】［］〔〕]{1,60})[\]】］〕]\s*/y
const BETWEEN = /[/／,，、&＆|｜;；+·]\s*/y
const COLON = /[:：]\s*(?=\S)/y
const CODE_SEPARATOR = /[\s/／,，、&＆|｜;；+·*＊★☆⭐]+/
/** arXiv's archive may stand before the code, as in `cs.CV`. */
const CODE =
  /^(?:[A-Za-z]{1,8}(?:-[A-Za-z]{2,4})?\.)?[A-Za-zＡ-Ｚａ-ｚ\u4e00-\u9fff][A-Za-z\dＡ-Ｚａ-ｚ\u4e00-\u9fff]{0,11}(?:-[A-Za-z\d]{2,10}){0,2}$/
/** Without a number, only capitals are a category: `[DeepMind]` is an affiliation. */
const SHOUTED = /^(?:[a-z-]+\.)?[A-ZＡ-Ｚ][A-Z0-9Ａ-Ｚ]{0,11}(?:-[A-Z0-9]+)*$/
/** `[CV*]` and `[*CV]` are starred as well. */
const STARRED = new RegExp(`[${STARS}]`)
const MOST_BRACKETS = 8
const MOST_CODES = 12

/** Where a line is read from, left to right. Patterns are sticky: they match here or not at all. */
interface Cursor {
  readonly text: string
  at: number
}

export const heading: Construct = {
  name: 'heading',
  starts: /[-–—•·+\d０-９①-⑳一二三四五六七八九十([（【［〔*＊★☆⭐✱#>_\\\ud83c]/,
  longest: 4000,
  read: readAny,
  plain: { starts: /[[\d]/, read: readPlain },
}

/** How nearly every heading is written: nothing in its title needs a second look. */
const PLAIN = /^(?:(\d{1,5})[、.] ?)?\[([A-Z]{2,3})\] ([A-Z\d][^*＊★☆⭐✱_#/]*)$/

function readPlain(text: string): Token | null {
  const match = PLAIN.exec(text)
  if (match === null) return null
  const [, number, category = '', title = ''] = match
  return {
    kind: 'heading',
    number: number === undefined ? null : Number(number),
    categories: [category],
    starred: false,
    title: withSingleBlanks(title),
    links: [],
  }
}

/** The only blanks of a line are spaces. */
function withSingleBlanks(title: string): string {
  return title.includes('  ') ? title.replace(/ {2,}/g, ' ') : title
}

function readAny(text: string): Token | null {
  const cursor = { text, at: 0 }
  eat(cursor, BULLET)
  const isMarked = eat(cursor, MARKS)?.[0].includes('#') === true
  let isStarred = eat(cursor, STAR) !== null
  eat(cursor, MARKS)
  const number = numberOf(eat(cursor, NUMBER))
  isStarred = eat(cursor, STAR) !== null || isStarred
  eat(cursor, BOLD)
  const bracketed = readCategories(cursor)
  const { categories } = bracketed
  if (categories.length > 0) {
    isStarred = isStarred || bracketed.starred
    isStarred = eat(cursor, STAR) !== null || isStarred
    eat(cursor, COLON)
  }
  const { title, links } = unlink(withSingleBlanks(withoutBold(text.slice(cursor.at))))
  const endsInStar = STARS.includes(title.charAt(title.length - 1)) || title.endsWith('\ufe0f')
  const starred = isStarred || (endsInStar && END_STAR.test(title))
  const bare = endsInStar ? title.replace(END_STAR, '$1').trim() : title
  if (categories.length === 0) return number === null ? null : readNumbered(number, starred, bare, isMarked)
  if (number === null && (bare === '' || !categories.every(isShouted))) return null
  return { kind: 'heading', number, categories: [...new Set(categories.map(canonical))], starred, title: bare, links }
}

function eat(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (match) cursor.at = pattern.lastIndex
  return match
}

/** `[CL/LG]`, `[CV, LG]`, `[CV] [LG]`. A further bracket belongs to the title unless it holds a code: `[CY] [Social] Allostasis`. */
function readCategories(cursor: Cursor): { categories: string[]; starred: boolean } {
  const found: string[] = []
  const from = cursor.at
  for (let group = 0; group < MOST_BRACKETS; group++) {
    const start = cursor.at
    const codes = readBracket(cursor)
    if (codes.length === 0 || (group > 0 && !codes.every((code) => isShouted(code) || canonical(code) in CATEGORIES))) {
      cursor.at = start
      break
    }
    found.push(...codes)
    eat(cursor, BETWEEN)
  }
  return { categories: found, starred: found.length > 0 && STARRED.test(cursor.text.slice(from, cursor.at)) }
}

function readBracket(cursor: Cursor): string[] {
  const inner = eat(cursor, BRACKET)?.[1]
  if (inner === undefined) return []
  const codes = inner.split(CODE_SEPARATOR).filter((code) => code !== '')
  return codes.length <= MOST_CODES && codes.every((code) => CODE.test(code)) ? codes : []
}

function isShouted(code: string): boolean {
  return SHOUTED.test(code)
}

/** `cs.CV` and `ＣＶ` are `CV`. */
function canonical(code: string): string {
  const plain = code.normalize('NFKC').toUpperCase()
  return plain.slice(plain.indexOf('.') + 1)
}

function readNumbered(number: number, starred: boolean, text: string, hashes: boolean): Token | null {
  return text === '' ? null : { kind: 'numbered', number, starred, text, hashes }
}

/** A single star behind the title; two around a word are italics. */
const END_STAR = /^([^*]*[^*\s])\s*[＊★☆⭐*]\ufe0f?$/

const LINKED = /^\[(.{1,1000})\]\(\s*<?(https?:\/\/[^\s)>]{1,2000})>?[^)]{0,200}\)\s*([*＊★☆⭐]?)$/
const TRAILING = /^(.*\S)\s+[<(（]?(https?:\/\/[^\s<>)）]{1,2000})[>)）]?$/

/** `[Title](https://…)` and `Title https://…`: the address is a link of the paper. */
function unlink(title: string): { title: string; links: readonly string[] } {
  if (!title.includes('://')) return { title, links: [] }
  const linked = LINKED.exec(title)
  if (linked) return { title: `${linked[1] ?? ''}${linked[3] ?? ''}`, links: [linked[2] ?? ''] }
  const trailing = TRAILING.exec(title)
  return trailing ? { title: trailing[1] ?? '', links: [trailing[2] ?? ''] } : { title, links: [] }
}

function withoutBold(title: string): string {
  if (!/[*_#]/.test(title)) return title
  return title
    .replace(/\s+#+$/, '')
    .replace(/^(?:\*\*|__)\s*|\s*(?:\*\*|__)$/g, '')
    .trim()
}

const CHINESE = '一二三四五六七八九'

function numberOf(match: RegExpExecArray | null): number | null {
  if (match === null) return null
  const written = match.slice(1).find((group) => group !== undefined) ?? ''
  const circled = written.charCodeAt(0) - '①'.charCodeAt(0) + 1
  if (circled >= 1 && circled <= 20) return circled
  const digits = written.normalize('NFKC')
  if (/^\d/.test(digits)) return Number(digits)
  const [tens = '', ones = ''] = written.includes('十') ? written.split('十') : ['', written]
  const ten = written.includes('十') ? (tens === '' ? 1 : CHINESE.indexOf(tens) + 1) : 0
  return ten * 10 + (ones === '' ? 0 : CHINESE.indexOf(ones) + 1)
}
