// When all sending must rest: the whole bot is limited, an address is about to be blocked, or is blocked already.
import { ignoreFarFuture } from './ignore-far-future.ts'

export interface Breaker {
  /** Until when and why; null where sending may go on. */
  resting(now: number): { readonly until: number; readonly why: string } | null
  /** A 429 of the whole bot. */
  limited(now: number, ms: number): void
  /** A 429 that does not say for how long: the look of a block. Each in a row doubles the rest. */
  blocked(now: number): void
  /** A 401, 403 or 429 that counts towards Discord's block of the address. */
  invalid(now: number): void
  invalidCount(now: number): number
  /** After a block one request goes alone, until one is answered. */
  onTrial(): boolean
  succeeded(): void
}

const WINDOW = 10 * 60_000
const FIRST_REST = 60_000
const MAX_REST = 60 * 60_000

export function createBreaker(budget: number): Breaker {
  let rest = { until: 0, why: '' }
  let blocks = 0
  let invalid: number[] = []
  const restUntil = (now: number, until: number, why: string) => {
    if (until > rest.until || rest.until > ignoreFarFuture(rest.until, now)) rest = { until, why }
  }
  const forget = (now: number) => {
    invalid = invalid.filter((at) => at > now - WINDOW && at <= now)
  }
  return {
    resting(now) {
      if (ignoreFarFuture(rest.until, now) > now) return rest
      forget(now)
      const oldest = invalid[invalid.length - budget]
      return oldest === undefined ? null : { until: oldest + WINDOW, why: `${invalid.length} refused requests in ten minutes` }
    },
    limited: (now, ms) => restUntil(now, now + ms, 'rate limit of the whole bot'),
    blocked(now) {
      // Those that were under way when it began say nothing new.
      if (blocks > 0 && ignoreFarFuture(rest.until, now) > now) return
      blocks += 1
      restUntil(now, now + Math.min(MAX_REST, FIRST_REST * 2 ** (blocks - 1)), 'refused without saying for how long')
    },
    invalid(now) {
      invalid.push(now)
    },
    invalidCount(now) {
      forget(now)
      return invalid.length
    },
    onTrial: () => blocks > 0,
    succeeded() {
      blocks = 0
    },
  }
}
