// Several processes over one database, in one: each with connections, a clock and a way to Discord
// of its own, all of which a test can take from it. Time passes as the test says, also for the
// database where it looks at leases.
import { setTimeout as wait, setImmediate as yieldTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { inject, onTestFinished } from 'vitest'
import { createLeadership, type Leadership } from '../../../src/cluster/leadership.ts'
import { createLeases, type Leases } from '../../../src/cluster/leases.ts'
import type { Database } from '../../../src/database/database.ts'
import { openDatabase } from '../../../src/database/open-database.ts'
import { createDelivery } from '../../../src/delivery/create-delivery.ts'
import type { Delivery } from '../../../src/delivery/delivery.ts'
import { createLimits } from '../../../src/delivery/limits/create-limits.ts'
import type { Act, Answer, MessageSender, Outcome } from '../../../src/delivery/port.ts'
import { silentLog } from '../../../src/log/log.ts'
import { type Clock, createManualClock, type ManualClock } from '../../../src/schedule/clock.ts'
import { createMadeArchive, type MadeArchive } from '../../delivery/support/archive.ts'
import { createFakeDiscord, type FakeDiscord } from '../../delivery/support/discord.ts'
import { createTestDatabase, runOnServer, TEMPLATE } from './databases.ts'
import { openProxy, type PostgresProxy } from './proxy.ts'
import { countQueries, queriesUnderWay } from './under-way.ts'

/** What a process asked of Discord, when, and in which term. */
export interface ClusterRequest {
  readonly process: string
  readonly at: number
  readonly fence: number
  /** How long the lease was still valid for the others. */
  readonly remainingMs: number
}

/** Null: all goes well. Else it is made or not, and no answer comes. */
export type SendTrouble = { readonly made: boolean } | null

export interface ClusterProcess {
  readonly name: string
  readonly leadership: Leadership
  readonly delivery: Delivery
  /** It is gone, whatever it was doing. */
  kill(): void
  /** It does nothing, and nothing reaches it, until it goes on. */
  pause(): void
  goOn(): void
  cutOff(): void
  reconnect(): void
  /** Each answer of the database takes so much longer. */
  slowDown(ms: number): void
}

export interface Cluster {
  readonly discord: FakeDiscord
  readonly archive: MadeArchive
  readonly clock: ManualClock
  readonly database: Database
  readonly requests: readonly ClusterRequest[]
  /** Asked before each act leaves: what happens to it on its way. */
  sendTrouble: (act: Act, by: ClusterProcess) => SendTrouble
  readonly alive: readonly ClusterProcess[]
  startProcess(): Promise<ClusterProcess>
  leader(): ClusterProcess | null
  /** Every process has its minute's look, as the program does. */
  pass(ms: number): Promise<void>
  settle(): Promise<void>
  setReadOnly(isReadOnly: boolean): Promise<void>
  /** At the end of the test, unless it needs the connections before. */
  close(): Promise<void>
}

const MINUTE = 60_000
/** As in the program. */
const MAX_ANSWER_MS = 15_000
/** After so long the server ends a transaction of a process that is paused or cut off. */
const MAX_IDLE_IN_TRANSACTION_MS = 5_000
const NEVER = new Promise<never>(() => {})

export async function createCluster(start: number): Promise<Cluster> {
  const server = inject('postgres') ?? ''
  countQueries()
  const url = await createTestDatabase(server, `template ${TEMPLATE}`)
  const database = await openDatabase(url)
  const clock = createManualClock(start)
  const discord = createFakeDiscord(clock)
  const archive = createMadeArchive(database)
  const requests: ClusterRequest[] = []
  const alive: ClusterProcess[] = []
  const paused = new Set<string>()
  let started = 0

  /** What the server is asked to end, as it would by itself when time really passed. */
  const endings: Promise<void>[] = []
  const endIdleTransactions = (name: string) =>
    runOnServer(
      server,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = '${url.slice(server.length)}' and application_name = '${name}' and state like 'idle in transaction%'`,
    )
  const closing: (() => Promise<void>)[] = [() => database.close()]
  onTestFinished(() => cluster.close())

  const cluster: Cluster = {
    async close() {
      for (const close of closing.splice(0).reverse()) await close()
    },
    discord,
    archive,
    clock,
    database,
    requests,
    alive,
    sendTrouble: () => null,
    async startProcess() {
      started += 1
      const proxy = await openProxy(server)
      const name = `process ${started}`
      const opened = await openDatabase(`${proxy.urlOf(url)}?application_name=${encodeURIComponent(name)}`)
      const one = createProcess(name, opened, proxy)
      closing.push(async () => {
        one.kill()
        await opened.close()
        await proxy.close()
      })
      alive.push(one)
      void one.leadership.start()
      await cluster.settle()
      return one
    },
    leader: () => alive.find(({ leadership }) => leadership.isLeading()) ?? null,
    async pass(ms) {
      const end = clock.now() + ms
      await cluster.settle()
      while (clock.now() < end) {
        const minute = (Math.floor(clock.now() / MINUTE) + 1) * MINUTE
        const next = Math.min(end, minute, Math.max(clock.now(), clock.next() ?? end))
        clock.set(next)
        if (next === minute) for (const { leadership, delivery } of alive) if (leadership.isLeading()) delivery.wake()
        await cluster.settle()
      }
    },
    async settle() {
      const happened = () => requests.length + discord.acts.length + queriesUnderWay().asked
      await Promise.all(endings.splice(0))
      let before = happened()
      // What a paused process waits for never comes.
      const maxHung = paused.size > 0 ? 25 : 1_000
      for (let quiet = 0, hung = 0; quiet < 28 && hung < maxHung; ) {
        await yieldTurn()
        const isBusy = queriesUnderWay().open > 0
        if (happened() !== before) [quiet, hung] = [0, 0]
        else if (!isBusy) quiet += 1
        else {
          hung += 1
          await wait(3)
        }
        before = happened()
      }
    },
    async setReadOnly(isReadOnly) {
      const name = url.slice(server.length)
      await runOnServer(server, `alter database ${name} set default_transaction_read_only = ${isReadOnly ? 'on' : 'off'}`)
      await runOnServer(server, `select pg_terminate_backend(pid) from pg_stat_activity where datname = '${name}'`)
      await cluster.settle()
    },
  }

  function createProcess(name: string, opened: Database, proxy: PostgresProxy): ClusterProcess {
    const state = { isDead: false, isPaused: false, fence: 0, leaseEnd: 0 }
    let goesOn: (() => void)[] = []
    const own: Clock = {
      now: () => clock.now(),
      after: (ms, call) =>
        clock.after(ms, () => {
          if (state.isDead) return
          if (state.isPaused) goesOn.push(call)
          else call()
        }),
    }
    /** Nothing of a process that is dead or paused goes on. */
    const whileRunning = async () => {
      if (state.isDead) await NEVER
      if (state.isPaused) await new Promise<void>((resolve) => goesOn.push(resolve))
    }
    const { shared } = opened
    if (shared === null) throw new Error('nobody shares it')
    const timed: Database = {
      ...opened,
      shared: {
        ...shared,
        get now() {
          return sql<number>`${clock.now()}::bigint`
        },
      },
    }
    const stored = createLeases({ database: timed, clock })
    const leases: Leases = {
      ...stored,
      async acquire(lease, holder, ttlMs) {
        const outcome = await stored.acquire(lease, holder, ttlMs)
        if (outcome.kind === 'acquired') Object.assign(state, { fence: outcome.fence, leaseEnd: clock.now() + ttlMs })
        return outcome
      },
      async renew(lease, held, ttlMs) {
        const outcome = await stored.renew(lease, held, ttlMs)
        if (outcome === 'renewed') state.leaseEnd = clock.now() + ttlMs
        return outcome
      },
    }

    const sender: MessageSender = {
      ...discord,
      async perform(act, options = {}) {
        await whileRunning()
        requests.push({ process: name, at: clock.now(), fence: state.fence, remainingMs: state.leaseEnd - clock.now() })
        const trouble = cluster.sendTrouble(act, one)
        if (trouble === null || trouble.made) {
          const answer = await discord.perform(act, options)
          if (trouble === null) {
            await whileRunning()
            return answer
          }
        }
        return await new Promise<Answer<Outcome>>((resolve) => {
          const giveUp = () => resolve({ outcome: { kind: 'unknown', why: 'no answer' }, bucket: null })
          options.signal?.addEventListener('abort', giveUp)
          own.after(MAX_ANSWER_MS, giveUp)
        })
      },
      async messages(channelId, page, options) {
        await whileRunning()
        return await discord.messages(channelId, page, options)
      },
    }
    const delivery = createDelivery({
      database: timed,
      archive,
      sender,
      requests: createLimits({}, own),
      clock: own,
      log: silentLog,
      random: () => 0.5,
      onFatal: () => {},
    })
    const leadership = createLeadership({
      database: timed,
      log: silentLog,
      clock: own,
      leases,
      holder: name,
      work: (term) => ({
        start: () => delivery.start(term),
        stop: (how) => delivery.stop(how === 'cut' ? 0 : undefined),
      }),
    })
    const one: ClusterProcess = {
      name,
      leadership,
      delivery,
      kill() {
        if (state.isDead) return
        state.isDead = true
        paused.delete(name)
        proxy.cut()
        alive.splice(alive.indexOf(one), 1)
      },
      pause() {
        state.isPaused = true
        paused.add(name)
        proxy.stop()
        clock.after(MAX_IDLE_IN_TRANSACTION_MS, () => {
          if (state.isPaused) endings.push(endIdleTransactions(name))
        })
      },
      goOn() {
        state.isPaused = false
        paused.delete(name)
        proxy.heal()
        for (const call of goesOn.splice(0)) call()
        goesOn = []
      },
      cutOff: proxy.cut,
      slowDown: (ms) => proxy.delay(ms / 2),
      reconnect: proxy.heal,
    }
    return one
  }

  return cluster
}
