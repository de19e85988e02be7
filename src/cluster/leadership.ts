// Seeks and keeps the lease of the leader, and does the leader's work while it has it. One process
// with a database of its own leads always, and asks nobody.
import type { Database } from '../database/database.ts'
import { isTermEnded } from '../database/fence.ts'
import type { Log } from '../log/log.ts'
import { type Clock, sleep, steadyClock } from '../schedule/clock.ts'
import { advance, beginElection, type ElectionEffect, type ElectionEvent, nextMoment, type Role, TIMING } from './election.ts'
import { newHolder } from './holder.ts'
import { createLeases, type Leases } from './leases.ts'
import { endlessTerm, type Term, type TermWork } from './term.ts'

export interface Leadership {
  /** Resolves when this process leads and its work has begun, or when it follows. */
  start(): Promise<void>
  /** What is under way may finish; then another process may lead at once. */
  stop(): Promise<void>
  isLeading(): boolean
}

export interface LeadershipParts {
  readonly database: Database
  readonly log: Log
  /** Makes what is done in a term. Nothing of an earlier term may be taken for true in it. */
  readonly work: (term: Term) => TermWork
  /** A clock that nobody sets; default the machine's. */
  readonly clock?: Clock
  /** Where the leases are, unless it is the database. */
  readonly leases?: Leases
  /** As other processes see who leads; default one that no other process has. */
  readonly holder?: string
}

export const LEADER = 'leader'

/** What was cut has so long to end by itself, and then its queries are cut too. */
const CUT_MS = 2_000
/** A database that does not answer keeps no process from ending. */
const MAX_RELEASE_MS = 500

export function createLeadership(parts: LeadershipParts): Leadership {
  return parts.database.shared === null ? leadAlways(parts) : createElected(parts)
}

function leadAlways({ database, work }: LeadershipParts): Leadership {
  const own = work(endlessTerm(database))
  return { start: () => own.start(), stop: () => own.stop('finish'), isLeading: () => true }
}

function createElected(parts: LeadershipParts): Leadership {
  const { database, log, clock = steadyClock, holder = newHolder() } = parts
  const leases = parts.leases ?? createLeases({ database, clock })
  let role: Role = beginElection(clock.now())
  let cancelTimer = () => {}
  let current: { readonly fence: number; readonly term: Term; readonly work: TermWork } | null = null
  /** The end of one term precedes the beginning of the next. */
  let cutting: Promise<void> = Promise.resolve()
  let release: Promise<unknown> = Promise.resolve()
  let isUnreachable = false
  const settled = createGate()
  const ended = createGate()

  function dispatch(event: ElectionEvent): void {
    const before = role
    const step = advance(role, event, clock.now())
    role = step.role
    for (const effect of step.effects) carryOut(effect)
    cancelTimer()
    const at = nextMoment(role)
    if (at !== null) cancelTimer = clock.after(Math.max(1, at - clock.now()), () => dispatch({ kind: 'tick' }))
    if (role.kind === 'ended' || (role.kind === 'following' && !role.isAsking)) settled.open()
    if (role.kind === 'ended' && before.kind !== 'ended') void Promise.all([cutting, release]).then(ended.open, ended.open)
  }

  function carryOut(effect: ElectionEffect): void {
    switch (effect.kind) {
      case 'acquire':
        return void ask(null, acquire)
      case 'renew':
        return void ask(effect.fence, (askedAt) => renew(effect.fence, askedAt))
      case 'release':
        release = leases.release(LEADER, { holder, fence: effect.fence }).catch(() => {})
        release = Promise.race([release, sleep(clock, MAX_RELEASE_MS)])
        return
      case 'begin':
        return void begin(effect.fence)
      case 'finish':
        return void finish()
      case 'cut':
        cut(effect.fence)
    }
  }

  async function ask(fence: number | null, question: (askedAt: number) => Promise<ElectionEvent>): Promise<void> {
    try {
      const event = await question(clock.now())
      if (isUnreachable) log.info({}, 'The database answers again')
      isUnreachable = false
      dispatch(event)
    } catch (error) {
      if (!isUnreachable) log.warn({ err: error }, 'The database does not say which process leads; it is asked again')
      isUnreachable = true
      dispatch({ kind: 'failed', fence })
    }
  }

  async function acquire(askedAt: number): Promise<ElectionEvent> {
    // A look costs no turn of those who write.
    const lease = await leases.current(LEADER)
    const outcome =
      lease === null || lease.holder === holder
        ? await leases.acquire(LEADER, holder, TIMING.ttlMs)
        : ({ kind: 'taken', by: lease } as const)
    if (outcome.kind === 'taken') return { kind: 'taken', remainingMs: outcome.by.remainingMs }
    return { kind: 'acquired', fence: outcome.fence, askedAt }
  }

  async function renew(fence: number, askedAt: number): Promise<ElectionEvent> {
    const outcome = await leases.renew(LEADER, { holder, fence }, TIMING.ttlMs)
    return outcome === 'renewed' ? { kind: 'renewed', fence, askedAt } : { kind: 'lost', fence }
  }

  const isIn = (fence: number) => (role.kind === 'leading' || role.kind === 'leaving') && role.fence === fence

  async function begin(fence: number): Promise<void> {
    await cutting
    if (!isIn(fence)) return
    const term: Term = {
      database: database.shared?.fencedBy({ lease: LEADER, number: fence }) ?? database,
      isValid: () => isIn(fence) && 'until' in role && clock.now() < role.until,
      refused: () => dispatch({ kind: 'lost', fence }),
    }
    const work = parts.work(term)
    current = { fence, term, work }
    log.info({ term: fence }, 'This process leads: it watches the folder, plans and delivers')
    try {
      await work.start()
    } catch (error) {
      if (!isIn(fence)) return
      if (isTermEnded(error)) return dispatch({ kind: 'lost', fence })
      log.error({ err: error, term: fence }, 'The work of the leader could not begin; another process may try')
      dispatch({ kind: 'resign', fence })
    } finally {
      settled.open()
    }
  }

  const stopWork = (work: TermWork, how: 'finish' | 'cut'): Promise<void> =>
    work.stop(how).catch((error: unknown) => log.error({ err: error }, 'The work of the leader could not be ended'))

  async function finish(): Promise<void> {
    if (current !== null) await stopWork(current.work, 'finish')
    dispatch({ kind: 'left' })
  }

  function cut(fence: number): void {
    const over = current?.fence === fence ? current : null
    current = null
    if (over === null) return
    // That the database is away has been said, and is why.
    log[isUnreachable ? 'info' : 'warn']({ term: fence }, 'This process leads no more')
    const stopped = stopWork(over.work, 'cut')
    // A query may wait for a database that does not answer, and keep a connection that the next
    // term needs.
    cutting = Promise.race([stopped, sleep(clock, CUT_MS)]).then(over.term.database.close)
  }

  return {
    async start() {
      dispatch({ kind: 'tick' })
      await settled.opened
    },
    async stop() {
      dispatch({ kind: 'stop' })
      await ended.opened
    },
    isLeading: () => role.kind === 'leading' && clock.now() < role.until,
  }
}

function createGate(): { readonly opened: Promise<void>; open(): void } {
  let open = () => {}
  const opened = new Promise<void>((resolve) => {
    open = resolve
  })
  return { opened, open: () => open() }
}
