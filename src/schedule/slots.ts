// When a subscription posts. Pure: the same schedule and moment give the same slots on every
// machine. A time of day that clocks jump over moves behind the jump; one that comes twice counts
// the first time only. A schedule that runs in every hour follows elapsed time instead, so that the
// repeated hour has its slots too.

import { DAY_MS } from '../text/duration.ts'
import { type CronTimes, parseCron } from './cron.ts'
import { instantsOf, steadyOffset, wallTime } from './zone.ts'

export interface CronSchedule {
  /** Five fields (or six with seconds first), as node-cron reads them. */
  readonly cron: string
  /** IANA name such as `Asia/Shanghai`. */
  readonly zone: string
}

/** 29 February on a given weekday comes once in 28 years, 40 around a skipped leap year. */
const MAX_WAIT_DAYS = 366 * 41

const parsed = new Map<string, CronTimes>()

function timesOf(cron: string): CronTimes {
  let times = parsed.get(cron)
  if (times === undefined) {
    times = parseCron(cron)
    if (parsed.size > 1000) parsed.clear()
    parsed.set(cron, times)
  }
  return times
}

function slotsOnDay(times: CronTimes, zone: string, year: number, month: number, day: number): readonly number[] {
  const midnight = Date.UTC(year, month - 1, day)
  const offset = steadyOffset(midnight, zone)
  if (offset !== null) return times.times.map((time) => midnight + time * 1000 - offset)
  const slots = times.times.flatMap((time) => {
    const wall = { year, month, day, hour: Math.floor(time / 3600), minute: Math.floor(time / 60) % 60, second: time % 60 }
    const { instants, skipped } = instantsOf(wall, zone)
    if (times.everyHour) return skipped ? [] : instants
    return instants.slice(0, 1)
  })
  return [...new Set(slots)].sort((a, b) => a - b)
}

function nextOf(schedule: CronSchedule, after: number): number | null {
  const times = timesOf(schedule.cron)
  // One day back: behind a jump at midnight a slot may fall on the following day.
  const start = wallTime(after - DAY_MS, schedule.zone)
  for (let ahead = 0; ahead < MAX_WAIT_DAYS; ahead++) {
    const date = new Date(Date.UTC(start.year, start.month - 1, start.day + ahead))
    const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()]
    if (!times.onDay(year, month, day)) continue
    const slot = slotsOnDay(times, schedule.zone, year, month, day).find((at) => at > after)
    if (slot !== undefined) return slot
  }
  return null
}

/** The first slot later than `after`; null where none ever comes. */
export function nextSlot(schedules: readonly CronSchedule[], after: number): number | null {
  const slots = schedules.map((schedule) => nextOf(schedule, after)).filter((slot) => slot !== null)
  return slots.length === 0 ? null : Math.min(...slots)
}

export function nextSlots(schedules: readonly CronSchedule[], after: number, count: number): readonly number[] {
  const slots: number[] = []
  for (let from = after; slots.length < count; ) {
    const slot = nextSlot(schedules, from)
    if (slot === null) break
    slots.push(slot)
    from = slot
  }
  return slots
}

/** Slots in (after, until], at most `limit` of them, the newest ones. */
export function slotsBetween(schedules: readonly CronSchedule[], after: number, until: number, limit: number): readonly number[] {
  const slots: number[] = []
  for (let slot = nextSlot(schedules, after); slot !== null && slot <= until; slot = nextSlot(schedules, slot)) {
    slots.push(slot)
    if (slots.length > limit) slots.shift()
  }
  return slots
}
