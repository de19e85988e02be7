// Wall-clock time in a time zone, from the platform's own zone tables. Pure.
import { DAY_MS } from '../text/duration.ts'

export interface WallTime {
  readonly year: number
  /** From 1. */
  readonly month: number
  readonly day: number
  readonly hour: number
  readonly minute: number
  readonly second: number
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function formatterOf(zone: string): Intl.DateTimeFormat {
  let formatter = formatters.get(zone)
  if (formatter === undefined) {
    formatter = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    })
    formatters.set(zone, formatter)
  }
  return formatter
}

/** The longest there is has 32. */
const MAX_NAME = 64

export function isZone(zone: string): boolean {
  if (zone.length > MAX_NAME) return false
  try {
    formatterOf(zone)
    return true
  } catch {
    return false
  }
}

export function wallTime(at: number, zone: string): WallTime {
  const part: Record<string, number> = {}
  for (const { type, value } of formatterOf(zone).formatToParts(at)) part[type] = Number(value)
  const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = part
  return { year, month, day, hour, minute, second }
}

/** `YYYY-MM-DD` of the moment in the zone. */
export function dayIn(at: number, zone: string): string {
  const { year, month, day } = wallTime(at, zone)
  return `${String(year).padStart(4, '0')}-${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`
}

const asUtc = (wall: WallTime) => Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute, wall.second)

function offsetAt(at: number, zone: string): number {
  return asUtc(wallTime(at, zone)) - Math.floor(at / 1000) * 1000
}

/** The offset of a day and its neighbours where no clock changes in them; null where one does. */
export function steadyOffset(midnightUtc: number, zone: string): number | null {
  const [before, after] = [offsetAt(midnightUtc - DAY_MS, zone), offsetAt(midnightUtc + 2 * DAY_MS, zone)]
  return before === after ? before : null
}

/**
 * Every moment at which the zone's clocks show this time, earliest first: one as a rule, two where
 * clocks went back. Where clocks jumped over it, the moment as far behind the jump as the time
 * is behind the jump's start.
 */
export function instantsOf(wall: WallTime, zone: string): { readonly instants: readonly number[]; readonly skipped: boolean } {
  const local = asUtc(wall)
  const before = offsetAt(local - DAY_MS, zone)
  const after = offsetAt(local + DAY_MS, zone)
  const candidates = [...new Set([local - before, local - after])].filter((at) => at + offsetAt(at, zone) === local)
  if (candidates.length === 0) return { instants: [local - before], skipped: true }
  return { instants: candidates.sort((a, b) => a - b), skipped: false }
}
