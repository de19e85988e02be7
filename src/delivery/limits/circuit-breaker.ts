// When all sending must rest: the whole bot is limited, or its address is about to be blocked or is
// blocked already.
import type { Outcome, ReadOutcome } from '../port.ts'
import { endOf, isOver, NO_WAIT, type Wait, waitFor } from '../wait.ts'

export interface Rest {
  readonly until: number
  readonly why: string
}

export interface CircuitBreaker {
  /** Null where sending may go on. */
  resting(now: number): Rest | null
  /** What any request was answered, at once: others may be about to leave. */
  recordOutcome(outcome: Outcome | ReadOutcome<unknown>, now: number): void
  /** Whether the budget would hold if all that are under way were refused, and one more. */
  mayRiskOneMore(underWay: number, now: number): boolean
  /** Of the 401, 403 and 429 that count towards Discord's block of the address. */
  invalidRequests(now: number): number
  /** After a block one request goes alone, until one is answered. */
  isOnTrial(): boolean
}

const WINDOW = 10 * 60_000
const FIRST_REST = 60_000
const MAX_REST = 60 * 60_000

export function createCircuitBreaker(invalidRequestBudget: number): CircuitBreaker {
  let rest: Wait & { readonly why: string } = { ...NO_WAIT, why: '' }
  /** 429s in a row that did not say for how long: each doubles the rest. */
  let blocks = 0
  let invalid: number[] = []

  function restFor(ms: number, now: number, why: string): void {
    const wait = waitFor(ms, now)
    if (wait.until > endOf(rest, now)) rest = { ...wait, why }
  }

  function forgetOld(now: number): void {
    invalid = invalid.filter((at) => at > now - WINDOW && at <= now)
  }

  function blocked(now: number): void {
    // Answers to requests that were under way when it began say nothing new.
    if (blocks > 0 && !isOver(rest, now)) return
    blocks += 1
    restFor(Math.min(MAX_REST, FIRST_REST * 2 ** (blocks - 1)), now, 'refused without saying for how long')
  }

  return {
    resting(now) {
      if (!isOver(rest, now)) return rest
      forgetOld(now)
      const oldest = invalid[invalid.length - invalidRequestBudget]
      return oldest === undefined ? null : { until: oldest + WINDOW, why: `${invalid.length} refused requests in ten minutes` }
    },
    recordOutcome(outcome, now) {
      if (outcome.kind === 'wait') {
        if (outcome.scope !== 'shared') invalid.push(now)
        if (outcome.retryAfterMs === null) blocked(now)
        else if (outcome.scope === 'global') restFor(outcome.retryAfterMs, now, 'rate limit of the whole bot')
      }
      if (outcome.kind === 'refused' && (outcome.status === 401 || outcome.status === 403)) invalid.push(now)
      if (outcome.kind === 'sent' || outcome.kind === 'read' || outcome.kind === 'refused') blocks = 0
    },
    mayRiskOneMore(underWay, now) {
      forgetOld(now)
      return invalid.length + underWay < invalidRequestBudget
    },
    invalidRequests(now) {
      forgetOld(now)
      return invalid.length
    },
    isOnTrial: () => blocks > 0,
  }
}
