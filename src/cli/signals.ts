// How a long-running command ends: a signal, or a fault after which nothing works. A second signal
// does not wait.

export type StopReason = { readonly kind: 'signal' } | { readonly kind: 'fatal'; readonly why: string }

export interface Stopping {
  readonly reason: Promise<StopReason>
  fail(why: string): void
  /** Nothing is waited for any more: the process may end. */
  release(): void
}

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
    if (signals > 1) process.exit(130)
    settle({ kind: 'signal' })
  }
  process.on('SIGTERM', onSignal)
  process.on('SIGINT', onSignal)
  return { reason, fail: (why) => settle({ kind: 'fatal', why }), release: () => clearInterval(alive) }
}
