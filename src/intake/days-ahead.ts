// Doubts a digest whose day has not come: a year mistyped, or a number that was taken for a date.
import { DAY_MS, HOUR_MS } from '../text/duration.ts'

const MAX_DAYS_AHEAD = 2

/** Digests are dated in Shanghai, where it is eight hours later than in UTC all year. */
const SHANGHAI_MS = 8 * HOUR_MS

/** Why the digest should be held back, or null. `date` is `YYYY-MM-DD`. */
export function daysAheadReason(date: string | null, now: number): string | null {
  if (date === null) return null
  const today = Math.floor((now + SHANGHAI_MS) / DAY_MS)
  const ahead = Math.round(Date.parse(`${date}T00:00:00Z`) / DAY_MS) - today
  if (!(ahead > MAX_DAYS_AHEAD)) return null
  return `its day, ${date}, is ${ahead} days from now`
}
