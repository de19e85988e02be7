// Several processes that share the shards of a Discord of the test's own, in virtual time, over one
// database. What no moment may show is noted in `faults`.
import { createLeases, type Leases } from '../../../src/cluster/leases.ts'
import type { GatewayLimits } from '../../../src/cluster/shards/identify-turns.ts'
import { createShardKeeper, type ShardKeeper } from '../../../src/cluster/shards/shard-keeper.ts'
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts'
import { silentLog } from '../../../src/log/log.ts'
import { type Clock, createManualClock, sleep } from '../../../src/schedule/clock.ts'

const START = 1_000_000_000
/** So often a person asks something on each shard. */
const ASK_MS = 500
const READY_MS = 300
const IDENTIFY_MS = 5_000
const OUT_OF_REACH_MS = 10_000
/** Discord waits so long for an answer. */
const ANSWER_MS = 3_000

export interface KeeperCluster {
  readonly faults: readonly string[]
  /** Questions of people that no process answered in time. */
  readonly unanswered: number
  readonly identifies: readonly { readonly shard: number; readonly at: number }[]
  start(): Promise<void>
  kill(who: number): void
  stop(who: number): Promise<void>
  cutOff(who: number, from: 'database' | 'discord'): void
  reconnect(who: number): void
  outgrow(who: number, shards: number): Promise<void>
  befall(what: string, who: number): Promise<void>
  mendAll(): void
  pass(ms: number): Promise<void>
  /** How many processes neither end nor have ended. */
  staying(): number
  /** How many shards each living process answers for, in order. */
  spread(): readonly number[]
  count(): number
  close(): Promise<void>
}

interface Session {
  readonly shard: number
  readonly of: number
  isReady: boolean
  isOpen: boolean
}

interface Process {
  readonly name: string
  readonly keeper: ShardKeeper
  readonly sessions: Set<Session>
  readonly state: { isDead: boolean; isPaused: boolean; lacks: Set<'database' | 'discord'>; since: number; isStopping: boolean }
  goOn(): void
}

/** A round of everything that is under way. */
async function settle(): Promise<void> {
  for (let n = 0; n < 4; n++) await new Promise((resolve) => setImmediate(resolve))
}

export async function createCluster({
  shards = 4,
  maxConcurrency = 1,
  starts = { total: 100_000, remaining: 100_000 },
}: {
  shards?: number
  maxConcurrency?: number
  starts?: { total: number; remaining: number }
} = {}): Promise<KeeperCluster> {
  const clock = createManualClock(START)
  const database = await openSqlite(':memory:')
  const stored = createLeases({ database, clock })
  const processes: Process[] = []
  const faults: string[] = []
  const identifies: { shard: number; at: number }[] = []
  let recommended = shards
  let made = 0
  let unanswered = 0

  const living = () => processes.filter(({ state }) => !state.isDead)

  async function start(): Promise<void> {
    const name = `p${made++}`
    const state: Process['state'] = { isDead: false, isPaused: false, lacks: new Set(), since: 0, isStopping: false }
    const sessions = new Set<Session>()
    let waiting: (() => void)[] = []
    const own: Clock = {
      now: clock.now,
      after: (ms, call) =>
        clock.after(ms, () => {
          if (state.isDead) return
          if (state.isPaused) waiting.push(call)
          else call()
        }),
    }
    const reach = async <T>(ask: () => Promise<T>): Promise<T> => {
      if (state.isDead) return await new Promise<T>(() => {})
      if (state.isPaused) await new Promise<void>((resolve) => waiting.push(resolve))
      if (state.lacks.has('database')) throw new Error('the database does not answer')
      return await ask()
    }
    const leases: Leases = {
      ...stored,
      all: () => reach(stored.all),
      claim: (...lease) => reach(() => stored.claim(...lease)),
      releaseAll: (...which) => reach(() => stored.releaseAll(...which)),
      renewAll: (...which) => reach(() => stored.renewAll(...which)),
      together: (body) => reach(() => stored.together(body)),
    }
    const limits = async (): Promise<GatewayLimits> => {
      if (state.lacks.has('discord')) throw new Error('Discord does not answer')
      const { total, remaining } = starts
      const left = remaining - identifies.length
      return { shards: recommended, maxConcurrency, starts: { total, remaining: left, resetAfterMs: 86_400_000 } }
    }
    const keeper = createShardKeeper({
      database,
      leases,
      clock: own,
      holder: name,
      log: silentLog,
      shards: 'auto',
      gateway: {
        limits,
        isOutOfReach: () => state.lacks.has('discord') && clock.now() - state.since >= OUT_OF_REACH_MS && sessions.size > 0,
        open(shard, of) {
          const session: Session = { shard, of, isReady: false, isOpen: true }
          const ending = new AbortController()
          sessions.add(session)
          void identify(session, ending.signal).catch(() => {})
          return {
            isReady: () => session.isReady && !state.lacks.has('discord'),
            async close() {
              session.isOpen = false
              sessions.delete(session)
              ending.abort()
            },
          }
        },
      },
    })

    async function identify(session: Session, signal: AbortSignal): Promise<void> {
      await keeper.turns.wait(session.shard, signal)
      if (state.isDead) return
      if (state.lacks.has('discord')) {
        await sleep(own, IDENTIFY_MS)
        return await identify(session, signal)
      }
      const at = clock.now()
      const last = identifies.findLast(({ shard }) => shard % maxConcurrency === session.shard % maxConcurrency)
      if (last !== undefined && at - last.at < IDENTIFY_MS)
        faults.push(`${name}: shard ${session.shard} after ${at - last.at} ms`)
      identifies.push({ shard: session.shard, at })
      const others = living().flatMap(({ sessions }) => [...sessions].filter(({ isReady }) => isReady))
      const isCutOff = living().some(({ state: { lacks, isPaused } }) => lacks.size > 0 || isPaused)
      if (!isCutOff && others.some(({ of }) => of !== session.of))
        faults.push(`${name}: shard ${session.shard}/${session.of} next to another number`)
      own.after(READY_MS, () => {
        session.isReady = session.isOpen
      })
    }

    const one: Process = {
      ...{ name, keeper, sessions, state },
      goOn() {
        state.isPaused = false
        for (const call of waiting.splice(0)) call()
        waiting = []
      },
    }
    processes.push(one)
    void keeper.start(await limits())
    await settle()
  }

  /**
   * A person asks: at most one process answers, and where Discord is connected one does, in time.
   */
  function askPeople(): void {
    for (let shard = 0; shard < recommended; shard++) {
      const at = clock.now()
      const holders = living().filter(({ keeper }) => keeper.holds(shard))
      if (holders.length > 1) faults.push(`shard ${shard} is held by ${holders.map(({ name }) => name).join(' and ')}`)
      const answers: { process: Process; sure: boolean }[] = []
      const hearing = living().filter(
        ({ sessions, state }) =>
          !state.lacks.has('discord') &&
          [...sessions].some((session) => session.isReady && session.shard === shard && session.of === recommended),
      )
      for (const process of hearing) {
        const hear = async () => {
          const lackedDatabase = process.state.lacks.has('database')
          const turn = await process.keeper.turnToAnswer(shard)
          if (turn === 'never' || process.state.isDead || clock.now() - at >= ANSWER_MS) return
          if (answers.length > 0) {
            // Discord takes the first answer, and refuses the second. Who answered may have given the
            // shard away since to one that hears late.
            const isHandedOver = process.keeper.holds(shard) && answers.every(({ process }) => !process.keeper.holds(shard))
            if (turn === 'at once' && !lackedDatabase && !isHandedOver && answers.every(({ sure }) => sure))
              faults.push(`shard ${shard} is answered twice at ${at - START}`)
            process.keeper.answeredElsewhere(shard)
          } else answers.push({ process, sure: turn === 'at once' && !lackedDatabase })
        }
        if (process.state.isPaused) heardLater.push({ process, hear })
        else void hear()
      }
      clock.after(ANSWER_MS, () => {
        if (answers.length === 0) unanswered += 1
      })
    }
  }
  let heardLater: { process: Process; hear: () => Promise<void> }[] = []

  function goOn(process: Process): void {
    process.goOn()
    // What came while it was paused is read first.
    for (const { hear } of heardLater.filter((one) => one.process === process)) void hear()
    heardLater = heardLater.filter((one) => one.process !== process)
  }

  async function pass(ms: number): Promise<void> {
    const end = clock.now() + ms
    while (clock.now() < end) {
      const next = Math.min(end, Math.max(clock.next() ?? end, clock.now() + 1), (Math.floor(clock.now() / ASK_MS) + 1) * ASK_MS)
      clock.set(next)
      await settle()
      if (next % ASK_MS === 0) askPeople()
      await settle()
    }
  }

  const of = (who: number): Process | undefined => living()[who % Math.max(1, living().length)]

  const cluster: KeeperCluster = {
    faults,
    get unanswered() {
      return unanswered
    },
    identifies,
    start,
    pass,
    count: () => recommended,
    kill(who) {
      const process = of(who)
      if (process === undefined) return
      process.state.isDead = true
      process.sessions.clear()
    },
    async stop(who) {
      const process = of(who)
      if (process === undefined || process.state.isStopping || process.state.isPaused) return
      process.state.isStopping = true
      process.keeper.leave()
      void process.keeper.stop().then(() => {
        process.state.isDead = true
      })
      await settle()
    },
    cutOff(who, from) {
      const process = of(who)
      if (process === undefined) return
      process.state.lacks.add(from)
      if (from === 'discord') process.state.since = clock.now()
    },
    reconnect(who) {
      const process = of(who)
      if (process === undefined) return
      process.state.lacks.clear()
    },
    async outgrow(who, next) {
      const before = recommended
      recommended = Math.max(recommended, next)
      const process = of(who)
      if (process !== undefined && process.state.lacks.size === 0 && !process.state.isPaused && recommended > before)
        await process.keeper.outgrown(before)
      else recommended = before
    },
    async befall(what, who) {
      const process = of(who)
      switch (what) {
        case 'start':
          if (living().length < 5) await start()
          return
        case 'kill':
          return cluster.kill(who)
        case 'stop':
          return await cluster.stop(who)
        case 'pause':
          if (process !== undefined) process.state.isPaused = true
          return
        case 'go-on':
          if (process?.state.isPaused) goOn(process)
          return
        case 'cut-database':
          return cluster.cutOff(who, 'database')
        case 'cut-discord':
          return cluster.cutOff(who, 'discord')
        case 'reconnect':
          return cluster.reconnect(who)
        case 'outgrow':
          return void cluster.outgrow(who, recommended + 1)
      }
    },
    mendAll() {
      for (const [who, process] of living().entries()) {
        if (process.state.isPaused) goOn(process)
        cluster.reconnect(who)
      }
    },
    staying: () => living().filter(({ state }) => !state.isStopping).length,
    spread: () =>
      living()
        .map(({ keeper, sessions }) => [...sessions].filter((session) => session.isReady && keeper.holds(session.shard)).length)
        .sort((a, b) => a - b),
    async close() {
      for (const { state } of processes) state.isDead = true
      await database.close()
    },
  }
  return cluster
}
