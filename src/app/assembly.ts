// What every part of the program is put together with, and what runs of it.
import type { Config } from '../../config/schema.ts'
import type { Leadership } from '../cluster/leadership.ts'
import type { ArchiveWorkers } from '../create-archive.ts'
import type { Delivery } from '../delivery/delivery.ts'
import type { Feeder } from '../intake/feeder.ts'
import type { Log } from '../log/log.ts'
import type { Mailer } from '../readers/mailer.ts'
import type { Clock } from '../schedule/clock.ts'
import { NO_NOTES, type ServerNotes } from './note-servers.ts'
import type { Shutdown } from './shutdown.ts'

export interface AppParts {
  readonly log: Log
  /** Where the bot logs in: Discord, or a sandbox. */
  readonly discord: { readonly token: string; readonly api: string }
  /** The machine's, unless a sandbox has one that can be moved. */
  readonly clock?: Clock
  /**
   * Built modules that run in threads of their own, and the folder's in a process: they answer long
   * queries, write the search index, draw and read files. Without them this thread does.
   */
  readonly workers?: (ArchiveWorkers & { readonly chart: URL; readonly read: URL; readonly folder: URL }) | undefined
  /** Nothing more can be done: why. */
  readonly onFatal: (why: string) => void
  /** Discord demands more shards than it was started with: another start takes them. */
  readonly onOutgrown: () => void
}

/** `refused`: settings or surroundings forbid it; the sentence says what to do. */
export interface Refused {
  readonly kind: 'refused'
  readonly why: string
}

export interface Assembly {
  readonly config: Config
  readonly app: AppParts
  readonly clock: Clock
  readonly running: Running
  readonly shutdown: Shutdown
}

/**
 * Parts that others report to before they are made, or that only the leader has: nobody waits for
 * one that is not there.
 */
export interface Running {
  delivery: Delivery | null
  mailer: Mailer | null
  feeder: Feeder | null
  leadership: Leadership | null
  notes: ServerNotes
  /** There may be something to deliver. */
  announce(): void
}

export function createRunning(): Running {
  const running: Running = {
    delivery: null,
    mailer: null,
    feeder: null,
    leadership: null,
    notes: NO_NOTES,
    announce() {
      running.mailer?.wake()
      running.delivery?.wake()
    },
  }
  return running
}
