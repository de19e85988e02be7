// A cron expression as a set of wall-clock times. node-cron reads the text; days are matched here,
// without a clock.
import { parse, validateDetailed } from 'node-cron'

export interface CronTimes {
  /** Seconds of the day, rising. */
  readonly times: readonly number[]
  /** Runs in every hour of the day: it means "so often", not "at these times". */
  readonly everyHour: boolean
  readonly onDay: (year: number, month: number, day: number) => boolean
}

/** Every minute of an hour written out has less; what strangers send may have a megabyte. */
const MAX_LENGTH = 400

/** Null where the expression is fine, else what is wrong with it. */
export function cronProblem(expression: string): string | null {
  if (expression.length > MAX_LENGTH) return `longer than ${MAX_LENGTH} characters`
  const { valid, errors, fields } = validateDetailed(expression)
  if (!valid) return errors.map(({ field, message }) => `${field}: ${message}`).join('; ') || 'not a cron expression'
  if (fields !== undefined && fields.second.length > 1) return 'more often than once a minute'
  return null
}

const lastDay = (year: number, month: number) => new Date(Date.UTC(year, month, 0)).getUTCDate()
const weekdayOf = (year: number, month: number, day: number) => new Date(Date.UTC(year, month - 1, day)).getUTCDay()

function nearestWeekday(year: number, month: number, target: number): number {
  const last = lastDay(year, month)
  if (target < 1 || target > last) return -1
  const weekday = weekdayOf(year, month, target)
  if (weekday === 6) return target === 1 ? 3 : target - 1
  if (weekday === 0) return target === last ? target - 2 : target + 1
  return target
}

/**
 * `L` last day, `L-3` three before it, `15W` the weekday nearest the 15th, `LW` the last weekday.
 */
function isDayOfMonth(token: number | string, year: number, month: number, day: number): boolean {
  if (typeof token === 'number') return token === day
  const last = lastDay(year, month)
  const weekday = /^(\d{1,2}|L)W$/.exec(token)
  if (weekday) return nearestWeekday(year, month, weekday[1] === 'L' ? last : Number(weekday[1])) === day
  const fromEnd = /^L(?:-(\d{1,2}))?$/.exec(token)
  return fromEnd !== null && last - Number(fromEnd[1] ?? 0) === day
}

/** `1#2` the second Monday, `5L` the last Friday. */
function isDayOfWeek(token: number | string, year: number, month: number, day: number): boolean {
  const weekday = weekdayOf(year, month, day)
  if (typeof token === 'number') return token % 7 === weekday
  const [, wanted, rule] = /^([0-7])(#[1-5]|L)$/.exec(token) ?? []
  if (wanted === undefined || rule === undefined || Number(wanted) % 7 !== weekday) return false
  return rule === 'L' ? day + 7 > lastDay(year, month) : Math.ceil(day / 7) === Number(rule.slice(1))
}

const rising = (values: readonly number[]) => [...values].sort((a, b) => a - b)

/**
 * Throws where `cronProblem` would have said what is wrong. As with node-cron, both day fields must
 * match.
 */
export function parseCron(expression: string): CronTimes {
  const fields = parse(expression)
  const times = rising(fields.hour).flatMap((hour) =>
    rising(fields.minute).flatMap((minute) => rising(fields.second).map((second) => hour * 3600 + minute * 60 + second)),
  )
  return {
    times,
    everyHour: new Set(fields.hour).size === 24,
    onDay: (year, month, day) =>
      fields.month.includes(month) &&
      fields.dayOfMonth.some((token) => isDayOfMonth(token, year, month, day)) &&
      fields.dayOfWeek.some((token) => isDayOfWeek(token, year, month, day)),
  }
}
