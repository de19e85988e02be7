// The one way to leave the event loop free during long work: other readers' answers must not wait
// until it is done.
import { setImmediate as nextTurn } from 'node:timers/promises'

const MAX_TURN_MS = 10

/** Lets everything that waits for the event loop go first. */
export const yieldToEventLoop = async (): Promise<void> => {
  await nextTurn()
}

/** To be awaited after each piece of work; lets others go first once a turn's time is used up. */
export function createYielder(): () => Promise<void> {
  let began = performance.now()
  return async () => {
    if (performance.now() - began < MAX_TURN_MS) return
    await nextTurn()
    began = performance.now()
  }
}
