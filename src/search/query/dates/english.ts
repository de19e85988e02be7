// Dates in English words: "June 2025", "last March", "two weeks ago", "Q3 2023", "since May".
import { MONTH_PATTERN, monthNamed } from '../../../text/months.ts'
import {
  dayOf,
  dayOrMonth,
  halfOf,
  lastOnes,
  lastPast,
  lastSuch,
  lastWeekday,
  longAgo,
  monthBefore,
  monthOf,
  oneDay,
  type PartOfYear,
  type Period,
  partOfYear,
  quarterBefore,
  quarterOf,
  type Season,
  seasonOf,
  type Unit,
  week,
  weekdayIn,
  type YearlessDay,
  yearIn,
  yearOf,
} from './periods.ts'
import { AFTER_LATIN, asPeriod, asRecent, BEFORE, type DatePattern, type Reading, YEAR } from './reading.ts'

const DAY = '(\\d{1,2})(?:st|nd|rd|th)?'
const IN = '(?:(?:in|on|from|of|during)\\s+(?:the\\s+)?)?'
/** Month names that are no other word: "may", "march" and "august" are. */
const PLAIN_MONTH = 'january|february|april|june|july|september|october|november|december'
const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
const WEEKDAY = '(mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sun)day'
const weekdayNamed = (name: string) => WEEKDAYS.indexOf(name.slice(0, 3).toLowerCase()) + 1
const COUNTS = 'one two three four five six seven eight nine ten eleven twelve'.split(' ')
const COUNT = `(\\d{1,3}|an?|a\\s+couple\\s+of|couple\\s+of|a\\s+few|few|${COUNTS.join('|')})`

function countOf(text: string): number {
  const word = text.toLowerCase().replace(/\s+/g, ' ')
  if (/^an?$/.test(word)) return 1
  if (word.endsWith('couple of')) return 2
  if (word.endsWith('few')) return 3
  const at = COUNTS.indexOf(word)
  return at >= 0 ? at + 1 : Number(word)
}

const SEASON = '(spring|summer|autumn|fall|winter)'
const ordinals: Readonly<Record<string, number>> = {
  first: 1,
  second: 2,
  third: 3,
  fourth: 4,
  '1st': 1,
  '2nd': 2,
  '3rd': 3,
  '4th': 4,
}
const ORDINAL = '(first|second|third|fourth|1st|2nd|3rd|4th)'

const which = (month: string, date?: string): YearlessDay => ({
  month: monthNamed(month),
  date: date === undefined ? null : Number(date),
})
const yearless = (of: YearlessDay, period: Period | null): Reading | null => period && { kind: 'yearless', which: of, period }
/** "models may 4 times" says no day: in small letters these are verbs. */
const isVerb = (typed: string) => /(?<!\p{L})(?:may|mar|march)(?!\p{L})/u.test(typed) && !/\d(?:st|nd|rd|th)/i.test(typed)
const dayInMonth = (typed: string, of: YearlessDay, today: string): Reading | null =>
  isVerb(typed) ? null : yearless(of, lastSuch(today, of))

/** Behind these "may" and "march" are months. */
const OPENS_RANGE = `(?:since|after|before|until|from|between|(?:${MONTH_PATTERN}|\\d)\\s+(?:to|and|until|through))\\s+`
const fullYear = (short: string) => `20${short}`

const words = (text: string) => new RegExp(`${BEFORE}${IN}${text.replaceAll(' ', '\\s+')}${AFTER_LATIN}`, 'giu')

/** Words of one day or period → what they are on that day. */
const RELATIVE: readonly (readonly [words: string, read: (today: string) => Period | null])[] = [
  ['the day before yesterday', (today) => oneDay(today, 2)],
  ['yesterday', (today) => oneDay(today, 1)],
  ['(?:today|tonight|this (?:morning|afternoon|evening))', (today) => oneDay(today, 0)],
  ['last night', (today) => oneDay(today, 1)],
  ['this week', (today) => week(today, 0)],
  ['(?:last|previous) week', (today) => week(today, 1)],
  ['(?:the )?week before last', (today) => week(today, 2)],
  ['this month', (today) => monthBefore(today, 0)],
  ['(?:last|previous) month', (today) => monthBefore(today, 1)],
  ['this quarter', (today) => quarterBefore(today, 0)],
  ['(?:last|previous) quarter', (today) => quarterBefore(today, 1)],
  ['this year', (today) => yearOf(yearIn(today))],
  ['(?:last|previous) year', (today) => yearOf(yearIn(today) - 1)],
]

const RECENT =
  '(?:(?:recent|latest|newest)(?= [^"“]{1,40}papers?$)|(?:recent|latest|newest|new)(?= (?:papers?|articles?|publications?|preprints?)(?![a-z])))'

export const ENGLISH_DATES: readonly DatePattern[] = [
  {
    // 12 June 2025, June 12, 2025, June 2025
    pattern: words(`(?:${DAY}\\s+(?:of\\s+)?)?(${MONTH_PATTERN})\\.?,?\\s+(?:${DAY},?\\s+)?${YEAR}`),
    read: ([, before, month = '', after, year = '']) => asPeriod(dayOrMonth(year, which(month, before ?? after))),
  },
  {
    // 2025 June, 2025 June 12
    pattern: words(`${YEAR}\\s+(${MONTH_PATTERN})\\.?(?:\\s+${DAY})?`),
    read: ([, year = '', month = '', date]) => asPeriod(dayOrMonth(year, which(month, date))),
  },
  {
    // Nov '26
    pattern: words(`(${MONTH_PATTERN})\\.?\\s*['’](\\d{2})`),
    read: ([, month = '', year = '']) => asPeriod(dayOrMonth(fullYear(year), which(month))),
  },
  {
    // last March: the last that is over
    pattern: words(`(?:last|past)\\s+(${MONTH_PATTERN})(?:\\s+${DAY})?`),
    read: ([, month = '', date], today) => asPeriod(lastPast(today, which(month, date))),
  },
  {
    // Jan-Mar 2023, May to July
    pattern: new RegExp(
      `${BEFORE}(${MONTH_PATTERN})\\.?(?=\\s*(?:[–—~～]|to|until|through)\\s*(?:${MONTH_PATTERN})${AFTER_LATIN})`,
      'giu',
    ),
    read: ([, month = ''], today) => yearless(which(month), lastSuch(today, which(month))),
  },
  {
    // this March, in March, since March
    pattern: new RegExp(`${BEFORE}(?:(?:in|during|this)\\s+|(?<=${OPENS_RANGE}))(${MONTH_PATTERN})${AFTER_LATIN}`, 'giu'),
    read: ([, month = ''], today) => yearless(which(month), lastSuch(today, which(month))),
  },
  {
    pattern: words(`(${PLAIN_MONTH})`),
    read: ([, month = ''], today) => yearless(which(month), lastSuch(today, which(month))),
  },
  {
    // March 3, March 3rd
    pattern: words(`(${MONTH_PATTERN})\\.?\\s+${DAY}`),
    read: ([typed, month = '', date = ''], today) => dayInMonth(typed, which(month, date), today),
  },
  {
    // 3 March, 3rd of March
    pattern: words(`${DAY}\\s+(?:of\\s+)?(${MONTH_PATTERN})`),
    read: ([typed, date = '', month = ''], today) => dayInMonth(typed, which(month, date), today),
  },
  {
    // Q3 2023, Q3/2023
    pattern: words(`Q([1-4])[\\s/-]*${YEAR}`),
    read: ([, quarter, year = '']) => asPeriod(quarterOf(year, Number(quarter))),
  },
  {
    // 2023 Q3, 2023Q3
    pattern: words(`${YEAR}[\\s/-]*Q([1-4])`),
    read: ([, year = '', quarter]) => asPeriod(quarterOf(year, Number(quarter))),
  },
  {
    // third quarter of 2023, first half of 2022
    pattern: words(`${ORDINAL}\\s+(quarter|half)(?:\\s+of|\\s+in)?\\s+${YEAR}`),
    read: ([, ordinal = '', part = '', year = '']) => {
      const number = ordinals[ordinal.toLowerCase()] ?? 0
      if (part.toLowerCase() === 'quarter') return asPeriod(quarterOf(year, number))
      return number === 1 || number === 2 ? asPeriod(halfOf(year, number)) : null
    },
  },
  {
    // H1 2022, 2022 H1
    pattern: words(`(?:H([12])[\\s/-]*${YEAR}|${YEAR}[\\s/-]*H([12]))`),
    read: ([, before, yearAfter, yearBefore, after]) =>
      asPeriod(halfOf(yearAfter ?? yearBefore ?? '', (before ?? after) === '1' ? 1 : 2)),
  },
  {
    // summer 2023, summer of 2023, 2023 summer
    pattern: words(`(?:the\\s+)?(?:${SEASON}(?:\\s+of)?\\s+${YEAR}|${YEAR}\\s+${SEASON})`),
    read: ([, before, yearBehind, yearBefore, behind]) => {
      const season = (before ?? behind ?? '').toLowerCase()
      return asPeriod(seasonOf(yearBehind ?? yearBefore ?? '', (season === 'fall' ? 'autumn' : season) as Season))
    },
  },
  {
    // early 2024, mid-2024, late 2024, end of 2024
    pattern: words(`(?:the\\s+)?(early|mid|late|beginning\\s+of|start\\s+of|middle\\s+of|end\\s+of)[\\s-]+${YEAR}`),
    read: ([, name = '', year = '']) => {
      const parts: readonly (readonly [RegExp, PartOfYear])[] = [
        [/^(?:early|beg|start)/i, 'early'],
        [/^mid/i, 'mid'],
        [/^(?:late|end)/i, 'late'],
      ]
      const part = parts.find(([named]) => named.test(name))?.[1]
      return part ? asPeriod(partOfYear(year, part)) : null
    },
  },
  {
    // last 3 days, past week, over the last two years
    pattern: new RegExp(
      `${BEFORE}(?:(?:in|from|over|of|during|within)\\s+)?(?:the\\s+)?(?:(?:last|past|previous)\\s+${COUNT}\\s+(day|week|month|year)s?|past\\s+(day|week|month|year))${AFTER_LATIN}`,
      'giu',
    ),
    read: ([, count, unit, one], today) =>
      asPeriod(lastOnes(today, countOf(count ?? 'a'), (unit ?? one ?? '').toLowerCase() as Unit)),
  },
  {
    // two weeks ago, a year ago
    pattern: words(`${COUNT}\\s+(day|week|month|year)s?\\s+(?:ago|back|earlier)`),
    read: ([, count = '', unit = ''], today) => asPeriod(longAgo(today, countOf(count), unit.toLowerCase() as Unit)),
  },
  {
    pattern: words('half\\s+a\\s+year\\s+ago'),
    read: (_match, today) => asPeriod(longAgo(today, 0.5, 'year')),
  },
  {
    // last Monday, on Friday
    pattern: new RegExp(`${BEFORE}(last|this|on|since|from)\\s+${WEEKDAY}${AFTER_LATIN}`, 'giu'),
    read: ([, before = '', name = ''], today) => {
      const weekday = weekdayNamed(name)
      if (before.toLowerCase() === 'this') return asPeriod(weekdayIn(today, weekday, 0))
      const last = lastWeekday(today, weekday)
      return asPeriod(before.toLowerCase() === 'last' && last.from === today ? oneDay(today, 7) : last)
    },
  },
  {
    // 29/11/2026, 11/29/2026: whichever of the two can be no month is the day
    pattern: new RegExp(`${BEFORE}(\\d{1,2})[/.](\\d{1,2})[/.]${YEAR}(?![\\p{L}\\d./-])`, 'giu'),
    read: ([, first = '', second = '', year = '']) =>
      asPeriod(
        Number(first) > 12 || first === second
          ? dayOf(year, second, first)
          : Number(second) > 12
            ? dayOf(year, first, second)
            : null,
      ),
  },
  {
    // 6/2025
    pattern: new RegExp(`${BEFORE}(\\d{1,2})/${YEAR}(?![\\p{L}\\d./-])`, 'giu'),
    read: ([, month = '', year = '']) => asPeriod(monthOf(year, month)),
  },
  {
    // in 2022, papers of 2022
    pattern: new RegExp(
      `${BEFORE}(?:(?:in|from|during|published\\s+in|papers?\\s+of)\\s+(?:the\\s+)?(?:year\\s+)?|(?:the\\s+)?year\\s+)${YEAR}${AFTER_LATIN}`,
      'giu',
    ),
    read: ([, year = '']) => asPeriod(yearOf(year)),
  },
  { pattern: words(RECENT), read: (_match, today) => asRecent(today) },
  ...RELATIVE.map(([text, read]): DatePattern => {
    const pattern = new RegExp(
      `${BEFORE}(?:(?:in|from|of|on)\\s+)?(?:the\\s+)?${text.replaceAll(' ', '\\s+')}(?:['’]s)?(?!['’]?[a-z\\d"”])`,
      'giu',
    )
    return { pattern, read: (_match, today) => asPeriod(read(today)) }
  }),
]
