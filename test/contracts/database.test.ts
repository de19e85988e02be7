// What every store relies on, whatever the engine.

import { setImmediate as yieldTurn } from 'node:timers/promises'
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { requestBacklogRelease } from '../../src/delivery/planning/backlog.ts'
import { digest, paper, store, triedArchiveOf } from './archive-of.ts'
import { describeStorages, type Storage } from './storages.ts'

async function open(storage: Storage) {
  const database = await storage.open()
  onTestFinished(() => database.close())
  return database
}

const setting = (name: string, value = '') => ({ name, value })

describeStorages('a database', (storage) => {
  it('undoes a transaction whose body fails, and gives its error', async () => {
    const { query } = await open(storage)
    await expect(
      query.transaction().execute(async (handle) => {
        await handle.insertInto('settings').values(setting('a')).execute()
        throw new Error('stop')
      }),
    ).rejects.toThrow('stop')
    expect(await query.selectFrom('settings').select('name').where('name', '=', 'a').execute()).toEqual([])
  })

  it('lets one transaction write after the other, so that what it has read is still true', async () => {
    const { query } = await open(storage)
    await query.insertInto('settings').values(setting('count', '0')).execute()
    const countUp = () =>
      query.transaction().execute(async (handle) => {
        const { value } = await handle
          .selectFrom('settings')
          .select('value')
          .where('name', '=', 'count')
          .executeTakeFirstOrThrow()
        await handle
          .updateTable('settings')
          .set({ value: String(Number(value) + 1) })
          .where('name', '=', 'count')
          .execute()
      })
    await Promise.all(Array.from({ length: 20 }, countUp))
    expect(await query.selectFrom('settings').select('value').where('name', '=', 'count').executeTakeFirst()).toEqual({
      value: '20',
    })
  })

  it.each([[true], [undefined], [Number.NaN], [new Date(0)], [{ a: 1 }], [['x']]])(
    'refuses the parameter %s by name instead of storing something else',
    async (value) => {
      const { query } = await open(storage)
      await expect(sql`select ${value as unknown} as a`.execute(query)).rejects.toThrow(/Parameter 1 of a query is/)
    },
  )

  it('sorts and compares text by its bytes', async () => {
    const { query } = await open(storage)
    const names = ['b', 'B', 'a', '汉', 'é', '_', '🙂']
    await query
      .insertInto('settings')
      .values(names.map((name) => setting(`sorted ${name}`)))
      .execute()
    const rows = await query.selectFrom('settings').select('name').where('name', 'like', 'sorted %').orderBy('name').execute()
    const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b))
    expect(rows.map(({ name }) => name.slice(7))).toEqual([...names].sort(byBytes))
    const above = await query.selectFrom('settings').select('name').where('name', '>', 'sorted B').execute()
    expect(above.map(({ name }) => name.slice(7)).sort(byBytes)).toEqual(['_', 'a', 'b', 'é', '汉', '🙂'])
  })

  it('keeps whole numbers as numbers, however large', async () => {
    const { query } = await open(storage)
    const seen_at = Number.MAX_SAFE_INTEGER
    await query.insertInto('overrun_files').values({ sha256: 'a', limits: '', diagnostic: '', seen_at }).execute()
    const row = await query
      .selectFrom('overrun_files')
      .select(({ fn }) => ['seen_at', fn.countAll<number>().as('count'), fn.max('seen_at').as('newest')])
      .groupBy('seen_at')
      .executeTakeFirst()
    expect(row).toEqual({ seen_at, count: 1, newest: seen_at })
  })

  it('takes text with any character', async () => {
    const { query } = await open(storage)
    const value = ' \t"\'\\ $1 ? \u2028 e\u0301 汉字 🙂 \u{10ffff}'
    await query.insertInto('settings').values(setting('any', value)).execute()
    expect(await query.selectFrom('settings').select('value').where('name', '=', 'any').executeTakeFirst()).toEqual({ value })
    // Neither engine gives back what follows a character 0.
    await query.insertInto('settings').values(setting('zero', 'a\0b')).execute()
    const zero = query.selectFrom('settings').select('value').where('name', '=', 'zero')
    expect(await zero.executeTakeFirst()).toEqual({ value: 'a\ufffdb' })
  })

  it('refuses what points at nothing', async () => {
    const { query } = await open(storage)
    await expect(query.insertInto('paper_keys').values({ key: 'arxiv:1', pid: 99 }).execute()).rejects.toThrow(/foreign key/i)
  })

  it('is sound, has room, and keeps nothing of the look', async () => {
    const database = await open(storage)
    expect([...database.integrity(), ...database.danglingReferences()]).toEqual([])
    const before = await database.query.selectFrom('settings').selectAll().orderBy('name').execute()
    await database.probe()
    expect(await database.query.selectFrom('settings').selectAll().orderBy('name').execute()).toEqual(before)
    expect(before).toEqual([{ name: 'archive', value: expect.stringMatching(/^[\da-f]{32}$/) }])
  })

  it('keeps the last wish of an owner about held days', async () => {
    const database = await open(storage)
    await requestBacklogRelease(database, 'all')
    await requestBacklogRelease(database, 'newest')
    const asked = database.query.selectFrom('settings').select('value').where('name', '=', 'backlog release')
    expect(await asked.execute()).toEqual([{ value: 'newest' }])
  })
})

describeStorages('the numbers of changes', (storage) => {
  const changedOf = async ({ query }: Awaited<ReturnType<typeof open>>) =>
    new Map((await query.selectFrom('papers').select(['id', 'changed']).execute()).map(({ id, changed }) => [id, changed]))

  it('rise with every paper that is new, changed or gone, and with no other', async () => {
    const { archive, database } = await triedArchiveOf(storage)
    await store(archive, digest('2026-01-14', [paper('a'), paper('b'), paper('c')]))
    const first = await changedOf(database)
    expect([...first.keys()].sort((x, y) => (first.get(x) ?? 0) - (first.get(y) ?? 0))).toEqual(['a', 'b', 'c'])
    const highest = Math.max(...first.values())
    await store(archive, digest('2026-01-15', [paper('b', { section: 'brief' }), paper('d')]))
    const second = await changedOf(database)
    expect(
      [...second]
        .filter(([, changed]) => changed > highest)
        .map(([id]) => id)
        .sort(),
    ).toEqual(['b', 'd'])
    const higher = Math.max(...second.values())
    await archive.retract({ paperId: paper('a').id })
    const third = await changedOf(database)
    expect([...third].filter(([, changed]) => changed > higher).map(([id]) => id)).toEqual(['a'])
    expect(new Set(third.values()).size).toBe(third.size)
  })

  it('are committed in their order, so that who follows them misses none', async () => {
    const { archive, database } = await triedArchiveOf(storage)
    let reached = 0
    let isDone = false
    const followed = new Set<string>()
    const follow = async () => {
      const rows = await database.reading.selectFrom('papers').select(['id', 'changed']).where('changed', '>', reached).execute()
      for (const { id } of rows) followed.add(id)
      reached = Math.max(reached, ...rows.map(({ changed }) => changed))
    }
    const following = (async () => {
      while (!isDone) {
        await follow()
        await yieldTurn()
      }
      await follow()
    })()
    const names = Array.from({ length: 24 }, (_, n) => `paper ${n}`)
    await Promise.all(names.map((name) => store(archive, digest(null, [paper(name)], { file: `${name}.txt` }))))
    isDone = true
    await following
    expect([...followed].sort()).toEqual([...names].sort())
  })
})
