// How a long-running command ends: a signal, or a fault after which nothing works. Ten seconds after
// the first signal the process is gone, whatever still hangs; a second one does not wait.

export type StopReason = { readonly kind: 'signal' } | { readonly kind: 'fatal'; readonly why: string }

export interface Stopping {
  readonly reason: Promise<StopReason>
  fail(why: string): void
  /** All is stopped: the process ends with this code, even if something was left that would keep it alive. */
  release(code: number): void
}

const SIGNALS = ['SIGTERM', 'SIGINT', 'SIGHUP'] as const
const DEADLINE_MS = 9_500
/** For what ends by itself once all is stopped, such as the last lines of the log. */
const LEFTOVER_MS = 1_000

export function untilStopped(): Stopping {
  let settle: (reason: StopReason) => void = () => {}
  // A bot that waits for the network has no socket and no timer of its own that would keep the
  // process alive.
  const alive = setInterval(() => {}, 3_600_000)
  const reason = new Promise<StopReason>((resolve) => {
    settle = (end) => {
      clearInterval(alive)
      resolve(end)
    }
  })
  let signals = 0
  const onSignal = () => {
    signals += 1
    if (signals > 1) end(130)
    setTimeout(() => end(0), DEADLINE_MS).unref()
    settle({ kind: 'signal' })
  }
  for (const signal of SIGNALS) process.on(signal, onSignal)
  return {
    reason,
    fail: (why) => settle({ kind: 'fatal', why }),
    release(code) {
      clearInterval(alive)
      setTimeout(() => end(code), LEFTOVER_MS).unref()
    },
  }
}

/** An exit waits for reads of files that are under way; one that never returns leaves only the hard end. */
function end(code: number): never {
  const isReading = process.getActiveResourcesInfo().some((resource) => resource.startsWith('FSReq'))
  if (isReading) process.kill(process.pid, 'SIGKILL')
  process.exit(code)
}
