// Days and months written in words, outside quotation marks: "June 2025 diffusion", "2025年6月
// 扩散", "上周".
// A week begins on Monday.

import { DAY_MS, HOUR_MS } from '../../text/duration.ts'
import { MONTH_PATTERN, monthNamed } from '../../text/months.ts'

export interface DateInText {
  /** As typed. */
  readonly typed: string
  /** `YYYY-MM-DD`, both ends included. */
  readonly from: string
  readonly to: string
  /** Place in the text, UTF-16, end not included. */
  readonly start: number
  readonly end: number
}

interface Period {
  readonly from: string
  readonly to: string
}

const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const YEAR = '((?:19|20)\\d{2})'
/** Not within a word, a number, an address or the value of a field. */
const BEFORE = '(?<![\\p{L}\\d:：./"“-])'
const AFTER = '(?![\\p{L}\\d"”]|\\.\\.|[-./~…～]\\d)'
const AFTER_LATIN = '(?![a-z\\d"”]|\\.\\.|[-./~…～]\\d)'
const IN = '(?:(?:in|on|from|of)\\s+)?'

interface Pattern {
  readonly pattern: RegExp
  read(match: RegExpExecArray, today: string): Period | null
}

/** The days of digests are China's, which keeps one time all year. */
const OFFSET_OF_CHINA_MS = 8 * HOUR_MS
export const todayInChina = (): string => day(Date.now() + OFFSET_OF_CHINA_MS)

const day = (time: number) => new Date(time).toISOString().slice(0, 10)
const timeOf = (text: string) => Date.parse(`${text}T00:00:00Z`)
const daysFrom = (today: string, days: number) => day(timeOf(today) + days * DAY_MS)
const two = (number: number | string) => String(number).padStart(2, '0')

function dayOf(year: string, month: number | string, date: string): Period | null {
  const text = `${year}-${two(month)}-${two(date)}`
  const time = timeOf(text)
  return Number.isNaN(time) || day(time) !== text ? null : { from: text, to: text }
}

function monthOf(year: string | number, month: number | string): Period | null {
  const number = Number(month)
  if (number < 1 || number > 12) return null
  return { from: `${year}-${two(number)}-01`, to: day(Date.UTC(Number(year), number, 0)) }
}

const yearOf = (year: number | string): Period => ({ from: `${year}-01-01`, to: `${year}-12-31` })
const dayOrMonth = (year: string, month: number | string, date: string | undefined) =>
  date === undefined ? monthOf(year, month) : dayOf(year, month, date)

function week(today: string, back: number): Period {
  const sinceMonday = (new Date(timeOf(today)).getUTCDay() + 6) % 7
  const monday = daysFrom(today, -sinceMonday - 7 * back)
  return { from: monday, to: daysFrom(monday, 6) }
}

function monthBefore(today: string, back: number): Period | null {
  const first = new Date(Date.UTC(Number(today.slice(0, 4)), Number(today.slice(5, 7)) - 1 - back, 1))
  return monthOf(first.getUTCFullYear(), first.getUTCMonth() + 1)
}

const CHINESE_NUMBERS = '一二三四五六七八九十'
const numberOf = (text: string) => {
  if (text === '两' || text === '兩') return 2
  const at = CHINESE_NUMBERS.indexOf(text)
  return at >= 0 ? at + 1 : Number(text)
}
const UNIT_DAYS: Readonly<Record<string, number>> = { day: 1, week: 7, month: 30, 天: 1, 日: 1, 周: 7, 週: 7, 星期: 7, 月: 30 }

function lastOnes(today: string, count: string | undefined, unit: string): Period | null {
  const days = (count === undefined ? 1 : numberOf(count)) * (UNIT_DAYS[unit] ?? 0)
  return days > 0 && days < 4_000 ? { from: daysFrom(today, 1 - days), to: today } : null
}

type Relative = readonly [words: string, read: (today: string) => Period | null]
const RELATIVE_ENGLISH: readonly Relative[] = [
  ['the day before yesterday', (today) => ({ from: daysFrom(today, -2), to: daysFrom(today, -2) })],
  ['yesterday', (today) => ({ from: daysFrom(today, -1), to: daysFrom(today, -1) })],
  ['today', (today) => ({ from: today, to: today })],
  ['this week', (today) => week(today, 0)],
  ['last week', (today) => week(today, 1)],
  ['this month', (today) => monthBefore(today, 0)],
  ['last month', (today) => monthBefore(today, 1)],
  ['this year', (today) => yearOf(today.slice(0, 4))],
  ['last year', (today) => yearOf(Number(today.slice(0, 4)) - 1)],
]
const RELATIVE_CHINESE: readonly Relative[] = [
  ['前天|前日', (today) => ({ from: daysFrom(today, -2), to: daysFrom(today, -2) })],
  ['昨天|昨日', (today) => ({ from: daysFrom(today, -1), to: daysFrom(today, -1) })],
  ['今天|今日', (today) => ({ from: today, to: today })],
  ['(?:本|这|這|这个|這個|这一|這一)(?:周|週|星期|礼拜|禮拜)', (today) => week(today, 0)],
  ['(?:上|上个|上個|上一)(?:周|週|星期|礼拜|禮拜)', (today) => week(today, 1)],
  ['(?:本|这个|這個|这|這)月', (today) => monthBefore(today, 0)],
  ['(?:上|上个|上個)月', (today) => monthBefore(today, 1)],
  ['今年', (today) => yearOf(today.slice(0, 4))],
  ['去年', (today) => yearOf(Number(today.slice(0, 4)) - 1)],
]

const PATTERNS: readonly Pattern[] = [
  {
    // 12 June 2025, June 12, 2025, June 2025
    pattern: new RegExp(
      `${BEFORE}${IN}(?:${DAY}\\s+(?:of\\s+)?)?(${MONTH_PATTERN})\\.?,?\\s+(?:${DAY},?\\s+)?${YEAR}${AFTER_LATIN}`,
      'iu',
    ),
    read: ([, before, month = '', after, year = '']) => dayOrMonth(year, monthNamed(month), before ?? after),
  },
  {
    // 2025 June, 2025 June 12
    pattern: new RegExp(`${BEFORE}${IN}${YEAR}\\s+(${MONTH_PATTERN})\\.?(?:\\s+${DAY})?${AFTER_LATIN}`, 'iu'),
    read: ([, year = '', month = '', date]) => dayOrMonth(year, monthNamed(month), date),
  },
  {
    // 2025年6月12日, 2025年6月, 2025年
    pattern: new RegExp(`${BEFORE}${YEAR}\\s*年(?:\\s*(\\d{1,2})\\s*月(?:份|\\s*(\\d{1,2})\\s*[日号號])?)?`, 'u'),
    read: ([, year = '', month, date]) => (month === undefined ? yearOf(year) : dayOrMonth(year, month, date)),
  },
  {
    // 2025-06-12, 2025/6
    pattern: new RegExp(`${BEFORE}${IN}${YEAR}[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?${AFTER}`, 'iu'),
    read: ([, year = '', month = '', date]) => dayOrMonth(year, month, date),
  },
  {
    // last 3 days, past week
    pattern: new RegExp(
      `${BEFORE}(?:(?:in|from|over)\\s+)?(?:the\\s+)?(?:(?:last|past)\\s+(\\d{1,3})\\s+(day|week|month)s|past\\s+(day|week|month))${AFTER_LATIN}`,
      'iu',
    ),
    read: ([, count, unit, one], today) => lastOnes(today, count, (unit ?? one ?? '').toLowerCase()),
  },
  {
    // 最近三天, 近一周, 最近两个月
    pattern: /(?<!\p{Script=Han})(?:最近|过去|過去|近)([一二三四五六七八九十两兩]|\d{1,3})个?個?(天|日|周|週|星期|月)/u,
    read: ([, count, unit = ''], today) => lastOnes(today, count, unit),
  },
  ...RELATIVE_ENGLISH.map(([words, read]): Pattern => {
    const pattern = new RegExp(`${BEFORE}(?:from\\s+|in\\s+|of\\s+)?${words.replaceAll(' ', '\\s+')}(?!['’]?[a-z\\d"”])`, 'iu')
    return { pattern, read: (_match, today) => read(today) }
  }),
  ...RELATIVE_CHINESE.map(([words, read]): Pattern => {
    return { pattern: new RegExp(`(?<!["“「《]|\\p{Script=Han})(?:${words})`, 'u'), read: (_match, today) => read(today) }
  }),
]

const QUOTED = /["“”„「『《][^"“”„「」『』《》]*["“”」』》]/g

/** The first date of the text that can be one; the particle 的 behind it belongs to it. */
export function findDate(text: string, today: string): DateInText | null {
  const open = text.replace(QUOTED, (quoted) => '"'.repeat(quoted.length))
  for (const { pattern, read } of PATTERNS) {
    const match = pattern.exec(open)
    const period = match && read(match, today)
    if (!match || !period) continue
    const end = match.index + match[0].length
    return { ...period, typed: match[0].trim(), start: match.index, end: open.charAt(end) === '的' ? end + 1 : end }
  }
  return null
}
