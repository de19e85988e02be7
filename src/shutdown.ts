// What was started, in order, and how to take it down again in the other order. A stage that fails to stop does not keep the rest up.
import type { Log } from './log/log.ts'

export interface Stages {
  /** Aborted as soon as the program stops. */
  readonly signal: AbortSignal
  push(name: string, stop: () => unknown): void
  stop(): Promise<void>
}

export function createStages(log: Log): Stages {
  const stages: { readonly name: string; readonly stop: () => unknown }[] = []
  const controller = new AbortController()
  let stopping: Promise<void> | null = null

  async function takeDown(): Promise<void> {
    controller.abort()
    for (let stage = stages.pop(); stage !== undefined; stage = stages.pop()) {
      try {
        await stage.stop()
      } catch (error) {
        log.error({ err: error }, `stopping ${stage.name} failed`)
      }
    }
  }

  return {
    signal: controller.signal,
    push: (name, stop) => stages.push({ name, stop }),
    stop() {
      stopping ??= takeDown()
      return stopping
    },
  }
}
