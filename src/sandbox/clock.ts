// The sandbox's time: everything that ages (interactions, rate buckets, nonces, snowflakes) asks
// here, so that a test or a click can move it.

/** Ids hold 42 bits of milliseconds since 2015: outside of that there is no id, so no time. */
export const MIN_TIME = Date.UTC(2015, 0, 1)
export const MAX_TIME = MIN_TIME + 2 ** 42 - 1

/** Why the clock cannot be moved there; undefined where it can. */
export function timeProblem(ms: number): string | undefined {
  if (ms >= MIN_TIME && ms <= MAX_TIME) return undefined
  const [first, last] = [MIN_TIME, MAX_TIME].map((each) => new Date(each).toISOString())
  return `the clock goes from ${first} to ${last}, as far as Discord's ids do; ${ms} (Unix milliseconds) is outside`
}

/** The most that anything may be asked to wait in real time: a timer of weeks would end at once. */
export const MAX_WAIT_MS = 600_000

export interface Clock {
  now(): number
  /** How far this clock has been moved away from its source, in ms. */
  offset(): number
  set(ms: number): void
  advance(ms: number): void
  /** Runs `act` once `ms` have passed on this clock; the answer cancels it. */
  after(ms: number, act: () => void): () => void
  onMove(listener: () => void): () => void
}

interface Timer {
  readonly at: number
  readonly act: () => void
  handle: NodeJS.Timeout | undefined
}

function createMovable(source: () => number, runs: boolean): Clock {
  let offset = 0
  const timers = new Set<Timer>()
  const listeners = new Set<() => void>()
  const now = () => source() + offset
  const fire = (timer: Timer) => {
    if (!timers.delete(timer)) return
    clearTimeout(timer.handle)
    timer.act()
  }
  const arm = (timer: Timer) => {
    if (!runs) return
    clearTimeout(timer.handle)
    timer.handle = setTimeout(
      () => (timer.at <= now() ? fire(timer) : arm(timer)),
      Math.min(Math.max(timer.at - now(), 0), 2 ** 30),
    )
    timer.handle.unref()
  }
  const move = (by: number) => {
    const problem = timeProblem(now() + by)
    if (problem !== undefined) throw new RangeError(problem)
    offset += by
    for (const timer of [...timers].sort((a, b) => a.at - b.at)) timer.at <= now() ? fire(timer) : arm(timer)
    for (const listener of listeners) listener()
  }
  return {
    now,
    offset: () => offset,
    set: (ms) => move(ms - now()),
    advance: move,
    after(ms, act) {
      const timer: Timer = { at: now() + ms, act, handle: undefined }
      timers.add(timer)
      arm(timer)
      return () => {
        timers.delete(timer)
        clearTimeout(timer.handle)
      }
    },
    onMove(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

/** Real time that can be moved. */
export const createClock = (): Clock => createMovable(Date.now, true)

/** Time that stands still until it is moved. */
export const createManualClock = (start: number): Clock => createMovable(() => start, false)

export interface ScopedClock {
  readonly clock: Clock
  /** Takes back every timer and listener, and takes no more. */
  end(): void
}

/**
 * The same clock for one world. Whoever waits on a clock holds on to the world: a poll of a day would
 * keep it in memory for a day after the world was stopped.
 */
export function scopeClock(source: Clock): ScopedClock {
  const open = new Set<() => void>()
  let ended = false
  const keep = (begin: (settled: () => void) => () => void): (() => void) => {
    if (ended) return () => undefined
    const settled = () => void open.delete(cancel)
    const stop = begin(() => settled())
    const cancel = () => {
      settled()
      stop()
    }
    open.add(cancel)
    return cancel
  }
  const clock: Clock = {
    ...source,
    after: (ms, act) =>
      keep((settled) =>
        source.after(ms, () => {
          settled()
          act()
        }),
      ),
    onMove: (listener) => keep(() => source.onMove(listener)),
  }
  return {
    clock,
    end() {
      ended = true
      for (const cancel of open) cancel()
    },
  }
}
