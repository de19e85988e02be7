// One stream of everything that happens, for the gateway, the page and tests. Events of a change
// are held until it is committed to the journal, so that nobody is told of a thing that a crash
// could still undo.
import type { Clock } from './clock.ts'
import type { Snowflake } from './snowflake.ts'
import type { Command, Interaction } from './world/types.ts'

export interface Dispatch {
  readonly kind: 'dispatch'
  readonly t: string
  readonly d: object
  readonly guildId?: Snowflake | undefined
  /** Seen by the page only: ephemeral messages, what a stranger's client would see. */
  readonly hidden?: boolean
  /** For this application alone. */
  readonly to?: Snowflake
}

export interface BucketState {
  readonly id: string
  readonly limit: number
  readonly remaining: number
  /** Seconds. */
  readonly resetAfter: number
}

export interface RequestEntry {
  readonly id: number
  readonly at: number
  readonly ms: number
  readonly method: string
  /** The route's name: `POST /channels/:id/messages`. */
  readonly route: string
  /** The address that it came to, such as `127.0.0.1:3210`. */
  readonly host: string
  readonly path: string
  /** What followed the path's question mark. */
  readonly query: string
  readonly status: number
  readonly code: number | null
  readonly body: unknown
  readonly files: readonly { name: string; size: number }[]
  readonly answer: unknown
  readonly bucket: BucketState | null
  readonly fault: string | null
}

export type GatewayEntry =
  | { session: string; direction: 'in' | 'out'; op: number; t?: string; s?: number | null; d: unknown; at: number }
  | { session: string; direction: 'closed'; code: number; reason: string; at: number }

export type Change =
  | Dispatch
  | { kind: 'commands'; scope: string; commands: readonly Command[] }
  | { kind: 'interaction'; interaction: Interaction }
  | { kind: 'request'; entry: RequestEntry }
  | { kind: 'gateway'; entry: GatewayEntry }
  | { kind: 'faults' }
  | { kind: 'clock'; clock: Clock }

export interface Feed {
  /** Held back until `release`. */
  hold(change: Change): void
  release(): void
  tell(change: Change): void
  listen(listener: (change: Change) => void): () => void
}

export function createFeed(): Feed {
  const listeners = new Set<(change: Change) => void>()
  let held: Change[] = []
  const tell = (change: Change) => {
    for (const listener of listeners) listener(change)
  }
  return {
    hold: (change) => held.push(change),
    release() {
      const changes = held
      held = []
      for (const change of changes) tell(change)
    },
    tell,
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
