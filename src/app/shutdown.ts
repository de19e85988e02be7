// What was started, in order, and how to stop it in the other order. A part that fails to stop, or
// takes too long, does not keep the others running.
import type { Log } from '../log/log.ts'
import { sleep, systemClock } from '../schedule/clock.ts'

export interface Shutdown {
  /** Aborted as soon as the program stops. */
  readonly signal: AbortSignal
  /** What is pushed after the stop is stopped at once: a start that was under way goes nowhere. */
  push(name: string, stop: () => unknown, limitMs?: number): void
  stop(): Promise<void>
}

const DEFAULT_LIMIT_MS = 1_000

interface Part {
  readonly name: string
  readonly stop: () => unknown
  readonly limitMs: number
}

export function createShutdown(log: Log): Shutdown {
  const started: Part[] = []
  const controller = new AbortController()
  let stopping: Promise<void> | null = null

  async function stopOne({ name, stop, limitMs }: Part): Promise<void> {
    try {
      const stopped = Promise.resolve(stop()).then(() => true)
      const late = sleep(systemClock, limitMs).then(() => false)
      if (!(await Promise.race([stopped, late]))) log.warn({ part: name, limitMs }, `${name} did not stop in time`)
    } catch (error) {
      log.error({ err: error }, `stopping ${name} failed`)
    }
  }

  async function stopAll(): Promise<void> {
    controller.abort()
    for (let part = started.pop(); part !== undefined; part = started.pop()) await stopOne(part)
  }

  return {
    signal: controller.signal,
    push(name, stop, limitMs = DEFAULT_LIMIT_MS) {
      const part = { name, stop, limitMs }
      if (controller.signal.aborted) void stopOne(part)
      else started.push(part)
    },
    stop() {
      stopping ??= stopAll()
      return stopping
    },
  }
}
