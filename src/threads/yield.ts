// Long work on the papers leaves the event loop free in between: other readers' answers must not wait for it.
import { setImmediate as nextTurn } from 'node:timers/promises'

const MAX_TURN_MS = 10

/** To be awaited after each piece of work; lets others go first once a turn's time is used up. */
export function createYielder(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < MAX_TURN_MS) return
    await nextTurn()
    began = performance.now()
  }
}
