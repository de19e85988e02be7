// A client for each shard that this process holds: the servers are shared by several processes.
import type { Client, REST } from 'discord.js'
import { type APIApplication, type APIGatewayBotInfo, type APIUser, Routes } from 'discord-api-types/v10'
import type { GatewayLimits } from '../../cluster/shards/identify-turns.ts'
import type { ShardConnection, ShardGateway, ShardKeeper } from '../../cluster/shards/shard-keeper.ts'
import { type Clock, sleep, systemClock } from '../../schedule/clock.ts'
import { aborted } from '../aborted.ts'
import type { Outage } from '../outage.ts'
import { moreShards } from './close-codes.ts'
import { createAttempts, createConnection, type GatewayParts } from './connection.ts'
import { clientOf, type Gateway } from './gateway.ts'
import type { GatewayState } from './gateway-state.ts'
import { logIn } from './log-in.ts'
import { type LoginOutcome, loginFailure } from './login.ts'

export interface SharedGatewayParts extends GatewayParts {
  readonly rest: REST
  readonly outage: Outage
  readonly state: GatewayState
  readonly shards: 'auto' | number
  /** Makes what shares the shards with other processes. */
  readonly share: (gateway: ShardGateway) => ShardKeeper
  /** The servers of a shard are known. */
  readonly onReady: (client: Client<true>) => void
  /** The clock of `outage`. */
  readonly clock: Clock
}

/** Another process is given the shards of one that has not reached Discord for so long. */
const OUT_OF_REACH_MS = 10_000
/** A start waits so long for the connections: one of many shards takes as long as Discord wants. */
const MAX_START_MS = 20_000

interface OpenShard extends ShardConnection {
  readonly shard: number
  client(): Client
  /** Resolves when it is connected for the first time, or will not be. */
  readonly opened: Promise<void>
}

export function createSharedGateway(parts: SharedGatewayParts): Gateway {
  const { api, rest, outage, clock, log } = parts
  const stopping = new AbortController()
  const open = new Set<OpenShard>()
  let refusal: string | null = null
  let isStarted = false
  const askLimits = async () => limitsOf((await rest.get(Routes.gatewayBot())) as APIGatewayBotInfo)
  const keeper = parts.share({
    limits: askLimits,
    open: (shard, count) => openShard(shard, count),
    isOutOfReach() {
      const since = outage.since()
      return since !== null && clock.now() - since >= OUT_OF_REACH_MS
    },
  })

  function openShard(shard: number, count: number): ShardConnection {
    const closing = new AbortController()
    const state = parts.state.connection()
    const connection = createAttempts(() =>
      createConnection({
        ...parts,
        state,
        shards: { shard, of: count },
        waitForIdentify: (number, signal) => keeper.turns.wait(number, signal),
        onTooFewShards: () => void outgrown(count),
        async onInteraction(interaction) {
          const turn = await keeper.turnToAnswer(shard)
          if (turn !== 'never') await parts.onInteraction(interaction, { isContested: turn === 'if first' })
        },
      }),
    )
    const stopped = aborted(closing.signal).then((): LoginOutcome => ({ kind: 'stopped' }))

    async function connected(): Promise<void> {
      const down = (_: unknown, why: string) => void state.down(LOGIN, why)
      const { signal } = closing
      const outcome = await logIn<Exclude<LoginOutcome, { kind: 'unreachable' }>>(
        { start: () => Promise.race([connection.logIn(), stopped]) },
        { clock: systemClock, log, outage: { down }, signal },
      )
      state.up(LOGIN)
      if (outcome.kind === 'refused' && !signal.aborted) refuse(outcome.why)
      if (outcome.kind === 'ready' && connection.client.isReady()) parts.onReady(connection.client)
    }

    const opening: OpenShard = {
      shard,
      client: () => connection.client,
      opened: connected(),
      isReady: () => connection.isReady(),
      async close() {
        open.delete(opening)
        closing.abort()
        state.end()
        await connection.close()
      },
    }
    open.add(opening)
    return opening
  }

  function refuse(why: string): void {
    refusal ??= why
    if (isStarted) parts.onFatal(why)
  }

  async function outgrown(count: number): Promise<void> {
    if (parts.shards !== 'auto') return refuse(`Discord refuses so few shards for so many servers. ${moreShards(parts.shards)}`)
    try {
      await keeper.outgrown(count)
    } catch (error) {
      log.warn({ err: error }, 'Discord demands more shards, and how many could not be found out; it is tried again')
      await sleep(systemClock, OUT_OF_REACH_MS)
      if (!stopping.signal.aborted) await outgrown(count)
    }
  }

  const clients = () => [...open].map((shard) => shard.client())

  return {
    clients: { all: clients, of: (guildId) => clientOf(clients(), guildId) },
    async start() {
      let login: { applicationId: string; userId: string }
      try {
        const limits = await askLimits()
        const application = (await rest.get(Routes.currentApplication())) as APIApplication
        const user = (await rest.get(Routes.user())) as APIUser
        login = { applicationId: application.id, userId: user.id }
        await keeper.start(limits)
      } catch (error) {
        return loginFailure(error, api) as Exclude<LoginOutcome, { kind: 'too-few-shards' }>
      }
      const opened = Promise.all([...open].map((shard) => shard.opened))
      await Promise.race([opened, sleep(systemClock, MAX_START_MS), aborted(stopping.signal)])
      if (refusal !== null) return { kind: 'refused', why: refusal }
      isStarted = true
      const guilds = clients().reduce((sum, client) => sum + client.guilds.cache.size, 0)
      return { kind: 'ready', ...login, guilds }
    },
    leave: keeper.leave,
    async stop() {
      stopping.abort()
      await keeper.stop()
    },
    isConnected: () => isStarted && [...open].every((shard) => shard.isReady()),
    answeredElsewhere(client) {
      for (const shard of open) if (shard.client() === client) keeper.answeredElsewhere(shard.shard)
    },
  }
}

/** The place of what keeps it from logging in, among the shards that may be down. */
const LOGIN = -1

function limitsOf({ shards, session_start_limit: limit }: APIGatewayBotInfo): GatewayLimits {
  return {
    shards,
    maxConcurrency: limit.max_concurrency,
    starts: { total: limit.total, remaining: limit.remaining, resetAfterMs: limit.reset_after },
  }
}
