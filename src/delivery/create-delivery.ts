// Wires the parts of delivery together. Everything it does begins with `wake`: a tick, a new
// digest, a change.
import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import { databaseFaultOf, sayDatabaseFault, UnusableDatabase } from '../database/faults.ts'
import type { Log } from '../log/log.ts'
import { type Clock, sleep } from '../schedule/clock.ts'
import type { Delivery, DirectMessages } from './delivery.ts'
import { createDestinations } from './destinations.ts'
import { createLimitedSender } from './limits/limited-sender.ts'
import type { Requests } from './limits/requests.ts'
import { createContents } from './messages/contents.ts'
import { createRenderCache } from './messages/render-cache.ts'
import { createOutbox, type OnQueued, type Queue } from './outbox/outbox.ts'
import { transition } from './outbox/transitions.ts'
import { createBacklog } from './planning/backlog.ts'
import { createCorrections } from './planning/corrections.ts'
import { createEditions } from './planning/editions.ts'
import { createPlanner } from './planning/planner.ts'
import type { ChannelRights, MessageSender, Servers } from './port.ts'
import { createRecall } from './recall.ts'
import { createReports } from './reports.ts'
import { createAdoption } from './sending/adoption.ts'
import { createCourier } from './sending/courier.ts'
import { createForbidden } from './sending/forbidden.ts'
import { createGivenUp, type OnGivenUp } from './sending/given-up.ts'
import { createNotices } from './sending/notices.ts'
import { createReconciler } from './sending/reconcile.ts'
import { createSendNext } from './sending/send-next.ts'
import { createTags } from './sending/tags.ts'
import { type DeliverySettings, deliverySettingsSchema } from './settings.ts'
import { type Configured, createConfiguration } from './subscriptions/configuration.ts'
import { upcoming } from './subscriptions/due.ts'
import { createSubscriptionStore } from './subscriptions/subscription-rows.ts'

export interface DeliveryParts {
  readonly database: Database
  readonly archive: Archive
  readonly sender: MessageSender
  /** The turns of all requests of the process, in front of the sender. */
  readonly requests: Requests
  readonly clock: Clock
  readonly log: Log
  readonly settings?: Partial<DeliverySettings>
  /** How long the edits of a correction wait for the next one; default one minute. */
  readonly gatherCorrectionsMs?: number
  /** What the config file subscribes, with the channels that are found at the moment. */
  readonly configured?: () => readonly Configured[]
  /** What the bot may do where, as the gateway knows it. */
  readonly rights?: ChannelRights
  /** Servers and roles, as the gateway knows them. */
  readonly servers?: Servers
  /** Files are being read, or wait until they are whole; default: none ever. */
  readonly isArriving?: () => boolean
  /** Who is asked about a backlog; none where it is left out. */
  readonly owners?: () => Promise<readonly string[]>
  /** What is owed to single people; none where it is left out. */
  readonly direct?: DirectMessages
  /** The token is refused: nothing will work again. */
  readonly onFatal: (why: string) => void
  /** Work failed on our side; it is tried again. */
  readonly onFault?: (error: unknown) => void
  /** A message was sent: how long it was owed. */
  readonly onSent?: (owedMs: number) => void
  /** Discord refused something for good. */
  readonly onGivenUp?: OnGivenUp
  readonly random?: () => number
}

const DEFAULT_GRACE = 8_000
/** Authors mend in bursts: what follows within this time is made with it. */
const GATHER_CORRECTIONS_MS = 60_000
/**
 * Queues planned together, then sent together: as many as Discord takes requests in a second. The
 * next are planned while these wait for their turns.
 */
const MAX_PLANNED_TOGETHER = 50
const UNKNOWN_RIGHTS: ChannelRights = { has: () => null }
const UNKNOWN_SERVERS: Servers = { isMember: () => null, hasRole: () => null }
const NO_DIRECT: DirectMessages = { compose: async () => null, blocked: async () => {} }

export function createDelivery(parts: DeliveryParts): Delivery {
  const { database, archive, requests, clock, log } = parts
  const settings = deliverySettingsSchema.parse(parts.settings ?? {})
  const random = parts.random ?? Math.random
  const sender = createLimitedSender(parts.sender, requests)
  const outbox = createOutbox(database)
  const cache = createRenderCache()
  const servers = parts.servers ?? UNKNOWN_SERVERS
  const contents = createContents({ database, archive, cache, servers })
  const editions = createEditions({ database, archive, contents, cache, clock })
  const owners = parts.owners ?? (async () => [])
  const backlog = createBacklog({ database, editions, clock, log, settings, owners })
  const planner = createPlanner({
    database,
    editions,
    backlog,
    clock,
    log,
    settings,
    isArriving: parts.isArriving ?? (() => false),
  })
  const corrections = createCorrections({
    database,
    archive,
    contents,
    cache,
    clock,
    settings,
    gatherMs: parts.gatherCorrectionsMs ?? GATHER_CORRECTIONS_MS,
  })
  const rights = parts.rights ?? UNKNOWN_RIGHTS
  const beforeResume = planner.skipStale
  const forbidden = createForbidden({ database, outbox, clock, log, settings, beforeResume })
  let isStarted = false
  let isStopped = false

  const sendNext = createSendNext({
    outbox,
    contents,
    sender,
    direct: parts.direct ?? NO_DIRECT,
    notices: createNotices({ database, sender }),
    tags: createTags({ sender, rights }),
    reconciler: createReconciler({ outbox, contents, sender, rights }),
    adoption: createAdoption({ database, outbox, contents, clock, random }),
    forbidden,
    givenUp: createGivenUp({ database, clock, onGivenUp: parts.onGivenUp }),
    clock,
    random,
    log,
    wake,
    onSent: parts.onSent ?? (() => {}),
    stopAll: (why) => end(`Discord refuses the token (${why}). Set DISCORD_TOKEN to one that is valid and start again.`),
  })
  const courier = createCourier({ sendNext, requests, clock, log, onFault })
  const takeUpQueues = async () => courier.add(await outbox.queues())

  function end(why: string): void {
    isStopped = true
    void courier.stop(0)
    parts.onFatal(why)
  }

  /** A full disk or a busy one may pass; a damaged database only gets worse. */
  function onFault(error: unknown): void {
    parts.onFault?.(error)
    if (isStopped || databaseFaultOf(error) !== 'damaged') return
    end(error instanceof UnusableDatabase ? error.message : sayDatabaseFault('damaged', database.place))
  }

  let planning: Promise<void> | null = null
  let planAgain = false
  /** When past days that arrive one after the other have had time to. */
  let gatheredAt: number | null = null
  let cancelGathering = () => {}

  async function planOnce(): Promise<void> {
    contents.invalidate()
    courier.unblock([...(await forbidden.retry('due')), ...(await resumeOrphaned())])
    const planned: Queue[] = []
    const onQueued: OnQueued = async (queue) => {
      planned.push(queue)
      if (planned.length < MAX_PLANNED_TOGETHER) return
      courier.add(planned.splice(0))
      await courier.whenIdle()
    }
    await backlog.releaseRequested()
    await corrections.run(onQueued)
    gatheredAt = await planner.run(onQueued)
    cancelGathering()
    if (gatheredAt !== null) cancelGathering = clock.after(Math.max(1, gatheredAt - clock.now()), wake)
    await takeUpQueues()
  }

  async function planLoop(): Promise<void> {
    do {
      planAgain = false
      try {
        await planOnce()
      } catch (error) {
        log.error({ err: error }, 'Planning failed; it is tried again at the next tick')
        onFault(error)
      }
    } while (planAgain && !isStopped)
  }

  function plan(): Promise<void> {
    planAgain = true
    planning ??= planLoop().finally(() => {
      planning = null
    })
    return planning
  }

  function wake(): void {
    if (isStarted && !isStopped) void plan()
  }

  const subscriptions = createSubscriptionStore({ database, clock, changed: wake })
  const configuration = createConfiguration({ database, subscriptions, clock, beforeResume })
  const reports = createReports({ database, archive, contents, editions, requests, clock })
  const recall = createRecall({ database, contents, planner, sender, clock, onQueued: takeUpQueues })
  const destinations = createDestinations({ database, contents, editions, clock, onQueued: takeUpQueues })

  /**
   * What waits for a channel that is not forbidden any more: a person has resumed it, or the last
   * process ended in between.
   */
  async function resumeOrphaned(): Promise<readonly string[]> {
    const orphaned = await outbox.orphaned()
    const moment = { now: clock.now(), random: random() }
    for (const row of orphaned) await outbox.save(row.seq, transition(row, { kind: 'resume' }, moment).life)
    return orphaned.map((row) => row.queue)
  }

  async function takeUpLastRun(): Promise<void> {
    const moment = { now: clock.now(), random: random() }
    for (const row of await outbox.interrupted()) await outbox.save(row.seq, transition(row, { kind: 'restart' }, moment).life)
    await resumeOrphaned()
    const isLeft = (guildId: string) => servers.isMember(guildId) === false
    await forbidden.leave(isLeft)
    // What people changed meanwhile is not known: each channel is tried once.
    await forbidden.retry({ isLeft })
    if (parts.configured !== undefined) await configuration.apply(parts.configured())
  }

  return {
    subscriptions,
    async start() {
      await takeUpLastRun()
      isStarted = true
      await plan()
    },
    async stop(graceMs = DEFAULT_GRACE) {
      isStopped = true
      await courier.stop(graceMs)
      await planning
    },
    wake,
    async plan(digestId) {
      planner.expect(digestId)
      if (isStarted && !isStopped) await plan()
    },
    async idle() {
      await planning
      while (gatheredAt !== null && !isStopped) {
        await sleep(clock, Math.max(1, gatheredAt - clock.now()))
        await plan()
      }
      await courier.whenSettled()
    },
    ...reports,
    ...recall,
    ...destinations,
    backlog: backlog.held,
    async releaseBacklog(choice) {
      const released = await backlog.release(choice)
      await takeUpQueues()
      return released
    },
    nextSlots: (subscription, count) => upcoming(subscription, clock.now(), count),
    async left(guildId) {
      await forbidden.leave((other) => other === guildId)
    },
    async changed(where) {
      if (!isStarted || isStopped) return
      if (parts.configured !== undefined) await configuration.resume(parts.configured())
      courier.unblock(await forbidden.retry(where))
      wake()
    },
  }
}
