// Dates in Chinese words: 2025年6月, 去年三月, 上半年, 上周一, 两周前, 最近半年.
import {
  dayOrMonth,
  halfOf,
  lastOnes,
  lastSuch,
  lastWeekday,
  longAgo,
  monthBefore,
  monthsOf,
  oneDay,
  type Period,
  partOfYear,
  quarterBefore,
  quarterOf,
  type Season,
  seasonOf,
  type Unit,
  week,
  weekdayIn,
  yearIn,
  yearOf,
} from './periods.ts'
import { asPeriod, asRecent, BEFORE_NUMBER, type DatePattern, YEAR } from './reading.ts'

/** Words within a longer run may be part of others (如今年轻人): only behind what asks for papers. */
const BEFORE_WORD =
  '(?<=^|[^\\p{Script=Han}"“「《:：]|有没有|有什么|有哪些|关于|在|从|自|自从|看|找|查|搜|搜索|给我|请问|的|到|至)'
const DIGITS = '〇一二三四五六七八九'
const NUMBERS = '一二三四五六七八九十'

/** 6, 六, 十二, 两. */
function numberOf(text: string): number {
  if (/^\d+$/.test(text)) return Number(text)
  if (/^[两兩]$/.test(text)) return 2
  if (/^[几幾]$/.test(text)) return 3
  if (text === '半') return 0.5
  const [tens, ones] = text.includes('十') ? text.split('十') : ['0', text]
  const digit = (one: string | undefined, none: number) => (one ? NUMBERS.indexOf(one) + 1 : none)
  return (tens === '0' ? 0 : digit(tens, 1) * 10) + digit(ones, 0)
}

const NUMBER = `(\\d{1,3}|[${NUMBERS}]{1,3}|[两兩几幾半])`
const MONTH = `(\\d{1,2}|十[一二]?|[一二三四五六七八九])\\s*月`
const DATE = `(\\d{1,2}|[一二三]?十[一二三四五六七八九]?|[一二三四五六七八九])\\s*[日号號]`
const UNIT = '(?:个|個)?(天|日|周|週|星期|礼拜|禮拜|月|年)'
const UNITS: Readonly<Record<string, Unit>> = {
  天: 'day',
  日: 'day',
  周: 'week',
  週: 'week',
  星期: 'week',
  礼拜: 'week',
  禮拜: 'week',
  月: 'month',
  年: 'year',
}
const unitNamed = (text: string): Unit => UNITS[text] ?? 'day'
const WEEK = '(?:周|週|星期|礼拜|禮拜)'
const WEEKDAYS = '一二三四五六日'
const weekdayNamed = (text: string) => WEEKDAYS.indexOf(text === '天' ? '日' : text) + 1

const YEARS_BACK: Readonly<Record<string, number>> = { 今年: 0, 本年: 0, 去年: 1, 上年: 1, 前年: 2, 大前年: 3 }
/** 2025年, 二〇二五年, 去年: three groups, of which one is there. */
const yearWord = (sign: string) =>
  `(?:${BEFORE_NUMBER}${YEAR}\\s*${sign}|(?<![${DIGITS}])([〇○零${NUMBERS}]{4})年|${BEFORE_WORD}(今年|本年|去年|上年|大前年|前年))`

function yearRead([, digits, written, word]: RegExpExecArray, today: string): number | null {
  if (digits !== undefined) return Number(digits)
  if (word !== undefined) return yearIn(today) - (YEARS_BACK[word] ?? 0)
  const year = Number([...(written ?? '')].map((one) => Math.max(0, DIGITS.indexOf(one))).join(''))
  return year >= 1900 && year < 2100 ? year : null
}

const ofYear = (behind: string, read: (year: number, rest: readonly (string | undefined)[]) => Period | null): DatePattern => ({
  // 2024上半年: what is behind says that it is a year.
  pattern: new RegExp(`${yearWord(behind === NOTHING ? '年' : '年?')}\\s*的?${behind}`, 'gu'),
  read: (match, today) => {
    const year = yearRead(match, today)
    return year === null ? null : asPeriod(read(year, match.slice(4)))
  },
})
/** 2020年代 is ten years. */
const NOTHING = '(?!代)'
const SEASONS: Readonly<Record<string, Season>> = { 春: 'spring', 夏: 'summer', 秋: 'autumn', 冬: 'winter' }
const half = (text: string | undefined) => (text === '上' ? 1 : 2)

/** The last one that has begun. */
const lastBegun = (today: string, of: (year: number) => Period | null): Period | null => {
  const period = of(yearIn(today))
  return period !== null && period.from > today ? of(yearIn(today) - 1) : period
}

const RELATIVE: readonly (readonly [words: string, read: (today: string) => Period | null])[] = [
  ['大前[天日]', (today) => oneDay(today, 3)],
  ['前[天日]', (today) => oneDay(today, 2)],
  ['昨[天日晚夜]', (today) => oneDay(today, 1)],
  ['今[天日早晚]', (today) => oneDay(today, 0)],
  ['这两天|這兩天', (today) => lastOnes(today, 2, 'day')],
  ['(?:这|這|最近)[几幾]天', (today) => lastOnes(today, 3, 'day')],
  [`(?:本|这|這|这个|這個|这一|這一)${WEEK}`, (today) => week(today, 0)],
  [`上上(?:个|個)?${WEEK}`, (today) => week(today, 2)],
  [`(?:上|上个|上個|上一)${WEEK}`, (today) => week(today, 1)],
  ['(?:本|这个|這個|这|這)月', (today) => monthBefore(today, 0)],
  ['上上(?:个|個)?月', (today) => monthBefore(today, 2)],
  ['(?:上|上个|上個)月', (today) => monthBefore(today, 1)],
  ['(?:本|这个|這個|这)季度', (today) => quarterBefore(today, 0)],
  ['上(?:个|個|一)?季度', (today) => quarterBefore(today, 1)],
]

/** 最近邻 is a neighbour. */
const RECENT = '(?:最近|近期)(?=$|\\s|的|有|发|發|出|新|关于|關於)|最新的?(?=.{0,20}(?:论文|論文|文章)$)'

export const CHINESE_DATES: readonly DatePattern[] = [
  // 2025年, 去年
  ofYear(NOTHING, yearOf),
  // 2025年6月12日, 去年三月
  ofYear(`${MONTH}(?:份|\\s*${DATE})?(?![龄齡])`, (year, [month = '', date]) =>
    dayOrMonth(year, { month: numberOf(month), date: date === undefined ? null : numberOf(date) }),
  ),
  ofYear('([上下])半年', (year, [part]) => halfOf(year, half(part))),
  ofYear('第?([一二三四1-4])季度?', (year, [quarter = '']) => quarterOf(year, numberOf(quarter))),
  ofYear('Q([1-4])', (year, [quarter]) => quarterOf(year, Number(quarter))),
  ofYear('([春夏秋冬])[天季]', (year, [season = '']) => seasonOf(year, SEASONS[season] ?? 'spring')),
  ofYear('年?初', (year) => monthsOf(year, 1, 3)),
  ofYear('年?中(?![国文國])', (year) => partOfYear(year, 'mid')),
  ofYear('年?[底末]', (year) => monthsOf(year, 10, 12)),
  {
    // 三月, 6月份, 11月29日
    pattern: new RegExp(`(?<![${NUMBERS}\\d年个個.])${BEFORE_WORD}${MONTH}(?:份|\\s*${DATE})?(?![龄齡])`, 'gu'),
    read: ([, month = '', date], today) => {
      const which = { month: numberOf(month), date: date === undefined ? null : numberOf(date) }
      const period = lastSuch(today, which)
      return period && { kind: 'yearless', which, period }
    },
  },
  {
    pattern: new RegExp(`${BEFORE_WORD}([上下])半年`, 'gu'),
    read: ([, part], today) => asPeriod(lastBegun(today, (year) => halfOf(year, half(part)))),
  },
  {
    pattern: new RegExp(`${BEFORE_WORD}第?([一二三四1-4])季度`, 'gu'),
    read: ([, quarter = ''], today) => asPeriod(lastBegun(today, (year) => quarterOf(year, numberOf(quarter)))),
  },
  {
    pattern: new RegExp(`${BEFORE_WORD}年([初底末])`, 'gu'),
    read: ([, part], today) =>
      asPeriod(lastBegun(today, (year) => (part === '初' ? monthsOf(year, 1, 3) : monthsOf(year, 10, 12)))),
  },
  {
    // 最近三天, 近半年, 过去两年
    pattern: new RegExp(`(?<!\\p{Script=Han})(?:最近|过去|過去|近)的?${NUMBER}${UNIT}`, 'gu'),
    read: ([, count = '', unit = ''], today) => asPeriod(lastOnes(today, numberOf(count), unitNamed(unit))),
  },
  {
    // 两周前, 半年前, 3天之前
    pattern: new RegExp(`${BEFORE_WORD}${NUMBER}${UNIT}(?:之|以)?前`, 'gu'),
    read: ([, count = '', unit = ''], today) => asPeriod(longAgo(today, numberOf(count), unitNamed(unit))),
  },
  {
    // 上周一, 这周五, 周三
    pattern: new RegExp(`${BEFORE_WORD}(上|上个|上個|本|这|這)?${WEEK}([一二三四五六日天])(?![篇个個些周週])`, 'gu'),
    read: ([, which, name = ''], today) => {
      const weekday = weekdayNamed(name)
      if (which === undefined) return asPeriod(lastWeekday(today, weekday))
      return asPeriod(weekdayIn(today, weekday, which.startsWith('上') ? 1 : 0))
    },
  },
  { pattern: new RegExp(`${BEFORE_WORD}(?:${RECENT})`, 'gu'), read: (_match, today) => asRecent(today) },
  ...RELATIVE.map(([words, read]): DatePattern => {
    return { pattern: new RegExp(`${BEFORE_WORD}(?:${words})`, 'gu'), read: (_match, today) => asPeriod(read(today)) }
  }),
]
