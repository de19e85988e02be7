// The gateway: HELLO, IDENTIFY or RESUME, heartbeats, events. Close codes and their meaning: docs,
// topics/opcodes-and-status-codes.
import type { WebSocket } from 'ws'
import { z } from 'zod'
import type { Clock } from '../clock.ts'
import type { GatewayFault } from '../faults/faults.ts'
import type { Dispatch } from '../feed.ts'
import type { Snowflake } from '../snowflake.ts'
import { parseJson } from '../validate/json.ts'
import { botIsIn } from '../world/channels.ts'
import type { World } from '../world/world.ts'
import { createIdentifies } from './identifies.ts'
import { INTENTS, intentOf, isOfItself, KNOWN_INTENTS, mayReceive, PRIVILEGED, withoutContent } from './intents.ts'
import { createLink, transportFault } from './link.ts'
import { guildCreates, readyPayload } from './ready.ts'
import { answerRequest, setPresence } from './requests.ts'
import { createSession, deliver, entryOf, isOfShard, type Link, missedSince, OP, type Session } from './session.ts'

export const CLOSE = {
  UNKNOWN: 4_000,
  UNKNOWN_OPCODE: 4_001,
  DECODE: 4_002,
  NOT_AUTHENTICATED: 4_003,
  AUTHENTICATION_FAILED: 4_004,
  ALREADY_AUTHENTICATED: 4_005,
  INVALID_SEQ: 4_007,
  RATE_LIMITED: 4_008,
  SESSION_TIMED_OUT: 4_009,
  INVALID_SHARD: 4_010,
  SHARDING_REQUIRED: 4_011,
  INVALID_VERSION: 4_012,
  INVALID_INTENTS: 4_013,
  DISALLOWED_INTENTS: 4_014,
} as const

export interface Gateway {
  /** A socket that has been upgraded; `query` is its address' query, `host` the address it came to. */
  accept(socket: WebSocket, query: URLSearchParams, host: string): void
  dispatch(change: Dispatch): void
  fault(fault: GatewayFault): void
  sessions(): object[]
  /**
   * Whether a session of the application listens for that server, or for direct messages where
   * there is none: an interaction sent now would reach a bot.
   */
  isConnected(applicationId: Snowflake, guildId?: Snowflake): boolean
  /** How many sessions the application may still start, and in how many ms the first is forgotten. */
  startsLeft(applicationId: Snowflake): { remaining: number; resetAfter: number }
  stop(): void
}

/** An application that may log in. */
export interface Caller {
  /** As it sees it. */
  readonly world: World
  /** The privileged intents that are switched on for it. */
  readonly intents: number
}

export interface GatewayParts {
  readonly world: World
  readonly clock: Clock
  /** Whose token this is. */
  readonly find: (token: string) => Caller | undefined
  readonly heartbeatMs?: number
  /** How many shards may identify at once. */
  readonly maxConcurrency: number
  /** How many sessions may be started a day. */
  readonly maxSessionStarts: number
}

const identifyShape = z.object({
  token: z.string(),
  intents: z.number().int().nonnegative(),
  shard: z.tuple([z.number().int(), z.number().int()]).nullish(),
  properties: z.looseObject({}),
  presence: z.looseObject({}).nullish(),
})
const resumeShape = z.object({ token: z.string(), session_id: z.string(), seq: z.number().int() })
const packetShape = z.object({ op: z.number().int(), d: z.unknown().optional() })

const SESSION_LIFE_MS = 5 * 60_000
const SENDS_PER_MINUTE = 120

interface Connection {
  readonly link: Link
  /** The address it came to, such as `127.0.0.1:3210`. */
  readonly host: string
  session: Session | undefined
  lastBeat: number
  /** Moments of the client's last sends. */
  sends: number[]
  isOver: boolean
  /** Heartbeats are no longer answered. */
  isSilent: boolean
}

export function createGateway(parts: GatewayParts): Gateway {
  const { world, clock } = parts
  const heartbeatMs = parts.heartbeatMs ?? 41_250
  const sessions = new Map<string, Session>()
  const connections = new Set<Connection>()
  const identifies = createIdentifies(clock, parts)

  const note = (entry: ReturnType<typeof entryOf>) => world.feed.tell({ kind: 'gateway', entry })

  function close(connection: Connection, code: number, reason: string): void {
    connection.isOver = true
    connection.link.socket.close(code, reason)
  }

  /** 1000 and 1001 end a session; after other codes it waits for a resume. */
  function closed(connection: Connection, code: number, reason: string): void {
    connections.delete(connection)
    connection.isOver = true
    const { session } = connection
    if (session?.link === connection.link) {
      session.link = undefined
      session.detachedAt = clock.now()
      if (code === 1_000 || code === 1_001) sessions.delete(session.id)
    }
    world.feed.tell({
      kind: 'gateway',
      entry: { session: session?.id ?? '', direction: 'closed', code, reason, at: clock.now() },
    })
  }

  function identify(connection: Connection, d: unknown) {
    const parsed = identifyShape.safeParse(d)
    if (connection.session) return close(connection, CLOSE.ALREADY_AUTHENTICATED, 'Already authenticated.')
    if (!parsed.success) return close(connection, CLOSE.DECODE, 'Error while decoding payload.')
    const { token, intents, shard } = parsed.data
    const caller = parts.find(token.replace(/^Bot /, ''))
    if (!caller) return close(connection, CLOSE.AUTHENTICATION_FAILED, 'Authentication failed.')
    const [shardId, shardCount] = shard ?? [0, 1]
    if (shardCount < 1 || shardId < 0 || shardId >= shardCount) return close(connection, CLOSE.INVALID_SHARD, 'Invalid shard.')
    if ((intents & ~KNOWN_INTENTS) !== 0) return close(connection, CLOSE.INVALID_INTENTS, 'Invalid intent(s).')
    if ((intents & PRIVILEGED & ~caller.intents) !== 0)
      return close(connection, CLOSE.DISALLOWED_INTENTS, 'Disallowed intent(s).')
    if (world.store.guilds.size / shardCount >= world.counts.shardGuilds)
      return close(connection, CLOSE.SHARDING_REQUIRED, 'Sharding required.')
    if (!identifies.take(caller.world.botId, [shardId, shardCount]))
      return connection.link.send({ op: OP.INVALID_SESSION, d: false, s: null, t: null })
    begin(connection, createSession(caller.world, intents, [shardId, shardCount], connection))
    if (parsed.data.presence) setPresence(caller, parsed.data.presence)
  }

  const isOver = ({ detachedAt }: Session) => detachedAt !== undefined && clock.now() - detachedAt > SESSION_LIFE_MS

  function begin(connection: Connection, session: Session): void {
    for (const old of sessions.values()) if (isOver(old)) sessions.delete(old.id)
    sessions.set(session.id, session)
    connection.session = session
    deliver(session, 'READY', readyPayload(session.world, session))
    for (const guild of guildCreates(session.world, session)) deliver(session, 'GUILD_CREATE', guild)
  }

  function resume(connection: Connection, d: unknown) {
    const parsed = resumeShape.safeParse(d)
    if (connection.session) return close(connection, CLOSE.ALREADY_AUTHENTICATED, 'Already authenticated.')
    if (!parsed.success) return close(connection, CLOSE.DECODE, 'Error while decoding payload.')
    const caller = parts.find(parsed.data.token.replace(/^Bot /, ''))
    if (!caller) return close(connection, CLOSE.AUTHENTICATION_FAILED, 'Authentication failed.')
    const session = sessions.get(parsed.data.session_id)
    if (!session || session.world.botId !== caller.world.botId || isOver(session))
      return connection.link.send({ op: OP.INVALID_SESSION, d: false, s: null, t: null })
    if (parsed.data.seq > session.seq) return close(connection, CLOSE.INVALID_SEQ, 'Invalid seq.')
    const missed = missedSince(session, parsed.data.seq)
    if (!missed) return connection.link.send({ op: OP.INVALID_SESSION, d: false, s: null, t: null })
    if (session.link !== connection.link) session.link?.socket.close(CLOSE.UNKNOWN, 'Resumed elsewhere.')
    Object.assign(session, { link: connection.link, host: connection.host, detachedAt: undefined })
    connection.session = session
    for (const packet of missed) connection.link.send(packet)
    deliver(session, 'RESUMED', { _trace: ['discord-sandbox'] })
  }

  function act(connection: Connection, op: number, d: unknown) {
    switch (op) {
      case OP.HEARTBEAT:
        connection.lastBeat = Date.now()
        if (connection.isSilent) return
        return connection.link.send({ op: OP.ACK, d: null, s: null, t: null })
      case OP.IDENTIFY:
        return identify(connection, d)
      case OP.RESUME:
        return resume(connection, d)
      case OP.PRESENCE:
      case OP.VOICE:
      case OP.REQUEST_MEMBERS:
        return request(connection, op, d)
      default:
        return close(connection, CLOSE.UNKNOWN_OPCODE, 'Unknown opcode.')
    }
  }

  function request(connection: Connection, op: number, d: unknown) {
    const { session } = connection
    if (!session) return close(connection, CLOSE.NOT_AUTHENTICATED, 'Not authenticated.')
    const fault = answerRequest(session, op, d)
    if (fault === 'malformed') close(connection, CLOSE.DECODE, 'Error while decoding payload.')
    // Discord's documentation names the intents that are needed, and is silent on what happens
    // without.
    if (fault === 'intents') close(connection, CLOSE.DISALLOWED_INTENTS, 'Disallowed intent(s).')
  }

  function receive(connection: Connection, text: string) {
    if (connection.isOver) return
    const now = clock.now()
    connection.sends = [...connection.sends.filter((at) => now - at < 60_000), now]
    if (connection.sends.length > SENDS_PER_MINUTE) return close(connection, CLOSE.RATE_LIMITED, 'Rate limited.')
    const packet = packetShape.safeParse(parseOr(text))
    if (!packet.success) return close(connection, CLOSE.DECODE, 'Error while decoding payload.')
    const { op, d } = packet.data
    note(entryOf('in', connection.session?.id ?? '', { op, d }, now))
    act(connection, op, d)
  }

  /** A client that has not beaten for an interval and a half is taken for dead: 4009. */
  const watch = setInterval(() => {
    for (const connection of connections) {
      if (Date.now() - connection.lastBeat > heartbeatMs * 1.5) close(connection, CLOSE.SESSION_TIMED_OUT, 'Session timed out.')
    }
  }, heartbeatMs / 4).unref()

  function trouble(connection: Connection, fault: GatewayFault): void {
    const { link } = connection
    switch (fault.kind) {
      case 'gateway-reconnect':
        link.send({ op: OP.RECONNECT, d: null, s: null, t: null })
        break
      case 'gateway-invalid-session':
        if (!fault.resumable && connection.session) sessions.delete(connection.session.id)
        connection.session = undefined
        link.send({ op: OP.INVALID_SESSION, d: fault.resumable, s: null, t: null })
        break
      case 'gateway-close':
        close(connection, fault.code, 'Closed by a fault.')
        break
      case 'gateway-cut':
        link.socket.terminate()
        break
      case 'gateway-heartbeat':
        link.send({ op: OP.HEARTBEAT, d: null, s: null, t: null })
        break
      case 'gateway-silent':
        connection.isSilent = true
        break
    }
  }

  const mine = ({ shard }: Session, guildId: Snowflake | undefined): boolean =>
    guildId === undefined ? shard[0] === 0 : isOfShard(guildId, shard)

  /** An application learns of its own removal although it is no longer in the server. */
  function concerns({ world: seen }: Session, { guildId, to }: Dispatch): boolean {
    if (to !== undefined) return to === seen.botId
    return guildId === undefined || botIsIn(seen, guildId)
  }

  return {
    accept(socket, query, host) {
      const connection: Connection = {
        link: createLink(
          socket,
          query.get('compress'),
          () => connection.session?.id ?? '',
          (packet) => note(entryOf('out', connection.session?.id ?? '', packet, clock.now())),
        ),
        host,
        session: undefined,
        lastBeat: Date.now(),
        sends: [],
        isOver: false,
        isSilent: false,
      }
      connections.add(connection)
      socket.on('message', (data) => receive(connection, String(data)))
      socket.on('close', (code, reason) => closed(connection, code, String(reason)))
      socket.on('error', () => socket.terminate())
      const version = query.get('v') ?? '10'
      if (version !== '10' && version !== '9') return close(connection, CLOSE.INVALID_VERSION, 'Invalid API version.')
      const fault = transportFault(query)
      if (fault !== undefined) return close(connection, CLOSE.DECODE, fault)
      connection.link.send({
        op: OP.HELLO,
        d: { heartbeat_interval: heartbeatMs, _trace: ['discord-sandbox'] },
        s: null,
        t: null,
      })
    },
    dispatch(change) {
      if (change.hidden) return
      const intent = intentOf(change.t, change.guildId !== undefined)
      for (const session of sessions.values()) {
        if (!mine(session, change.guildId) || !concerns(session, change)) continue
        const { world: seen } = session
        const wanted = intent === 0 || (session.intents & intent) !== 0 || isOfItself(change.t, change.d, seen.botId)
        if (!wanted || !mayReceive(seen, change.t, change.d, change.guildId)) continue
        const isMessage = change.t === 'MESSAGE_CREATE' || change.t === 'MESSAGE_UPDATE'
        const readable = !isMessage || (session.intents & INTENTS.MESSAGE_CONTENT) !== 0
        deliver(session, change.t, readable ? change.d : withoutContent(change.d, seen.botId))
      }
    },
    fault(fault) {
      for (const connection of [...connections]) trouble(connection, fault)
    },
    sessions: () =>
      [...sessions.values()].map(({ id, world: { botId }, seq, intents, shard, host, link, detachedAt }) => ({
        id,
        application_id: botId,
        seq,
        intents,
        shard,
        host,
        connected: link !== undefined,
        detachedAt: detachedAt ?? null,
      })),
    isConnected: (id, guildId) =>
      [...sessions.values()].some(
        (session) => session.link !== undefined && session.world.botId === id && mine(session, guildId),
      ),
    startsLeft: identifies.left,
    stop() {
      clearInterval(watch)
      for (const { link } of connections) link.socket.terminate()
    },
  }
}

function parseOr(text: string): unknown {
  try {
    return parseJson(text)
  } catch {
    return undefined
  }
}
