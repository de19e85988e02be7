// The limit of the whole bot against servers that count it, whatever the answers take.
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fixedWindow, type RateWindow, type RequestSlot, slidingLog } from '../../src/delivery/limits/rate-window.ts'

const LIMIT = 5
const SECOND = 1_000

interface Request {
  /** From its going until it is counted, and from there to its answer. */
  readonly there: number
  readonly back: number
  /** How long the bot looks away before it sends the next. */
  readonly rest: number
  /** The connection breaks: no answer comes, and it is never counted. */
  readonly isLost?: boolean
}

/** Sends all as soon as the limit allows; answers when each was counted. */
function send(window: RateWindow, requests: readonly Request[]): number[] {
  const counted: number[] = []
  let answers: { at: number; slot: RequestSlot; isLost: boolean }[] = []
  let now = 10_000
  for (const { there, back, rest, isLost = false } of requests) {
    for (;;) {
      for (const answer of answers.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at))
        if (answer.isLost) window.lost(answer.at)
        else window.answered(answer.slot, answer.at)
      answers = answers.filter(({ at }) => at > now)
      const wait = window.wait(now)
      if (wait === 0) break
      const next = Math.min(...answers.map(({ at }) => at), wait === null ? Number.POSITIVE_INFINITY : now + wait)
      expect(next).toBeLessThan(Number.POSITIVE_INFINITY)
      now = next
    }
    answers.push({ at: now + there + back, slot: window.take(), isLost })
    if (!isLost) counted.push(now + there)
    now += rest
  }
  return counted.sort((a, b) => a - b)
}

/** Windows that open with their first request, as Discord's libraries and the sandbox count. */
function fullestWindow(counted: readonly number[]): number {
  let [opened, used, most] = [Number.NEGATIVE_INFINITY, 0, 0]
  for (const at of counted) {
    if (at >= opened + SECOND) [opened, used] = [at, 0]
    used += 1
    most = Math.max(most, used)
  }
  return most
}

const fullestSecond = (counted: readonly number[]) =>
  Math.max(0, ...counted.map((from) => counted.filter((at) => at >= from && at < from + SECOND).length))

const delay = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 3_000 }))
const isLost = fc.integer({ min: 0, max: 9 }).map((drawn) => drawn === 0)
const requests = fc.array(fc.record({ there: delay, back: delay, rest: fc.oneof(fc.constant(0), delay), isLost }), {
  minLength: 1,
  maxLength: 60,
})

it('a server that counts in windows never sees one request too many', () => {
  fc.assert(
    fc.property(requests, (all) => fullestWindow(send(fixedWindow(LIMIT), all)) <= LIMIT),
    { numRuns: 500 },
  )
})

it('a request that was lost says nothing of the window of the others', () => {
  const all = [
    { there: 10, back: 0, rest: 0, isLost: true },
    ...Array.from({ length: 2 * LIMIT }, () => ({ there: 150, back: 150, rest: 0 })),
  ]
  // The first may have been counted in another window: its loss does not end that of the others.
  const counted = send(fixedWindow(LIMIT), all)
  expect(counted.slice(0, LIMIT - 1)).toEqual(Array.from({ length: LIMIT - 1 }, () => 10_150))
  expect(counted[LIMIT - 1]).toBeGreaterThanOrEqual(11_150)
})

it('where that has failed, no second whatever has one too many', () => {
  fc.assert(
    fc.property(requests, (all) => fullestSecond(send(slidingLog(LIMIT), all)) <= LIMIT),
    { numRuns: 300 },
  )
})

it('a slow answer costs its own time once, and the next windows nothing', () => {
  const all = Array.from({ length: 50 * LIMIT }, (_, i) => ({ there: 5, back: i % 7 === 3 ? 200 : 5, rest: 0 }))
  const counted = send(fixedWindow(LIMIT), all)
  expect((counted.at(-1) ?? 0) - (counted[0] ?? 0)).toBeLessThanOrEqual(49 * (SECOND + 11))
})
