// Who holds what only one process may do: by the clock of the database, and each holder with a
// higher fence than the one before.
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { createLeases } from '../../src/cluster/leases.ts'
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
})
