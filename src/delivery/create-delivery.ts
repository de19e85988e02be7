// Wires the parts of delivery together. Everything it does begins with `wake`: a tick, a new digest, a change.
import type { Archive } from '../archive/archive.ts'
import type { Database } from '../database/database.ts'
import { databaseFaultOf, sayDatabaseFault } from '../database/faults.ts'
import type { Log } from '../log/log.ts'
import type { Clock } from '../schedule/clock.ts'
import type { Delivery } from './delivery.ts'
import { createBreaker } from './limits/circuit-breaker.ts'
import { createPacer } from './limits/rate-limiter.ts'
import { createContents } from './messages/contents.ts'
import { createOutbox, type Lane, type Planned } from './outbox/outbox.ts'
import { transition } from './outbox/transitions.ts'
import { createCorrections } from './planning/corrections.ts'
import { createEditions } from './planning/editions.ts'
import { createPlanner } from './planning/planner.ts'
import type { MessageSender, Outcome, ReadOutcome } from './port.ts'
import { createRecall } from './recall.ts'
import { createReports } from './reports.ts'
import { createCourier } from './sending/courier.ts'
import { createForbidden } from './sending/forbidden.ts'
import { createNotices } from './sending/notices.ts'
import { createErrand } from './sending/send-next.ts'
import { createTags } from './sending/tags.ts'
import { type DeliverySettings, deliverySettingsSchema } from './settings.ts'
import { type Configured, createConfiguration } from './subscriptions/configuration.ts'
import { upcoming } from './subscriptions/due.ts'
import { createSubscriptionStore } from './subscriptions/subscription-rows.ts'

export interface DeliveryParts {
  readonly database: Database
  readonly archive: Archive
  readonly sender: MessageSender
  readonly clock: Clock
  readonly log: Log
  readonly settings?: Partial<DeliverySettings>
  /** What the config file subscribes, with the channels that are found at the moment. */
  readonly configured?: () => readonly Configured[]
  /** The token is refused: nothing will work again. */
  readonly onFatal: (why: string) => void
  readonly random?: () => number
}

/** Uploads under way at a time; each is held in memory as often as it is sent. */
const MAX_UPLOAD_BYTES = 32 * 1024 * 1024
const DEFAULT_GRACE = 8_000
/** Planned together, then sent together: as many as Discord takes in a second. The next are planned while these wait for theirs. */
const LOT = 50

export function createDelivery(parts: DeliveryParts): Delivery {
  const { database, archive, sender, clock, log } = parts
  const settings = deliverySettingsSchema.parse(parts.settings ?? {})
  const random = parts.random ?? Math.random
  const outbox = createOutbox(database)
  const contents = createContents({ database, archive })
  const editions = createEditions({ database, archive, contents, clock })
  const planner = createPlanner({ database, editions, clock, log, settings })
  const corrections = createCorrections({ database, archive, contents, clock })
  const forbidden = createForbidden({ database, outbox, clock, log, settings, returning: planner.skipStale })
  const pacer = createPacer(settings.requestsPerSecond)
  const breaker = createBreaker(settings.invalidRequestBudget)
  const looked = new Set<string>()
  let uploading = 0
  let started = false
  let stopped = false

  const errand = createErrand({
    outbox,
    contents,
    sender,
    notices: createNotices({ database, sender }),
    tags: createTags(sender),
    clock,
    random,
    log,
    looked,
    roomAt: (key) => pacer.roomAt(key, clock.now()),
    mayUpload(bytes) {
      if (bytes > 0 && uploading > 0 && uploading + bytes > MAX_UPLOAD_BYTES) return false
      uploading += bytes
      return true
    },
    async forbid(owed, reason) {
      await forbidden.forbid(owed, reason)
      await refresh()
    },
    async allowed(owed) {
      if (await forbidden.allowed(owed.lane)) wake()
    },
    stopAll: (why) => end(`Discord refuses the token (${why}). Set DISCORD_TOKEN to one that is valid and start again.`),
  })
  const courier = createCourier({ errand, heed, pacer, breaker, clock, log, onFault })
  const refresh = async () => courier.add(await outbox.lanes())

  function end(why: string): void {
    stopped = true
    void courier.stop(0)
    parts.onFatal(why)
  }

  /** A full disk or a busy one may pass; a damaged database only gets worse. */
  function onFault(error: unknown): void {
    if (!stopped && databaseFaultOf(error) === 'damaged') end(sayDatabaseFault('damaged', database.path))
  }

  function heed(outcome: Outcome | ReadOutcome<unknown>): void {
    const now = clock.now()
    if (outcome.kind === 'sent' || outcome.kind === 'read' || outcome.kind === 'refused') breaker.succeeded()
    if (outcome.kind === 'wait') {
      if (outcome.scope !== 'shared') breaker.invalid(now)
      if (outcome.retryAfterMs === null) breaker.blocked(now)
      else if (outcome.scope === 'global') {
        breaker.limited(now, outcome.retryAfterMs)
        pacer.struck(now)
      }
    }
    if (outcome.kind === 'refused' && (outcome.status === 401 || outcome.status === 403)) breaker.invalid(now)
  }

  let planning: Promise<void> | null = null
  let planAgain = false

  async function planOnce(): Promise<void> {
    contents.forget()
    courier.unblock([...(await forbidden.retry('due')), ...(await reclaim())])
    const lot: Lane[] = []
    const planned: Planned = async (lane) => {
      lot.push(lane)
      if (lot.length < LOT) return
      courier.add(lot.splice(0))
      await courier.spare()
    }
    await corrections.run(planned)
    await planner.run(planned)
    await refresh()
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
    } while (planAgain && !stopped)
  }

  function plan(): Promise<void> {
    planAgain = true
    planning ??= planLoop().finally(() => {
      planning = null
    })
    return planning
  }

  function wake(): void {
    if (started && !stopped) void plan()
  }

  const subscriptions = createSubscriptionStore({ database, clock, changed: wake })
  const configuration = createConfiguration({ database, subscriptions, clock, returning: planner.skipStale })
  const reports = createReports({ database, archive, contents, editions, breaker, clock })
  const recall = createRecall({ database, contents, planner, sender, clock, onOwed: refresh })

  /** What waits for a channel that is not forbidden any more: a person has resumed it, or the last process ended in between. */
  async function reclaim(): Promise<readonly string[]> {
    const strayed = await outbox.strayed()
    const moment = { now: clock.now(), random: random() }
    for (const owed of strayed) await outbox.save(owed.seq, transition(owed, { kind: 'resume' }, moment).life)
    return strayed.map((owed) => owed.lane)
  }

  async function takeUp(): Promise<void> {
    const moment = { now: clock.now(), random: random() }
    for (const owed of await outbox.interrupted()) await outbox.save(owed.seq, transition(owed, { kind: 'restart' }, moment).life)
    await reclaim()
    if (parts.configured !== undefined) await configuration.apply(parts.configured())
  }

  return {
    subscriptions,
    async start() {
      await takeUp()
      started = true
      await plan()
    },
    async stop(graceMs = DEFAULT_GRACE) {
      stopped = true
      await courier.stop(graceMs)
      await planning
    },
    wake,
    async plan() {
      if (started && !stopped) await plan()
    },
    idle: () => courier.idle(),
    ...reports,
    ...recall,
    nextSlots: (subscription, count) => upcoming(subscription, clock.now(), count),
    async changed(where) {
      if (!started || stopped) return
      if (parts.configured !== undefined) await configuration.takeUp(parts.configured())
      courier.unblock(await forbidden.retry(where))
      wake()
    },
  }
}
