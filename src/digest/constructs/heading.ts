// 1、[CV] Perceiver: General Perception      *【CV/LG】Title      （2） [CV] [LG]* Title      [LG] A Survey      3. Title
// │  │    └ title                            └ starred
// │  └ categories
// └ number
import { categoryNames } from '../categories.ts'
import type { Construct, Token } from '../tokens.ts'

const MARKS = /(?:[#>]+\s*|(?:\*\*|__)(?=\s*\S))+/y
const STAR = /(?:\\?[*＊★☆⭐✱🌟]\ufe0f?)+\s*(?![-–])/uy
const NUMBER =
  /(?:[(（]\s*(\d{1,4}|[０-９]{1,4}|[一二三四五六七八九十]{1,3})\s*[)）]|(\d{1,4}|[０-９]{1,4})\ufe0f?\u20e3|(\d{1,4}|[０-９]{1,4})\s*(?:\\?[.．](?!\d)|[、)）,，。:：]|(?=\s*[*＊★☆⭐]?\s*[[【［〔]))|([①-⑳])|([一二三四五六七八九十]{1,3})\s*[、.．])[\s、]*/uy
const OPEN = /[[【［〔]\s*/y
const CODE = /((?:[a-z]{2,8}(?:-[a-z]{2,4})?\.)?\p{L}[\p{L}\d]{0,11}(?:-[\p{L}\d]{2,10}){0,2})\s*/iuy
const BETWEEN = /[/／,，、&＆|｜;；+·]\s*/y
const CLOSE = /[\]】］〕]\s*/y
const COLON = /[:：]\s*(?=\S)/y
const BOLD = /(?:\*\*|__)\s*/y
/** Without a number, only capitals are a category: `[DeepMind]` is an affiliation. */
const SHOUTED = /^[A-Z][A-Z0-9]{0,11}(?:-[A-Z0-9]+)*$/
const MOST_BRACKETS = 8

/** Where a line is read from, left to right. Patterns are sticky: they match here or not at all. */
interface Cursor {
  readonly text: string
  at: number
}

export const heading: Construct = {
  name: 'heading',
  starts: /[\d０-９①-⑳一二三四五六七八九十([（【［〔*＊★☆⭐✱#>_\\\ud83c]/,
  read(text) {
    const cursor = { text, at: 0 }
    const isMarked = eat(cursor, MARKS)?.[0].includes('#') === true
    let isStarred = eat(cursor, STAR) !== null
    eat(cursor, MARKS)
    const number = numberOf(eat(cursor, NUMBER))
    isStarred = eat(cursor, STAR) !== null || isStarred
    eat(cursor, BOLD)
    const categories = readCategories(cursor)
    if (categories.length > 0) {
      isStarred = eat(cursor, STAR) !== null || isStarred
      eat(cursor, COLON)
    }
    const title = withoutBold(text.slice(cursor.at))
    const starred = isStarred || END_STAR.test(title)
    const bare = title.replace(END_STAR, '$1').trim()
    if (categories.length === 0) return number === null ? null : readNumbered(number, starred, bare, isMarked)
    if (number === null && (bare === '' || !categories.every(isShouted))) return null
    return { kind: 'heading', number, categories: [...new Set(categories.map(canonical))], starred, title: bare }
  },
}

function eat(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (match) cursor.at = pattern.lastIndex
  return match
}

/** `[CL/LG]`, `[CV, LG]`, `[CV] [LG]`. A further bracket belongs to the title unless it holds a code: `[CY] [Social] Allostasis`. */
function readCategories(cursor: Cursor): string[] {
  const found: string[] = []
  for (let group = 0; group < MOST_BRACKETS; group++) {
    const start = cursor.at
    const codes = readBracket(cursor)
    if (codes.length === 0 || (group > 0 && !codes.every((code) => isShouted(code) || canonical(code) in categoryNames))) {
      cursor.at = start
      break
    }
    found.push(...codes)
    eat(cursor, BETWEEN)
  }
  return found
}

function readBracket(cursor: Cursor): string[] {
  const codes: string[] = []
  if (!eat(cursor, OPEN)) return codes
  eat(cursor, STAR)
  for (let code = eat(cursor, CODE); code; code = eat(cursor, CODE)) {
    codes.push(code[1] ?? '')
    eat(cursor, STAR)
    eat(cursor, BETWEEN)
  }
  return eat(cursor, CLOSE) ? codes : []
}

function isShouted(code: string): boolean {
  return SHOUTED.test(code.normalize('NFKC').replace(/^[a-z-]+\./, ''))
}

/** `cs.CV` and `ＣＶ` are `CV`. */
function canonical(code: string): string {
  return code
    .normalize('NFKC')
    .toUpperCase()
    .replace(/^[A-Z-]+\./, '')
}

function readNumbered(number: number, starred: boolean, text: string, hashes: boolean): Token | null {
  return text === '' ? null : { kind: 'numbered', number, starred, text, hashes }
}

/** A single star behind the title; two around a word are italics. */
const END_STAR = /^([^*]*[^*\s])\s*[＊★☆⭐*]\ufe0f?$/

function withoutBold(title: string): string {
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
