// The whole program on one screen: which parts there are, and what each is given.
import { join } from 'node:path'
import { definitions, handlers, refusedNotice, routerTexts, watchMail } from '../commands/index.ts'
import type { Config } from '../config/schema.ts'
import { drawBars } from './chart/bars.ts'
import { createDrawer } from './chart/drawer.ts'
import { configuredSubscriptions, deliverySettings } from './configured.ts'
import { type ArchiveWorkers, createArchive } from './create-archive.ts'
import { openDatabase } from './database/database.ts'
import { type LockHolder, lockArchive } from './database/lock.ts'
import { keepPrivate } from './database/private-files.ts'
import { createDelivery } from './delivery/create-delivery.ts'
import type { Delivery } from './delivery/delivery.ts'
import { createLimits } from './delivery/limits/create-limits.ts'
import { createRights, findChannels } from './discord/channels.ts'
import { createDiscord } from './discord/client.ts'
import { logIn } from './discord/log-in.ts'
import { createSender } from './discord/rest/sender.ts'
import { createRouter, type Router } from './discord/router.ts'
import { createFeeder } from './intake/feeder.ts'
import { createIntake } from './intake/intake.ts'
import { createOverrunFiles } from './intake/overrun-files.ts'
import { createReader } from './intake/reader.ts'
import { createWatchedFolder } from './intake/watched-folder.ts'
import type { Log } from './log/log.ts'
import { readLimits } from './read-limits.ts'
import { createReaders } from './readers/create-readers.ts'
import { createMailer, type Mailer } from './readers/mailer.ts'
import { createWatchMessages } from './readers/watch-messages.ts'
import { type Clock, systemClock } from './schedule/clock.ts'
import { startTicker } from './schedule/ticker.ts'
import { createShutdown } from './shutdown.ts'

/** `refused`: settings or surroundings forbid it; the sentence says what to do. */
export type StartOutcome = { readonly kind: 'started' } | { readonly kind: 'refused'; readonly why: string }

export interface App {
  start(): Promise<StartOutcome>
  /** What is in flight may finish. Safe to call twice, and while it starts. */
  stop(): Promise<void>
}

export interface AppParts {
  readonly log: Log
  /** Where the bot logs in: Discord, or a sandbox. */
  readonly discord: { readonly token: string; readonly api: string }
  /** The machine's, unless a sandbox has one that can be moved. */
  readonly clock?: Clock
  /**
   * Built modules that run in threads of their own: they answer long queries, write the search
   * index and draw. Without them this thread does.
   */
  readonly workers?: (ArchiveWorkers & { readonly chart: URL; readonly read: URL }) | undefined
  /** Nothing more can be done: why. */
  readonly onFatal: (why: string) => void
}

/** What is under way may finish for eight seconds, and a second later it is cut. */
const DELIVERY_STOP_MS = 9_050
const STOPPED = 'It was stopped while it was starting.'

/** Files are looked for this often; a slot is no finer than a minute. */
const SCAN = '*/2 * * * * *'

export function createApp(config: Config, app: AppParts): App {
  const { log } = app
  const { clock = systemClock } = app
  const shutdown = createShutdown(log)
  const path = join(config.data.folder, 'paperboy.sqlite')

  async function start(): Promise<StartOutcome> {
    keepPrivate(config.data.folder)
    const lock = lockArchive(path, clock.now())
    if (lock.kind === 'taken') return { kind: 'refused', why: heldBy(path, lock.by) }
    shutdown.push('the lock', lock.release)
    const database = await openDatabase(path)
    shutdown.push('the database', database.close)
    const archive = await createArchive({
      database,
      workers: app.workers,
      onFault: (error) => log.error({ err: error }, 'work on the archive failed'),
    })
    shutdown.push('the archive', archive.close)

    let delivery: Delivery | null = null
    let mailer: Mailer | null = null
    const { folder, settleSeconds, maxFileMiB } = config.digests
    const reader = createReader({ module: app.workers?.read, ...readLimits(config) })
    shutdown.push('the thread that reads files', reader.close)
    const intake = createIntake({ archive, now: clock.now, reader, overrun: createOverrunFiles(database, clock.now) })
    const maxBytes = maxFileMiB * 1024 * 1024
    const watched = createWatchedFolder({ folder, settleMs: settleSeconds * 1000, maxBytes, intake, now: clock.now })
    const announce = () => {
      mailer?.wake()
      delivery?.wake()
    }
    const feeder = createFeeder({ watched, log, onDigest: announce })
    await feeder.feed()

    let route: (router: Router) => void = () => {}
    const router = new Promise<Router>((resolve) => {
      route = resolve
    })
    const requests = createLimits(config.delivery, clock)
    const discord = createDiscord({
      ...app.discord,
      requests,
      owners: config.discord.owners,
      log,
      definitions,
      onInteraction: async (interaction) => (await router).handle(interaction),
      onChanged: (where) => void delivery?.changed(where),
      onFatal: app.onFatal,
    })
    shutdown.push('the connection to Discord', discord.stop)
    const login = await logIn(discord, { clock, log, signal: shutdown.signal })
    if (login.kind !== 'ready') return { kind: 'refused', why: login.kind === 'stopped' ? STOPPED : login.why }

    const sender = createSender({ requester: discord.requester, userId: login.userId })
    delivery = createDelivery({
      database,
      archive,
      sender,
      requests,
      clock,
      log,
      settings: deliverySettings(config, app.discord.token),
      // A file that need not rest before it is read is shown as it is at once.
      gatherCorrectionsMs: Math.min(60, settleSeconds * 6) * 1000,
      rights: createRights(discord.client),
      owners: discord.owners,
      direct: createWatchMessages({ database, archive, clock, log, compose: watchMail }),
      configured: configuredSubscriptions(config, app.discord.token, {
        find: (channel) => findChannels(discord.client, channel),
        log,
      }),
      onFatal: app.onFatal,
    })
    const delivering = delivery
    shutdown.push('delivery', () => Promise.all([delivering.stop(), feeder.settled()]), DELIVERY_STOP_MS)
    mailer = createMailer({ database, archive, clock, log, onQueued: delivery.wake })
    shutdown.push('the messages of watches', mailer.stop)
    const readers = createReaders({ database, clock, changed: mailer.wake })
    const draw = app.workers === undefined ? drawBars : createDrawer(app.workers.chart)
    const services = { archive, delivery, intake, readers, clock, log, drawBars: draw }
    route(
      createRouter({
        handlers,
        services,
        texts: routerTexts,
        log,
        chosenLanguage: readers.language,
        isOwner: discord.isOwner,
        afterwards: (userId, locale) => refusedNotice(readers, userId, locale),
      }),
    )
    if (shutdown.signal.aborted) return { kind: 'refused', why: STOPPED }
    await delivery.start()
    mailer.wake()
    const tickers = [startTicker(() => void feeder.feed(), SCAN), startTicker(delivery.wake), startTicker(mailer.wake)]
    // What has fallen due by it does not wait for the next tick.
    const forget = clock.onMove?.(announce)
    shutdown.push('the moves of the clock', () => forget?.())
    shutdown.push('the tickers', () => Promise.all(tickers.map((ticker) => ticker.stop())))
    return { kind: 'started' }
  }

  return { start, stop: shutdown.stop }
}

function heldBy(path: string, holder: LockHolder | null): string {
  const who = holder === null ? 'another process' : `process ${holder.pid} on ${holder.host}, started ${holder.since}`
  return `The archive ${path} is in use by ${who}. Stop that one first, or give this one another data.folder (PAPERBOY_DATA).`
}
