// The whole program on one screen: which parts there are, and in which order they start.
import type { Config } from '../config/schema.ts'
import { answerInteractions } from './app/answering.ts'
import { type AppParts, type Assembly, createRunning, type Refused } from './app/assembly.ts'
import { configuredChannels } from './app/configured.ts'
import { type Connection, connect, STOPPED } from './app/connection.ts'
import { createDigestFolder } from './app/digest-folder.ts'
import { createLeading, type Leading } from './app/leading.ts'
import { createServerNotes } from './app/note-servers.ts'
import { createShutdown } from './app/shutdown.ts'
import { openStorage, type Storage } from './app/storage.ts'
import { keepPrivate } from './database/private-files.ts'
import type { Delivery } from './delivery/delivery.ts'
import { aborted } from './discord/aborted.ts'
import { seeServers } from './discord/seen-servers.ts'
import { sleep, systemClock } from './schedule/clock.ts'
import { startTicker } from './schedule/ticker.ts'

export type { AppParts } from './app/assembly.ts'

export type StartOutcome = { readonly kind: 'started' } | Refused

export interface App {
  start(): Promise<StartOutcome>
  /** What is in flight may finish. Safe to call twice, and while it starts. */
  stop(): Promise<void>
}

/** A folder that does not answer for so long keeps nothing else from starting. */
const MAX_FIRST_SCAN_MS = 10_000

/** Files are looked for this often; a slot is no finer than a minute. */
const SCAN = '*/2 * * * * *'

export function createApp(config: Config, app: AppParts): App {
  const { clock = systemClock } = app
  const shutdown = createShutdown(app.log)
  const running = createRunning()
  const assembly: Assembly = { config, app, clock, running, shutdown }

  async function start(): Promise<StartOutcome> {
    keepPrivate(config.data.folder)
    const storage = await openStorage(assembly)
    if (storage.kind === 'refused') return storage
    const folder = createDigestFolder(assembly, storage)
    // Who leads for certain need not wait for Discord to read what there is.
    if (storage.database.shared === null) running.feeder = folder.watch()
    shutdown.push('the folder of digests', () => running.feeder?.stop())
    await Promise.race([running.feeder?.feed(), sleep(systemClock, MAX_FIRST_SCAN_MS), aborted(shutdown.signal)])

    const connection = await connect(assembly, storage)
    if (connection.kind === 'refused') return connection
    const leading = createLeading(assembly, storage, { folder, connection })
    const { delivery, leadership } = leading
    answerInteractions(assembly, storage, { connection, delivery, intake: folder.intake })
    if (shutdown.signal.aborted) return { kind: 'refused', why: STOPPED }
    noteServers(assembly, storage, { connection, delivery })
    await leadership.start()
    tick(assembly, storage, { connection, leading })
    // What others take over is answered here until they have it.
    shutdown.push('the shards', connection.discord.leave)
    return { kind: 'started' }
  }

  return { start, stop: shutdown.stop }
}

/** Processes that share a database note what each of them sees of its servers. */
function noteServers(
  { config, app, running, shutdown }: Assembly,
  { database, onFault }: Storage,
  { connection, delivery }: { readonly connection: Connection; readonly delivery: Delivery },
): void {
  const refs = configuredChannels(config, app.discord.token)
  const see = (changed: Parameters<typeof seeServers>[2]) => seeServers(connection.discord.clients.all(), refs, changed)
  if (database.shared !== null) running.notes = createServerNotes({ see, delivery, clock: systemClock, onFault })
  shutdown.push('the notes of servers', running.notes.stop)
  running.notes.noteAll()
}

/** What has to be looked at from time to time. */
function tick(
  { clock, running, shutdown }: Assembly,
  { operating, onFault }: Storage,
  { connection, leading }: { readonly connection: Connection; readonly leading: Leading },
): void {
  const forget = () => void connection.departed.forget().catch(onFault)
  forget()
  const everyMinute = () => {
    running.notes.noteAll()
    if (leading.leadership.isLeading()) running.announce()
    forget()
    operating.look()
  }
  const tickers = [startTicker(() => void running.feeder?.feed(), SCAN), startTicker(everyMinute)]
  // What has fallen due by it does not wait for the next tick.
  const unlisten = clock.onMove?.(everyMinute)
  shutdown.push('the moves of the clock', () => unlisten?.())
  shutdown.push('the tickers', () => Promise.all(tickers.map((ticker) => ticker.stop())))
}
