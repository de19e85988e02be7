// Each state that an archive has ever had opens in this program, with all that was in it. The first
// was written by the first version that people ran, the others by each migration since.
//   ARCHIVES=write npx vitest run test/database/upgrade.test.ts
// adds one for each new migration.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync, gzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createArchive } from '../../src/create-archive.ts'
import { openConnection } from '../../src/database/sqlite/connection.ts'
import { MIGRATIONS } from '../../src/database/sqlite/migrations/index.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import { createSubscriptionStore } from '../../src/delivery/subscriptions/subscription-rows.ts'
import { createReaders } from '../../src/readers/create-readers.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const FOLDER = join(import.meta.dirname, 'archives')
const SUFFIX = '.sqlite.gz'
const READER = '100000000000000001'

const kept = () =>
  readdirSync(FOLDER)
    .map((name) => name.slice(0, -SUFFIX.length))
    .sort()

function unpack(name: string): string {
  const path = join(temporaryFolder(), 'paperboy.sqlite')
  writeFileSync(path, gunzipSync(readFileSync(join(FOLDER, `${name}${SUFFIX}`))))
  return path
}

async function openKept(name: string) {
  const database = await openSqlite(unpack(name))
  const archive = await createArchive({ database })
  onTestFinished(async () => {
    await archive.close()
    await database.close()
  })
  return { database, archive }
}

/** What is kept of a migration comes from what was kept of the one before. */
async function keepMissing(): Promise<void> {
  for (const [i, { name }] of MIGRATIONS.entries()) {
    const before = MIGRATIONS[i - 1]?.name ?? ''
    if (kept().includes(name) || !kept().includes(before)) continue
    const path = unpack(before)
    const database = await openSqlite(path, { migrations: MIGRATIONS.slice(0, i + 1) })
    database.writer.exec('pragma journal_mode = delete')
    database.writer.exec('vacuum')
    await database.close()
    writeFileSync(join(FOLDER, `${name}${SUFFIX}`), gzipSync(readFileSync(path), { level: 9 }))
  }
}

describe('an archive of an earlier version', () => {
  it('is kept of each migration, small', async () => {
    if (process.env.ARCHIVES === 'write') await keepMissing()
    const first = MIGRATIONS.findIndex(({ name }) => name === kept()[0])
    expect(kept()).toEqual(MIGRATIONS.slice(first).map(({ name }) => name))
    for (const name of kept()) expect(readFileSync(join(FOLDER, `${name}${SUFFIX}`)).length).toBeLessThan(100_000)
  })

  it.each(kept())('as it was after %s opens with all that was in it', async (name) => {
    const { database, archive } = await openKept(name)
    const first = MIGRATIONS.findIndex((migration) => migration.name === name)
    expect(database.migrated).toEqual(MIGRATIONS.slice(first + 1).map((migration) => migration.name))
    expect(database.integrity()).toEqual([])
    expect(database.danglingReferences()).toEqual([])
    expect(await archive.size()).toEqual({ digests: 2, papers: 18 })
    await archive.settled()
    expect(await archive.doctor()).toEqual([])
    const found = await archive.search('deep residual learning')
    expect(found.hits[0]?.paper.title.en).toBe('Deep Residual Learning for Image Recognition')
    const clock = createManualClock(0)
    const [subscription] = await createSubscriptionStore({ database, clock, changed: () => {} }).list()
    expect(subscription).toMatchObject({ state: 'active', origin: 'config', wish: { language: 'both', place: 'channel' } })
    const states = await database.query.selectFrom('deliveries').select(['state', 'message_id']).execute()
    expect(states.length).toBeGreaterThan(10)
    expect(states.filter(({ state, message_id }) => state !== 'sent' || message_id === null)).toEqual([])
    const kept = await createReaders({ database, clock }).kept.read(READER)
    expect(kept).toMatchObject({
      language: 'zh',
      saved: [{ note: 'read first' }],
      votes: [{ server: '200000000000000001' }],
      watching: { state: 'active', wording: 'en' },
      watches: [{ words: 'residual' }],
      found: [{ words: 'residual', message: null }],
    })
  })

  it.each(kept().slice(1))('that does not know %s says so, and changes nothing', async (name) => {
    const path = unpack(name)
    const before = stateOf(path)
    const index = MIGRATIONS.findIndex((migration) => migration.name === name)
    await expect(openSqlite(path, { migrations: MIGRATIONS.slice(0, index) })).rejects.toThrow(
      `The archive was written by a newer Paperboy: it has the migration ${name}`,
    )
    expect(stateOf(path)).toEqual(before)
  })
})

function stateOf(path: string) {
  const connection = openConnection(path, { readOnly: true })
  const tables = connection.all<{ name: string; sql: string }>("select name, sql from sqlite_master where type = 'table'")
  const counts = tables.map(({ name }) => connection.get<{ n: number }>(`select count(*) as n from "${name}"`)?.n)
  const migrations = connection.all('select * from migrations')
  connection.close()
  return { tables, counts, migrations }
}
