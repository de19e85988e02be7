// One digest to 1, 100 and 1,000 channels: the bot as a process of its own against a sandbox that
// enforces Discord's limits. Time counts from its first request for the digest to the last answer;
// the least time is what the limits leave for as many requests.
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { buildBot, memoryOf, spawnBot, untilRunning } from '../support/process.ts'
import { startSandbox } from '../support/sandbox.ts'
import { until } from '../support/until.ts'
import type { Bench, Figure } from './bench.ts'
import { makeChannels } from './channels.ts'

const SIZES = [1, 100, 1000]
const PER_SECOND = 50
const PER_CHANNEL = { limit: 5, windowMs: 5_000 }
const FEATURED = 5
const MB = 1024 * 1024

interface Run {
  readonly requests: number
  readonly refused: number
  readonly ms: number
  readonly leastMs: number
  readonly memory: number
}

const paragraph = (words: string) => Array.from({ length: 8 }, (_, i) => `${words} ${i + 1}.`).join(' ')

function digestText(): string {
  const papers = Array.from({ length: FEATURED }, (_, i) =>
    [
      `${i + 1}、[CV] A Measured Paper Number ${i + 1}`,
      '',
      'A Author, B Writer',
      '[An Institute]',
      `测量用的论文之${i + 1}。${'这一句话说明它的内容。'.repeat(8)}`,
      paragraph('It says what it has measured, and why that matters'),
      `https://arxiv.org/abs/2501.0000${i + 1}`,
      '',
    ].join('\n'),
  )
  return ['CV - 计算机视觉', '', ...papers].join('\n')
}

/** Watches the requests from now on. */
function watch(sandbox: Sandbox) {
  const buckets = new Map<string, number>()
  const seen = { requests: 0, refused: 0, edits: 0, first: Number.NaN, last: Number.NaN }
  sandbox.feed.listen((change) => {
    if (change.kind !== 'request') return
    const { at, ms, route, path, method, status, bucket } = change.entry
    if (seen.requests === 0) seen.first = at
    seen.requests += 1
    seen.last = at + ms
    if (status === 429) seen.refused += 1
    if (method === 'PATCH' && status === 200) seen.edits += 1
    const key = `${route} ${/channels\/(\d+)/.exec(path)?.[1]}`
    if (bucket !== null) buckets.set(key, (buckets.get(key) ?? 0) + 1)
  })
  const windows = (count: number, limit: number) => Math.max(0, Math.ceil(count / limit) - 1)
  return {
    seen,
    leastMs: () =>
      Math.max(
        windows(seen.requests, PER_SECOND) * 1_000,
        ...[...buckets.values()].map((count) => windows(count, PER_CHANNEL.limit) * PER_CHANNEL.windowMs),
      ),
  }
}

async function deliver(channels: number): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'))
  const digests = join(folder, 'digests')
  mkdirSync(digests)
  const sandbox = await startSandbox()
  const subscriptions = makeChannels(sandbox, channels).map((channel) => ({ channel }))
  const config = join(folder, 'config.json')
  writeFileSync(config, JSON.stringify({ subscriptions, digests: { folder: digests, settleSeconds: 0 }, data: { folder } }))
  const bot = spawnBot(['start', '--config', config], { DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.apiUrl }, folder)
  try {
    await untilRunning(bot)
    const { seen, leastMs } = watch(sandbox)
    writeFileSync(join(folder, '2025-01-06.txt'), digestText())
    renameSync(join(folder, '2025-01-06.txt'), join(digests, '2025-01-06.txt'))
    await until(() => seen.edits >= channels, `the last of ${channels} channels`, 600_000)
    const { peak } = memoryOf(bot.pid)
    return { requests: seen.requests, refused: seen.refused, ms: seen.last - seen.first, leastMs: leastMs(), memory: peak }
  } finally {
    bot.kill('SIGTERM')
    await bot.exited
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

function figuresOf(channels: number, run: Run): readonly Figure[] {
  const to = `to ${channels} ${channels === 1 ? 'channel' : 'channels'}`
  return [
    { what: `${to}: requests`, value: run.requests, unit: '', limit: null },
    { what: `${to}: time`, value: run.ms / 1_000, unit: 's', limit: { atMost: (run.leastMs / 1_000) * 1.05 } },
    { what: `${to}: of the least time`, value: run.ms / run.leastMs, unit: '×', limit: { atMost: 1.05 } },
    { what: `${to}: refused as too fast (429)`, value: run.refused, unit: '', limit: { atMost: 0 } },
    { what: `${to}: most memory of the process`, value: run.memory / MB, unit: 'MB', limit: null },
  ]
}

export const fanOut: Bench = {
  async measure() {
    buildBot()
    const figures: Figure[] = []
    const memory: number[] = []
    for (const channels of SIZES) {
      const run = await deliver(channels)
      memory.push(run.memory)
      figures.push(...figuresOf(channels, run))
    }
    const more = ((memory.at(-1) ?? Number.NaN) - (memory[0] ?? Number.NaN)) / MB
    return [...figures, { what: 'memory at 1000 channels beyond that at 1', value: more, unit: 'MB', limit: { atMost: 30 } }]
  },
}
