// What all that act in one schedule share: time, Discord, what happened so far, and the ways to say
// that something did.
import type { DiscordState } from '../discord/state.ts'
import type { History } from '../judge/history.ts'
import type { Kernel } from '../kernel/kernel.ts'
import type { Random } from '../kernel/random.ts'
import type { Folder } from '../ports/files.ts'
import type { Script } from './script.ts'
import type { Storage } from './storage.ts'
import type { Span, Truth } from './truth.ts'

export const START = Date.UTC(2026, 0, 15, 1, 0)
export const SECOND = 1_000
export const MINUTE = 60 * SECOND
export const HOUR = 60 * MINUTE

export interface Surroundings {
  readonly script: Script
  readonly random: Random
  readonly kernel: Kernel
  readonly state: DiscordState
  readonly truth: Truth
  readonly history: History
  readonly folder: Folder
  readonly storage: Storage
  /** What went wrong inside the bot: exceptions, loops without end, a stop that does not end. */
  readonly faults: string[]
  /** What of the machine is not as it should be. */
  readonly trouble: { isDiskFull: boolean; isGatewayAway: boolean }
}

/** It goes on until somebody sets its end. */
export function begin({ kernel }: Surroundings, spans: Span[]): Span {
  const span = openSpan(kernel)
  spans.push(span)
  return span
}

export const openSpan = (kernel: Kernel): Span => ({ from: kernel.now(), to: Number.POSITIVE_INFINITY })

export interface Undoing {
  /** Makes it well again after so long, or with everything else; `call` may come twice. */
  afterwards(ms: number, call: () => void): void
  healAll(): void
}

export function createUndoing(kernel: Kernel): Undoing {
  const undo: (() => void)[] = []
  let isHealed = false
  return {
    afterwards(ms, call) {
      kernel.after(
        ms,
        () => {
          if (!isHealed) call()
        },
        'world',
      )
      undo.push(call)
    },
    healAll() {
      isHealed = true
      for (const call of undo) call()
    },
  }
}
