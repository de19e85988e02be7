// The servers spread over several connections to the gateway, as Discord demands of a bot in
// thousands of servers: the whole bot, against a Discord with shards.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type SandboxOptions, startSandbox } from 'discord-sandbox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { startApp } from '../support/app.ts'
import { seenOf } from '../support/reader.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'

const SERVERS = 40
const digest = `1、[LG] A Paper in Every Server

A Author
[Lab]
每个服务器里的一篇论文。它很好。
It is good.
https://arxiv.org/abs/2501.00001
`

const seedOf = (copies: number) => ({
  applications: [{ name: 'Paperboy', token: 'sandbox' }],
  users: [{ name: 'owner' }],
  servers: [{ name: 'Lab', copies, members: ['owner'], channels: [{ name: 'papers' }] }],
})

async function open(options: SandboxOptions) {
  const sandbox = await startSandbox({ limits: 'off', maxConcurrency: 16, ...options })
  onTestFinished(() => sandbox.stop())
  return sandbox
}

async function run(sandbox: Awaited<ReturnType<typeof open>>, settings: Record<string, unknown> = {}) {
  const [data, digests] = [temporaryFolder(), temporaryFolder()]
  const app = await startApp({ sandbox, data, digests, settings })
  onTestFinished(() => app.stop())
  return { app, digests }
}

const shardsOf = (sandbox: Awaited<ReturnType<typeof open>>) =>
  (sandbox.control.state({ messages: false }) as { gateway: { sessions: { shard: number[] }[] } }).gateway.sessions.map(
    ({ shard }) => shard.join('/'),
  )

describe('with four shards', () => {
  it('a digest comes to every server once, and each can be asked', async () => {
    const sandbox = await open({ shards: 4, seed: seedOf(SERVERS) })
    const { app, digests } = await run(sandbox, {
      subscriptions: [{ channel: '#papers', backfill: 'all' }],
    })
    expect(shardsOf(sandbox).sort()).toEqual(['0/4', '1/4', '2/4', '3/4'])
    const guilds = [...sandbox.world.store.guilds.values()]
    const first = [0, 1, 2, 3].map((shard) => guilds.find(({ id }) => Number((BigInt(id) >> 22n) % 4n) === shard)?.id)
    expect(first).not.toContain(undefined)
    writeFileSync(join(digests, '2025-02-01.txt'), digest)
    const channels = [...sandbox.world.store.channels.values()].filter(({ name }) => name === 'papers')
    const titles = (id: string) =>
      sandbox.control
        .messages(id, { limit: 50 })
        .messages.flatMap(({ embeds }) => (embeds as { title?: string }[]).map(({ title }) => title))
        .filter((title) => !title?.includes('速递'))
    await until(() => channels.every(({ id }) => titles(id).length > 0), 'a paper in each channel')
    expect(channels.map(({ id }) => titles(id))).toEqual(channels.map(() => ['A Paper in Every Server']))
    const asked = first.map((guild) => channels.find((one) => one.guild_id === guild)?.id ?? '')
    for (const channel_id of asked) {
      const person = { user: 'owner', locale: 'en-US', wait: 'final' } as const
      const command = { kind: 'command', name: 'search', options: { query: 'every server' } } as const
      const { message } = await sandbox.control.interact({ ...command, ...person, channel_id })
      expect(seenOf(message as unknown as Parameters<typeof seenOf>[0]).text).toContain('It is good.')
    }
    expect(app.lines.filter(({ level }) => level >= 40)).toEqual([])
  })
})

describe('the number of shards', () => {
  it('is what Discord recommends, so that no number of servers keeps the bot from starting', async () => {
    const sandbox = await open({ shards: 3, counts: { shardGuilds: 20 }, seed: seedOf(SERVERS) })
    await run(sandbox)
    expect(shardsOf(sandbox).sort()).toEqual(['0/3', '1/3', '2/3'])
  })

  it('may be set', async () => {
    const sandbox = await open({ seed: seedOf(4) })
    await run(sandbox, { 'discord.shards': 2 })
    expect(shardsOf(sandbox).sort()).toEqual(['0/2', '1/2'])
  })

  it('is named where it is set too low', async () => {
    const sandbox = await open({ counts: { shardGuilds: 20 }, seed: seedOf(SERVERS) })
    await expect(run(sandbox, { 'discord.shards': 1 })).rejects.toThrow(
      /too many servers for one shard\)\. discord\.shards \(PAPERBOY_SHARDS\) is 1: take more, or auto\./,
    )
  })
})
