// Days, months and longer times in words, outside quotation marks, with what opens or closes them:
// "June 2025 diffusion", "since May", 2021到2023年, 上周.
import { MONTH_PATTERN } from '../../../text/months.ts'
import { CHINESE_DATES } from './chinese.ts'
import { ENGLISH_DATES } from './english.ts'
import { dayOf, dayOrMonth, daysFrom, monthOf, type Period, yearIn, yearOf } from './periods.ts'
import { AFTER_LATIN, asPeriod, BEFORE, BEFORE_NUMBER, type DatePattern, type Reading, YEAR } from './reading.ts'

export interface DateInText {
  /** As typed. */
  readonly typed: string
  /** `YYYY-MM-DD`, both ends included; null where it is open. */
  readonly from: string | null
  readonly to: string | null
  /** Place in the text, UTF-16, end not included. */
  readonly start: number
  readonly end: number
  /** Nothing but four digits: it may as well be part of a name, such as "WMT 2024". */
  readonly isBareYear: boolean
}

interface Found {
  readonly reading: Reading
  readonly start: number
  readonly end: number
}

const IN = '(?:(?:in|on|from|of)\\s+)?'
const AFTER = '(?![\\p{L}\\d"”]|\\.\\.|[-./~…～]\\d)'

/** Four digits alone are no year of papers before. */
const FIRST_BARE_YEAR = 2000

const IN_DIGITS: readonly DatePattern[] = [
  {
    // 2025-06-12, 2025/6
    pattern: new RegExp(`${BEFORE}${IN}${YEAR}[-/.](\\d{1,2})(?:[-/.](\\d{1,2}))?${AFTER}`, 'giu'),
    read: ([, year = '', month = '', date]) => asPeriod(date === undefined ? monthOf(year, month) : dayOf(year, month, date)),
  },
  {
    // 2022.1-2022.6, 2022-01..2022-06
    pattern: new RegExp(
      `${BEFORE}${YEAR}[-/.](\\d{1,2})\\s*(?:-|–|—|~|～|\\.{2,3}|…)\\s*${YEAR}[-/.](\\d{1,2})(?![\\p{L}\\d./-])`,
      'giu',
    ),
    read: ([, year = '', month = '', lastYear = '', lastMonth = '']) => {
      const [first, last] = [monthOf(year, month), monthOf(lastYear, lastMonth)]
      return asPeriod(first && last && first.from <= last.to ? { from: first.from, to: last.to } : null)
    },
  },
  {
    // 2024..2025
    pattern: new RegExp(`${BEFORE}${YEAR}\\s?(?:\\.{2,3}|…)\\s?${YEAR}(?![\\p{L}\\d./-])`, 'giu'),
    read: ([, year = '', last = '']) => asPeriod(year <= last ? { from: `${year}-01-01`, to: `${last}-12-31` } : null),
  },
  {
    // 20250612
    pattern: new RegExp(`${BEFORE}${YEAR}(\\d{2})(\\d{2})(?![\\p{L}\\d./-])`, 'giu'),
    read: ([, year = '', month = '', date = '']) => asPeriod(dayOf(year, month, date)),
  },
  {
    // 2025; 2021 of 2021-2023 and 2021到2023年
    pattern: new RegExp(`${BEFORE_NUMBER}(?<![+#])${YEAR}(?:${AFTER_LATIN}|(?=\\s*[-–—~～]\\s*${YEAR}))(?!\\s*[年%])`, 'giu'),
    read: ([, year = ''], today) =>
      Number(year) >= FIRST_BARE_YEAR && Number(year) <= yearIn(today) ? { kind: 'bare-year', period: yearOf(year) } : null,
  },
]
const PATTERNS = [...ENGLISH_DATES, ...CHINESE_DATES, ...IN_DIGITS]

const QUOTED = /["“”„「『《][^"“”„「」『』《》]*["“”」』》]/g

/** "2021-2023" and "Jan-Mar": a hyphen elsewhere joins a date to what it is part of. */
const HYPHEN_OF_RANGE = new RegExp(
  `(?<=(?<![\\p{L}\\d-])(?:${MONTH_PATTERN}|(?:19|20)\\d{2})\\.?\\s?)-(?=\\s?(?:(?:${MONTH_PATTERN})(?!\\p{L})|(?:19|20)\\d{2}(?![\\d-])))`,
  'giu',
)

/** Full-width digits as the others, and quotes emptied; every character keeps its place. */
const openText = (text: string) =>
  text
    .replace(QUOTED, (quoted) => '"'.repeat(quoted.length))
    .replace(HYPHEN_OF_RANGE, '–')
    .replace(/[０-９]/g, (digit) => String.fromCharCode(digit.charCodeAt(0) - 0xfee0))

/** The first date of the text that can be one, with what belongs to it. */
export function findDate(text: string, today: string): DateInText | null {
  const open = openText(text)
  const all = PATTERNS.flatMap(({ pattern, read }) =>
    [...open.matchAll(pattern)].flatMap((match): Found[] => {
      const reading = read(match, today)
      return reading ? [{ reading, start: match.index, end: match.index + match[0].length }] : []
    }),
  ).sort((a, b) => a.start - b.start || b.end - a.end)
  const range = all.map((one) => rangeFrom(one, all, open)).find((found) => found !== null)
  if (range) return whole(range, text, false)
  const isBare = ({ reading }: Found) => reading.kind === 'bare-year'
  const isRecent = ({ reading }: Found) => reading.kind === 'recent'
  const one =
    all.find((found) => !isBare(found) && !isRecent(found)) ??
    all.find((found) => hasBound(found, open)) ??
    all.find(isBare) ??
    all[0]
  if (!one) return null
  const bounded = withBound(one, open, today)
  return whole(bounded ?? { ...one.reading.period, start: one.start, end: one.end }, text, bounded === null && isBare(one))
}

interface Span {
  readonly from: string | null
  readonly to: string | null
  readonly start: number
  readonly end: number
}

const BETWEEN = /^\s*(?:to|until|till|through|and|[-–—~～到至])\s*$/iu
const OPENS = /(?:^|\s)(?:between|from|从|自)\s*$/iu

/** "January to March 2023": each of the two may say the year of both. */
function rangeFrom(first: Found, all: readonly Found[], open: string): Span | null {
  for (const last of all) {
    if (last.start < first.end || last.end <= first.end) continue
    const between = open.slice(first.end, last.start)
    if (!BETWEEN.test(between)) continue
    const isOpened = OPENS.test(open.slice(0, first.start))
    if (/^\s*and\s*$/i.test(between) && !isOpened) continue
    const [from, to] = [besideYear(first.reading, last.reading), besideYear(last.reading, first.reading)]
    if (from === null || to === null || from.from > to.to) continue
    const start = isOpened ? open.slice(0, first.start).search(OPENS) : first.start
    return { from: from.from, to: to.to, start: start + (/^\s/.test(open.slice(start)) ? 1 : 0), end: last.end }
  }
  return null
}

function besideYear(reading: Reading, other: Reading): Period | null {
  if (reading.kind !== 'yearless' || other.kind === 'yearless') return reading.period
  return dayOrMonth(yearIn(other.period.from), reading.which)
}

interface Bound {
  readonly before: RegExp
  readonly after: RegExp
  readonly span: (period: Period) => { readonly from: string | null; readonly to: string | null }
}

const NOT_IN_A_WORD = '(?=$|[^\\p{L}\\d]|的)'
const BOUNDS: readonly Bound[] = [
  {
    before: /(?:^|\s)since\s+$|(?:^|[^\p{L}])(?:自|自从|从)$/iu,
    after: new RegExp(
      `^\\s*(?:onwards?|or\\s+later|(?:to|until|till|[-–—])\\s*(?:the\\s+)?(?:present|now|today|date)(?![a-z])|到今天?|以来|以來|至今|到现在|以后|以後|之后|之後|开始|開始|起|后${NOT_IN_A_WORD})`,
      'iu',
    ),
    span: ({ from }) => ({ from, to: null }),
  },
  {
    before: /(?:^|\s)(?:after|later\s+than)\s+$/iu,
    after: /^(?!)/,
    span: ({ to }) => ({ from: daysFrom(to, 1), to: null }),
  },
  {
    before: /(?:^|\s)(?:before|prior\s+to|earlier\s+than)\s+$/iu,
    after: new RegExp(`^\\s*(?:or\\s+earlier|以前|之前|前${NOT_IN_A_WORD})`, 'iu'),
    span: ({ from }) => ({ from: null, to: daysFrom(from, -1) }),
  },
  {
    before: /(?:^|\s)(?:until|till|up\s+to)\s+$|(?:^|[^\p{L}])(?:截至|截止|到)$/iu,
    after: /^(?!)/,
    span: ({ to }) => ({ from: null, to }),
  },
]
/** "from 2022 onwards" and "since 2022年以来" say it at both ends. */
const OF_BOTH = /(?:^|\s)(?:from|in)\s+$|(?:^|[^\p{L}])(?:自|自从|从|在)$/iu

const hasBound = (found: Found, open: string) => boundOf(found, open) !== null

function boundOf({ start, end }: Found, open: string): (Bound & { readonly opening: string; readonly closing: string }) | null {
  for (const bound of BOUNDS) {
    const closing = bound.after.exec(open.slice(end))?.[0] ?? ''
    const opening =
      (bound.before.exec(open.slice(0, start)) ?? (closing === '' ? null : OF_BOTH.exec(open.slice(0, start))))?.[0] ?? ''
    if (opening !== '' || closing !== '') return { ...bound, opening, closing }
  }
  return null
}

/** "since May" ends today; what lies ahead is not asked for. */
function withBound(found: Found, open: string, today: string): Span | null {
  const bound = boundOf(found, open)
  if (!bound) return null
  const { from, to } = bound.span(found.reading.period)
  if (from !== null && from > today) return null
  const start = found.start - bound.opening.trimStart().length
  return { from, to: to ?? (from === null ? null : today), start, end: found.end + bound.closing.length }
}

/** What is said of a date and not of a subject: 发表的, 的. */
const BEHIND = /^(?:\s*(?:发表|發表|发布|發布|公开|提出|出版|更新|出)?的|\s*(?:发表|發表)(?![\p{Script=Han}]))/u

function whole({ from, to, start, end }: Span, text: string, isBareYear: boolean): DateInText {
  const behind = isBareYear ? '' : (BEHIND.exec(text.slice(end))?.[0] ?? '')
  return { typed: text.slice(start, end).trim(), from, to, start, end: end + behind.length, isBareYear }
}
