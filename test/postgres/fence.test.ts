// What is written in one term of a lease is refused once the next has begun, without a moment in
// between.
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { createLeases } from '../../src/cluster/leases.ts'
import type { Database } from '../../src/database/database.ts'
import { isTermEnded } from '../../src/database/fence.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { steadyClock } from '../../src/schedule/clock.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'

const server = inject('postgres') ?? ''
const TTL_MS = 60_000

async function open() {
  const url = await createTestDatabase(server, `template ${TEMPLATE}`)
  const [ann, bob] = [await openDatabase(url), await openDatabase(url)]
  onTestFinished(async () => void (await Promise.all([ann.close(), bob.close()])))
  return { ann, bob, annsLeases: leasesOf(ann), bobsLeases: leasesOf(bob) }
}

const leasesOf = (database: Database) => createLeases({ database, clock: steadyClock })

function inTerm({ shared }: Database, number: number): Database {
  if (shared === null) throw new Error('nobody shares it')
  return shared.fencedBy({ lease: 'leader', number })
}

const note = ({ query }: Database, name: string) => query.insertInto('settings').values({ name, value: '' }).execute()

const noted = async ({ query }: Database) =>
  (await query.selectFrom('settings').select('name').where('name', '!=', 'archive').orderBy('name').execute()).map(
    ({ name }) => name,
  )

const refused = expect.toSatisfy(isTermEnded)

describe.skipIf(inject('postgres') === null)('a term', () => {
  it('writes and reads like any other while its lease has its fence', async () => {
    const { ann, annsLeases } = await open()
    await annsLeases.acquire('leader', 'ann', TTL_MS)
    const term = inTerm(ann, 1)
    await note(term, 'alone')
    await term.query.transaction().execute(async (handle) => {
      await handle.insertInto('settings').values({ name: 'together', value: '' }).execute()
      await handle.insertInto('settings').values({ name: 'too', value: '' }).execute()
    })
    const undone = term.query.transaction().execute(async (handle) => {
      await handle.insertInto('settings').values({ name: 'undone', value: '' }).execute()
      throw new Error('stop')
    })
    await expect(undone).rejects.toThrow('stop')
    await expect(note(term, 'alone')).rejects.toThrow(/duplicate/)
    await note(term, 'zuletzt')
    expect(await noted(term)).toEqual(['alone', 'together', 'too', 'zuletzt'])
  })

  it('is refused every write once another has the lease, and may still read', async () => {
    const { ann, bob, annsLeases, bobsLeases } = await open()
    await annsLeases.acquire('leader', 'ann', TTL_MS)
    const term = inTerm(ann, 1)
    await note(term, 'before')
    await annsLeases.release('leader', { holder: 'ann', fence: 1 })
    await note(term, 'nobody leads yet')
    await bobsLeases.acquire('leader', 'bob', TTL_MS)
    await expect(note(term, 'alone')).rejects.toEqual(refused)
    await expect(term.query.updateTable('settings').set({ value: 'x' }).execute()).rejects.toEqual(refused)
    await expect(term.query.deleteFrom('settings').execute()).rejects.toEqual(refused)
    await expect(term.query.transaction().execute((handle) => handle.selectNoFrom([]).execute())).rejects.toEqual(refused)
    expect(await noted(term)).toEqual(['before', 'nobody leads yet'])
    await note(inTerm(bob, 2), 'after')
    await note(ann, 'by any process')
    expect(await noted(ann)).toEqual(['after', 'before', 'by any process', 'nobody leads yet'])
  })

  it('that writes when the next begins is waited for: what it noted the next one sees', async () => {
    const { ann, bob, annsLeases, bobsLeases } = await open()
    await annsLeases.acquire('leader', 'ann', TTL_MS)
    await annsLeases.release('leader', { holder: 'ann', fence: 1 })
    const order: string[] = []
    let taking: Promise<unknown> = Promise.resolve()
    await inTerm(ann, 1)
      .query.transaction()
      .execute(async (handle) => {
        taking = bobsLeases.acquire('leader', 'bob', TTL_MS).then(async () => {
          order.push('bob leads')
          expect(await noted(bob)).toEqual(['of the first term'])
        })
        await handle.insertInto('settings').values({ name: 'of the first term', value: '' }).execute()
        order.push('ann writes')
      })
    await taking
    expect(order).toEqual(['ann writes', 'bob leads'])
  })

  it('never mixes with another, however many write while the lease changes hands', async () => {
    const { ann, bob, annsLeases, bobsLeases } = await open()
    const order = async () =>
      (await bob.query.selectFrom('deliveries').select('queue').orderBy('seq').execute()).map((row) => row.queue)
    const write = ({ query }: Database, queue: string, n: number) =>
      query
        .insertInto('deliveries')
        .values({
          id: `${queue} ${n}`,
          subscription_id: null,
          recipient: null,
          queue,
          digest_id: null,
          act: 'direct',
          role: 'watch',
          papers: '[]',
          target: null,
          thread_opener: null,
          content: null,
          layout: 'full',
          images: 0,
          state: 'planned',
          not_before: null,
          waiting_since: null,
          why: null,
          refusal: null,
          channel_id: null,
          message_id: null,
          body_hash: null,
          created_at: 0,
          sent_at: null,
        })
        .execute()
        .then(
          () => true,
          (error: unknown) => (isTermEnded(error) ? false : Promise.reject(error)),
        )
    await annsLeases.acquire('leader', 'ann', TTL_MS)
    const [first, second] = [inTerm(ann, 1), inTerm(bob, 2)]
    const attempts = Array.from({ length: 60 }, async (_, n) => {
      if (n === 20) {
        await annsLeases.release('leader', { holder: 'ann', fence: 1 })
        await bobsLeases.acquire('leader', 'bob', TTL_MS)
      }
      const [inFirst] = await Promise.all([write(first, 'first', n), write(second, 'second', n)])
      return inFirst
    })
    const written = await Promise.all(attempts)
    const queues = await order()
    expect(queues.filter((queue) => queue === 'first')).toHaveLength(written.filter(Boolean).length)
    expect(queues.lastIndexOf('first')).toBeLessThan(queues.indexOf('second'))
  })
})
