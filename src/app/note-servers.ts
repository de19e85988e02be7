// Keeps noted what this process sees of its servers, for the processes that do not see them: all of
// it from time to time, and what has changed soon.
import type { Delivery } from '../delivery/delivery.ts'
import type { ChangedPlace, SeenServer } from '../delivery/port.ts'
import type { Clock } from '../schedule/clock.ts'

export interface ServerNotes {
  noteAll(): void
  changed(where: ChangedPlace): void
  stop(): Promise<void>
}

/** Of a process that sees all servers. */
export const NO_NOTES: ServerNotes = { noteAll: () => {}, changed: () => {}, stop: async () => {} }

/** A server's channels and roles change in bursts. */
const GATHER_MS = 1_000
/** Where more have changed, all are looked at. */
const MAX_PLACES = 100

export function createServerNotes(parts: {
  readonly see: (changed: readonly ChangedPlace[] | 'all') => readonly SeenServer[]
  readonly delivery: Pick<Delivery, 'seen'>
  readonly clock: Clock
  /** It is tried again at the next look at all. */
  readonly onFault: (error: unknown) => void
}): ServerNotes {
  const { see, delivery, clock } = parts
  let places: ChangedPlace[] = []
  let isAll = false
  let cancel: (() => void) | null = null
  let noting: Promise<void> = Promise.resolve()
  let isStopped = false

  function note(): void {
    cancel = null
    const changed = isAll || places.length > MAX_PLACES ? 'all' : places
    isAll = false
    places = []
    noting = noting.then(async () => {
      if (!isStopped) await delivery.seen(see(changed), changed === 'all')
    })
    noting = noting.catch(parts.onFault)
  }

  return {
    noteAll() {
      isAll = true
      cancel?.()
      if (!isStopped) note()
    },
    changed(where) {
      if (isStopped) return
      if (places.length <= MAX_PLACES) places.push(where)
      cancel ??= clock.after(GATHER_MS, note)
    },
    async stop() {
      isStopped = true
      cancel?.()
      await noting
    },
  }
}
