// Days, weeks, months and longer periods counted from a day. A week begins on Monday.

import { DAY_MS, HOUR_MS } from '../../../text/duration.ts'

export interface Period {
  /** `YYYY-MM-DD`, both ends included. */
  readonly from: string
  readonly to: string
}

/** A month or a day that was said without its year. */
export interface YearlessDay {
  readonly month: number
  readonly date: number | null
}

/** The days of digests are China's, which keeps one time all year. */
const OFFSET_OF_CHINA_MS = 8 * HOUR_MS
export const todayInChina = (): string => day(Date.now() + OFFSET_OF_CHINA_MS)

const day = (time: number) => new Date(time).toISOString().slice(0, 10)
const timeOf = (text: string) => Date.parse(`${text}T00:00:00Z`)
const two = (number: number | string) => String(number).padStart(2, '0')

export const daysFrom = (today: string, days: number) => day(timeOf(today) + days * DAY_MS)
export const yearIn = (today: string) => Number(today.slice(0, 4))
const monthIn = (today: string) => Number(today.slice(5, 7))

export function oneDay(today: string, back: number): Period {
  const then = daysFrom(today, -back)
  return { from: then, to: then }
}

export function dayOf(year: number | string, month: number | string, date: number | string): Period | null {
  const text = `${year}-${two(month)}-${two(date)}`
  const time = timeOf(text)
  return Number.isNaN(time) || day(time) !== text ? null : { from: text, to: text }
}

/** Both months included. */
export function monthsOf(year: number | string, first: number, last: number): Period | null {
  if (first < 1 || last > 12 || first > last) return null
  return { from: `${year}-${two(first)}-01`, to: day(Date.UTC(Number(year), last, 0)) }
}

export const monthOf = (year: number | string, month: number | string): Period | null =>
  monthsOf(year, Number(month), Number(month))
export const yearOf = (year: number | string): Period => ({ from: `${year}-01-01`, to: `${year}-12-31` })
export const quarterOf = (year: number | string, quarter: number): Period | null => monthsOf(year, quarter * 3 - 2, quarter * 3)
export const halfOf = (year: number | string, half: 1 | 2): Period | null => monthsOf(year, half * 6 - 5, half * 6)

export type Season = 'spring' | 'summer' | 'autumn' | 'winter'
const FIRST_MONTH: Readonly<Record<Season, number>> = { spring: 3, summer: 6, autumn: 9, winter: 12 }

/** Three months, of which a winter has two in the next year. */
export function seasonOf(year: number | string, season: Season): Period {
  const first = FIRST_MONTH[season]
  return { from: `${year}-${two(first)}-01`, to: day(Date.UTC(Number(year), first + 2, 0)) }
}

export type PartOfYear = 'early' | 'mid' | 'late'
export function partOfYear(year: number | string, part: PartOfYear): Period | null {
  const first = { early: 1, mid: 5, late: 9 }[part]
  return monthsOf(year, first, first + 3)
}

export const dayOrMonth = (year: number | string, { month, date }: YearlessDay): Period | null =>
  date === null ? monthOf(year, month) : dayOf(year, month, date)

/** The last one that has begun: in May "March" is this year's and "June" last year's. */
export function lastSuch(today: string, which: YearlessDay): Period | null {
  const period = dayOrMonth(yearIn(today), which)
  return period !== null && period.from > today ? dayOrMonth(yearIn(today) - 1, which) : period
}

/** The last one that is over. */
export function lastPast(today: string, which: YearlessDay): Period | null {
  const period = dayOrMonth(yearIn(today), which)
  return period !== null && period.to >= today ? dayOrMonth(yearIn(today) - 1, which) : period
}

export function week(today: string, back: number): Period {
  const monday = daysFrom(today, 1 - weekdayOf(today) - 7 * back)
  return { from: monday, to: daysFrom(monday, 6) }
}

/** Monday is 1. */
const weekdayOf = (today: string) => ((new Date(timeOf(today)).getUTCDay() + 6) % 7) + 1

/** A day of a week: "last Monday" is that of the week before. */
export const weekdayIn = (today: string, weekday: number, weeksBack: number): Period =>
  oneDay(today, weekdayOf(today) - weekday + 7 * weeksBack)

/** "on Monday": the last one, today's included. */
export const lastWeekday = (today: string, weekday: number): Period => oneDay(today, (weekdayOf(today) - weekday + 7) % 7)

export function monthBefore(today: string, back: number): Period | null {
  const first = new Date(Date.UTC(yearIn(today), monthIn(today) - 1 - back, 1))
  return monthOf(first.getUTCFullYear(), first.getUTCMonth() + 1)
}

export function quarterBefore(today: string, back: number): Period | null {
  const quarters = yearIn(today) * 4 + Math.floor((monthIn(today) - 1) / 3) - back
  return quarterOf(Math.floor(quarters / 4), (quarters % 4) + 1)
}

export type Unit = 'day' | 'week' | 'month' | 'year'
const UNIT_DAYS: Readonly<Record<Unit, number>> = { day: 1, week: 7, month: 30, year: 365 }

/** "last 3 days": today is one of them. */
export function lastOnes(today: string, count: number, unit: Unit): Period | null {
  const days = Math.round(count * UNIT_DAYS[unit])
  return days > 0 && days < 40_000 ? { from: daysFrom(today, 1 - days), to: today } : null
}

/** "3 weeks ago": all of that week; a day where only days are counted, or half a month. */
export function longAgo(today: string, count: number, unit: Unit): Period | null {
  if (!(count > 0 && count < 1_000)) return null
  if (unit === 'day') return oneDay(today, count)
  if (unit === 'week') return week(today, count)
  if (unit === 'month' && count < 1) return oneDay(today, 15)
  if (unit === 'month') return monthBefore(today, count)
  return count < 1 ? monthBefore(today, 6) : yearOf(yearIn(today) - count)
}
