// What happens in the sandbox while faults strike: which interactions came when and to whom, who
// sent what belongs to the leader, and how sessions were started.
import type { Change, Sandbox } from 'discord-sandbox'
import { SHARDS, shardOf } from './world.ts'

export interface SeenInteraction {
  readonly id: string
  readonly name: string
  readonly at: number
  readonly shard: number
  /** The addresses of the sessions that it was sent to. */
  readonly hosts: readonly string[]
  /** Null where none came within 3 s. */
  answeredAfterMs: number | null
}

/** A request that only the leader makes. */
export interface LeaderRequest {
  readonly at: number
  readonly host: string
  readonly route: string
}

export interface Watched {
  readonly interactions: readonly SeenInteraction[]
  readonly leaderRequests: readonly LeaderRequest[]
  readonly identifies: { readonly all: number; readonly refused: number }
  /** For how long a shard had no session at all, after it had one for the first time. */
  readonly outages: readonly { readonly shard: number; readonly from: number; readonly ms: number }[]
  stop(): void
}

interface SessionState {
  readonly shard: readonly [number, number]
  readonly host: string
  readonly connected: boolean
}

const LOOK_MS = 250
const IDENTIFY = 2
const INVALID_SESSION = 9

const isOfLeader = (method: string, route: string) => method !== 'GET' && route.includes(' /channels/')

/** Whom a shard's events are sent to now. */
export const hostsOf = (sandbox: Sandbox, shard: number): readonly string[] =>
  (sandbox.control.state({ messages: false }).gateway as { sessions: readonly SessionState[] }).sessions
    .filter((session) => session.connected && session.shard[0] === shard)
    .map(({ host }) => host)

export function watchSandbox(sandbox: Sandbox): Watched {
  const interactions = new Map<string, SeenInteraction>()
  const leaderRequests: LeaderRequest[] = []
  const identifies = { all: 0, refused: 0 }
  const outages: { shard: number; from: number; ms: number }[] = []
  let lastIn: number | null = null

  function hear(change: Change): void {
    if (change.kind === 'interaction') {
      const { id, at, state, guild_id = '0', name, custom_id } = change.interaction
      const seen = interactions.get(id)
      if (seen === undefined) {
        const shard = shardOf(guild_id)
        const hosts = hostsOf(sandbox, shard)
        interactions.set(id, { id, name: name ?? custom_id ?? '', at, shard, hosts, answeredAfterMs: null })
      } else if (seen.answeredAfterMs === null && state !== 'waiting' && state !== 'failed')
        seen.answeredAfterMs = Date.now() - at
    }
    if (change.kind === 'request') {
      const { at, host, method, route } = change.entry
      if (isOfLeader(method, route)) leaderRequests.push({ at, host, route })
    }
    if (change.kind === 'gateway' && change.entry.direction !== 'closed') {
      const { direction, op } = change.entry
      // The sandbox answers an IDENTIFY before it hears anything else.
      if (direction === 'in') {
        lastIn = op
        if (op === IDENTIFY) identifies.all += 1
      } else if (op === INVALID_SESSION && lastIn === IDENTIFY) identifies.refused += 1
    }
  }

  const away = new Map<number, number>()
  const known = new Set<number>()
  function look(): void {
    for (let shard = 0; shard < SHARDS; shard++) {
      const isServed = hostsOf(sandbox, shard).length > 0
      const from = away.get(shard)
      if (isServed) known.add(shard)
      if (isServed && from !== undefined) {
        outages.push({ shard, from, ms: Date.now() - from })
        away.delete(shard)
      } else if (!isServed && from === undefined && known.has(shard)) away.set(shard, Date.now())
    }
  }

  const unlisten = sandbox.feed.listen(hear)
  const timer = setInterval(look, LOOK_MS)
  return {
    get interactions() {
      return [...interactions.values()]
    },
    leaderRequests,
    identifies,
    outages,
    stop() {
      unlisten()
      clearInterval(timer)
    },
  }
}
