// What was started, in order, and how to stop it in the other order. A part that fails to stop does
// not keep the others running.
import type { Log } from './log/log.ts'

export interface Shutdown {
  /** Aborted as soon as the program stops. */
  readonly signal: AbortSignal
  push(name: string, stop: () => unknown): void
  stop(): Promise<void>
}

export function createShutdown(log: Log): Shutdown {
  const started: { readonly name: string; readonly stop: () => unknown }[] = []
  const controller = new AbortController()
  let stopping: Promise<void> | null = null

  async function stopAll(): Promise<void> {
    controller.abort()
    for (let part = started.pop(); part !== undefined; part = started.pop()) {
      try {
        await part.stop()
      } catch (error) {
        log.error({ err: error }, `stopping ${part.name} failed`)
      }
    }
  }

  return {
    signal: controller.signal,
    push: (name, stop) => started.push({ name, stop }),
    stop() {
      stopping ??= stopAll()
      return stopping
    },
  }
}
