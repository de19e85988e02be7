// The whole program on a real PostgreSQL server, from the folder to Discord, while the server is
// away, restarted, read-only, full or slow.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest'
import { lockDatabase } from '../../src/database/lock-database.ts'
import { openDatabase } from '../../src/database/open-database.ts'
import { MIGRATIONS } from '../../src/database/postgres/migrations.ts'
import { type RunningApp, startApp } from '../support/app.ts'
import { numberedDigest, ofToday, putDigest } from '../support/numbered-digests.ts'
import { findPostgres, type PostgresServer, startPostgres } from '../support/postgres-server.ts'
import { createReader } from '../support/reader.ts'
import { SEED, startSandbox } from '../support/sandbox.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'
import { openProxy } from './support/proxy.ts'

const WARN = 40

let server: PostgresServer
beforeAll(async () => {
  if (inject('postgres') !== null) server = await startPostgres(findPostgres() ?? '')
})
afterAll(() => server?.close())

let databases = 0
/** Of a user of its own, so that limits of connections hold for it. */
function newDatabase() {
  databases += 1
  const [name, role] = [`program_${databases}`, `bot_${databases}`]
  server.run(`create role ${role} login`)
  server.run(`create database ${name} owner ${role}`)
  const endSessions = () => server.run(`select pg_terminate_backend(pid) from pg_stat_activity where usename = '${role}'`)
  return { name, role, url: server.urlOf(name).replace('//postgres@', `//${role}@`), endSessions }
}

async function running(url: string, sandbox: Sandbox) {
  const folder = temporaryFolder()
  const digests = join(folder, 'digests')
  mkdirSync(digests)
  const settings = { subscriptions: [{ channel: '#papers' }], 'data.database': url }
  const app = await startApp({ sandbox, data: folder, digests, settings })
  onTestFinished(app.stop)
  const posted = (token: string) =>
    sandbox.control
      .messages(SEED.papers, { limit: 100 })
      .messages.map((message) => JSON.stringify([message.content, message.embeds]))
      .filter((text) => text.includes(`A Study of ${token}`) && !text.includes('AI papers')).length
  const arrives = (number: number) => putDigest(digests, ofToday(numberedDigest(number, 1, 0)))
  const finds = async (token: string) =>
    (await createReader(sandbox, { locale: 'en-US' }).run('search', { query: token })).text.includes(token)
  return { app, settings, folder, digests, posted, arrives, finds }
}

/** The server is stopped once one digest is posted, and another arrives. */
async function withoutServer() {
  const bot = await running(newDatabase().url, await newSandbox())
  bot.arrives(1)
  await until(() => bot.posted('K0101') === 1, 'the digest')
  const startServer = await stopServer()
  bot.arrives(2)
  return { ...bot, startServer }
}

async function newSandbox(): Promise<Sandbox> {
  const sandbox = await startSandbox({ limits: 'off' })
  onTestFinished(sandbox.stop)
  return sandbox
}

/** Answers how to start it again, which is done at the end of the test at the latest. */
async function stopServer(): Promise<() => Promise<void>> {
  await server.stop()
  let isStarted = false
  const start = async () => {
    if (isStarted) return
    await server.start()
    isStarted = true
  }
  onTestFinished(start)
  return start
}

const warnings = ({ lines }: RunningApp) => lines.filter(({ level }) => level >= WARN).map(({ msg }) => msg)

/** However many parts of the program have met it. */
async function expectOneLine(app: RunningApp): Promise<void> {
  const over = () => app.lines.filter(({ msg }) => /^the database works again after \d/.test(msg)).length
  await until(() => over() > 0, 'the line that says that it is over')
  expect(over()).toBe(1)
  const lines = warnings(app)
  expect(lines.filter((line) => !line.includes('People are answered from the copy'))).toEqual([])
  // To mend it the sessions are ended, which is another fault.
  const kinds = lines.map((line) => /can't be reached|read-only|no more connections/.exec(line)?.[0])
  expect([...new Set(kinds)]).toEqual(kinds)
}

describe.skipIf(inject('postgres') === null)('the program on PostgreSQL', () => {
  it('posts what comes into the folder, answers about it, and goes on where it was', async () => {
    const { url } = newDatabase()
    const sandbox = await newSandbox()
    const { app, posted, arrives, finds, settings, folder, digests } = await running(url, sandbox)
    arrives(1)
    await until(() => posted('K0101') === 1, 'the digest')
    expect(await finds('K0101')).toBe(true)
    expect(warnings(app)).toEqual([])
    expect((await lockDatabase(url, { now: 0 })).kind).toBe('taken')
    await app.stop()
    const alone = await lockDatabase(url, { now: 0 })
    const other = startApp({ sandbox, data: temporaryFolder(), digests, settings })
    await expect(other).rejects.toThrow(/program_\d+ is in use by process \d+ on .*PAPERBOY_DATABASE/)
    if (alone.kind === 'held') await alone.release()
    const again = await startApp({ sandbox, data: folder, digests, settings })
    onTestFinished(again.stop)
    arrives(2)
    await until(() => posted('K0201') === 1, 'the digest after a restart')
    expect(posted('K0101')).toBe(1)
  }, 120_000)

  it('answers from the copy while the server is stopped, says so in one line, and posts what came meanwhile once', async () => {
    const { app, posted, finds, startServer } = await withoutServer()
    expect(await finds('K0101')).toBe(true)
    await until(() => warnings(app).length > 0, 'a line')
    await startServer()
    await until(() => posted('K0201') === 1, 'the digest that came meanwhile', 90_000)
    expect(posted('K0101')).toBe(1)
    await expectOneLine(app)
  }, 180_000)

  it('leads again after the server was away for longer than a term, and says no more of it', async () => {
    const { app, posted, finds, startServer } = await withoutServer()
    const times = (message: string) => app.lines.filter(({ msg }) => msg.startsWith(message)).length
    await until(() => times('This process leads no more') === 1, 'the end of the term', 30_000)
    expect(await finds('K0101')).toBe(true)
    expect(posted('K0201')).toBe(0)
    await startServer()
    await until(() => posted('K0201') === 1, 'the digest that came meanwhile', 90_000)
    expect([posted('K0101'), times('This process leads:')]).toEqual([1, 2])
    await expectOneLine(app)
  }, 180_000)

  it.each<[string, (database: ReturnType<typeof newDatabase>) => void, (database: ReturnType<typeof newDatabase>) => void]>([
    [
      'read-only',
      ({ name }) => server.run(`alter database ${name} set default_transaction_read_only = on`),
      ({ name }) => server.run(`alter database ${name} reset default_transaction_read_only`),
    ],
    [
      'out of connections',
      ({ role }) => server.run(`alter role ${role} connection limit 0`),
      ({ role }) => server.run(`alter role ${role} connection limit -1`),
    ],
  ])(
    'goes on when a database that was %s is mended',
    async (_, spoil, mend) => {
      const database = newDatabase()
      const { app, posted, arrives, finds } = await running(database.url, await newSandbox())
      arrives(1)
      await until(() => posted('K0101') === 1, 'the digest')
      spoil(database)
      database.endSessions()
      arrives(2)
      expect(await finds('K0101')).toBe(true)
      await until(() => warnings(app).length > 0, 'a line')
      mend(database)
      database.endSessions()
      await until(() => posted('K0201') === 1, 'the digest that came meanwhile', 90_000)
      expect(posted('K0101')).toBe(1)
      await expectOneLine(app)
    },
    180_000,
  )

  it('ends with one line when a newer program has changed the tables', async () => {
    const { url } = newDatabase()
    const { app, posted, arrives } = await running(url, await newSandbox())
    arrives(1)
    await until(() => posted('K0101') === 1, 'the digest')
    const newer = await openDatabase(url, { migrations: [...MIGRATIONS, { name: '999-newer', up: async () => {} }] })
    await newer.close()
    await until(() => warnings(app).length > 0, 'the line')
    arrives(2)
    await app.stop()
    expect(warnings(app)).toEqual([expect.stringMatching(/^A newer Paperboy has changed the tables of .*same version/)])
    expect(posted('K0201')).toBe(0)
  }, 120_000)

  it('works over a network that takes half a second more, and after one that was cut', async () => {
    const { url } = newDatabase()
    const proxy = await openProxy(server.url)
    onTestFinished(proxy.close)
    const { posted, arrives, finds } = await running(proxy.urlOf(url), await newSandbox())
    arrives(1)
    await until(() => posted('K0101') === 1, 'the digest')
    proxy.delay(250)
    expect(await finds('K0101')).toBe(true)
    arrives(2)
    await until(() => posted('K0201') === 1, 'a digest over the slow network', 90_000)
    proxy.cut()
    expect(await finds('K0201')).toBe(true)
    arrives(3)
    proxy.heal()
    await until(() => posted('K0301') === 1, 'a digest after the cut', 90_000)
    expect([posted('K0101'), posted('K0201')]).toEqual([1, 1])
  }, 240_000)
})
