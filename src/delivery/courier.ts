// The loop that takes deliveries and sends them: many channels at once, each one act at a time, the longest queue first, as fast as the
// limits allow. It holds numbers only; what is sent comes from the outbox when it is sent.
import type { Clock } from '../schedule/clock.ts'
import { sleep } from '../schedule/clock.ts'
import { believed } from './believed.ts'
import type { Breaker } from './breaker.ts'
import type { Next } from './errand.ts'
import type { Log } from './log.ts'
import type { Lane } from './outbox.ts'
import type { Pacer } from './pacer.ts'
import type { Paced } from './reconcile.ts'

export interface Courier {
  /** Lanes that have something to send. */
  add(lanes: readonly Lane[]): void
  /** A lane that was blocked may go on. */
  unblock(lanes: readonly string[]): void
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
  readonly pacer: Pacer
  readonly breaker: Breaker
  readonly clock: Clock
  readonly log: Log
  /** Of our own, such as a full disk. */
  readonly onFault: (error: unknown) => void
}

/** A slow answer holds a place; this many of them may be slow before others wait for them. */
const MOST_UNDER_WAY = 100
/** After a fault of our own, such as a full disk. */
const REST_AFTER_FAULT = 5_000

export function createCourier(parts: CourierParts): Courier {
  const { errand, pacer, breaker, clock, log } = parts
  const lanes = new Map<string, LaneState>()
  /** One a request: discord.js leaves its listener on a signal for as long as the signal lives. */
  const underWay = new Set<AbortController>()
  let stopped = false
  let running = 0
  let pumping = false
  let cancelTimer = () => {}
  let idlers: (() => void)[] = []
  let onDrained = () => {}

  const pace =
    (ticket: { left: number }): Paced =>
    async (key, call) => {
      if (ticket.left > 0) ticket.left -= 1
      else {
        for (let wait = pacer.wait(clock.now()); wait !== 0; wait = pacer.wait(clock.now())) await sleep(clock, wait ?? 20)
        pacer.take()
      }
      const request = new AbortController()
      underWay.add(request)
      try {
        const { outcome, bucket } = await call(request.signal)
        if (bucket !== null) pacer.note(key, bucket, clock.now())
        return outcome
      } finally {
        underWay.delete(request)
        pacer.answered(clock.now())
      }
    }

  function nextLane(now: number): [string, LaneState] | null {
    let best: [string, LaneState] | null = null
    for (const entry of lanes) {
      const [, state] = entry
      if (!state.busy && believed(state.readyAt, now) <= now && (best === null || state.open > best[1].open)) best = entry
    }
    return best
  }

  function pump(): void {
    if (pumping || stopped) return
    pumping = true
    cancelTimer()
    const now = clock.now()
    const most = breaker.onTrial() ? 1 : MOST_UNDER_WAY
    while (running < most && breaker.resting(now) === null && pacer.wait(now) === 0) {
      const next = nextLane(now)
      if (next === null) break
      void run(...next)
    }
    pumping = false
    arm(now)
  }

  function arm(now: number): void {
    const resting = breaker.resting(now)
    const ready = Math.min(...[...lanes.values()].filter((state) => !state.busy).map((state) => believed(state.readyAt, now)))
    if (running === 0 && ready > now) {
      for (const idler of idlers) idler()
      idlers = []
    }
    if (!Number.isFinite(ready)) return
    const pacing = pacer.wait(now)
    // Where all places are under way, the next answer pumps.
    if (ready <= now && pacing === null && resting === null) return
    const at = Math.max(ready, resting?.until ?? 0, now + (pacing ?? 0))
    if (at > now || running === 0) cancelTimer = clock.after(Math.max(1, at - now), pump)
  }

  async function run(lane: string, state: LaneState): Promise<void> {
    state.busy = true
    state.added = false
    running += 1
    const ticket = { left: 1 }
    pacer.take()
    try {
      apply(lane, state, await errand(lane, pace(ticket)))
    } catch (error) {
      log.error({ lane, err: error }, 'A delivery failed on our side; it is tried again')
      parts.onFault(error)
      state.readyAt = clock.now() + REST_AFTER_FAULT
    } finally {
      if (ticket.left > 0) pacer.unused()
      state.busy = false
      running -= 1
      if (running === 0) onDrained()
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
    async stop(graceMs) {
      stopped = true
      cancelTimer()
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
