// A wait is kept whole, however long Discord asks for it. Only a clock that was wrong when it was
// noted makes it void: then its beginning is in the future.

export interface Wait {
  readonly since: number
  readonly until: number
}

/** Clocks are set back by a little all the time. */
const MAX_SET_BACK_MS = 60_000

export const NO_WAIT: Wait = { since: 0, until: 0 }

export const waitFor = (ms: number, now: number): Wait => ({ since: now, until: now + ms })

/** When it ends; not before `now`. */
export function endOf({ since, until }: Wait, now: number): number {
  return since > now + MAX_SET_BACK_MS ? now : Math.max(until, now)
}

export const isOver = (wait: Wait, now: number): boolean => endOf(wait, now) <= now
