// Dates as people write them in file names and heads. Only real days count: 2021-02-30 is none.

import { DAY_MS, HOUR_MS } from '../../text/duration.ts'
import { MONTH_PATTERN, monthNamed } from '../../text/months.ts'

export interface FoundDate {
  /** Null where the text leaves it out. */
  readonly year: number | null
  readonly month: number
  readonly day: number
  /** The text that says so. */
  readonly written: string
}

const MONTH = `(?<month>${MONTH_PATTERN})\\.?`
const YEAR = '(?<year>(?:19|20)\\d{2})'

const TO = '\\s*(?:[-–—~～]|to|until|至|到)\\s*'
const DAY_OF = '(?<d>\\d{1,2})(?:st|nd|rd|th)?'
const LAST_DAY = '(?<last>\\d{1,2})(?:st|nd|rd|th)?'
const LAST_MONTH = `(?<until>${MONTH_PATTERN})\\.?`

/** `Sep 23 – Oct 1, 2024`: of several days the first, with the year behind the last. */
const RANGES = [
  new RegExp(`(?<![a-z])${MONTH}\\s*${DAY_OF}${TO}(?:${LAST_MONTH}\\s*)?${LAST_DAY}[\\s,)）-]+${YEAR}(?!\\d)`, 'i'),
  new RegExp(`(?<!\\d)${DAY_OF}(?:\\s*${MONTH})?${TO}${LAST_DAY}\\s*${LAST_MONTH}[\\s,)）-]*${YEAR}(?!\\d)`, 'i'),
]
const WITH_YEAR = [
  new RegExp(`(?<!\\d)${YEAR}\\s*(?<sep>[-–./_·])\\s*(?<m>\\d{1,2})\\s*\\k<sep>\\s*(?<d>\\d{1,2})(?!\\d)`),
  new RegExp(`(?<!\\d)${YEAR}\\s*年\\s*(?<m>\\d{1,2})\\s*月\\s*(?<d>\\d{1,2})(?!\\d)`),
  new RegExp(`(?<!\\d)${YEAR}(?<m>\\d{2})(?<d>\\d{2})(?!\\d)`),
  // Month first, as in the series' own 7.10; where that is not a month, day first.
  new RegExp(`(?<!\\d)(?<m>\\d{1,2})(?<sep>[./-])(?<d>\\d{1,2})\\k<sep>${YEAR}(?!\\d)`),
  new RegExp(`(?<!\\d)(?<d>\\d{1,2})(?<sep>[./-])(?<m>\\d{1,2})\\k<sep>${YEAR}(?!\\d)`),
  new RegExp(`(?<![a-z])${MONTH}[\\s_-]*(?<d>\\d{1,2})(?:st|nd|rd|th)?[\\s,_-]+${YEAR}(?!\\d)`, 'i'),
  new RegExp(`(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th)?[\\s_.-]*(?:of\\s+)?${MONTH}[\\s,_-]*${YEAR}(?!\\d)`, 'i'),
]
const NUMBERS = /(?:^|[(（[【】」』》\s—–|·:：])(?<m>\d{1,2})\s*[./·-]\s*(?<d>\d{1,2})(?=$|[)）\]】\s—–|·,，])/
const WITHOUT_YEAR = [
  /(?<!\d)(?<m>\d{1,2})\s*月\s*(?<d>\d{1,2})\s*[日号]?(?!\d)/,
  new RegExp(`(?<![a-z])${MONTH}\\s*(?<d>\\d{1,2})(?:st|nd|rd|th)?(?![\\d\\w])`, 'i'),
  new RegExp(`(?<!\\d)(?<d>\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?${MONTH}(?![a-z])`, 'i'),
  NUMBERS,
]

/**
 * Version, score and measure: `Python 3.7`, `v2.1`, `mAP 7.10`, `3.5 倍` are numbers, whatever days
 * they may look like.
 */
const BEHIND_NUMBER_WORD =
  /(?:版本?|得分|评分|分数|准确率|精度|\b(?:v|ver|version|gpt|python|cuda|torch|pytorch|score|map|iou|bleu|fid))\s*[-:：]?\s*$/i
const BEFORE_UNIT = /^\s*(?:分(?!享)|倍|%|％|万|亿|个|秒|版|[kmg]b?\b|x\b|×|points?\b|times\b|billion\b|million\b)/i

export function findFullDate(text: string): FoundDate | null {
  return findWithYear(plain(text))
}

/** A date with or without its year; the fuller one wins. */
export function findDate(text: string): FoundDate | null {
  const written = plain(text)
  return findWithYear(written) ?? find(written, WITHOUT_YEAR)
}

/** `论文速递 0526`, `240526`: a day run together, where only a day can stand. */
export function findCompactDay(text: string): FoundDate | null {
  const match = /(?<![\d.])([1-3]\d)?(0[1-9]|1[0-2])([0-2]\d|3[01])(?![\d.])/.exec(text)
  if (match === null) return null
  const [written, yearOfCentury, month, day] = match
  const year = yearOfCentury === undefined ? null : 2000 + Number(yearOfCentury)
  return isRealDay(year ?? 2000, Number(month), Number(day)) ? { year, month: Number(month), day: Number(day), written } : null
}

const ZONED = /\d{1,2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?\s*(?:Z\b|UTC|GMT|[+-]\d{2}:?\d{2}\b)/

/**
 * A day as headers write it; where they give a time and its zone, the day that it then was in
 * Shanghai.
 */
export function findDay(text: string): FoundDate | null {
  const written = text.slice(0, MAX_WRITTEN)
  const time = ZONED.test(written) ? Date.parse(written) : Number.NaN
  if (!Number.isFinite(time)) return findFullDate(written)
  const [year = 0, month = 0, day = 0] = dayInShanghai(time).split('-').map(Number)
  return isRealDay(year, month, day) ? { year, month, day, written } : null
}

const MAX_WRITTEN = 200

function plain(text: string): string {
  const narrow = /[０-９．／－]/.test(text) ? text.normalize('NFKC') : text
  return /[〇零一二三四五六七八九十]\s*[年月]/.test(narrow) ? withDigits(narrow) : narrow
}

const NUMERALS = '〇一二三四五六七八九'

/**
 * 二〇二一年七月十日 → 2021年7月10日, padded to its length, so that what was written can be found
 * again.
 */
function withDigits(text: string): string {
  return text
    .replace(/[〇零一二三四五六七八九]{4}(?=\s*年)/g, (year) => [...year].map(digitOf).join(''))
    .replace(/[一二三四五六七八九十]{1,3}(?=\s*[月日号])/g, (number) => String(numberOf(number)).padStart(number.length))
}

function digitOf(numeral: string): number {
  return Math.max(0, NUMERALS.indexOf(numeral))
}

function numberOf(text: string): number {
  if (!text.includes('十')) return digitOf(text.charAt(text.length - 1))
  const [tens = '', ones = ''] = text.split('十')
  return (tens === '' ? 1 : digitOf(tens)) * 10 + (ones === '' ? 0 : digitOf(ones))
}

function find(text: string, patterns: readonly RegExp[]): FoundDate | null {
  for (const pattern of patterns) {
    const match = pattern.exec(text)
    const groups = match?.groups
    if (!match || !groups || (pattern === NUMBERS && isMeasure(text, match))) continue
    const month = groups.month ? monthNamed(groups.month) : Number(groups.m)
    const date = {
      year: groups.year ? Number(groups.year) : null,
      month,
      day: Number(groups.d),
      written: match[0].replace(/^[^\d\p{L}]+|\s+$/gu, ''),
    }
    if (isRealDay(date.year ?? 2000, date.month, date.day)) return date
  }
  return null
}

const HAS_YEAR = new RegExp(YEAR)

/** Each of the patterns has a year. */
function findWithYear(text: string): FoundDate | null {
  return HAS_YEAR.test(text) ? (findRange(text) ?? findWeek(text) ?? find(text, WITH_YEAR)) : null
}

function findRange(text: string): FoundDate | null {
  for (const pattern of RANGES) {
    const match = pattern.exec(text)
    const { month, until, d, last, year } = match?.groups ?? {}
    if (match === null || d === undefined || year === undefined) continue
    const [from, to] = [monthNamed(month ?? until ?? ''), monthNamed(until ?? month ?? '')]
    const isOverNewYear = from > to
    const date = { year: Number(year) - (isOverNewYear ? 1 : 0), month: from, day: Number(d), written: match[0].trim() }
    if (isRealDay(date.year, from, date.day) && isRealDay(Number(year), to, Number(last))) return date
  }
  return null
}

const WEEKS = [
  new RegExp(`(?<!\\d)${YEAR}\\s*(?:-?W|年?\\s*第\\s*)(?<week>\\d{1,2})(?:\\s*周|(?![\\d\\w]))`, 'i'),
  new RegExp(`(?<![a-z])week\\s*(?<week>\\d{1,2})(?:\\s+of|\\s*,)?\\s+${YEAR}(?!\\d)`, 'i'),
]

/** `2024-W39`, `Week 39, 2024`: the Monday of the week as ISO 8601 counts them. */
function findWeek(text: string): FoundDate | null {
  for (const pattern of WEEKS) {
    const match = pattern.exec(text)
    const [year, week] = [Number(match?.groups?.year), Number(match?.groups?.week)]
    if (match === null || !(week >= 1 && week <= 53)) continue
    // 4 January is always in the first week.
    const fourth = Date.UTC(year, 0, 4)
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY_MS + (week - 1) * 7 * DAY_MS
    const day = new Date(monday)
    return { year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(), written: match[0].trim() }
  }
  return null
}

function isMeasure(text: string, match: RegExpExecArray): boolean {
  const start = match.index + match[0].search(/\d/)
  return (
    BEHIND_NUMBER_WORD.test(text.slice(Math.max(0, start - 20), start)) ||
    BEFORE_UNIT.test(text.slice(match.index + match[0].length))
  )
}

const DAYS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]

export function isRealDay(year: number, month: number, day: number): boolean {
  const isLeap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
  const days = month === 2 && isLeap ? 29 : (DAYS[month - 1] ?? 0)
  return Number.isInteger(day) && day >= 1 && day <= days
}

export function isoDay(year: number, month: number, day: number): string {
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

/** Shanghai has kept UTC+8 without daylight saving since 1991. */
export function dayInShanghai(milliseconds: number): string {
  return new Date(milliseconds + 8 * HOUR_MS).toISOString().slice(0, 10)
}
