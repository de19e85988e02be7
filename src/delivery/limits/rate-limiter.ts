// How fast requests may go: at most so many in any second in all, and no request into a bucket that is known to be empty.

import type { BucketState } from '../port.ts'
import { ignoreFarFuture } from './ignore-far-future.ts'
import { createLog, createWindows, type Place, type Second } from './rate-window.ts'

export interface Pacer extends Second {
  /** The limit of the whole bot struck although it was kept: for an hour it is counted as strictly as can be. */
  struck(now: number): void
  /** When the bucket of this route of this channel has room again. */
  roomAt(key: string, now: number): number
  note(key: string, bucket: BucketState, now: number): void
}

const HOUR = 3_600_000
/** Between the answer's departure there and its arrival here the bucket is older than we think, never younger; timers may fire 1 ms early. */
const MARGIN = 2

export function createPacer(perSecond: number): Pacer {
  const windows = createWindows(perSecond)
  const log = createLog(perSecond)
  let strictUntil = 0
  const rooms = new Map<string, number>()
  return {
    wait(now) {
      const [usual, strict] = [windows.wait(now), log.wait(now)]
      if (strictUntil <= now || strictUntil > now + HOUR) return usual
      return usual === null || strict === null ? null : Math.max(usual, strict)
    },
    take(): Place {
      log.take()
      return windows.take()
    },
    answered(place, now) {
      log.answered(place, now)
      windows.answered(place, now)
    },
    unused() {
      log.unused()
      windows.unused()
    },
    struck(now) {
      strictUntil = now + HOUR
    },
    roomAt(key, now) {
      const at = ignoreFarFuture(rooms.get(key) ?? now, now)
      if (at <= now) rooms.delete(key)
      return Math.max(at, now)
    },
    note(key, bucket, now) {
      if (bucket.remaining <= 0) rooms.set(key, now + bucket.resetAfterMs + MARGIN)
      if (rooms.size > 5000) for (const [name, at] of rooms) if (at <= now) rooms.delete(name)
    },
  }
}
