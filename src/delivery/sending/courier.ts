// Schedules the queues: many channels at once, each one act at a time, the longest queue first. It
// holds numbers only; what is sent comes from the outbox when it is sent, and how fast requests may
// go is the business of the limits.
import { isTermEnded } from '../../database/fence.ts'
import type { Log } from '../../log/log.ts'
import { type Clock, sleep } from '../../schedule/clock.ts'
import type { Requests } from '../limits/requests.ts'
import type { Queue } from '../outbox/outbox.ts'
import { endOf, isOver, NO_WAIT, type Wait } from '../wait.ts'
import type { QueueStep, SendNext } from './send-next.ts'

export interface Courier {
  /** Queues that have something to send. */
  add(queues: readonly Queue[]): void
  /** Queues that were blocked may go on. */
  unblock(keys: readonly string[]): void
  /**
   * Resolves when nothing could be sent now: who has other work to do takes no time from a message.
   */
  whenIdle(): Promise<void>
  /** Nothing new is begun; what is under way may finish for `graceMs`, then it is cut. */
  stop(graceMs: number): Promise<void>
  /** Resolves when all queues wait for a time, a person or Discord. */
  whenSettled(): Promise<void>
}

interface QueueState {
  open: number
  busy: boolean
  /** Until Infinity: until it is unblocked. */
  wait: Wait
  /** Something was added while it was at work. */
  added: boolean
}

export interface CourierParts {
  readonly sendNext: SendNext
  readonly requests: Requests
  readonly clock: Clock
  readonly log: Log
  /** After an exception: a bug, or broken surroundings such as a full disk. */
  readonly onFault: (error: unknown) => void
  /** Another process leads, which the database said where something was to be noted. */
  readonly onTermEnded: () => void
}

/** A slow answer keeps its queue busy; this many may be slow before others wait for them. */
const MAX_BUSY = 100
/** Drawn and waiting for their turn, so that a turn never waits for a message to be drawn. */
const MAX_AHEAD = 24
const REST_AFTER_FAULT = 5_000
/** How long after they were cut requests may take to end. */
const CUT_MS = 1_000

export function createCourier(parts: CourierParts): Courier {
  const { sendNext, requests, clock, log } = parts
  const queues = new Map<string, QueueState>()
  let isStopped = false
  let busy = 0
  let isPumping = false
  let cancelTimer = () => {}
  const settleListeners: (() => void)[] = []
  const idleListeners: (() => void)[] = []
  let onDrained = () => {}
  requests.onChange(pump)

  const waitUntil = (until: number): Wait => ({ since: clock.now(), until })

  const ahead = () => busy - Math.min(busy, requests.underWay())

  function longestReady(now: number): [string, QueueState] | null {
    let best: [string, QueueState] | null = null
    for (const entry of queues) {
      const [, state] = entry
      if (!state.busy && isOver(state.wait, now) && (best === null || state.open > best[1].open)) best = entry
    }
    return best
  }

  function pump(): void {
    if (isPumping || isStopped) return
    isPumping = true
    cancelTimer()
    const now = clock.now()
    while (busy < (requests.isOnTrial() ? 1 : MAX_BUSY) && ahead() < MAX_AHEAD && requests.resting() === null) {
      const next = longestReady(now)
      if (next === null) break
      void step(...next)
    }
    isPumping = false
    arm(now)
  }

  function arm(now: number): void {
    const ready = nextReady(now)
    if (isIdle(now, ready)) for (const resolve of idleListeners.splice(0)) resolve()
    if (busy === 0 && ready > now) for (const resolve of settleListeners.splice(0)) resolve()
    // Where as many are busy or ahead as may be, the next answer pumps.
    if (ahead() >= MAX_AHEAD) return
    const at = Math.max(ready, requests.resting()?.until ?? 0)
    if (Number.isFinite(at) && (at > now || busy === 0)) cancelTimer = clock.after(Math.max(1, at - now), pump)
  }

  function isIdle(now: number, ready: number): boolean {
    if (isStopped || requests.resting() !== null || requests.isOnTrial() || !requests.hasRoom()) return true
    return ahead() === 0 && ready > now
  }

  function nextReady(now: number): number {
    let first = Number.POSITIVE_INFINITY
    for (const state of queues.values()) if (!state.busy) first = Math.min(first, endOf(state.wait, now))
    return first
  }

  async function step(key: string, state: QueueState): Promise<void> {
    state.busy = true
    state.added = false
    busy += 1
    try {
      await requests.nextRound()
      apply(key, state, await sendNext(key))
    } catch (error) {
      if (isTermEnded(error)) return endTerm()
      log.error({ queue: key, err: error }, 'A delivery failed on our side; it is tried again')
      parts.onFault(error)
      state.wait = waitUntil(clock.now() + REST_AFTER_FAULT)
    } finally {
      state.busy = false
      busy -= 1
      if (busy === 0) onDrained()
      pump()
    }
  }

  function endTerm(): void {
    if (isStopped) return
    isStopped = true
    cancelTimer()
    requests.close()
    parts.onTermEnded()
  }

  function apply(key: string, state: QueueState, step: QueueStep): void {
    switch (step.kind) {
      case 'empty':
        if (!state.added) queues.delete(key)
        return
      case 'later':
        state.wait = waitUntil(step.at)
        return
      case 'blocked':
        state.wait = state.added ? NO_WAIT : waitUntil(Number.POSITIVE_INFINITY)
        return
      case 'again':
        state.wait = NO_WAIT
        if (step.settled) state.open = Math.max(1, state.open - 1)
    }
  }

  return {
    add(added) {
      for (const { key, open } of added) {
        const state = queues.get(key)
        if (state === undefined) queues.set(key, { open, busy: false, wait: NO_WAIT, added: false })
        else Object.assign(state, { open: Math.max(state.open, open), added: true })
      }
      pump()
    },
    unblock(keys) {
      for (const key of keys) {
        const state = queues.get(key)
        if (state === undefined) queues.set(key, { open: 1, busy: false, wait: NO_WAIT, added: false })
        else Object.assign(state, { wait: NO_WAIT, added: true })
      }
      pump()
    },
    async whenIdle() {
      if (isIdle(clock.now(), nextReady(clock.now()))) return
      await new Promise<void>((resolve) => idleListeners.push(resolve))
    },
    async stop(graceMs) {
      isStopped = true
      cancelTimer()
      for (const resolve of idleListeners.splice(0)) resolve()
      requests.close()
      if (busy === 0) return
      const drained = new Promise<void>((resolve) => {
        onDrained = resolve
      })
      await Promise.race([drained, sleep(clock, graceMs)])
      if (busy === 0) return
      requests.abort()
      await Promise.race([drained, sleep(clock, CUT_MS)])
    },
    async whenSettled() {
      await new Promise<void>((resolve) => {
        settleListeners.push(resolve)
        pump()
      })
    },
  }
}
