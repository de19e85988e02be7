// A database that hangs: what is asked of it does not pile up, and fails with what was found.
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { databaseFaultOf } from '../../src/database/faults.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'
import { openProxy } from './support/proxy.ts'

const server = inject('postgres') ?? ''

async function open() {
  const url = await createTestDatabase(server, `template ${TEMPLATE}`)
  const proxy = await openProxy(server)
  const database = await openDatabase(proxy.urlOf(url))
  onTestFinished(async () => {
    proxy.cut()
    await database.close()
    await proxy.close()
  })
  return { database, proxy }
}

describe.skipIf(inject('postgres') === null)('a database that hangs', () => {
  it('is asked by so many at a time, and the others are refused at once with what was found', async () => {
    const { database, proxy } = await open()
    await database.query.selectFrom('settings').selectAll().execute()
    proxy.stop()
    const started = performance.now()
    const ends = { refused: 0, soon: 0, other: 0 }
    const asked = Array.from({ length: 700 }, async () => {
      try {
        await database.query.selectFrom('settings').selectAll().execute()
      } catch (error) {
        if (databaseFaultOf(error) !== 'unreachable') ends.other += 1
        else if (/does not keep up: 500 questions wait/.test(String(error))) ends.refused += 1
        if (performance.now() - started < 5_000) ends.soon += 1
      }
    })
    await Promise.allSettled(asked)
    expect(ends.other).toBe(0)
    // Five hundred wait for a connection, and ten may have one.
    expect(ends.refused).toBeGreaterThanOrEqual(190)
    expect(ends.refused).toBeLessThanOrEqual(200)
    expect(ends.soon).toBe(ends.refused)
    // Those that waited for a connection gave up when a new one would have.
    expect(performance.now() - started).toBeLessThan(45_000)
  }, 90_000)

  it('is written again as soon as it answers, and no turn is lost', async () => {
    const { database, proxy } = await open()
    const write = async (name: string) =>
      await database.query.transaction().execute(async (db) => {
        await db.insertInto('settings').values({ name, value: 'x' }).execute()
      })
    proxy.stop()
    const waiting = Array.from({ length: 6 }, (_, n) => write(`w${n}`).then(() => 'written', databaseFaultOf))
    await new Promise((resolve) => setTimeout(resolve, 500))
    proxy.heal()
    expect(await Promise.all(waiting)).toEqual(Array.from({ length: 6 }, () => 'written'))
    await write('after')
  }, 60_000)
})
