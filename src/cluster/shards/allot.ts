// Which shards of the gateway a process holds, as a function of what it has and of what the
// database says. Pure. Every process decides for itself; that no two hold a shard is the leases'
// business.
//
// A shard that nobody holds is taken. One that has to move, because a process has joined or leaves,
// moves without a gap: its successor connects first, and its holder gives it away once that one is
// prepared.

/** What the leases say of one shard. */
export interface ShardLeases {
  /** Who answers there. */
  readonly holder: string | null
  /** Who connects to it, to take it over. */
  readonly successor: string | null
  /** Whether the successor is connected. */
  readonly isPrepared: boolean
}

/** What the database says at one moment. */
export interface Sight {
  /** Over how many shards the servers are spread. */
  readonly count: number
  /** Who takes part. */
  readonly processes: readonly string[]
  /** By the number of the shard; none is missing. */
  readonly shards: readonly ShardLeases[]
}

export interface Own {
  readonly holder: string
  /** Of the connections there are. */
  readonly count: number
  readonly connections: ReadonlyMap<number, { readonly isReady: boolean }>
  /** Not while it stops, or cannot reach Discord. */
  readonly takesPart: boolean
  /**
   * Whether it may take what nobody holds. Not right after the database was away: every lease has
   * run out then, and each process takes up again what it is connected to.
   */
  readonly mayTake: boolean
  /** Whether it may ask for shards that others hold. */
  readonly mayMove: boolean
}

export type ShardAction =
  /** Nobody holds them. */
  | { readonly kind: 'claim'; readonly shards: readonly number[] }
  /** It is held here, and there is no connection. */
  | { readonly kind: 'connect'; readonly shard: number }
  /** Another holds it: connect, to take it over. */
  | { readonly kind: 'succeed'; readonly shard: number }
  /** The connection of the successor is there. */
  | { readonly kind: 'prepare'; readonly shard: number }
  /** It is taken over. */
  | { readonly kind: 'taken-over'; readonly shard: number }
  /** Another takes it over. */
  | { readonly kind: 'give'; readonly shard: number }
  /** Another has it, or will. */
  | { readonly kind: 'close'; readonly shard: number }
  /** The number of shards is another now: all that belongs to the old one goes. */
  | { readonly kind: 'drop-all' }

export function allot(own: Own, sight: Sight): readonly ShardAction[] {
  if (own.count !== sight.count) return [{ kind: 'drop-all' }]
  const kept = sight.shards.flatMap((leases, shard) => keep(own, leases, shard) ?? [])
  if (!own.takesPart) return kept
  const holds = countsOf(own, sight)
  return [...kept, ...takeFree(own, sight, holds), ...takeOver(own, sight, holds)]
}

/** What becomes of a shard that this process has something to do with. */
function keep(own: Own, { holder, successor, isPrepared }: ShardLeases, shard: number): ShardAction | null {
  const connection = own.connections.get(shard)
  const isSuccessor = successor === own.holder
  if (holder === own.holder) {
    const isAwaited = successor !== null && !isSuccessor
    if (isAwaited && (isPrepared || !connection?.isReady)) return { kind: 'give', shard }
    if (isSuccessor) return { kind: 'taken-over', shard }
    return connection === undefined ? { kind: 'connect', shard } : null
  }
  if (isSuccessor && own.takesPart) {
    if (holder === null) return { kind: 'claim', shards: [shard] }
    if (connection === undefined) return { kind: 'connect', shard }
    return connection.isReady && !isPrepared ? { kind: 'prepare', shard } : null
  }
  if (connection === undefined) return null
  // Its lease has run out while the database was away, and all is as it was.
  return holder === null && successor === null ? { kind: 'claim', shards: [shard] } : { kind: 'close', shard }
}

/** How many shards each will have when what moves has moved. */
function countsOf(own: Own, { processes, shards }: Sight): ReadonlyMap<string, number> {
  const counts = new Map([...processes, own.holder].map((holder) => [holder, 0]))
  for (const [shard, { holder, successor }] of shards.entries()) {
    const will = successor ?? holder ?? (own.connections.has(shard) ? own.holder : null)
    const count = will === null ? undefined : counts.get(will)
    if (will !== null && count !== undefined) counts.set(will, count + 1)
  }
  return counts
}

const fairShare = ({ count }: Sight, holds: ReadonlyMap<string, number>) => Math.ceil(count / holds.size)

function takeFree(own: Own, sight: Sight, holds: ReadonlyMap<string, number>): readonly ShardAction[] {
  const room = fairShare(sight, holds) - (holds.get(own.holder) ?? 0)
  const isFree = (shard: number) => {
    const leases = sight.shards[shard]
    return leases?.holder === null && leases.successor === null && !own.connections.has(shard)
  }
  // Each begins somewhere else, so that those who look at once do not all ask for the same.
  const first = [...holds.keys()].sort().indexOf(own.holder) * fairShare(sight, holds)
  const free = Array.from({ length: sight.count }, (_, n) => (first + n) % sight.count).filter(isFree)
  return !own.mayTake || room <= 0 || free.length === 0
    ? []
    : [{ kind: 'claim', shards: free.slice(0, room).sort((a, b) => a - b) }]
}

/** One at a time: what others take over meanwhile is seen before the next. */
function takeOver(own: Own, sight: Sight, holds: ReadonlyMap<string, number>): readonly ShardAction[] {
  const mine = holds.get(own.holder) ?? 0
  const ofOthers = sight.shards.flatMap(({ holder, successor }, shard) =>
    holder === null || holder === own.holder || successor !== null ? [] : [{ shard, holder }],
  )
  const left = ofOthers.find(({ holder }) => !holds.has(holder))
  if (left !== undefined && mine < fairShare(sight, holds)) return [{ kind: 'succeed', shard: left.shard }]
  if (!own.mayMove) return []
  const moving = ofOthers.findLast(({ holder }) => {
    const has = holds.get(holder) ?? 0
    return has === Math.max(...holds.values()) && has - mine >= 2
  })
  return moving === undefined ? [] : [{ kind: 'succeed', shard: moving.shard }]
}
