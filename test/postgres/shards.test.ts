// Several processes share the shards of the gateway: the whole bot, on a real PostgreSQL server, against
// a Discord with shards.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { type Sandbox, type SandboxOptions, startSandbox } from 'discord-sandbox'
import { describe, expect, inject, it, onTestFinished } from 'vitest'
import { type RunningApp, startApp } from '../support/app.ts'
import { seenOf } from '../support/reader.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'
import { createTestDatabase, TEMPLATE } from './support/databases.ts'

const server = inject('postgres') ?? ''
const SERVERS = 40
const WARN = 40
const INVALID_SESSION = 9

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
})
