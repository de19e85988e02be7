// How fast requests may go: at most so many in any second in all, and none into a bucket that is
// known to be empty.

import { HOUR_MS } from '../../text/duration.ts'
import type { BucketState } from '../port.ts'
import { endOf, isOver, NO_WAIT, type Wait, waitFor } from '../wait.ts'
import { fixedWindow, type RateWindow, type RequestSlot, slidingLog } from './rate-window.ts'

export interface RateLimiter extends RateWindow {
  /**
   * After a limit of the whole bot although it was kept: requests are counted as strictly as can
   * be.
   */
  tightenForAnHour(now: number): void
  /** When the bucket of this route of this channel has room again; not before `now`. */
  readyAt(bucketKey: string, now: number): number
  recordBucket(bucketKey: string, bucket: BucketState, now: number): void
}

/**
 * Between the answer's departure there and its arrival here the bucket is older than we think,
 * never younger; timers may fire 1 ms early.
 */
const MARGIN = 2
/** Above as many buckets those that have refilled are forgotten. */
const MAX_BUCKETS = 5000

export function createRateLimiter(perSecond: number): RateLimiter {
  const usual = fixedWindow(perSecond)
  const strict = slidingLog(perSecond)
  let strictUntil = 0
  /** When each empty bucket refills. */
  const refills = new Map<string, Wait>()
  return {
    wait(now) {
      const waits = [usual.wait(now), strict.wait(now)] as const
      if (strictUntil <= now || strictUntil > now + HOUR_MS) return waits[0]
      return waits[0] === null || waits[1] === null ? null : Math.max(waits[0], waits[1])
    },
    take(): RequestSlot {
      strict.take()
      return usual.take()
    },
    answered(slot, now) {
      strict.answered(slot, now)
      usual.answered(slot, now)
    },
    lost(now) {
      strict.lost(now)
      usual.lost(now)
    },
    unused() {
      strict.unused()
      usual.unused()
    },
    tightenForAnHour(now) {
      strictUntil = now + HOUR_MS
    },
    readyAt(bucketKey, now) {
      const at = endOf(refills.get(bucketKey) ?? NO_WAIT, now)
      if (at <= now) refills.delete(bucketKey)
      return at
    },
    recordBucket(bucketKey, bucket, now) {
      if (bucket.remaining <= 0) refills.set(bucketKey, waitFor(bucket.resetAfterMs + MARGIN, now))
      if (refills.size > MAX_BUCKETS) for (const [key, wait] of refills) if (isOver(wait, now)) refills.delete(key)
    },
  }
}
