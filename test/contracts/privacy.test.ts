// What is kept of people and servers goes when it must: no column of any table names them then.
import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { createSubscriptionStore } from '../../src/delivery/subscriptions/subscription-rows.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import { createReaders } from '../../src/readers/create-readers.ts'
import { createDepartedServers } from '../../src/readers/departed-servers.ts'
import type { Clock } from '../../src/schedule/clock.ts'
import { columnsOf } from './columns-of.ts'
import { describeStorages, type Storage } from './storages.ts'

const READER = '111111111111111111'
const OTHER = '222222222222222222'
const SERVER = '333333333333333333'
const CHANNEL = '444444444444444444'
const DAY = 86_400_000

async function open(storage: Storage) {
  let now = Date.UTC(2025, 0, 1)
  const clock: Clock = { now: () => now, after: () => () => {} }
  const database = await storage.open()
  onTestFinished(() => database.close())
  const lines: string[] = []
  const write = (_: object, text: string) => void lines.push(text)
  const log = { debug: write, info: write, warn: write, error: write }
  return {
    database,
    clock,
    readers: createReaders({ database, clock }),
    subscriptions: createSubscriptionStore({ database, clock, changed: () => {} }),
    departed: createDepartedServers({ database, clock, log, keepDays: 30 }),
    pass: (ms: number) => {
      now += ms
    },
  }
}

/** Where a text occurs in the database, as `table.column`. */
async function placesOf(database: Database, text: string): Promise<readonly string[]> {
  const places: string[] = []
  for (const [table, columns] of await columnsOf(database)) {
    const { rows } = await sql<Record<string, unknown>>`select * from ${sql.table(table)}`.execute(database.query)
    for (const { name } of columns) if (rows.some((row) => String(row[name]).includes(text))) places.push(`${table}.${name}`)
  }
  return places.sort()
}

async function keepAbout(
  readers: Awaited<ReturnType<typeof open>>['readers'],
  database: Database,
  userId: string,
): Promise<void> {
  await readers.setLanguage(userId, 'zh')
  await readers.lists.save(userId, 'a' as PaperId, SERVER)
  await readers.lists.note(userId, 'a' as PaperId, 'read first')
  await readers.watches.add(userId, `diffusion ${userId}`, 'en')
  await database.query
    .insertInto('digests')
    .values({
      file: `${userId}.txt`,
      sha256: userId,
      encoding: 'utf-8',
      date: null,
      date_from: null,
      title: null,
      legend: '{}',
      diagnostics: '[]',
      held: null,
      revision: 1,
      received_at: 1,
      retracted: 0,
    })
    .execute()
  const { id } = await database.query.selectFrom('digests').select('id').orderBy('id', 'desc').executeTakeFirstOrThrow()
  await database.query
    .insertInto('watch_hits')
    .values({ user_id: userId, paper_id: 'a', query: 'diffusion', digest_id: id, position: 1, mail_id: null })
    .execute()
  await database.query
    .insertInto('deliveries')
    .values({
      id: `mail-${userId}`,
      recipient: userId,
      queue: `user ${userId}`,
      digest_id: null,
      act: 'direct',
      role: 'watch',
      papers: '[]',
      layout: 'full',
      images: 0,
      state: 'sent',
      created_at: 1,
    })
    .execute()
}

describeStorages('what is kept about a reader', (storage) => {
  it('is counted and handed out whole', async () => {
    const { readers, database } = await open(storage)
    await keepAbout(readers, database, READER)
    expect(await readers.kept.count(READER)).toEqual({
      language: 'zh',
      saved: 1,
      notes: 1,
      servers: 1,
      watches: 1,
      found: 1,
      messages: 1,
    })
    expect(await readers.kept.read(READER)).toMatchObject({
      saved: [{ paper: 'a', note: 'read first', at: '2025-01-01T00:00:00.000Z' }],
      votes: [{ server: SERVER, paper: 'a' }],
      watches: [{ words: `diffusion ${READER}` }],
      found: [{ words: 'diffusion', paper: 'a' }],
      messages: [{ id: `mail-${READER}`, kind: 'watch', state: 'sent' }],
    })
  })

  it('is in no table any more once it was erased, and that of others is untouched', async () => {
    const { readers, database } = await open(storage)
    await keepAbout(readers, database, READER)
    await keepAbout(readers, database, OTHER)
    const before = await placesOf(database, OTHER)
    expect(await placesOf(database, READER)).toEqual(before)
    await readers.kept.erase(READER)
    // The file of the fixture is named after the reader, which no file of a real archive is.
    expect(await placesOf(database, READER)).toEqual(['digests.file', 'digests.sha256'])
    expect(await placesOf(database, OTHER)).toEqual(before)
  })
})

describeStorages('a server that has removed the bot', (storage) => {
  it('loses its votes at once and its subscriptions after thirty days', async () => {
    const { readers, subscriptions, departed, database, pass } = await open(storage)
    await readers.lists.save(READER, 'a' as PaperId, SERVER)
    await subscriptions.create({ channelId: CHANNEL, guildId: SERVER, wish: {} })
    await departed.left(SERVER)
    expect(await placesOf(database, SERVER)).toEqual(['departed_servers.guild_id', 'subscriptions.guild_id'])
    pass(30 * DAY - 1)
    await departed.forget()
    expect(await subscriptions.list()).toHaveLength(1)
    pass(1)
    await departed.forget()
    expect([...(await placesOf(database, SERVER)), ...(await placesOf(database, CHANNEL))]).toEqual([])
  })

  it('keeps its subscriptions where the bot is invited again', async () => {
    const { subscriptions, departed, pass } = await open(storage)
    await subscriptions.create({ channelId: CHANNEL, guildId: SERVER, wish: {} })
    await departed.left(SERVER)
    await departed.joined(SERVER)
    pass(60 * DAY)
    await departed.forget()
    expect(await subscriptions.list()).toHaveLength(1)
  })

  it('is noticed at a start, and so is one that came back meanwhile', async () => {
    const { subscriptions, departed, pass } = await open(storage)
    await subscriptions.create({ channelId: CHANNEL, guildId: SERVER, wish: {} })
    const seen = (...servers: readonly string[]) => ({ present: new Set(servers), sees: () => true })
    await departed.compare(seen('555555555555555555'))
    await departed.compare(seen(SERVER))
    pass(31 * DAY)
    await departed.forget()
    expect(await subscriptions.list()).toHaveLength(1)
    await departed.compare(seen())
    pass(30 * DAY)
    await departed.forget()
    expect(await subscriptions.list()).toEqual([])
  })
})
