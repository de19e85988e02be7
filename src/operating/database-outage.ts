// While the server of the archive is away, everything that needs it fails: the log has one line when
// that begins and one when it is over.
import type { Database } from '../database/database.ts'
import { type DatabaseFault, databaseFaultOf } from '../database/faults.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../schedule/clock.ts'
import { durationText } from '../text/duration.ts'

export interface DatabaseOutage {
  /** For all parts of the program: lines that only say that the database is away are left out. */
  readonly log: Log
  stop(): void
}

const PROBE_MS = 5_000

const AWAY: ReadonlySet<DatabaseFault | null> = new Set(['unreachable', 'crowded', 'refused', 'read-only'])
/** That the program is outdated is said by its end. */
const isSaid = (fault: DatabaseFault | null) => AWAY.has(fault) || fault === 'outdated'

export function createDatabaseOutage(parts: {
  readonly log: Log
  readonly clock: Clock
  /** Throws while it can't be written. */
  readonly probe: Database['probe']
  /** What could not be done meanwhile can be. */
  readonly onOver: () => void
}): DatabaseOutage {
  const { log, clock } = parts
  let kind: DatabaseFault | null = null
  let since = 0
  let cancel = () => {}

  function seen(error: unknown): void {
    const fault = databaseFaultOf(error)
    if (!AWAY.has(fault) || fault === kind) return
    log.warn({ fault }, `${messageOf(error)} People are answered from the copy; nothing is posted or changed until it is mended.`)
    if (kind === null) {
      since = clock.now()
      probeLater()
    }
    kind = fault
  }

  function probeLater(): void {
    cancel = clock.after(PROBE_MS, async () => {
      try {
        await parts.probe()
      } catch (error) {
        seen(error)
        return probeLater()
      }
      kind = null
      log.info({}, `the database works again after ${durationText(clock.now() - since)}`)
      parts.onOver()
    })
  }

  const unlessAway =
    (write: Log['error']): Log['error'] =>
    (fields, message) => {
      const { err, code } = fields as { err?: unknown; code?: unknown }
      seen(err)
      // Somebody was given this code, and asks for it.
      if (!isSaid(databaseFaultOf(err)) || code !== undefined) write(fields, message)
    }
  return {
    log: {
      debug: log.debug.bind(log),
      info: log.info.bind(log),
      warn: unlessAway(log.warn.bind(log)),
      error: unlessAway(log.error.bind(log)),
    },
    stop: () => cancel(),
  }
}

function messageOf(error: unknown): string {
  for (let one = error; one instanceof Error; one = one.cause) if (one.name === 'UnusableDatabase') return one.message
  return 'The database cannot be used.'
}
