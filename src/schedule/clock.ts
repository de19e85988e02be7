// The only reader of the machine's clock. Everything that depends on time takes a Clock.

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number
  /**
   * Calls once after `ms`; the answer cancels it. A pending call does not keep the process alive.
   */
  after(ms: number, call: () => void): () => void
  /** Calls whenever somebody has moved it; only the clock of a sandbox can be. */
  onMove?(call: () => void): () => void
}

/** Node's timers hold 31 bits of milliseconds; what is longer fires at once. */
const MAX_TIMER = 2_147_483_647

export const systemClock: Clock = {
  now: () => Date.now(),
  after: (ms, call) => {
    const timer = setTimeout(call, Math.min(Math.max(0, ms), MAX_TIMER))
    timer.unref()
    return () => clearTimeout(timer)
  },
}

/**
 * Counts what has passed, for what must end before others believe that it has: no setting of the
 * clock takes anything back, and what the machine has slept is counted, which the counter of the
 * processor may leave out. Only differences mean something.
 */
export function createSteadyClock(counter: () => number, wall: () => number): Clock {
  let [lastCount, lastWall, passed] = [counter(), wall(), 0]
  return {
    now() {
      const [count, time] = [counter(), wall()]
      passed += Math.max(0, count - lastCount, time - lastWall)
      lastCount = count
      lastWall = time
      return passed
    },
    after: systemClock.after,
  }
}

export const steadyClock = createSteadyClock(() => performance.now(), Date.now)

export interface ManualClock extends Clock {
  /** Moves on and makes the calls that fall due, in order. */
  advance(ms: number): void
  set(now: number): void
  /** When the next call falls due; null where none is waiting. */
  next(): number | null
}

/** A clock that moves only when it is moved. */
export function createManualClock(start: number): ManualClock {
  let now = start
  let waiting: { at: number; call: () => void }[] = []
  const runDue = () => {
    for (;;) {
      const due = waiting.filter(({ at }) => at <= now).sort((a, b) => a.at - b.at)[0]
      if (due === undefined) return
      waiting = waiting.filter((entry) => entry !== due)
      due.call()
    }
  }
  return {
    now: () => now,
    after: (ms, call) => {
      const entry = { at: now + Math.max(0, ms), call }
      waiting.push(entry)
      return () => {
        waiting = waiting.filter((other) => other !== entry)
      }
    },
    advance: (ms) => {
      now += ms
      runDue()
    },
    set: (to) => {
      now = to
      runDue()
    },
    next: () => waiting.reduce<number | null>((first, { at }) => (first === null || at < first ? at : first), null),
  }
}

/** An aborted signal ends it, and nothing of it is left. */
export async function sleep(clock: Clock, ms: number, signal?: AbortSignal): Promise<void> {
  if (signal?.aborted) return
  await new Promise<void>((resolve) => {
    const onAbort = () => {
      cancel()
      resolve()
    }
    const cancel = clock.after(ms, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
