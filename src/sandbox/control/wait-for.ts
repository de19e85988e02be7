// Waits for something to be seen among the changes: an answer, a message, a session like the
// recorded one.

interface Waiting<Change, Seen> {
  readonly listen: (listener: (change: Change) => void) => () => void
  /** What is there to see in this change; undefined: not yet. */
  readonly look: (change: Change) => Seen | undefined
  /** Once `timeoutMs` of real time are over: what is there instead, or why there is nothing. */
  readonly late: () => Seen
  readonly timeoutMs: number
}

/**
 * Whatever `look` and `late` throw rejects the promise: thrown on, it would reach whoever made the
 * change, and from a timer or a socket it would end the process.
 */
export function waitFor<Change, Seen>({ listen, look, late, timeoutMs }: Waiting<Change, Seen>): Promise<Seen> {
  return new Promise((resolve, reject) => {
    const finish = (settle: () => void) => {
      stop()
      clearTimeout(timer)
      settle()
    }
    const attempt = (see: () => Seen | undefined) => {
      try {
        const seen = see()
        if (seen !== undefined) finish(() => resolve(seen))
      } catch (error) {
        finish(() => reject(error))
      }
    }
    const stop = listen((change) => attempt(() => look(change)))
    const timer = setTimeout(() => attempt(late), timeoutMs)
  })
}
