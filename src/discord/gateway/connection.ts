// One connection to the gateway: a client that logs in once, and is never used again after it was
// closed; and the attempts to get one.
import { type Client, Events, Status } from 'discord.js'
import type { Requests } from '../../delivery/limits/requests.ts'
import type { Log } from '../../log/log.ts'
import { createRequester, type HttpAnswer } from '../rest/requester.ts'
import { createClient, endClient, type ShardChoice } from './client.ts'
import type { ConnectionState } from './gateway-state.ts'
import { type GatewayEvents, listen } from './listen.ts'
import { type LoginOutcome, loginFailure } from './login.ts'
import { guardPayloads } from './payload-guard.ts'

/** What all connections of the process are given. */
export interface GatewayParts extends GatewayEvents {
  readonly token: string
  readonly api: string
  readonly log: Log
  /** Each answer of Discord's API. */
  readonly observe: (answer: HttpAnswer) => void
  /** The turns of all requests of the process. */
  readonly requests: Requests
}

export interface Connection {
  readonly client: Client
  /** With all of its shards; what one of them has lost would not be seen in the whole. */
  isReady(): boolean
  /** One attempt. */
  logIn(): Promise<LoginOutcome>
  /** Nothing of it goes on. */
  close(): Promise<void>
}

export interface ConnectionParts extends GatewayParts {
  readonly state: ConnectionState
  readonly shards: ShardChoice
  /** While it is connected, or logs in, Discord says that its shards are too few. */
  readonly onTooFewShards: () => void
  /** Resolves when a shard may identify; default one after the other, as one client may. */
  readonly waitForIdentify?: (shard: number, signal: AbortSignal) => Promise<void>
}

export function createConnection(parts: ConnectionParts): Connection {
  const { api, log, token, waitForIdentify } = parts
  const ending = new AbortController()
  const client = createClient({
    api,
    shards: parts.shards,
    observe: parts.observe,
    ...(waitForIdentify === undefined
      ? {}
      : { buildIdentifyThrottler: async () => ({ waitForIdentify: untilEnded(waitForIdentify, ending.signal) }) }),
  })
  createRequester(client.rest).limitOwnRequests(parts.requests)
  const listeners = listen(client, parts)
  guardPayloads(client, log)
  const { ws } = client
  let login: Promise<LoginOutcome> | null = null
  let closing: Promise<void> | null = null

  async function logIn(): Promise<LoginOutcome> {
    const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
    let closedWith: number | null = null
    client.once(Events.ShardDisconnect, ({ code }) => {
      closedWith = code
    })
    try {
      await client.login(token)
      const { application, user, guilds } = await ready
      return { kind: 'ready', applicationId: application.id, userId: user.id, guilds: guilds.cache.size }
    } catch (error) {
      return loginFailure(error, api, closedWith)
    }
  }

  async function close(): Promise<void> {
    ending.abort()
    listeners.end()
    await endClient(client)
    // A login that was under way would go on to connect.
    void login?.then(() => endClient(client))
  }

  return {
    client,
    isReady: () => ws.status === Status.Ready && ws.shards.every(({ status }) => status === Status.Ready),
    logIn() {
      login ??= logIn()
      return login
    },
    close() {
      closing ??= close()
      return closing
    },
  }
}

/** Connections one after the other: one whose login failed is closed, and never used again. */
export function createAttempts(connect: () => Connection): Connection {
  let connection = connect()
  let hasFailed = false
  let isClosed = false
  return {
    get client() {
      return connection.client
    },
    isReady: () => connection.isReady(),
    async logIn() {
      if (isClosed) return { kind: 'stopped' }
      if (hasFailed) connection = connect()
      const outcome = await connection.logIn()
      hasFailed = outcome.kind !== 'ready'
      if (hasFailed) await connection.close()
      return outcome
    },
    async close() {
      isClosed = true
      await connection.close()
    },
  }
}

/**
 * A throttle that fails makes discord.js connect again: one that is not wanted any more waits
 * without end, which leaves nothing behind.
 */
function untilEnded(wait: (shard: number, signal: AbortSignal) => Promise<void>, ended: AbortSignal): typeof wait {
  const never = () => new Promise<void>(() => {})
  return async (shard, closed) => {
    try {
      await wait(shard, AbortSignal.any([closed, ended]))
    } catch (error) {
      if (!ended.aborted) throw error
    }
    if (ended.aborted) await never()
  }
}
