// How fast requests may go: at most so many in any second in all, and no request into a bucket that is known to be empty.
import { believed } from './believed.ts'
import type { BucketState } from './sender.ts'

export interface Pacer {
  /** 0 where a request may go now, else ms until one may; null: as soon as one that is under way is answered. */
  wait(now: number): number | null
  /** Takes a place; give it back with `answered`, or with `unused` where no request was made. */
  take(): void
  answered(now: number): void
  unused(): void
  /** When the bucket of this route of this channel has room again. */
  roomAt(key: string, now: number): number
  note(key: string, bucket: BucketState, now: number): void
}

const SECOND = 1000
/** Between the answer's departure there and its arrival here the bucket is older than we think, never younger; timers may fire 1 ms early. */
const MARGIN = 2

/**
 * A place is free again one second after the answer has come: the request was counted before that, so that whatever window the other side
 * uses, it never sees more than `perSecond` in a second.
 */
export function createPacer(perSecond: number): Pacer {
  let underWay = 0
  const cooling: number[] = []
  const rooms = new Map<string, number>()
  const forget = (now: number) => {
    // One that cools for longer than a second was noted by a clock that has been set back since.
    while (cooling[0] !== undefined && (cooling[0] <= now || cooling[0] > now + SECOND)) cooling.shift()
  }
  return {
    wait(now) {
      forget(now)
      if (underWay + cooling.length < perSecond) return 0
      return cooling[0] === undefined ? null : cooling[0] - now
    },
    take() {
      underWay += 1
    },
    answered(now) {
      underWay -= 1
      cooling.push(now + SECOND)
    },
    unused() {
      underWay -= 1
    },
    roomAt(key, now) {
      const at = believed(rooms.get(key) ?? now, now)
      if (at <= now) rooms.delete(key)
      return Math.max(at, now)
    },
    note(key, bucket, now) {
      if (bucket.remaining <= 0) rooms.set(key, now + bucket.resetAfterMs + MARGIN)
      if (rooms.size > 5000) for (const [name, at] of rooms) if (at <= now) rooms.delete(name)
    },
  }
}
