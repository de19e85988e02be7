// Several processes write one database: each here has connections of its own.
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { createStoredArchive } from '../../src/archive/stored-archive.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createSubscriptionStore } from '../../src/delivery/subscriptions/subscription-rows.ts'
import { MAX_SUBSCRIPTIONS } from '../../src/delivery/subscriptions/subscriptions.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { digest, paper, store } from '../contracts/archive-of.ts'
import { createTestDatabase, runOnServer, TEMPLATE } from './support/databases.ts'

const server = inject('postgres') ?? ''
const PROCESSES = 3

async function openAll() {
  const url = await createTestDatabase(server, `template ${TEMPLATE}`)
  const databases = await Promise.all(Array.from({ length: PROCESSES }, () => openDatabase(url)))
  onTestFinished(async () => void (await Promise.all(databases.map((database) => database.close()))))
  return { url, databases }
}

describe.skipIf(inject('postgres') === null)('several processes on one database', () => {
  it('store the same digest once', async () => {
    const { databases } = await openAll()
    const archives = databases.map((database) => createStoredArchive({ database, random: () => 0, onChanged: async () => {} }))
    const outcomes = await Promise.all(archives.map((archive) => store(archive, digest('2026-01-15', [paper('a'), paper('b')]))))
    expect(outcomes.map(({ kind }) => kind).sort()).toEqual(['known', 'known', 'new'])
    expect(await archives[0]?.size()).toEqual({ digests: 1, papers: 2 })
  })

  it('make no more subscriptions of a channel than it takes', async () => {
    const { databases } = await openAll()
    const clock = createManualClock(0)
    const stores = databases.map((database) => createSubscriptionStore({ database, clock, changed: () => {} }))
    const wanted = Array.from({ length: MAX_SUBSCRIPTIONS.channel * 2 }, (_, n) => n)
    const outcomes = await Promise.all(
      wanted.map((n) => stores[n % PROCESSES]?.create({ channelId: '1', guildId: null, wish: { most: n + 1 } })),
    )
    expect(outcomes.filter((outcome) => outcome?.kind === 'created')).toHaveLength(MAX_SUBSCRIPTIONS.channel)
  })

  it('go on when one is cut off in the middle of a transaction', async () => {
    const { url, databases } = await openAll()
    const [dying, living] = databases
    if (dying === undefined || living === undefined) throw new Error('there are three')
    const cut = dying.query.transaction().execute(async (handle) => {
      await handle.insertInto('settings').values({ name: 'half', value: '' }).execute()
      await runOnServer(
        server,
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = '${url.slice(server.length)}' and state = 'idle in transaction'`,
      )
      await handle.insertInto('settings').values({ name: 'whole', value: '' }).execute()
    })
    await expect(cut).rejects.toThrow()
    await living.query.transaction().execute(async (handle) => {
      await handle.insertInto('settings').values({ name: 'other', value: '' }).execute()
    })
    const names = async (database: typeof living) =>
      (await database.query.selectFrom('settings').select('name').orderBy('name').execute()).map(({ name }) => name)
    expect(await names(living)).toEqual(['archive', 'other'])
    expect(await names(dying)).toEqual(['archive', 'other'])
  })
})
