// Wires the parts of delivery together: what any process answers and writes, and what only the
// leader does, which begins and ends with its terms.
import type { Archive } from '../archive/archive.ts'
import { endlessTerm, type Term } from '../cluster/term.ts'
import type { Database } from '../database/database.ts'
import type { Log } from '../log/log.ts'
import { type Clock, sleep } from '../schedule/clock.ts'
import { createLeading, type Leading } from './create-leading.ts'
import type { Delivery, DirectMessages } from './delivery.ts'
import { createDestinations } from './destinations.ts'
import { createLimitedSender } from './limits/limited-sender.ts'
import type { Requests } from './limits/requests.ts'
import { createContents } from './messages/contents.ts'
import { createRenderCache } from './messages/render-cache.ts'
import { createOutbox } from './outbox/outbox.ts'
import { createBacklog } from './planning/backlog.ts'
import { createEditions } from './planning/editions.ts'
import { createPlanner } from './planning/planner.ts'
import type { ChannelRights, MessageSender, Servers } from './port.ts'
import { createRecall } from './recall.ts'
import { createReports } from './reports.ts'
import { createForbidden } from './sending/forbidden.ts'
import type { OnGivenUp } from './sending/given-up.ts'
import { type DeliverySettings, deliverySettingsSchema } from './settings.ts'
import type { ConfiguredSubscriptions } from './subscriptions/configuration.ts'
import { upcoming } from './subscriptions/due.ts'
import { createNotedServers, seeAll } from './subscriptions/noted-servers.ts'
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
  readonly configured?: ConfiguredSubscriptions
  /** What the bot may do where, as the gateway knows it. */
  readonly rights?: ChannelRights
  /** Servers and roles, as the gateway knows them. */
  readonly servers?: Servers
  /** Files are being read, or wait until they are whole; default: none ever. */
  readonly isArriving?: () => boolean
  /** Who is asked about a backlog; none where it is left out. */
  readonly owners?: () => Promise<readonly string[]>
  /**
   * What is owed to single people, noted in the database that it is given; none where it is left
   * out.
   */
  readonly direct?: (database: Database) => DirectMessages
  /**
   * Something may be due and another process leads: it is to have a look. With a digest it is to be
   * planned at once.
   */
  readonly wakeLeader?: (digestId?: number) => void
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
 * The leader may use all that Discord allows the bot in a second. Another process asks so seldom
 * that both together hardly pass it.
 */
const FOLLOWER_PAUSE_MS = 200
const MAX_PAUSE_MS = 60_000
const UNKNOWN_RIGHTS: ChannelRights = { has: () => null }
const UNKNOWN_SERVERS: Servers = { isMember: () => null, hasRole: () => null }
const NO_DIRECT: DirectMessages = { compose: async () => null, blocked: async () => {} }

export function createDelivery(parts: DeliveryParts): Delivery {
  const { database, archive, requests, clock, log } = parts
  const settings = deliverySettingsSchema.parse(parts.settings ?? {})
  const isArriving = parts.isArriving ?? (() => false)
  const seen = parts.servers ?? UNKNOWN_SERVERS
  const noted = database.shared === null ? seeAll(seen) : createNotedServers({ database, servers: seen })
  const { servers } = noted
  const owners = parts.owners ?? (async () => [])
  const cache = createRenderCache()
  const contents = createContents({ database, archive, cache, servers })
  const editions = createEditions({ database, archive, contents, cache, clock })
  const backlog = createBacklog({ database, editions, clock, log, settings, owners })
  const planner = createPlanner({ database, editions, backlog, clock, log, settings, isArriving })
  const outbox = createOutbox(database)
  const forbidden = createForbidden({ database, outbox, clock, log, settings, beforeResume: planner.skipStale })
  const sender = createLimitedSender(parts.sender, requests, clock)
  let leading: Leading | null = null

  const lead = (term: Term): Leading =>
    createLeading({
      term,
      archive,
      contents,
      cache,
      sender: parts.sender,
      requests,
      clock,
      log,
      settings,
      gatherCorrectionsMs: parts.gatherCorrectionsMs ?? GATHER_CORRECTIONS_MS,
      configured: parts.configured,
      rights: parts.rights ?? UNKNOWN_RIGHTS,
      noted,
      isArriving,
      owners,
      direct: parts.direct?.(term.database) ?? NO_DIRECT,
      onFatal: parts.onFatal,
      onFault: parts.onFault ?? (() => {}),
      onSent: parts.onSent ?? (() => {}),
      onGivenUp: parts.onGivenUp,
      random: parts.random ?? Math.random,
    })

  function wake(): void {
    if (leading === null) parts.wakeLeader?.()
    else leading.wake()
  }

  async function onQueued(): Promise<void> {
    if (leading === null) parts.wakeLeader?.()
    else await leading.takeUpQueues()
  }

  let pausedUntil = 0

  async function pause(): Promise<void> {
    if (leading !== null || database.shared === null) return
    const now = clock.now()
    // A clock that was set back keeps nobody waiting.
    const rest = Math.min(Math.max(0, pausedUntil - now), MAX_PAUSE_MS)
    pausedUntil = now + rest + FOLLOWER_PAUSE_MS
    if (rest > 0) await sleep(clock, rest)
  }

  const subscriptions = createSubscriptionStore({ database, clock, changed: wake })
  const reports = createReports({ database, archive, contents, editions, requests, clock })
  const recall = createRecall({ database, contents, planner, sender, clock, pause, onQueued })
  const destinations = createDestinations({ database, contents, editions, clock, onQueued })

  return {
    subscriptions,
    async start(term = endlessTerm(database)) {
      leading = lead(term)
      await leading.start()
    },
    async stop(graceMs = DEFAULT_GRACE) {
      const ending = leading
      leading = null
      await ending?.stop(graceMs)
    },
    wake,
    async plan(digestId) {
      if (leading === null) parts.wakeLeader?.(digestId)
      else await leading.plan(digestId)
    },
    async idle() {
      await leading?.idle()
    },
    ...reports,
    ...recall,
    ...destinations,
    backlog: backlog.held,
    async releaseBacklog(choice) {
      const released = await backlog.release(choice)
      await onQueued()
      return released
    },
    nextSlots: (subscription, count) => upcoming(subscription, clock.now(), count),
    async left(guildId) {
      await forbidden.leave((other) => other === guildId)
    },
    async seen(found, isWhole) {
      if (isWhole) await forbidden.leave((guildId) => servers.isMember(guildId) === false)
      if (await noted.note(found, isWhole)) wake()
    },
    async changed(where) {
      if (leading !== null) await leading.changed(where)
      // What is written is found by whoever leads, also where waking it fails.
      else if (await forbidden.probeNow(where)) parts.wakeLeader?.()
    },
  }
}
