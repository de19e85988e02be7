// When a session of the gateway may be started: Discord takes one start in five seconds for each of
// so many groups of shards, and so many a day, however many processes the bot has.
import type { Log } from '../../log/log.ts'
import { type Clock, sleep } from '../../schedule/clock.ts'
import { newHolder } from '../holder.ts'
import type { Leases } from '../leases.ts'

/** What Discord says about connecting. */
export interface GatewayLimits {
  /** How many shards it recommends. */
  readonly shards: number
  /** How many shards may identify at once: those with a different remainder. */
  readonly maxConcurrency: number
  /** Starts of sessions in a day, and how many of them are left. */
  readonly starts: { readonly total: number; readonly remaining: number; readonly resetAfterMs: number }
}

export interface IdentifyTurns {
  /** Resolves when the shard may identify, at once. Rejects when the signal is aborted. */
  wait(shard: number, signal: AbortSignal): Promise<void>
}

const IDENTIFY_MS = 5_000
/** Within so long after the lease was asked for its holder identifies, or asks again. */
const MAX_DELAY_MS = 1_500
/** For the way to Discord, which may take one start longer than the next. */
const TRAVEL_MS = 500
const TURN_MS = IDENTIFY_MS + MAX_DELAY_MS + TRAVEL_MS
const AGAIN_MS = 1_000
/** What is known of the starts that are left is asked again after so long. */
const MAX_AGE_MS = TURN_MS
/** While it is that old each group may have started twice more, and all may be about to start. */
const RESERVED_STARTS = 3
/** Of a day's starts no more than this share is kept back. */
const RESERVED_SHARE = 20

/** The starts that are not used up: with none left Discord would take the token away. */
export const reservedStarts = ({ maxConcurrency, starts }: GatewayLimits): number =>
  Math.max(1, Math.min(RESERVED_STARTS * maxConcurrency, Math.floor(starts.total / RESERVED_SHARE)))

export function createIdentifyTurns(parts: {
  readonly leases: Pick<Leases, 'claim'>
  readonly clock: Clock
  readonly log: Log
  readonly ask: () => Promise<GatewayLimits>
}): IdentifyTurns {
  const { leases, clock, log, ask } = parts
  let known: { readonly limits: GatewayLimits; readonly at: number } | null = null
  let asking: Promise<GatewayLimits> | null = null

  /** Shards that wait together ask once. */
  async function limits(): Promise<GatewayLimits> {
    if (known !== null && clock.now() - known.at < MAX_AGE_MS) return known.limits
    const at = clock.now()
    asking ??= ask().finally(() => {
      asking = null
    })
    const answer = await asking
    known = { limits: answer, at }
    return answer
  }

  /** Null: now; else how long to wait before asking again. */
  async function take(shard: number): Promise<number | null> {
    const current = await limits()
    const { starts, maxConcurrency } = current
    if (starts.remaining < reservedStarts(current)) {
      const minutes = Math.ceil(starts.resetAfterMs / 60_000)
      log.warn(
        { shard, remaining: starts.remaining, resetAfterMs: starts.resetAfterMs },
        `Discord allows ${starts.total} starts of a session a day, and ${starts.remaining} are left: shard ${shard} waits ${minutes} min for the next day's`,
      )
      return starts.resetAfterMs
    }
    const askedAt = clock.now()
    // Each turn has a holder of its own: nobody renews it, and it ends by itself.
    const taken = await leases.claim(`identify ${shard % maxConcurrency}`, newHolder(), TURN_MS)
    if (taken !== null) return taken.remainingMs
    // The process may have been paused, and another may have its turn by now.
    return clock.now() - askedAt <= MAX_DELAY_MS ? null : AGAIN_MS
  }

  return {
    async wait(shard, signal) {
      for (;;) {
        signal.throwIfAborted()
        // Without the database or Discord's word nobody identifies: the others could at the same
        // time.
        const waitMs = await take(shard).catch(() => AGAIN_MS)
        signal.throwIfAborted()
        if (waitMs === null) return
        await sleep(clock, Math.max(1, waitMs), signal)
      }
    },
  }
}
