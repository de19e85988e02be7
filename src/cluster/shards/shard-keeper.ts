// Takes shards of the gateway, keeps them while this process may, and gives them to others.
//
// While the database is away the connections are kept: where it is away for every process nobody
// can take a shard, and people are answered from the copy. A process that is cut off alone loses
// its shards to others without noticing, and who has just taken one is not connected to it yet. So
// an interaction on a shard that is not held waits a moment for whoever holds it, and then Discord
// decides: it takes the first answer, and refuses the second.
import type { Database } from '../../database/database.ts'
import type { Log } from '../../log/log.ts'
import { type Clock, sleep, steadyClock } from '../../schedule/clock.ts'
import { TIMING } from '../election.ts'
import { newHolder } from '../holder.ts'
import { createLeases, type Leases } from '../leases.ts'
import { allot, type Own, type ShardAction, type Sight } from './allot.ts'
import { createIdentifyTurns, type GatewayLimits, type IdentifyTurns, reservedStarts } from './identify-turns.ts'
import { createShardStore, processLease, type ShardRole, shardLease } from './shard-leases.ts'

/** What connects to Discord. */
export interface ShardGateway {
  limits(): Promise<GatewayLimits>
  open(shard: number, count: number): ShardConnection
  /** Whether Discord has been out of reach for so long that another process may have more luck. */
  isOutOfReach(): boolean
}

export interface ShardConnection {
  isReady(): boolean
  /** Resolves when it is not connected any more. */
  close(): Promise<void>
}

/**
 * `at once`: the shard is this process's. `if first`: another may have it, so nothing is done about
 * the interaction before Discord has taken an answer to it.
 */
export type AnswerTurn = 'at once' | 'if first' | 'never'

export interface ShardKeeper {
  /** Resolves when the first shards have been taken, or there are none to take. */
  start(limits: GatewayLimits): Promise<void>
  /** From now on others may take what this process has. */
  leave(): void
  /** After `leave` others are waited for, for some seconds. */
  stop(): Promise<void>
  /** Whether the lease of the shard is this process's, by its own clock. */
  holds(shard: number): boolean
  /** How this process is to answer what has come on its connection of the shard. */
  turnToAnswer(shard: number): Promise<AnswerTurn>
  /** Another process has answered what came on the shard. */
  answeredElsewhere(shard: number): void
  /** Discord takes no connection with so many shards: they are too few. */
  outgrown(count: number): Promise<void>
  readonly turns: IdentifyTurns
}

export interface ShardKeeperParts {
  readonly database: Database
  readonly log: Log
  readonly gateway: ShardGateway
  /** Over how many shards the servers are to be spread; `auto`: as many as Discord recommends. */
  readonly shards: 'auto' | number
  /** A clock that nobody sets; default the machine's. */
  readonly clock?: Clock
  /** Where the leases are, unless it is the database. */
  readonly leases?: Leases
  readonly holder?: string
}

/** A process that has just come may be one of several that are restarted one after the other. */
const SETTLE_MS = 10_000
/**
 * When the database is back, what nobody holds is left for so long to who is connected to it: one
 * that waited for an answer asks again only after that.
 */
const RETURN_MS = 5_000
/** So long a person's interaction waits for the database, and for whoever else may answer it. */
const MAX_DOUBT_MS = 1_000
/** So long others have to take over what a process has that stops. */
const MAX_LEAVE_MS = 7_000
const LEAVING_LOOK_MS = 250
/** A database that does not answer keeps no process from ending. */
const MAX_RELEASE_MS = 500
/** Shards move to a process that has joined only while this share of a day's starts is left. */
const MOVING_SHARE = 4

export function createShardKeeper(parts: ShardKeeperParts): ShardKeeper {
  const { database, log, gateway, clock = steadyClock, holder = newHolder() } = parts
  const leases = parts.leases ?? createLeases({ database, clock })
  const store = createShardStore({ database, leases })
  const { ttlMs, marginMs, renewMs, askMs } = TIMING
  /**
   * Until when each lease is this process's, by its own clock. A time that has passed is kept until
   * the database has said what became of it.
   */
  const until = new Map<string, number>()
  const connections = new Map<number, ShardConnection>()
  let limits: GatewayLimits | null = null
  let count = 0
  let wanted = 0
  let renewAt = 0
  let joinedAt = Number.POSITIVE_INFINITY
  let others = 0
  let isOut = false
  let isTrying = false
  let phase: 'running' | 'leaving' | 'stopped' = 'running'
  let looking: Promise<boolean> | null = null
  let leaving: Promise<void> = Promise.resolve()
  let cancelTimer = () => {}
  let isUnreachable = false
  /** When the database was back after it had been away. */
  let backAt = Number.NEGATIVE_INFINITY
  let said = ''

  async function ask(): Promise<GatewayLimits> {
    limits = await gateway.limits()
    return limits
  }

  const turns = createIdentifyTurns({ leases, clock, log, ask })
  const takesPart = () => phase === 'running' && !isOut
  const isHeld = (shard: number) => (until.get(shardLease('shard', shard, count)) ?? Number.NEGATIVE_INFINITY) > clock.now()

  /** Whether the database has said what there is to do. Never rejects. */
  function look(): Promise<boolean> {
    looking ??= lookOnce().finally(() => {
      looking = null
      cancelTimer()
      if (phase !== 'stopped') cancelTimer = clock.after(phase === 'leaving' ? LEAVING_LOOK_MS : askMs, () => void look())
    })
    return looking
  }

  async function lookOnce(): Promise<boolean> {
    try {
      seeDiscord()
      await keepLeases()
      if (isUnreachable) backAt = clock.now()
      await act()
      if (isUnreachable) log.info({}, 'The database says again which process has which shards')
      isUnreachable = false
      return true
    } catch (error) {
      if (!isUnreachable) log.warn({ err: error }, 'The database does not say which process has which shards; it is asked again')
      isUnreachable = true
      return false
    }
  }

  async function act(): Promise<void> {
    const sight = await store.sight()
    if (sight === null || phase === 'stopped') return
    others = sight.processes.filter((name) => name !== holder).length
    const actions = allot(own(), sight)
    for (const action of actions) await carryOut(action, sight)
    if (actions.some(({ kind }) => kind === 'drop-all')) return await act()
    if (phase === 'running') sayShards(sight)
  }

  const own = (): Own => ({
    holder,
    count,
    connections: new Map([...connections].map(([shard, connection]) => [shard, { isReady: connection.isReady() }])),
    takesPart: takesPart(),
    mayTake: clock.now() - backAt >= RETURN_MS,
    mayMove: clock.now() - joinedAt >= SETTLE_MS && hasStarts(),
  })

  const hasStarts = () =>
    limits !== null && limits.starts.remaining - reservedStarts(limits) >= limits.starts.total / MOVING_SHARE

  /** A process that cannot reach Discord leaves its shards to those that can. */
  function seeDiscord(): void {
    if (gateway.isOutOfReach()) isOut = true
    else if (isOut && !isTrying) {
      isTrying = true
      const answered = () => {
        isOut = false
      }
      void ask()
        .then(answered, () => sleep(clock, renewMs))
        .finally(() => {
          isTrying = false
        })
    }
  }

  async function keepLeases(): Promise<void> {
    const askedAt = clock.now()
    if (askedAt >= renewAt) {
      const names = new Set(await leases.renewAll(holder, ttlMs))
      for (const name of until.keys()) if (!names.has(name)) until.delete(name)
      for (const name of names) until.set(name, askedAt + ttlMs - marginMs)
      renewAt = askedAt + renewMs
    }
    const isIn = until.has(processLease(holder))
    if (takesPart() && !isIn) {
      const joinsAt = clock.now()
      const inForce = await store.join(holder, wanted, ttlMs)
      until.set(processLease(holder), joinsAt + ttlMs - marginMs)
      joinedAt = joinsAt
      if (inForce !== wanted)
        log.info(
          { shards: inForce, wanted },
          `Other processes use ${inForce} shards, and so does this one; ${wanted} were wanted`,
        )
      wanted = inForce
    } else if (!takesPart() && isIn) {
      joinedAt = Number.POSITIVE_INFINITY
      const names = [...until.keys()].filter((name) => !name.startsWith('shard '))
      await leases.releaseAll(holder, names)
      for (const name of names) until.delete(name)
    }
  }

  async function claim(role: ShardRole, shards: readonly number[]): Promise<readonly number[]> {
    const askedAt = clock.now()
    const claimed = await store.claim(role, shards, { holder, count, ttlMs })
    for (const shard of claimed) until.set(shardLease(role, shard, count), askedAt + ttlMs - marginMs)
    return claimed
  }

  function connect(shard: number): void {
    if (phase !== 'stopped' && !connections.has(shard)) connections.set(shard, gateway.open(shard, count))
  }

  async function close(shard: number): Promise<void> {
    const connection = connections.get(shard)
    connections.delete(shard)
    await connection?.close()
  }

  async function release(roles: readonly ShardRole[], shard: number): Promise<void> {
    const names = roles.map((role) => shardLease(role, shard, count)).filter((name) => until.delete(name))
    if (names.length > 0) await leases.releaseAll(holder, names)
  }

  async function carryOut(action: ShardAction, sight: Sight): Promise<void> {
    switch (action.kind) {
      case 'claim':
        for (const shard of await claim('shard', action.shards)) connect(shard)
        return
      case 'connect':
        return connect(action.shard)
      case 'succeed':
        for (const shard of await claim('successor', [action.shard])) connect(shard)
        return
      case 'prepare':
        await claim('prepared', [action.shard])
        return
      case 'taken-over':
        return await release(['successor', 'prepared'], action.shard)
      case 'give':
        // Its successor is connected already: what comes between is answered there.
        void close(action.shard)
        return await release(['shard'], action.shard)
      case 'close':
        void close(action.shard)
        return await release(['shard', 'successor', 'prepared'], action.shard)
      case 'drop-all':
        return await dropAll(sight.count)
    }
  }

  /**
   * No server is served by two numbers of shards at once: all that is of the old one ends first.
   */
  async function dropAll(next: number): Promise<void> {
    const names = [...until.keys()].filter((name) => name !== processLease(holder))
    for (const name of names) until.delete(name)
    if (connections.size > 0)
      log.info({ before: count, shards: next }, `The servers are spread over ${next} shards from now on; there were ${count}`)
    await Promise.all([...connections.keys()].map(close))
    if (names.length > 0) await leases.releaseAll(holder, names)
    count = next
  }

  function sayShards({ count: all }: Sight): void {
    const held = [...connections.keys()].filter(isHeld).sort((a, b) => a - b)
    const line =
      held.length === 0
        ? 'This process has no shard of the gateway: others have them all'
        : all === 1
          ? 'This process has the only shard of the gateway'
          : `This process has ${held.length} of the ${all} shards of the gateway: ${held.join(', ')}`
    if (line !== said) log.info({ held, shards: all }, line)
    said = line
  }

  async function turnToAnswer(shard: number): Promise<AnswerTurn> {
    if (isHeld(shard)) return 'at once'
    const wasHeld = until.has(shardLease('shard', shard, count))
    const doubt = sleep(clock, MAX_DOUBT_MS)
    await Promise.race([look(), doubt])
    if (wasHeld && isHeld(shard)) return 'at once'
    // Who held the shard when this came answers first, where it was connected.
    if (others > 0) await doubt
    return phase === 'stopped' ? 'never' : 'if first'
  }

  async function handOver(): Promise<void> {
    while (phase === 'leaving' && connections.size > 0 && (await look()) && others > 0) await sleep(clock, LEAVING_LOOK_MS)
  }

  /** Nothing more is done; the leases are given back as far as the database answers. */
  async function stop(): Promise<void> {
    await leaving
    phase = 'stopped'
    cancelTimer()
    await Promise.race([looking, sleep(clock, MAX_RELEASE_MS)])
    until.clear()
    await Promise.all([...connections.keys()].map(close))
    await Promise.race([leases.releaseAll(holder).catch(() => {}), sleep(clock, MAX_RELEASE_MS)])
  }

  return {
    turns,
    holds: isHeld,
    turnToAnswer,
    stop,
    async start(known) {
      limits = known
      wanted = parts.shards === 'auto' ? known.shards : parts.shards
      await look()
    },
    leave() {
      if (phase !== 'running') return
      phase = 'leaving'
      leaving = isUnreachable ? leaving : Promise.race([handOver(), sleep(clock, MAX_LEAVE_MS)])
    },
    answeredElsewhere(shard) {
      if (isHeld(shard) || !isUnreachable) return
      log.info({ shard }, `Another process has shard ${shard}; the database could not say so`)
      until.delete(shardLease('shard', shard, count))
      void close(shard)
    },
    async outgrown(before) {
      const { shards } = await ask()
      const next = shards > before ? shards : before * 2
      wanted = Math.max(wanted, next)
      await store.change(before, next)
      await look()
    },
  }
}
