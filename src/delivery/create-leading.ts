// What the leader does in its term: it plans what is due and sends what is owed. All that it
// remembers is of this term; whoever led before or leads next may have done more.
import type { Archive } from '../archive/archive.ts'
import type { Term } from '../cluster/term.ts'
import { databaseFaultOf, sayDatabaseFault, UnusableDatabase } from '../database/faults.ts'
import { isTermEnded } from '../database/fence.ts'
import type { Log } from '../log/log.ts'
import { type Clock, sleep } from '../schedule/clock.ts'
import type { DirectMessages } from './delivery.ts'
import { createLimitedSender } from './limits/limited-sender.ts'
import type { Requests } from './limits/requests.ts'
import type { Contents } from './messages/contents.ts'
import type { RenderCache } from './messages/render-cache.ts'
import { createOutbox, type OnQueued, type Queue } from './outbox/outbox.ts'
import { transition } from './outbox/transitions.ts'
import { createBacklog } from './planning/backlog.ts'
import { createCorrections } from './planning/corrections.ts'
import { createEditions } from './planning/editions.ts'
import { createPlanner } from './planning/planner.ts'
import type { ChangedPlace, ChannelRights, MessageSender } from './port.ts'
import { createAdoption } from './sending/adoption.ts'
import { createCourier } from './sending/courier.ts'
import { createForbidden } from './sending/forbidden.ts'
import { createGivenUp, type OnGivenUp } from './sending/given-up.ts'
import { createNotices } from './sending/notices.ts'
import { createReconciler } from './sending/reconcile.ts'
import { createSendNext } from './sending/send-next.ts'
import { createTags } from './sending/tags.ts'
import type { DeliverySettings } from './settings.ts'
import { type ConfiguredSubscriptions, createConfiguration } from './subscriptions/configuration.ts'
import type { NotedServers } from './subscriptions/noted-servers.ts'
import { createSubscriptionStore } from './subscriptions/subscription-rows.ts'

export interface LeadingParts {
  readonly term: Term
  readonly archive: Archive
  readonly contents: Contents
  readonly cache: RenderCache
  readonly sender: MessageSender
  readonly requests: Requests
  readonly clock: Clock
  readonly log: Log
  readonly settings: DeliverySettings
  readonly gatherCorrectionsMs: number
  readonly configured: ConfiguredSubscriptions | undefined
  readonly rights: ChannelRights
  readonly noted: NotedServers
  readonly isArriving: () => boolean
  readonly owners: () => Promise<readonly string[]>
  readonly direct: DirectMessages
  readonly onFatal: (why: string) => void
  readonly onFault: (error: unknown) => void
  readonly onSent: (owedMs: number) => void
  readonly onGivenUp: OnGivenUp | undefined
  readonly random: () => number
}

export interface Leading {
  /** Takes up what was left, and makes the first plan. */
  start(): Promise<void>
  stop(graceMs: number): Promise<void>
  wake(): void
  plan(digestId: number): Promise<void>
  idle(): Promise<void>
  /** Something was put into the outbox. */
  takeUpQueues(): Promise<void>
  changed(where: ChangedPlace): Promise<void>
}

/**
 * Queues planned together, then sent together: as many as Discord takes requests in a second. The
 * next are planned while these wait for their turns.
 */
const MAX_PLANNED_TOGETHER = 50

const guildOf = ({ guild_id }: { readonly guild_id: string }) => guild_id

export function createLeading(parts: LeadingParts): Leading {
  const { term, archive, contents, cache, clock, log, settings, rights, noted, random } = parts
  const { database } = term
  const requests = parts.requests.part(term.isValid)
  const sender = createLimitedSender(parts.sender, requests, clock)
  const outbox = createOutbox(database)
  const editions = createEditions({ database, archive, contents, cache, clock })
  const backlog = createBacklog({ database, editions, clock, log, settings, owners: parts.owners })
  const planner = createPlanner({ database, editions, backlog, clock, log, settings, isArriving: parts.isArriving })
  const { gatherCorrectionsMs: gatherMs } = parts
  const corrections = createCorrections({ database, archive, contents, cache, clock, settings, gatherMs })
  const beforeResume = planner.skipStale
  const forbidden = createForbidden({ database, outbox, clock, log, settings, beforeResume })
  const subscriptions = createSubscriptionStore({ database, clock, changed: () => wake() })
  const configuration = createConfiguration({ database, subscriptions, clock, beforeResume })
  let isStarted = false
  let isStopped = false

  const sendNext = createSendNext({
    outbox,
    contents,
    sender,
    direct: parts.direct,
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
    onSent: parts.onSent,
    stopAll: (why) => fail(`Discord refuses the token (${why}). Set DISCORD_TOKEN to one that is valid and start again.`),
  })
  const courier = createCourier({ sendNext, requests, clock, log, onFault, onTermEnded: endTerm })
  const takeUpQueues = async () => courier.add(await outbox.queues())

  /** Nothing will work again, whoever leads. */
  function fail(why: string): void {
    isStopped = true
    void courier.stop(0)
    parts.onFatal(why)
  }

  function endTerm(): void {
    isStopped = true
    term.refused()
  }

  /** A full disk or a busy one may pass; a damaged database only gets worse. */
  function onFault(error: unknown): void {
    parts.onFault(error)
    if (isStopped || databaseFaultOf(error) !== 'damaged') return
    fail(error instanceof UnusableDatabase ? error.message : sayDatabaseFault('damaged', database.place))
  }

  let planning: Promise<void> | null = null
  let planAgain = false
  /** When past days that arrive one after the other have had time to. */
  let gatheredAt: number | null = null
  let cancelGathering = () => {}

  /** Channels of the settings as they were found when they were last looked for. */
  let found = ''

  /** Null where they are where they were. */
  function findConfigured(): ReturnType<ConfiguredSubscriptions> | null {
    if (parts.configured === undefined) return null
    const configured = parts.configured(noted.find)
    const before = found
    found = JSON.stringify(configured.map(({ channels }) => channels))
    return found === before ? null : configured
  }

  /** What other processes have found since, of the servers that they see. */
  async function takeUpNoted(): Promise<void> {
    if (database.shared === null) return
    await noted.read()
    const configured = findConfigured()
    if (configured !== null) await configuration.resume(configured)
  }

  async function planOnce(): Promise<void> {
    contents.invalidate()
    await takeUpNoted()
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
    if (gatheredAt !== null && !isStopped) cancelGathering = clock.after(Math.max(1, gatheredAt - clock.now()), wake)
    await takeUpQueues()
  }

  async function planLoop(): Promise<void> {
    do {
      planAgain = false
      try {
        await planOnce()
      } catch (error) {
        if (isTermEnded(error)) return endTerm()
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
    const departed = new Set((await database.query.selectFrom('departed_servers').select('guild_id').execute()).map(guildOf))
    const isLeft = (guildId: string) => !(noted.servers.isMember(guildId) ?? !departed.has(guildId))
    await forbidden.leave(isLeft)
    // What people changed meanwhile is not known: each channel is tried once.
    await forbidden.retry({ isLeft })
    await noted.read()
    const configured = findConfigured()
    if (configured !== null) await configuration.apply(configured, noted.isLookedAt)
  }

  return {
    async start() {
      await takeUpLastRun()
      isStarted = true
      if (!isStopped) await plan()
    },
    async stop(graceMs) {
      isStopped = true
      cancelGathering()
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
    takeUpQueues,
    async changed(where) {
      if (!isStarted || isStopped) return
      if (parts.configured !== undefined) await configuration.resume(parts.configured(noted.find))
      courier.unblock(await forbidden.retry(where))
      wake()
    },
  }
}
