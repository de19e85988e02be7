// One gateway session: its sequence, what it has been sent (for a resume), and the socket it speaks
// through while there is one.
import { randomBytes } from 'node:crypto'
import type { WebSocket } from 'ws'
import type { GatewayEntry } from '../feed.ts'
import type { Snowflake } from '../snowflake.ts'
import type { World } from '../world/world.ts'

export const OP = {
  DISPATCH: 0,
  HEARTBEAT: 1,
  IDENTIFY: 2,
  PRESENCE: 3,
  VOICE: 4,
  RESUME: 6,
  RECONNECT: 7,
  REQUEST_MEMBERS: 8,
  INVALID_SESSION: 9,
  HELLO: 10,
  ACK: 11,
} as const

export interface Sent {
  readonly op: number
  readonly d: unknown
  readonly s: number | null
  readonly t: string | null
}

export interface Session {
  readonly id: string
  /** The world as its application sees it. */
  readonly world: World
  readonly intents: number
  readonly shard: readonly [number, number]
  /** The address that its socket came to, such as `127.0.0.1:3210`. */
  host: string
  seq: number
  /** The last events, oldest first. */
  buffer: Sent[]
  link: Link | undefined
  /** When the socket went, in the clock's ms. */
  detachedAt: number | undefined
}

/** A socket with its count of sends and its compression. */
export interface Link {
  readonly socket: WebSocket
  readonly label: () => string
  send(packet: Sent): void
}

const BUFFERED = 5_000

export const createSession = (
  world: World,
  intents: number,
  shard: readonly [number, number],
  { link, host }: { readonly link: Link; readonly host: string },
): Session => ({
  world,
  id: randomBytes(16).toString('hex'),
  intents,
  shard,
  host,
  seq: 0,
  buffer: [],
  link,
  detachedAt: undefined,
})

export const isOfShard = (guildId: Snowflake, [id, count]: readonly [number, number]): boolean =>
  Number((BigInt(guildId) >> 22n) % BigInt(count)) === id

export function deliver(session: Session, t: string, d: unknown): void {
  session.seq += 1
  const packet: Sent = { op: OP.DISPATCH, d, s: session.seq, t }
  session.buffer.push(packet)
  if (session.buffer.length > BUFFERED * 2) session.buffer = session.buffer.slice(-BUFFERED)
  session.link?.send(packet)
}

/** The events after `seq`; undefined where they are no longer all known, or were never sent. */
export function missedSince(session: Session, seq: number): Sent[] | undefined {
  if (seq > session.seq || seq < 0) return undefined
  const missed = session.buffer.filter(({ s }) => (s ?? 0) > seq)
  return missed.length === session.seq - seq ? missed : undefined
}

export function entryOf(
  direction: 'in' | 'out',
  session: string,
  packet: Partial<Sent> & { op: number },
  at: number,
): GatewayEntry {
  const { op, d, s, t } = packet
  return { session, direction, op, ...(t && { t }), ...(s !== undefined && { s }), d: withoutToken(d), at }
}

const withoutToken = (d: unknown): unknown => (typeof d === 'object' && d !== null && 'token' in d ? { ...d, token: '…' } : d)
