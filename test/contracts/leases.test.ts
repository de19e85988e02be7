// Who holds what only one process may do: by the clock of the database, and each holder with a
// higher fence than the one before.
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { createLeases } from '../../src/cluster/leases.ts'
import { createShardStore } from '../../src/cluster/shards/shard-leases.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { describeStorages, type Storage } from './storages.ts'

const TTL_MS = 12_000

async function open(storage: Storage) {
  const database = await storage.open()
  onTestFinished(() => database.close())
  // Where the database has a clock of its own, this one would be wrong by half a century.
  const clock = createManualClock(1_000)
  const leases = createLeases({ database, clock })
  /** So long passes: by the process's clock, or as the server sees it. */
  const pass = async (ms: number) => {
    clock.advance(ms)
    if (database.shared !== null)
      await database.query
        .updateTable('leases')
        .set({ expires_at: sql`expires_at - ${ms}` })
        .where('expires_at', '>', 0)
        .execute()
  }
  return { leases, pass }
}

describeStorages('a lease', (storage) => {
  it('has one holder, whoever asks at once, and says who', async () => {
    const { leases } = await open(storage)
    expect(await leases.current('leader')).toBeNull()
    const outcomes = await Promise.all(['ann', 'bob', 'cat'].map((holder) => leases.acquire('leader', holder, TTL_MS)))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['acquired', 'taken', 'taken'])
    const holder = ['ann', 'bob', 'cat'][outcomes.findIndex(({ kind }) => kind === 'acquired')]
    expect(outcomes.find(({ kind }) => kind === 'taken')).toMatchObject({ by: { holder, fence: 1 } })
    const current = await leases.current('leader')
    expect(current).toMatchObject({ holder, fence: 1 })
    expect(current?.remainingMs).toBeGreaterThan(TTL_MS - 5_000)
    expect(current?.remainingMs).toBeLessThanOrEqual(TTL_MS)
  })

  it('is apart from those of other names', async () => {
    const { leases } = await open(storage)
    await leases.acquire('leader', 'ann', TTL_MS)
    expect(await leases.acquire('shard 0', 'bob', TTL_MS)).toEqual({ kind: 'acquired', fence: 1 })
    expect(await leases.current('leader')).toMatchObject({ holder: 'ann' })
  })

  it('lasts while it is renewed', async () => {
    const { leases, pass } = await open(storage)
    await leases.acquire('leader', 'ann', TTL_MS)
    for (let n = 0; n < 4; n++) {
      await pass(8_000)
      expect(await leases.renew('leader', { holder: 'ann', fence: 1 }, TTL_MS)).toBe('renewed')
    }
    expect(await leases.acquire('leader', 'bob', TTL_MS)).toMatchObject({ kind: 'taken', by: { holder: 'ann', fence: 1 } })
  })

  it('that ran out is lost to its holder, and the next has a higher fence', async () => {
    const { leases, pass } = await open(storage)
    await leases.acquire('leader', 'ann', TTL_MS)
    await pass(TTL_MS - 5_000)
    expect(await leases.acquire('leader', 'bob', TTL_MS)).toMatchObject({ kind: 'taken' })
    await pass(5_000)
    expect(await leases.current('leader')).toBeNull()
    expect(await leases.renew('leader', { holder: 'ann', fence: 1 }, TTL_MS)).toBe('lost')
    expect(await leases.acquire('leader', 'bob', TTL_MS)).toEqual({ kind: 'acquired', fence: 2 })
    expect(await leases.renew('leader', { holder: 'ann', fence: 1 }, TTL_MS)).toBe('lost')
    expect(await leases.release('leader', { holder: 'ann', fence: 1 })).toBe('lost')
    expect(await leases.current('leader')).toMatchObject({ holder: 'bob', fence: 2 })
  })

  it('that is released is free at once, and its fence never goes down', async () => {
    const { leases, pass } = await open(storage)
    for (const [n, holder] of ['ann', 'bob', 'ann'].entries()) {
      expect(await leases.acquire('leader', holder, TTL_MS)).toEqual({ kind: 'acquired', fence: n + 1 })
      expect(await leases.release('leader', { holder, fence: n + 1 })).toBe('released')
      expect(await leases.release('leader', { holder, fence: n + 1 })).toBe('lost')
      expect(await leases.renew('leader', { holder, fence: n + 1 }, TTL_MS)).toBe('lost')
      await pass(1)
    }
  })

  it('begins another term for a holder that asks again, as one whose answer was lost', async () => {
    const { leases } = await open(storage)
    await leases.acquire('leader', 'ann', TTL_MS)
    expect(await leases.acquire('leader', 'ann', TTL_MS)).toEqual({ kind: 'acquired', fence: 2 })
    expect(await leases.renew('leader', { holder: 'ann', fence: 1 }, TTL_MS)).toBe('lost')
    expect(await leases.renew('leader', { holder: 'ann', fence: 2 }, TTL_MS)).toBe('renewed')
  })

  it('is claimed where nobody else has it, and says for how long another does', async () => {
    const { leases, pass } = await open(storage)
    expect(await leases.claim('shard 0/4', 'ann', TTL_MS)).toBeNull()
    const taken = await leases.claim('shard 0/4', 'bob', TTL_MS)
    expect(taken).toMatchObject({ holder: 'ann' })
    expect(taken?.remainingMs).toBeGreaterThan(TTL_MS - 5_000)
    expect(await leases.claim('shard 0/4', 'ann', TTL_MS)).toBeNull()
    await pass(TTL_MS)
    expect(await leases.claim('shard 0/4', 'bob', TTL_MS)).toBeNull()
  })

  it('is renewed with all others of its holder, but for those that ran out', async () => {
    const { leases, pass } = await open(storage)
    await leases.claim('shard 0/4', 'ann', 1_000)
    await leases.claim('shard 1/4', 'ann', TTL_MS)
    await leases.claim('shard 2/4', 'bob', TTL_MS)
    await pass(6_000)
    expect(await leases.renewAll('ann', TTL_MS)).toEqual(['shard 1/4'])
    await pass(6_000)
    expect((await leases.all()).map(({ name, holder }) => [name, holder])).toEqual([['shard 1/4', 'ann']])
  })

  it('is given back with all others of its holder, or by its name', async () => {
    const { leases } = await open(storage)
    const names = async () => (await leases.all()).map(({ name }) => name).sort()
    for (const shard of [0, 1, 2]) await leases.claim(`shard ${shard}/4`, 'ann', TTL_MS)
    await leases.claim('shard 3/4', 'bob', TTL_MS)
    await leases.releaseAll('ann', ['shard 1/4', 'shard 3/4'])
    expect(await names()).toEqual(['shard 0/4', 'shard 2/4', 'shard 3/4'])
    await leases.releaseAll('ann')
    expect(await names()).toEqual(['shard 3/4'])
  })
})

describeStorages('the number of shards', (storage) => {
  const opened = async () => {
    const database = await storage.open()
    onTestFinished(() => database.close())
    const leases = createLeases({ database, clock: createManualClock(1_000) })
    return { leases, store: createShardStore({ database, leases }) }
  }
  const of = (holder: string, count: number) => ({ holder, count, ttlMs: TTL_MS })

  it('grows with a process that wants more, and shrinks where nobody else takes part', async () => {
    const { leases, store } = await opened()
    expect(await store.sight()).toBeNull()
    expect(await store.join('ann', 4, TTL_MS)).toBe(4)
    expect(await store.join('bob', 2, TTL_MS)).toBe(4)
    expect(await store.join('bob', 8, TTL_MS)).toBe(8)
    await leases.releaseAll('ann')
    expect(await store.join('bob', 2, TTL_MS)).toBe(2)
    expect(await store.sight()).toMatchObject({ count: 2, processes: ['bob'] })
  })

  it('is one: of another nothing can be claimed while a shard of the old one is held', async () => {
    const { leases, store } = await opened()
    await store.join('ann', 2, TTL_MS)
    expect(await store.claim('shard', [0, 1], of('ann', 2))).toEqual([0, 1])
    await store.change(2, 4)
    await store.change(2, 8)
    expect(await store.claim('shard', [0], of('bob', 2))).toEqual([])
    expect(await store.claim('shard', [0], of('bob', 4))).toEqual([])
    await leases.releaseAll('ann')
    expect(await store.claim('shard', [0], of('bob', 4))).toEqual([0])
  })

  it('has shards that each have one holder and one successor, who is not overtaken', async () => {
    const { leases, store } = await opened()
    await store.join('ann', 2, TTL_MS)
    await store.claim('shard', [0, 1], of('ann', 2))
    expect(await store.claim('shard', [1], of('bob', 2))).toEqual([])
    expect(await store.claim('successor', [1], of('bob', 2))).toEqual([1])
    expect(await store.claim('successor', [1], of('cat', 2))).toEqual([])
    expect(await store.claim('prepared', [1], of('bob', 2))).toEqual([1])
    const free = { holder: 'ann', successor: null, isPrepared: false }
    expect((await store.sight())?.shards).toEqual([free, { holder: 'ann', successor: 'bob', isPrepared: true }])
    await leases.releaseAll('ann', ['shard 1/2'])
    expect(await store.claim('shard', [1], of('cat', 2))).toEqual([])
    expect(await store.claim('shard', [1], of('bob', 2))).toEqual([1])
  })
})
