// Virtual time and the choice of what runs next. Everything asynchronous in the bot waits here: for
// its turn (a statement, a request, a look at a file) or for a moment. One thing runs at a time, to
// the next place where it waits; then the seed chooses among all that are ready. Time moves only
// when nothing is ready.

import type { Random } from './random.ts'
import { realSetImmediate } from './real-timers.ts'

export type Owner = 'bot' | 'world'

export interface Kernel {
  now(): number
  steps(): number
  /** Calls once after `ms`; the answer cancels it. What the bot has set ends with its process. */
  after(ms: number, call: () => void, owner: Owner): () => void
  /** Waits until the seed chooses it. `before`: false means that the process ends here instead. */
  turn(before?: () => boolean): Promise<void>
  /** The bot's process ends: nothing of it ever runs again. */
  killBot(): void
  /** Runs all that happens until then. */
  runUntil(end: number): Promise<void>
}

interface Timer {
  readonly at: number
  readonly order: number
  readonly call: () => void
  readonly owner: Owner
}

interface Turn {
  readonly go: () => void
  readonly before: () => boolean
}

/** A bot that does this much, in all or without any time passing, is in a loop without end. */
const MAX_STEPS = { atOnce: 20_000, inAll: 400_000 }

export class EndlessLoop extends Error {
  override readonly name = 'EndlessLoop'
}

/** Promises that were resolved run on first: real time is let pass, no virtual one. */
const drain = () => new Promise<void>((resolve) => void realSetImmediate(resolve))

/** `inOrder`: without chance, first come, first served. */
export function createKernel(start: number, random: Random, inOrder: boolean, maxSteps = MAX_STEPS): Kernel {
  let now = start
  let steps = 0
  let order = 0
  let stepsAtOnce = 0
  const timers: Timer[] = []
  let turns: Turn[] = []

  function nextTimer(): number {
    let first = -1
    for (let i = 0; i < timers.length; i++) {
      const [timer, best] = [timers[i], timers[first]]
      if (timer !== undefined && (best === undefined || timer.at < best.at || (timer.at === best.at && timer.order < best.order)))
        first = i
    }
    return first
  }

  function choose(): number {
    if (inOrder || turns.length === 1 || random.chance(0.6)) return 0
    return random.int(0, turns.length - 1)
  }

  function count(): void {
    steps += 1
    stepsAtOnce += 1
    if (stepsAtOnce > maxSteps.atOnce || steps > maxSteps.inAll) throw new EndlessLoop(`${steps} steps, and it goes on`)
  }

  return {
    now: () => now,
    steps: () => steps,
    after(ms, call, owner) {
      const timer: Timer = { at: now + Math.max(0, ms), order: order++, call, owner }
      timers.push(timer)
      return () => {
        const index = timers.indexOf(timer)
        if (index !== -1) timers.splice(index, 1)
      }
    },
    turn: (before = () => true) => new Promise((go) => void turns.push({ go, before })),
    killBot() {
      turns = []
      for (let i = timers.length - 1; i >= 0; i--) if (timers[i]?.owner === 'bot') timers.splice(i, 1)
    },
    async runUntil(end) {
      for (;;) {
        await drain()
        if (turns.length > 0) {
          count()
          const [turn] = turns.splice(choose(), 1)
          if (turn?.before()) turn.go()
          continue
        }
        const index = nextTimer()
        const timer = timers[index]
        if (timer === undefined || timer.at > end) break
        timers.splice(index, 1)
        if (timer.at > now) stepsAtOnce = 0
        now = Math.max(now, timer.at)
        count()
        timer.call()
      }
      now = end
    },
  }
}
