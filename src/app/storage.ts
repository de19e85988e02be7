// The archive with what watches over it: its lock, its outages, signals of other processes, alerts.
import { archiveAddress } from '../archive-address.ts'
import { createSignals, NO_SIGNALS, type Signal, type Signals } from '../cluster/signals.ts'
import { type LockHolder, sayHolder } from '../database/lock.ts'
import { lockDatabase } from '../database/lock-database.ts'
import { isPostgresUrl, withoutPassword } from '../database/postgres/url.ts'
import type { Log } from '../log/log.ts'
import { type OpenArchive, openArchive } from '../open-archive.ts'
import { createOperating, type Operating } from '../operating/create-operating.ts'
import { createDatabaseOutage } from '../operating/database-outage.ts'
import { systemClock } from '../schedule/clock.ts'
import type { Assembly, Refused } from './assembly.ts'

export interface Storage extends Omit<OpenArchive, 'ordinal' | 'close'> {
  readonly kind: 'open'
  readonly signals: Signals
  readonly operating: Operating
  /** Says an outage of the database once. */
  readonly log: Log
  readonly onFault: (error: unknown) => void
  /** Tells the owners why before the program ends. */
  readonly onFatal: (why: string) => void
}

export async function openStorage(assembly: Assembly): Promise<Storage | Refused> {
  const { config, app, clock, running, shutdown } = assembly
  const place = withoutPassword(archiveAddress(config))
  const onTaken = () => app.onFatal(`Another program has taken ${place} for itself while its server was away.`)
  const lock = await lockDatabase(archiveAddress(config), { now: clock.now(), share: true, onTaken })
  if (lock.kind === 'taken') return { kind: 'refused', why: heldBy(place, lock.by) }
  shutdown.push('the lock', lock.release)

  let probe = async (): Promise<void> => {}
  const away = createDatabaseOutage({ log: app.log, clock, probe: () => probe(), onOver: running.announce })
  shutdown.push('the look for the database', away.stop)
  const log = config.data.database === null ? app.log : away.log
  let operating: Operating | null = null
  const onFault = (error: unknown) => {
    log.error({ err: error }, 'work on the archive failed')
    operating?.alerts.fault(error)
  }
  const { ordinal, close, ...opened } = await openArchive(config, { workers: app.workers, onFault })
  const { database, archive } = opened
  probe = database.probe
  shutdown.push('the archive', close)

  const signals = hearOthers(assembly, database.shared)
  const folders = { digests: config.digests.folder, data: config.data.folder }
  const outcome = await createOperating({ settings: { ...config, folders, ordinal }, database, archive, clock, log })
  if (outcome.kind === 'refused') return outcome
  operating = outcome.operating
  shutdown.push('health', operating.close)
  const { lastWords } = operating
  const onFatal = (why: string) => void lastWords().finally(() => app.onFatal(why))
  return { kind: 'open', ...opened, signals, operating, log, onFault, onFatal }
}

/** What the processes of a database on a server tell each other. */
function hearOthers({ app, running, shutdown }: Assembly, shared: OpenArchive['database']['shared']): Signals {
  if (shared === null) return NO_SIGNALS
  const onSignal = (signal: Signal) => {
    // What another process leaves to the leader concerns no other.
    if (running.leadership?.isLeading() !== true) return
    if (signal.kind === 'plan') void running.delivery?.plan(signal.digestId)
    else running.announce()
  }
  const signals = createSignals({ notices: shared.notices, clock: systemClock, onSignal })
  shutdown.push('the signals of other processes', signals.close)
  const watched = shared.watchSchema(app.onFatal)
  shutdown.push('the look for a newer program', () => watched.close())
  return signals
}

function heldBy(place: string, holder: LockHolder | null): string {
  const other = isPostgresUrl(place) ? 'database (PAPERBOY_DATABASE)' : 'data.folder (PAPERBOY_DATA)'
  return `The archive ${place} is in use by ${sayHolder(holder)}. Stop ${(holder?.processes ?? 1) === 1 ? 'that one' : 'them'} first, or give this one another ${other}.`
}
