// 1、[CV] Perceiver: General Perception      *【CV/LG】Title      （2） [CV] [LG]* Title
// [LG] A Survey      No.3 Title
// │  │    └ title                            └ starred
// │  └ categories
// └ number
import { CATEGORIES } from '../../../text/categories.ts'
import { createCharacterTest } from '../../../text/character-test.ts'
import { mayHoldIdentifier } from '../../links/identifiers.ts'
import type { Construct, Token } from '../../tokens.ts'
import { type HeadingNumber, readNumber } from './number.ts'
import { readTitle } from './title.ts'

const BULLET = /[-–—•·+]\s*(?=[\\*＊★☆⭐]*\s*[[【［〔])/y
/** Drawn in front of a number or a category. */
const ORNAMENT = /[■-◿❖※]\ufe0f?\s*(?=[\d[【［〔(（第*＊★])/y
/** `[CV] 【1】Title`: the number may follow the category. */
const NUMBER_BEHIND = /[[【［〔(（]\s*(\d{1,3})\s*[\]】］〕)）](?!\()\s*/y
/** `#1 Title` is numbered. */
const MARKS = /(?:(?:>|#(?!\d{1,4}[\s:：]))+\s*|(?:\*\*|__)(?=\s*\S))+/y
const STARS = '*＊★☆⭐✱'
const STAR = new RegExp(`(?:\\\\?(?:[${STARS}]|\ud83c\udf1f)\ufe0f?)+\\s*(?![-–])`, 'y')
const BOLD = /(?:\*\*|__)\s*/y
/** A link's brackets hold no category. */
const BRACKET = /[[【［〔]([^[\]【】［］〔〕]{1,60})[\]】］〕](?!\()\s*/y
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
const MAX_BRACKETS = 8
const MAX_CODES = 12

/** Where a line is read from, left to right. Patterns are sticky: they match here or not at all. */
interface Cursor {
  readonly text: string
  at: number
}

export const heading: Construct = {
  name: 'heading',
  starts:
    /[-–—•·+\d０-９①-⒛⓵-⓾❶-➓㈠-㈩㉑-㉟㊀-㊉Ⅰ-Ⅻ■-◿❖※一二三四五六七八九十([（【［〔〖「*＊★☆⭐✱#＃>_\\\ud83c№NnVvTtPpAa第论論文推]/,
  maxLength: 4000,
  read: readAny,
  plain: { starts: /[[\d]/, read: readPlain },
}

/** How nearly every heading is written: nothing in its title needs a second look. */
const PLAIN = /^(?:(\d{1,5})[、.] ?)?\[([A-Z]{2,3})\] ([A-Za-z\d"$][^*＊★☆⭐✱_#/[【接]*)$/

function readPlain(text: string): Token | null {
  // A bracket that holds more than two or three letters is none of a category: places have one.
  if (text.startsWith('[') && text.charCodeAt(3) !== CLOSING && text.charCodeAt(4) !== CLOSING) return null
  const match = PLAIN.exec(text)
  if (match === null) return null
  const [, number, category = '', title = ''] = match
  // It may be the address of the paper rather than its title, or end in the name of a link.
  if (mayHoldIdentifier(title) || ROUND.has(title.charCodeAt(title.length - 1))) return null
  return {
    kind: 'heading',
    number: number === undefined ? null : Number(number),
    categories: [category],
    starred: false,
    title: withSingleBlanks(title),
    links: [],
  }
}

const CLOSING = 0x5d
const ROUND = new Set([...')）'].map((mark) => mark.charCodeAt(0)))

/** The only blanks of a line are spaces. */
function withSingleBlanks(title: string): string {
  return title.includes('  ') ? title.replace(/ {2,}/g, ' ') : title
}

function readAny(text: string): Token | null {
  // Nothing comes before a letter, and behind one no category: without a number it opens a text.
  if (beginsWord(text.charCodeAt(0)) && readNumber(text, 0) === null) return null
  const cursor = { text, at: 0 }
  eat(cursor, BULLET)
  eat(cursor, ORNAMENT)
  const isMarked = eat(cursor, MARKS)?.[0].includes('#') === true
  let isStarred = eat(cursor, STAR) !== null
  eat(cursor, MARKS)
  const number = eatNumber(cursor)
  isStarred = eat(cursor, STAR) !== null || isStarred
  eat(cursor, BOLD)
  const bracketed = readCategories(cursor)
  const { categories } = bracketed
  if (categories.length === 0 && number === null) return null
  if (categories.length > 0) {
    isStarred = isStarred || bracketed.starred
    isStarred = eat(cursor, STAR) !== null || isStarred
    eat(cursor, COLON)
  }
  const behind = number === null ? (eat(cursor, NUMBER_BEHIND)?.[1] ?? null) : null
  const linked = readTitle(withSingleBlanks(withoutBold(text.slice(cursor.at))))
  const { links } = linked
  const title = withoutBold(linked.title)
  const endsInStar = STARS.includes(title.charAt(title.length - 1)) || title.endsWith('\ufe0f')
  const starred = isStarred || (endsInStar && END_STAR.test(title))
  const bare = endsInStar ? title.replace(END_STAR, '$1').trim() : title
  const value = number?.value ?? (behind === null ? null : Number(behind))
  if (categories.length > 0) {
    if (value === null && (bare === '' || !categories.every(isShouted))) return null
    return { kind: 'heading', number: value, categories: [...new Set(categories.map(canonical))], starred, title: bare, links }
  }
  return number === null ? null : readNumbered(number, { starred, text: bare, links }, isMarked)
}

const beginsWord = createCharacterTest(/[A-Za-z\u4e00-\u9fff]/)

function eatNumber(cursor: Cursor): HeadingNumber | null {
  const found = readNumber(cursor.text, cursor.at)
  if (found !== null) cursor.at = found.end
  return found?.number ?? null
}

function eat(cursor: Cursor, pattern: RegExp): RegExpExecArray | null {
  pattern.lastIndex = cursor.at
  const match = pattern.exec(cursor.text)
  if (match) cursor.at = pattern.lastIndex
  return match
}

/**
 * `[CL/LG]`, `[CV, LG]`, `[CV] [LG]`. A further bracket belongs to the title unless it holds a
 * code: `[CY] [Social] Allostasis`.
 */
function readCategories(cursor: Cursor): { categories: string[]; starred: boolean } {
  const found: string[] = []
  const from = cursor.at
  for (let group = 0; group < MAX_BRACKETS; group++) {
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
  return codes.length <= MAX_CODES && codes.every((code) => CODE.test(code)) ? codes : []
}

function isShouted(code: string): boolean {
  return SHOUTED.test(code)
}

/** `cs.CV` and `ＣＶ` are `CV`. */
function canonical(code: string): string {
  const plain = code.normalize('NFKC').toUpperCase()
  return plain.slice(plain.indexOf('.') + 1)
}

interface NumberedText {
  readonly starred: boolean
  readonly text: string
  readonly links: readonly string[]
}

/** Only a number that nothing but a heading has may be alone on its line, above the title. */
function readNumbered(number: HeadingNumber, { starred, text, links }: NumberedText, isMarked: boolean): Token | null {
  if (text === '' && links.length === 0 && !number.mayBeAlone) return null
  return { kind: 'numbered', number: number.value, starred, text, links, isHeading: isMarked || number.isSpelled }
}

/** A single star behind the title; two around a word are italics. */
const END_STAR = /^([^*★☆⭐]*[^*★☆⭐\s])\s*(?:[＊*]\ufe0f?|(?:[★☆⭐]\ufe0f?\s?){1,10})$/

function withoutBold(title: string): string {
  if (!/[*_#]/.test(title)) return title
  return title
    .replace(/\s+#+$/, '')
    .replace(/^(?:\*\*|__)\s*|\s*(?:\*\*|__)$/g, '')
    .trim()
}
