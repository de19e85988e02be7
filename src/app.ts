// The whole program on one screen: which parts there are, and what each is given.
import { definitions, handlers, refusedNotice, routerTexts, watchMail } from '../commands/index.ts'
import type { Config } from '../config/schema.ts'
import { archiveAddress } from './archive-address.ts'
import { drawBars } from './chart/bars.ts'
import { createDrawer } from './chart/drawer.ts'
import { createLeadership, type Leadership } from './cluster/leadership.ts'
import { createShardKeeper } from './cluster/shards/shard-keeper.ts'
import { createSignals, NO_SIGNALS, type Signal } from './cluster/signals.ts'
import { configuredChannels, configuredSubscriptions } from './configured.ts'
import type { ArchiveWorkers } from './create-archive.ts'
import type { Database } from './database/database.ts'
import { isTermEnded } from './database/fence.ts'
import { type LockHolder, sayHolder } from './database/lock.ts'
import { lockDatabase } from './database/lock-database.ts'
import { isPostgresUrl, withoutPassword } from './database/postgres/url.ts'
import { keepPrivate } from './database/private-files.ts'
import { orWithoutDatabase } from './database/when-away.ts'
import { createDelivery } from './delivery/create-delivery.ts'
import type { Delivery } from './delivery/delivery.ts'
import { createLimits } from './delivery/limits/create-limits.ts'
import { aborted } from './discord/aborted.ts'
import { createRights, createServers, findChannels } from './discord/channels.ts'
import { createDiscord } from './discord/client.ts'
import { logIn } from './discord/gateway/log-in.ts'
import { createOutage } from './discord/outage.ts'
import { createSender } from './discord/rest/sender.ts'
import { createRouter, type Router } from './discord/router.ts'
import { seeServers } from './discord/seen-servers.ts'
import { createFeeder, type Feeder } from './intake/feeder.ts'
import { createFolderFiles } from './intake/folder-files.ts'
import { createFolderProcess } from './intake/folder-process.ts'
import { createIntake } from './intake/intake.ts'
import { createOverrunFiles } from './intake/overrun-files.ts'
import { createReader } from './intake/reader.ts'
import { createWatchedFolder } from './intake/watched-folder.ts'
import type { Log } from './log/log.ts'
import { createServerNotes, NO_NOTES } from './note-servers.ts'
import { openArchive } from './open-archive.ts'
import { createOperating, type Operating } from './operating/create-operating.ts'
import { createDatabaseOutage } from './operating/database-outage.ts'
import { readLimits } from './read-limits.ts'
import { createReaders } from './readers/create-readers.ts'
import { createDepartedServers } from './readers/departed-servers.ts'
import { createMailer, type Mailer } from './readers/mailer.ts'
import { createWatchMessages } from './readers/watch-messages.ts'
import { type Clock, sleep, systemClock } from './schedule/clock.ts'
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
   * Built modules that run in threads of their own, and the folder's in a process: they answer long
   * queries, write the search index, draw and read files. Without them this thread does.
   */
  readonly workers?: (ArchiveWorkers & { readonly chart: URL; readonly read: URL; readonly folder: URL }) | undefined
  /** Nothing more can be done: why. */
  readonly onFatal: (why: string) => void
  /** Discord demands more shards than it was started with: another start takes them. */
  readonly onOutgrown: () => void
}

/** What is under way may finish for eight seconds, and a second later it is cut. */
const DELIVERY_STOP_MS = 9_050
/** Meanwhile other processes may take over the shards, for seven seconds. */
const DISCORD_STOP_MS = 8_500
const LAST_WORDS_MS = 2_000
const STOPPED = 'It was stopped while it was starting.'

/** A folder that does not answer for so long keeps nothing else from starting. */
const MAX_FIRST_SCAN_MS = 10_000

/** Files are looked for this often; a slot is no finer than a minute. */
const SCAN = '*/2 * * * * *'

export function createApp(config: Config, app: AppParts): App {
  const { clock = systemClock } = app
  const shutdown = createShutdown(app.log)
  const place = withoutPassword(archiveAddress(config))

  async function start(): Promise<StartOutcome> {
    keepPrivate(config.data.folder)
    const onTaken = () => app.onFatal(`Another program has taken ${place} for itself while its server was away.`)
    const lock = await lockDatabase(archiveAddress(config), { now: clock.now(), share: true, onTaken })
    if (lock.kind === 'taken') return { kind: 'refused', why: heldBy(place, lock.by) }
    shutdown.push('the lock', lock.release)
    let delivery: Delivery | null = null
    let mailer: Mailer | null = null
    let feeder: Feeder | null = null
    let leadership: Leadership | null = null
    let notes = NO_NOTES
    const announce = () => {
      mailer?.wake()
      delivery?.wake()
    }
    const onSignal = (signal: Signal) => {
      // What another process leaves to the leader concerns no other.
      if (leadership?.isLeading() !== true) return
      if (signal.kind === 'plan') void delivery?.plan(signal.digestId)
      else announce()
    }
    let probe: Database['probe'] = async () => {}
    const away = createDatabaseOutage({ log: app.log, clock, probe: () => probe(), onOver: announce })
    shutdown.push('the look for the database', away.stop)
    const log = config.data.database === null ? app.log : away.log
    let operating: Operating | null = null
    const onFault = (error: unknown) => {
      log.error({ err: error }, 'work on the archive failed')
      operating?.alerts.fault(error)
    }
    const { database, archive, shown, ordinal, close } = await openArchive(config, { workers: app.workers, onFault })
    probe = database.probe
    shutdown.push('the archive', close)
    const { shared } = database
    const signals = shared === null ? NO_SIGNALS : createSignals({ notices: shared.notices, clock: systemClock, onSignal })
    shutdown.push('the signals of other processes', signals.close)
    const watched = shared?.watchSchema(app.onFatal)
    shutdown.push('the look for a newer program', () => watched?.close())
    const folders = { digests: config.digests.folder, data: config.data.folder }
    const opened = await createOperating({ settings: { ...config, folders, ordinal }, database, archive, clock, log })
    if (opened.kind === 'refused') return opened
    operating = opened.operating
    const operator = opened.operating
    const { alerts, observe } = operator
    shutdown.push('health', operator.close)

    const { folder, settleSeconds, maxFileMiB } = config.digests
    const reader = createReader({ module: app.workers?.read, ...readLimits(config) })
    shutdown.push('the thread that reads files', reader.close)
    const intake = createIntake({
      archive,
      now: clock.now,
      reader,
      overrun: createOverrunFiles(database, clock.now),
      onReport: operator.digestRead,
    })
    const maxBytes = maxFileMiB * 1024 * 1024
    const settleMs = settleSeconds * 1000
    const onFatal = (why: string) => void operator.lastWords().finally(() => app.onFatal(why))
    const watchFolder = (): Feeder => {
      const files =
        app.workers === undefined ? createFolderFiles(folder) : createFolderProcess({ module: app.workers.folder, folder })
      const watched = createWatchedFolder({ folder, files, settleMs, maxBytes, intake, now: clock.now })
      return createFeeder({ watched, files, log, onDigest: announce, onFault: alerts.fault })
    }
    // Who leads for certain need not wait for Discord to read what there is.
    if (database.shared === null) feeder = watchFolder()
    shutdown.push('the folder of digests', () => feeder?.stop())
    await Promise.race([feeder?.feed(), sleep(systemClock, MAX_FIRST_SCAN_MS), aborted(shutdown.signal)])

    const departed = createDepartedServers({ database, clock, log, keepDays: config.privacy.forgetServerDays })
    let route: (router: Router) => void = () => {}
    const router = new Promise<Router>((resolve) => {
      route = resolve
    })
    const outage = createOutage({ log, clock })
    const requests = createLimits(config.delivery, clock)
    const { shards } = config.discord
    /** What the gateway reports is noted as far as this process may, and as long as it runs. */
    const noting = (work: Promise<void> | undefined) =>
      void work?.catch((error: unknown) => {
        if (!isTermEnded(error) && !shutdown.signal.aborted) onFault(error)
      })
    const discord = createDiscord({
      ...app.discord,
      requests,
      outage,
      onAnswer: observe.request,
      clock,
      shards,
      share: database.shared === null ? null : (gateway) => createShardKeeper({ database, log, gateway, shards }),
      owners: config.discord.owners,
      log,
      definitions,
      onInteraction: async (...received) => (await router).handle(...received),
      onChanged(where) {
        noting(delivery?.changed(where))
        notes.changed(where)
      },
      onServer(event, guildId) {
        noting(departed[event](guildId))
        if (event === 'left') noting(delivery?.left(guildId))
      },
      onServers(seen) {
        noting(departed.compare(seen))
        notes.noteAll()
      },
      onFatal,
      onOutgrown: app.onOutgrown,
    })
    shutdown.push('the connection to Discord', discord.stop, DISCORD_STOP_MS)
    const login = await logIn(discord, { clock, log, outage, signal: shutdown.signal })
    if (login.kind !== 'ready') return { kind: 'refused', why: login.kind === 'stopped' ? STOPPED : login.why }

    const servers = createServers(discord.clients)
    const sender = operator.observed(createSender({ requester: discord.requester, userId: login.userId }))
    operator.connected({ sender, requests, owners: discord.owners, isConnected: discord.isConnected })
    shutdown.push('alerts', operator.lastWords, LAST_WORDS_MS)
    delivery = createDelivery({
      database,
      archive,
      sender,
      requests,
      clock,
      log,
      settings: config.delivery,
      // A file that need not rest before it is read is shown as it is at once.
      gatherCorrectionsMs: Math.min(60, settleSeconds * 6) * 1000,
      isArriving: () => feeder?.isBusy() ?? false,
      rights: createRights(discord.clients),
      servers,
      owners: discord.owners,
      direct: (inTerm) => createWatchMessages({ database: inTerm, archive, clock, log, compose: watchMail }),
      configured: configuredSubscriptions(config, app.discord.token, {
        find: (channel) => findChannels(discord.clients, channel),
        log,
      }),
      wakeLeader: (digestId) => signals.tell(digestId === undefined ? { kind: 'wake' } : { kind: 'plan', digestId }),
      onFault: alerts.fault,
      onGivenUp: (what) => alerts.raise({ kind: 'given-up', ...what }),
      onSent: observe.lateness,
      onFatal,
    })
    const delivering = delivery
    const elected = createLeadership({
      database,
      log,
      work: (term) => ({
        async start() {
          feeder ??= watchFolder()
          void feeder.feed()
          const mailing = createMailer({ database: term.database, archive, clock, log, onQueued: delivering.wake })
          mailer = mailing
          await delivering.start(term)
          mailing.wake()
        },
        async stop(how) {
          const ending = [feeder?.stop(), mailer?.stop(), delivering.stop(how === 'cut' ? 0 : undefined)]
          feeder = null
          mailer = null
          await Promise.all(ending)
        },
      }),
    })
    leadership = elected
    shutdown.push('what waits for Discord', requests.close)
    shutdown.push('delivery', elected.stop, DELIVERY_STOP_MS)
    const onWatched = () => (mailer === null ? signals.tell({ kind: 'wake' }) : mailer.wake())
    const readers = createReaders({ database, clock, changed: onWatched })
    const draw = app.workers === undefined ? drawBars : createDrawer(app.workers.chart)
    const orWithout: typeof orWithoutDatabase = database.shared === null ? (ask) => ask() : orWithoutDatabase
    // Where a paper was posted is shown where it can be found out; an answer does without.
    const posts: Delivery['posts'] = (...paper) => orWithout(() => delivering.posts(...paper), [])
    const services = { archive: shown, delivery: { ...delivery, posts }, intake, readers, clock, log, drawBars: draw }
    route(
      createRouter({
        handlers,
        services,
        texts: routerTexts,
        log,
        chosenLanguage: (userId) => orWithout(() => readers.language(userId), null),
        isOwner: discord.isOwner,
        commandIds: discord.commandIds,
        onAnswered: observe.answer,
        onAnsweredElsewhere: discord.answeredElsewhere,
        afterwards: (userId, locale) => orWithout(() => refusedNotice(readers, userId, locale), null),
      }),
    )
    if (shutdown.signal.aborted) return { kind: 'refused', why: STOPPED }
    const refs = configuredChannels(config, app.discord.token)
    const see = (changed: Parameters<typeof seeServers>[2]) => seeServers(discord.clients.all(), refs, changed)
    if (shared !== null) notes = createServerNotes({ see, delivery, clock: systemClock, onFault })
    shutdown.push('the notes of servers', notes.stop)
    notes.noteAll()
    await elected.start()
    const forget = () => void departed.forget().catch(onFault)
    forget()
    const everyMinute = () => {
      notes.noteAll()
      if (elected.isLeading()) announce()
      forget()
      operator.look()
    }
    const tickers = [startTicker(() => void feeder?.feed(), SCAN), startTicker(everyMinute)]
    // What has fallen due by it does not wait for the next tick.
    const unlisten = clock.onMove?.(everyMinute)
    shutdown.push('the moves of the clock', () => unlisten?.())
    shutdown.push('the tickers', () => Promise.all(tickers.map((ticker) => ticker.stop())))
    // What others take over is answered here until they have it.
    shutdown.push('the shards', discord.leave)
    return { kind: 'started' }
  }

  return { start, stop: shutdown.stop }
}

function heldBy(place: string, holder: LockHolder | null): string {
  const other = isPostgresUrl(place) ? 'database (PAPERBOY_DATABASE)' : 'data.folder (PAPERBOY_DATA)'
  return `The archive ${place} is in use by ${sayHolder(holder)}. Stop ${(holder?.processes ?? 1) === 1 ? 'that one' : 'them'} first, or give this one another ${other}.`
}
