// How often sessions may be started: by shard in five seconds, and by application in a day.
import type { Clock } from '../clock.ts'
import type { Snowflake } from '../snowflake.ts'

const DAY_MS = 86_400_000
const KEY_MS = 5_000

export interface StartLimits {
  /** How many shards may identify at once. */
  readonly maxConcurrency: number
  /** How many sessions may be started a day. */
  readonly maxSessionStarts: number
}

interface Starts {
  /** When each of the last day was, the oldest first. */
  times: number[]
  /** When the last of each `rate_limit_key` was. */
  readonly byKey: Map<number, number>
}

export interface Identifies {
  /** Counts one; false where it has come too early or is one too many. */
  take(applicationId: Snowflake, shard: readonly [number, number]): boolean
  left(applicationId: Snowflake): { remaining: number; resetAfter: number }
}

export function createIdentifies(clock: Clock, { maxConcurrency, maxSessionStarts }: StartLimits): Identifies {
  const applications = new Map<Snowflake, Starts>()

  function startsOf(applicationId: Snowflake): Starts {
    const starts = applications.get(applicationId) ?? { times: [], byKey: new Map() }
    applications.set(applicationId, starts)
    const now = clock.now()
    starts.times = starts.times.filter((at) => now - at < DAY_MS)
    return starts
  }

  return {
    take(applicationId, [shardId, shardCount]) {
      const { times, byKey } = startsOf(applicationId)
      const now = clock.now()
      const key = shardId % maxConcurrency
      const last = byKey.get(key)
      // A bot of one shard has to wait for none of its own, however often a test starts it again.
      if (shardCount > 1 && last !== undefined && now - last < KEY_MS && now >= last) return false
      byKey.set(key, now)
      if (times.length >= maxSessionStarts) return false
      times.push(now)
      return true
    },
    left(applicationId) {
      const [first, ...others] = startsOf(applicationId).times
      if (first === undefined) return { remaining: maxSessionStarts, resetAfter: 0 }
      return { remaining: maxSessionStarts - 1 - others.length, resetAfter: Math.max(first + DAY_MS - clock.now(), 0) }
    },
  }
}
