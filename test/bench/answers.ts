// How long a reader waits for the first answer, at 100,000 papers, while one digest goes to many
// channels at full speed: alone on the machine, and while another program keeps one core busy. What
// readers do comes at a fixed rate whatever the bot takes, so that waiting in line counts.
import { spawn } from 'node:child_process'
import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  mkdtempSync,
  openSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sandbox } from 'discord-sandbox'
import { buildBot, memoryOf, spawnBot, untilRunning } from '../support/process.ts'
import { startSandbox } from '../support/sandbox.ts'
import { until } from '../support/until.ts'
import type { Bench, Figure } from './bench.ts'
import { makeChannels } from './channels.ts'
import { corpusNote, fillArchive } from './papers.ts'

const PAPERS = 100_000
const CHANNELS = 250
const EVERY_MS = 50
const LENGTH_MS = 40_000
const MAX_MS = 100
const MAX_LONGEST_MS = 500
const MB = 1024 * 1024

type Do = (sandbox: Sandbox) => Record<string, unknown>
interface Kind {
  readonly name: string
  /** How many of a hundred. */
  readonly share: number
  readonly make: (n: number) => ReturnType<Do>
}

const QUERIES = [
  'diffusion model',
  '注意力',
  'transformer',
  '大语言模型 推理',
  'graph neural network',
  '强化学习',
  'transfomer atention',
  'author:Wang video',
  '"contrastive learning"',
  'model',
]
const TYPED = ['a', 'di', 'diffu', '扩', '注意', 'learning fo', 'Wang', 'trans', 'multi-modal', '图像']
const pick = (from: readonly string[], n: number) => from[n % from.length] as string
const command = (name: string, options: Record<string, unknown> = {}) => ({ kind: 'command', name, options })
const typing = (name: string, option: string, text: string, others: Record<string, unknown> = {}) => ({
  kind: 'autocomplete',
  name,
  options: { ...others, [option]: text },
  focused: option,
})

const KINDS: readonly Kind[] = [
  { name: 'typing a title', share: 34, make: (n) => typing('paper', 'title', pick(TYPED, n)) },
  { name: 'typing an author', share: 8, make: (n) => typing('author', 'name', pick(TYPED, n)) },
  { name: '/search', share: 24, make: (n) => command('search', { query: pick(QUERIES, n) }) },
  { name: '/search by date', share: 4, make: (n) => command('search', { query: pick(QUERIES, n), sort: 'date', from: '2020' }) },
  { name: '/paper', share: 6, make: (n) => command('paper', { title: pick(QUERIES, n) }) },
  { name: '/similar', share: 6, make: (n) => command('similar', { title: pick(QUERIES, n) }) },
  { name: '/author', share: 4, make: (n) => command('author', { name: pick(['Y Zhang', 'Wang', 'J Li'], n) }) },
  { name: '/affiliation', share: 2, make: () => command('affiliation', { name: 'DeepMind' }) },
  { name: '/latest and /digest', share: 4, make: (n) => (n % 2 ? command('latest') : command('digest', { date: '2021-07-10' })) },
  { name: '/cite', share: 3, make: (n) => command('cite', { title: pick(QUERIES, n) }) },
  { name: '/random', share: 2, make: () => command('random', { category: 'CV' }) },
  { name: '/term', share: 2, make: (n) => command('term', { word: pick(['扩散模型', 'transformer'], n) }) },
  { name: '/trends', share: 1, make: () => command('trends') },
]

/** Kinds in an order that mixes them, each as often as its share says. */
const ORDER = KINDS.flatMap((kind) => Array.from({ length: kind.share }, (_, i) => ({ kind, at: (i + 0.5) / kind.share }))).sort(
  (a, b) => a.at - b.at,
)

interface Waited {
  readonly name: string
  readonly ms: number
}

function unanswered(error: unknown): number {
  if (!String(error).includes('within 3 s')) throw error
  return 3_000
}

async function readersAtWork(sandbox: Sandbox, channel: string): Promise<Waited[]> {
  const waited: Waited[] = []
  const running: Promise<void>[] = []
  const began = performance.now()
  for (let n = 0; n * EVERY_MS < LENGTH_MS; n++) {
    await sleep(Math.max(0, began + n * EVERY_MS - performance.now()))
    const { kind } = ORDER[n % ORDER.length] as (typeof ORDER)[number]
    const from = performance.now()
    const input = { ...kind.make(n), user: 'member', locale: n % 2 ? 'zh-CN' : 'en-US', channel_id: channel, wait: 'first' }
    const done = sandbox.control.interact(input as Parameters<typeof sandbox.control.interact>[0])
    // What got no answer in Discord's three seconds has waited them in vain.
    running.push(
      done.then(
        () => void waited.push({ name: kind.name, ms: performance.now() - from }),
        (error: unknown) => void waited.push({ name: kind.name, ms: unanswered(error) }),
      ),
    )
  }
  await Promise.all(running)
  return waited
}

function quantile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

function digestText(): string {
  const papers = Array.from(
    { length: 9 },
    (_, i) =>
      `${i + 1}、[CV] A Paper for Everybody Number ${i + 1}\n\nA Author\n[An Institute]\n论文之${i + 1}。它说明内容。\nIt says what it is.\nhttps://arxiv.org/abs/2401.0000${i + 1}\n`,
  )
  return papers.join('\n')
}

/** BENCH_PROFILE: a folder for the bot's CPU profile. */
function profiled(): readonly string[] {
  const folder = process.env.BENCH_PROFILE
  return folder === undefined ? [] : ['--cpu-prof', '--cpu-prof-interval', '500', '--cpu-prof-dir', folder]
}

/** `when` is said behind the name of each figure. */
async function measure(archive: string, when: string): Promise<readonly Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'))
  const digests = join(folder, 'digests')
  mkdirSync(digests)
  const sandbox = await startSandbox()
  const channels = makeChannels(sandbox, CHANNELS)
  const config = join(folder, 'config.json')
  const subscriptions = channels.map((channel) => ({ channel }))
  writeFileSync(
    config,
    JSON.stringify({ subscriptions, digests: { folder: digests, settleSeconds: 0 }, data: { folder: archive } }),
  )
  const bot = spawnBot(
    ['start', '--config', config],
    { DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.apiUrl },
    folder,
    profiled(),
  )
  try {
    await untilRunning(bot)
    await until(() => sandbox.world.store.commands.size > 0, 'the commands to be registered', 30_000)
    const posts = { count: 0, last: 0 }
    sandbox.feed.listen((change) => {
      if (change.kind === 'request' && change.entry.method === 'POST' && /channels\/\d+\/messages$/.test(change.entry.path)) {
        posts.count += 1
        posts.last = performance.now()
      }
    })
    const today = new Date().toISOString().slice(0, 10)
    writeFileSync(join(folder, `${today}.txt`), digestText())
    renameSync(join(folder, `${today}.txt`), join(digests, `${today}.txt`))
    const home = [...sandbox.world.store.channels.values()].find(({ name }) => name === 'general')?.id ?? ''
    const waited = await readersAtWork(sandbox, home)
    const all = waited.map(({ ms }) => ms)
    const names = [...new Set(waited.map(({ name }) => name))]
    return [
      { what: `answers${when}`, value: all.length, unit: '', limit: null },
      { what: 'messages posted meanwhile', value: posts.count, unit: '', limit: { atLeast: 1_000 } },
      { what: 'first answer, median', value: quantile(all, 0.5), unit: 'ms', limit: null },
      { what: 'first answer, 99 of 100 below', value: quantile(all, 0.99), unit: 'ms', limit: { atMost: MAX_MS } },
      { what: 'first answer, longest', value: Math.max(...all), unit: 'ms', limit: { atMost: MAX_LONGEST_MS } },
      ...names.map((name): Figure => {
        const own = waited.filter((one) => one.name === name).map(({ ms }) => ms)
        return {
          what: `  ${name} (${own.length}), longest; median ${quantile(own, 0.5).toFixed(0)} ms`,
          value: Math.max(...own),
          unit: 'ms',
          limit: null,
        }
      }),
      { what: 'most memory of the process', value: memoryOf(bot.pid).peak / MB, unit: 'MB', limit: null },
    ]
  } finally {
    bot.kill('SIGTERM')
    await bot.exited
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  }
}

/**
 * Filling takes minutes: a filled archive is kept where BENCH_ARCHIVE says. A run works on a copy,
 * for a digest is news only once.
 */
const keptIn = () => process.env.BENCH_ARCHIVE ?? null

/** Else the bot's first flush of a page would wait for the whole copy. */
function writeOut(file: string): void {
  const handle = openSync(file, 'r+')
  fsyncSync(handle)
  closeSync(handle)
}

function copyOf(archive: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-archive-'))
  for (const file of ['paperboy.sqlite', 'paperboy.sqlite-wal', 'paperboy.sqlite.index', 'paperboy.sqlite.index-wal']) {
    if (!existsSync(join(archive, file))) continue
    copyFileSync(join(archive, file), join(folder, file))
    writeOut(join(folder, file))
  }
  return folder
}

/** Another program on the machine, which takes all that one core gives. */
async function withOneCoreBusy<Result>(work: () => Promise<Result>): Promise<Result> {
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' })
  try {
    return await work()
  } finally {
    busy.kill('SIGKILL')
  }
}

async function measureCopy(filled: string, when: string): Promise<readonly Figure[]> {
  const archive = copyOf(filled)
  try {
    return await measure(archive, when)
  } finally {
    rmSync(archive, { recursive: true, force: true })
  }
}

export const answers: Bench = {
  async measure(runChild) {
    buildBot()
    const filled = keptIn() ?? mkdtempSync(join(tmpdir(), 'paperboy-bench-archive-'))
    const papers = existsSync(join(filled, 'paperboy.sqlite')) ? null : await runChild<number>(filled, String(PAPERS))
    try {
      return [
        ...(papers === null
          ? []
          : [{ what: `papers (${corpusNote()})`, value: papers, unit: '', limit: { atLeast: PAPERS * 0.99 } }]),
        ...(await measureCopy(filled, '')),
        ...(await withOneCoreBusy(() => measureCopy(filled, ', one core kept busy'))),
      ]
    } finally {
      if (keptIn() === null) rmSync(filled, { recursive: true, force: true })
    }
  },
  child: (folder = '', count = '0') => fillArchive(folder, Number(count)),
}
