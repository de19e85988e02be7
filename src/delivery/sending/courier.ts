// The loop that takes deliveries and sends them: many channels at once, each one act at a time, the longest queue first, as fast as the
// limits allow. It holds numbers only; what is sent comes from the outbox when it is sent.
import { setImmediate as yieldTurn } from 'node:timers/promises'
import type { Log } from '../../log/log.ts'
import type { Clock } from '../../schedule/clock.ts'
import { sleep } from '../../schedule/clock.ts'
import type { Breaker } from '../limits/circuit-breaker.ts'
import { ignoreFarFuture } from '../limits/ignore-far-future.ts'
import type { Pacer } from '../limits/rate-limiter.ts'
import type { Place } from '../limits/rate-window.ts'
import type { Lane } from '../outbox/outbox.ts'
import type { Outcome, ReadOutcome } from '../port.ts'
import type { Paced } from './reconcile.ts'
import type { Next } from './send-next.ts'

export interface Courier {
  /** Lanes that have something to send. */
  add(lanes: readonly Lane[]): void
  /** A lane that was blocked may go on. */
  unblock(lanes: readonly string[]): void
  /** Nothing is left that could go out now: who has other work to do takes no time from a message. */
  spare(): Promise<void>
  stop(graceMs: number): Promise<void>
  /** All lanes wait for a time or a person. */
  idle(): Promise<void>
  queued(): number
}

interface LaneState {
  open: number
  busy: boolean
  /** Infinity: until it is unblocked. */
  readyAt: number
  /** Something was added while it was at work. */
  added: boolean
}

export interface CourierParts {
  readonly errand: (lane: string, paced: Paced) => Promise<Next>
  /** What any request was answered, at once: others may be about to go. */
  readonly heed: (outcome: Outcome | ReadOutcome<unknown>) => void
  readonly pacer: Pacer
  readonly breaker: Breaker
  readonly clock: Clock
  readonly log: Log
  /** Of our own, such as a full disk. */
  readonly onFault: (error: unknown) => void
}

/** A slow answer holds a place; this many of them may be slow before others wait for them. */
const MAX_UNDER_WAY = 100
/** Drawn and waiting for their turn, so that no place stays free while a message is drawn. */
const MAX_AHEAD = 24
/** After a fault of our own, such as a full disk. */
const REST_AFTER_FAULT = 5_000

export function createCourier(parts: CourierParts): Courier {
  const { errand, pacer, breaker, clock, log } = parts
  const lanes = new Map<string, LaneState>()
  /** One a request: discord.js leaves its listener on a signal for as long as the signal lives. */
  const underWay = new Set<AbortController>()
  /** Errands that wait for a place, the first first. Nothing of theirs has been begun. */
  const turns: ((place: Place) => void)[] = []
  let stopped = false
  let running = 0
  /** Places taken. */
  let asking = 0
  let pumping = false
  let cancelTimer = () => {}
  let idlers: (() => void)[] = []
  const sparers: (() => void)[] = []
  let onDrained = () => {}

  const turn = () =>
    new Promise<Place>((resolve) => {
      // One that is stopped before its turn never goes on: for the outbox it never was.
      if (stopped) ended()
      else turns.push(resolve)
      pump()
    })

  function ended(): void {
    running -= 1
    if (running === 0) onDrained()
  }

  const paced: Paced = async (key, call) => {
    const place = await turn()
    const request = new AbortController()
    underWay.add(request)
    let asked = true
    try {
      const answer = await call(request.signal)
      asked = answer.asked ?? true
      if (answer.bucket !== null) pacer.note(key, answer.bucket, clock.now())
      if (answer.outcome !== null) parts.heed(answer.outcome)
      return answer.outcome
    } finally {
      underWay.delete(request)
      asking -= 1
      if (asked) pacer.answered(place, clock.now())
      else pacer.unused()
      await shift()
    }
  }

  /**
   * What has no haste waits here, one errand in each round of the event loop: an answer that lies unread holds its place,
   * and a message whose turn has come goes before the next is drawn.
   */
  let last = Promise.resolve()
  function shift(): Promise<void> {
    last = last.then(() => yieldTurn())
    return last
  }

  function nextLane(now: number): [string, LaneState] | null {
    let best: [string, LaneState] | null = null
    for (const entry of lanes) {
      const [, state] = entry
      if (!state.busy && ignoreFarFuture(state.readyAt, now) <= now && (best === null || state.open > best[1].open)) best = entry
    }
    return best
  }

  function pump(): void {
    if (pumping || stopped) return
    pumping = true
    cancelTimer()
    const now = clock.now()
    giveTurns(now)
    const most = breaker.onTrial() ? 1 : MAX_UNDER_WAY
    while (running < most && running - asking < MAX_AHEAD && breaker.resting(now) === null) {
      const next = nextLane(now)
      if (next === null) break
      void run(...next)
    }
    pumping = false
    arm(now)
  }

  function giveTurns(now: number): void {
    while (turns.length > 0 && breaker.resting(now) === null && pacer.wait(now) === 0) {
      if (breaker.onTrial() && asking > 0) return
      asking += 1
      turns.shift()?.(pacer.take())
    }
  }

  function arm(now: number): void {
    const resting = breaker.resting(now)?.until ?? 0
    const ready = nextReady(now)
    if (isSpare(now, ready)) for (const sparer of sparers.splice(0)) sparer()
    if (running === 0 && ready > now) {
      for (const idler of idlers) idler()
      idlers = []
    }
    // Where all places are under way, or all who may prepare do so, the next answer pumps.
    const placed = turns.length > 0 ? now + (pacer.wait(now) ?? Number.POSITIVE_INFINITY) : Number.POSITIVE_INFINITY
    const begun = running - asking < MAX_AHEAD ? ready : Number.POSITIVE_INFINITY
    const at = Math.max(Math.min(placed, begun), resting)
    if (Number.isFinite(at) && (at > now || running === 0)) cancelTimer = clock.after(Math.max(1, at - now), pump)
  }

  function isSpare(now: number, ready: number): boolean {
    if (stopped || breaker.resting(now) !== null || breaker.onTrial() || pacer.wait(now) !== 0) return true
    return running === asking && ready > now
  }

  function nextReady(now: number): number {
    let first = Number.POSITIVE_INFINITY
    for (const state of lanes.values()) if (!state.busy) first = Math.min(first, ignoreFarFuture(state.readyAt, now))
    return first
  }

  async function run(lane: string, state: LaneState): Promise<void> {
    state.busy = true
    state.added = false
    running += 1
    try {
      await shift()
      apply(lane, state, await errand(lane, paced))
    } catch (error) {
      log.error({ lane, err: error }, 'A delivery failed on our side; it is tried again')
      parts.onFault(error)
      state.readyAt = clock.now() + REST_AFTER_FAULT
    } finally {
      state.busy = false
      ended()
      pump()
    }
  }

  function apply(lane: string, state: LaneState, next: Next): void {
    switch (next.kind) {
      case 'empty':
        if (!state.added) lanes.delete(lane)
        return
      case 'later':
        state.readyAt = next.at
        return
      case 'blocked':
        state.readyAt = state.added ? 0 : Number.POSITIVE_INFINITY
        return
      case 'again':
        state.readyAt = 0
        if (next.settled) state.open = Math.max(1, state.open - 1)
    }
  }

  return {
    add(added) {
      for (const { lane, open } of added) {
        const state = lanes.get(lane)
        if (state === undefined) lanes.set(lane, { open, busy: false, readyAt: 0, added: false })
        else Object.assign(state, { open: Math.max(state.open, open), added: true })
      }
      pump()
    },
    unblock(names) {
      for (const lane of names) {
        const state = lanes.get(lane)
        if (state === undefined) lanes.set(lane, { open: 1, busy: false, readyAt: 0, added: false })
        else Object.assign(state, { readyAt: 0, added: true })
      }
      pump()
    },
    async spare() {
      if (isSpare(clock.now(), nextReady(clock.now()))) return
      await new Promise<void>((resolve) => sparers.push(resolve))
    },
    async stop(graceMs) {
      stopped = true
      for (const sparer of sparers.splice(0)) sparer()
      cancelTimer()
      running -= turns.splice(0).length
      if (running === 0) return
      const drained = new Promise<void>((resolve) => {
        onDrained = resolve
      })
      await Promise.race([drained, sleep(clock, graceMs)])
      if (running === 0) return
      for (const request of underWay) request.abort()
      await Promise.race([drained, sleep(clock, 1_000)])
    },
    async idle() {
      await new Promise<void>((resolve) => {
        idlers.push(resolve)
        pump()
      })
    },
    queued: () => [...lanes.values()].reduce((sum, state) => sum + state.open, 0),
  }
}
