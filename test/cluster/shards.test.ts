// Which of several processes holds which shards: the decision, and several keepers in virtual time
// while they are killed, paused, cut off from the database or from Discord, and come back.
import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { allot, type Own, type ShardLeases, type Sight } from '../../src/cluster/shards/allot.ts'
import { createCluster, type KeeperCluster } from './support/keepers.ts'

const FREE: ShardLeases = { holder: null, successor: null, isPrepared: false }
const heldBy = (holder: string, more: Partial<ShardLeases> = {}): ShardLeases => ({ ...FREE, holder, ...more })
const sightOf = (processes: readonly string[], shards: readonly ShardLeases[]): Sight => ({
  count: shards.length,
  processes,
  shards,
})
const ownOf = (holder: string, sight: Sight, more: Partial<Own> = {}): Own => ({
  holder,
  count: sight.count,
  connections: new Map(
    sight.shards.flatMap((leases, shard) => (leases.holder === holder ? [[shard, { isReady: true }] as const] : [])),
  ),
  ...{ takesPart: true, mayTake: true, mayMove: true },
  ...more,
})
const decide = (holder: string, sight: Sight, more?: Partial<Own>) => allot(ownOf(holder, sight, more), sight)

describe('a shard', () => {
  it('that nobody holds is taken, up to a fair share', () => {
    const free = sightOf(['ann', 'bob'], [FREE, FREE, FREE])
    expect(decide('ann', free)).toEqual([{ kind: 'claim', shards: [0, 1] }])
    expect(decide('bob', free)).toEqual([{ kind: 'claim', shards: [0, 2] }])
    expect(decide('ann', sightOf(['ann'], [FREE, FREE, FREE]))).toEqual([{ kind: 'claim', shards: [0, 1, 2] }])
  })

  it('that nobody holds is left to others by a process that does not take part', () => {
    expect(decide('ann', sightOf([], [FREE, FREE]), { takesPart: false })).toEqual([])
  })

  it('that nobody holds is left alone after the database was away, but for one that is connected to it', () => {
    const connections = new Map([[2, { isReady: true }]])
    const free = sightOf(['bob'], [FREE, FREE, FREE])
    expect(decide('bob', free, { mayTake: false, connections })).toEqual([{ kind: 'claim', shards: [2] }])
    expect(decide('bob', free, { mayTake: false })).toEqual([])
  })

  it('is asked for by a process that has two fewer than another, one at a time', () => {
    const sight = sightOf(['ann', 'bob'], [heldBy('ann'), heldBy('ann'), heldBy('ann')])
    expect(decide('bob', sight)).toEqual([{ kind: 'succeed', shard: 2 }])
    expect(decide('bob', sight, { mayMove: false })).toEqual([])
    const moving = sightOf(['ann', 'bob'], [heldBy('ann'), heldBy('ann'), heldBy('ann', { successor: 'bob' })])
    expect(decide('bob', moving, { connections: new Map([[2, { isReady: false }]]) })).toEqual([])
  })

  it('moves when its successor is connected, and without waiting where its holder is not', () => {
    const asked = sightOf(['ann', 'bob'], [heldBy('ann', { successor: 'bob' })])
    expect(decide('ann', asked)).toEqual([])
    expect(decide('bob', asked, { connections: new Map([[0, { isReady: true }]]) })).toEqual([{ kind: 'prepare', shard: 0 }])
    expect(decide('ann', asked, { connections: new Map([[0, { isReady: false }]]) })).toEqual([{ kind: 'give', shard: 0 }])
    const prepared = sightOf(['ann', 'bob'], [heldBy('ann', { successor: 'bob', isPrepared: true })])
    expect(decide('ann', prepared)).toEqual([{ kind: 'give', shard: 0 }])
    const given = sightOf(['ann', 'bob'], [{ holder: null, successor: 'bob', isPrepared: true }])
    expect(decide('ann', given)).toEqual([])
    expect(decide('bob', given, { connections: new Map([[0, { isReady: true }]]) })).toEqual([{ kind: 'claim', shards: [0] }])
    const taken = sightOf(['ann', 'bob'], [heldBy('bob', { successor: 'bob', isPrepared: true })])
    expect(decide('bob', taken)).toEqual([{ kind: 'taken-over', shard: 0 }])
  })

  it('of a process that stops is asked for at once, though the spread is even', () => {
    const sight = sightOf(['bob'], [heldBy('ann'), heldBy('bob')])
    expect(decide('bob', sight, { mayMove: false })).toEqual([{ kind: 'succeed', shard: 0 }])
  })

  it('whose lease ran out while the database was away is taken again, unless another has it', () => {
    const connections = new Map([[0, { isReady: true }]])
    expect(decide('ann', sightOf(['ann'], [FREE]), { connections })).toEqual([{ kind: 'claim', shards: [0] }])
    expect(decide('ann', sightOf(['ann', 'bob'], [heldBy('bob')]), { connections })).toEqual([{ kind: 'close', shard: 0 }])
    const awaited = sightOf(['ann', 'bob'], [{ holder: null, successor: 'bob', isPrepared: false }])
    expect(decide('ann', awaited, { connections })).toEqual([{ kind: 'close', shard: 0 }])
  })

  it('of another number goes before anything else is done', () => {
    const sight = sightOf(['ann'], [FREE, FREE])
    expect(decide('ann', sight, { count: 1 })).toEqual([{ kind: 'drop-all' }])
  })
})

/** When nothing has happened for this long all is as it should be. */
const QUIET_MS = 120_000
const MAX_TAKEOVER_MS = 15_000

async function open(processes: number, options: Parameters<typeof createCluster>[0] = {}): Promise<KeeperCluster> {
  const cluster = await createCluster(options)
  onTestFinished(cluster.close)
  for (let n = 0; n < processes; n++) await cluster.start()
  return cluster
}

describe('several processes', () => {
  it('have shards spread evenly, and one that joins gets its part without a gap', async () => {
    const cluster = await open(1, { shards: 5, maxConcurrency: 4 })
    await cluster.pass(30_000)
    expect(cluster.spread()).toEqual([5])
    const before = cluster.unanswered
    await cluster.start()
    await cluster.start()
    await cluster.pass(QUIET_MS)
    expect(cluster.spread()).toEqual([1, 2, 2])
    expect(cluster.unanswered).toBe(before)
    expect(cluster.faults).toEqual([])
  })

  it('move nothing where few starts of a day are left', async () => {
    const cluster = await open(1, { shards: 4, maxConcurrency: 16, starts: { total: 100, remaining: 20 } })
    await cluster.start()
    await cluster.pass(QUIET_MS)
    expect(cluster.spread()).toEqual([0, 4])
  })

  it('hold all shards again within 15 s of a death', async () => {
    const cluster = await open(3, { shards: 4, maxConcurrency: 4 })
    await cluster.pass(QUIET_MS)
    cluster.kill(0)
    await cluster.pass(MAX_TAKEOVER_MS)
    expect(cluster.spread()).toEqual([2, 2])
    expect(cluster.faults).toEqual([])
  })

  it('take over what one has that stops, and none is missing meanwhile', async () => {
    const cluster = await open(2, { shards: 4, maxConcurrency: 4 })
    await cluster.pass(QUIET_MS)
    const before = cluster.unanswered
    await cluster.stop(0)
    await cluster.pass(5_000)
    expect([cluster.spread(), cluster.unanswered - before]).toEqual([[4], 0])
  })

  it('go on with their connections while the database is away for all, and identify no more than before', async () => {
    const cluster = await open(2, { shards: 4, maxConcurrency: 4 })
    await cluster.pass(QUIET_MS)
    const [before, starts] = [cluster.unanswered, cluster.identifies.length]
    cluster.cutOff(0, 'database')
    cluster.cutOff(1, 'database')
    await cluster.pass(60_000)
    cluster.reconnect(0)
    cluster.reconnect(1)
    await cluster.pass(60_000)
    expect([cluster.spread(), cluster.unanswered - before, cluster.identifies.length]).toEqual([[2, 2], 0, starts])
  })

  it('answer for one that is cut off from Discord alone', async () => {
    const cluster = await open(2, { shards: 4, maxConcurrency: 4 })
    await cluster.pass(QUIET_MS)
    cluster.cutOff(0, 'discord')
    await cluster.pass(30_000)
    const before = cluster.unanswered
    await cluster.pass(30_000)
    expect([cluster.spread(), cluster.unanswered - before]).toEqual([[0, 4], 0])
    cluster.reconnect(0)
    await cluster.pass(QUIET_MS)
    expect([cluster.spread(), cluster.faults]).toEqual([[2, 2], []])
  })

  it('change to more shards without a server being served by two numbers', async () => {
    const cluster = await open(3, { shards: 2, maxConcurrency: 16 })
    await cluster.pass(QUIET_MS)
    await cluster.outgrow(0, 6)
    await cluster.pass(QUIET_MS)
    expect([cluster.spread(), cluster.faults]).toEqual([[2, 2, 2], []])
  })

  const what = fc.constantFrom('kill', 'pause', 'go-on', 'cut-database', 'cut-discord', 'reconnect', 'stop', 'start')
  const event = fc.record({ what, who: fc.nat(), afterMs: fc.integer({ min: 0, max: 25_000 }) })

  it('never hold a shard twice, identify no faster than allowed, and are spread evenly when all is quiet', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(event, { minLength: 1, maxLength: 12 }),
        fc.constantFrom(1, 4, 16),
        fc.integer({ min: 1, max: 7 }),
        async (script, maxConcurrency, shards) => {
          const cluster = await createCluster({ shards, maxConcurrency })
          try {
            for (let n = 0; n < 3; n++) await cluster.start()
            for (const { what, who, afterMs } of script) {
              await cluster.pass(afterMs)
              await cluster.befall(what, who)
            }
            cluster.mendAll()
            if (cluster.staying() === 0) await cluster.start()
            await cluster.pass(QUIET_MS + cluster.count() * 14_000)
            const spread = cluster.spread()
            expect(cluster.faults).toEqual([])
            expect(spread.reduce((sum, n) => sum + n, 0)).toBe(cluster.count())
            expect((spread.at(-1) ?? 0) - (spread[0] ?? 0)).toBeLessThanOrEqual(1)
          } finally {
            await cluster.close()
          }
        },
      ),
      // Other seeds find more: `SHARD_SEED=1 npx vitest run --project main test/cluster/shards.test.ts`.
      { numRuns: 10, seed: Number(process.env.SHARD_SEED ?? 4242) },
    )
  }, 300_000)
})
