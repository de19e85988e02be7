// Several processes share the shards of the gateway: the whole bot, on a real PostgreSQL server,
// against a Discord with shards.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, type SandboxOptions, startSandbox } from 'discord-sandbox'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type RunningApp, startApp } from '../support/app.ts'
import { seenOf } from '../support/reader.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'
import { openProxy } from './support/proxy.ts'

const server = inject('postgres') ?? ''
const SERVERS = 40
const WARN = 40
const IDENTIFY = 2
const INVALID_SESSION = 9
const IDENTIFY_MS = 5_000

const seed = {
  applications: [{ name: 'Paperboy', token: 'sandbox' }],
  users: [{ name: 'owner' }],
  servers: [{ name: 'Lab', copies: SERVERS, members: ['owner'], channels: [{ name: 'papers' }] }],
}

interface Entry {
  readonly direction: string
  readonly op?: number
  readonly d?: { readonly shard?: readonly [number, number] }
  readonly at: number
}

async function open(options: SandboxOptions = {}) {
  const sandbox = await startSandbox({ limits: 'off', shards: 4, maxConcurrency: 16, seed, ...options })
  onTestFinished(() => sandbox.stop())
  const entries: Entry[] = []
  sandbox.feed.listen((change) => {
    if (change.kind === 'gateway') entries.push(change.entry as Entry)
  })
  const url = await createTestDatabase(server, `template ${TEMPLATE}`)
  const run = async (settings: Record<string, unknown> = {}) => {
    const data = temporaryFolder()
    const digests = join(data, 'digests')
    mkdirSync(digests)
    const app = await startApp({ sandbox, data, digests, settings: { 'data.database': url, ...settings } })
    onTestFinished(app.stop)
    return app
  }
  return { sandbox, run, entries, url }
}

/** The shards that are connected; one that two processes are connected to comes twice. */
const connected = (sandbox: Sandbox) =>
  (
    sandbox.control.state({ messages: false }) as { gateway: { sessions: { shard: number[]; connected: boolean }[] } }
  ).gateway.sessions
    .filter((session) => session.connected)
    .map(({ shard }) => shard.join('/'))
    .sort()

const SHARES = /^This process has (?:(\d+) of the \d+ shards|(no) shard|the (only) shard) of the gateway/
/** How many shards a process said last that it has. */
function sharesOf({ lines }: RunningApp): number | null {
  const [, some, no, only] = lines.map(({ msg }) => SHARES.exec(msg)).findLast((match) => match !== null) ?? []
  return no !== undefined ? 0 : only !== undefined ? 1 : some === undefined ? null : Number(some)
}

const warnings = ({ lines }: RunningApp) => lines.filter(({ level }) => level >= WARN).map(({ msg }) => msg)

/** A person asks in a server of each of four shards. */
async function askEverywhere({ world, control }: Sandbox): Promise<readonly string[]> {
  const channels = [...world.store.channels.values()].filter(({ name }) => name === 'papers')
  const shardOf = (guild: string | undefined) => Number((BigInt(guild ?? 0) >> 22n) % 4n)
  const asked = [0, 1, 2, 3].map((shard) => channels.find(({ guild_id }) => shardOf(guild_id) === shard)?.id ?? '')
  return await Promise.all(
    asked.map(async (channel_id) => {
      const { message } = await control.interact({
        ...({ kind: 'command', name: 'search', options: { query: 'diffusion' } } as const),
        ...({ user: 'owner', locale: 'en-US', wait: 'final', channel_id } as const),
      })
      return seenOf(message as unknown as Parameters<typeof seenOf>[0]).text
    }),
  )
}

const ANSWER = /No paper|no papers|archive is empty|still/i

describe.skipIf(inject('postgres') === null)('the shards of several processes', () => {
  it('are spread evenly, go over to another without a gap, and each is asked once', async () => {
    const { sandbox, run, entries } = await open()
    const first = await run()
    expect([connected(sandbox), sharesOf(first)]).toEqual([['0/4', '1/4', '2/4', '3/4'], 4])
    const second = await run()
    await until(() => sharesOf(first) === 2 && sharesOf(second) === 2, 'an even spread', 30_000)
    await until(() => connected(sandbox).length === 4, 'one connection a shard')
    const texts = await askEverywhere(sandbox)
    expect(texts.map((text) => ANSWER.test(text))).toEqual([true, true, true, true])
    await first.stop()
    await until(() => sharesOf(second) === 4, 'the shards of the one that was stopped')
    expect(connected(sandbox)).toEqual(['0/4', '1/4', '2/4', '3/4'])
    await askEverywhere(sandbox)
    expect(entries.filter(({ direction, op }) => direction === 'out' && op === INVALID_SESSION)).toEqual([])
    expect([warnings(first), warnings(second)]).toEqual([[], []])
  }, 60_000)

  it('are connected no faster than Discord allows, whichever process does it', async () => {
    const { sandbox, run, entries } = await open({ maxConcurrency: 1 })
    const apps = await Promise.all([run(), run()])
    await until(() => new Set(connected(sandbox)).size === 4, 'all shards', 60_000)
    await until(() => apps.every((app) => sharesOf(app) === 2), 'an even spread', 60_000)
    const starts = entries.filter(({ direction, op }) => direction === 'in' && op === IDENTIFY).map(({ at }) => at)
    expect(starts.length).toBeGreaterThanOrEqual(4)
    expect(Math.min(...starts.slice(1).map((at, n) => at - (starts[n] ?? 0)))).toBeGreaterThanOrEqual(IDENTIFY_MS)
    expect(entries.filter(({ direction, op }) => direction === 'out' && op === INVALID_SESSION)).toEqual([])
  }, 150_000)

  it('wait for the next day where the starts of a day are used up, and one line says so', async () => {
    const { sandbox, run } = await open({ maxSessionStarts: 3 })
    const app = run()
    await until(() => connected(sandbox).length === 3, 'three shards', 30_000)
    const { lines } = await app
    const waits = lines.map(({ msg }) => msg).filter((msg) => msg.includes('starts of a session a day'))
    expect(waits).toEqual([
      expect.stringMatching(/^Discord allows 3 starts of a session a day, and 0 are left: shard \d waits \d+ min/),
    ])
  }, 60_000)

  it('of a process that is cut off from the database alone go to another, and people are answered once and in time', async () => {
    const { sandbox, run, url } = await open()
    const proxy = await openProxy(server)
    onTestFinished(proxy.close)
    const cut = await run({ 'data.database': proxy.urlOf(url) })
    const other = await run()
    await until(() => sharesOf(cut) === 2 && sharesOf(other) === 2, 'an even spread', 30_000)
    proxy.cut()
    await until(() => sharesOf(other) === 4, 'the shards of the one that is cut off', 20_000)
    await until(() => new Set(connected(sandbox)).size === 4, 'all shards')
    const texts = await askEverywhere(sandbox)
    expect(texts.map((text) => ANSWER.test(text))).toEqual([true, true, true, true])
    proxy.heal()
    await until(() => connected(sandbox).length === 4, 'one connection a shard', 30_000)
    await until(() => sharesOf(cut) === 2 && sharesOf(other) === 2, 'an even spread', 40_000)
    expect(warnings(other)).toEqual([])
    expect(warnings(cut).filter((line) => !line.includes('People are answered from the copy'))).toEqual([])
  }, 150_000)

  it('become more where Discord closes the gateway because there are too few, in all processes', async () => {
    const { sandbox, run } = await open({ shards: 2 })
    const apps = [await run(), await run()]
    await until(() => apps.every((app) => sharesOf(app) === 1), 'an even spread', 30_000)
    sandbox.faults.add({ kind: 'gateway-close', code: 4011 })
    await until(() => connected(sandbox).join() === '0/4,1/4,2/4,3/4', 'twice as many shards', 30_000)
    await until(() => apps.every((app) => sharesOf(app) === 2), 'an even spread', 40_000)
    expect(apps.map(warnings)).toEqual([[], []])
  }, 100_000)
})
