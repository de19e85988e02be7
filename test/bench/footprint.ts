// What a bot at rest costs: how soon it is ready, how much memory it holds, how much it computes
// while nothing happens, and what a hostile file takes from it.
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Sandbox } from 'discord-sandbox'
import { zipSync } from 'fflate'
import { buildBot, memoryOf, spawnBot, untilRunning } from '../support/process.ts'
import { createReader } from '../support/reader.ts'
import { startSandbox } from '../support/sandbox.ts'
import type { Bench, Figure } from './bench.ts'
import { fillArchive } from './papers.ts'

const MB = 1024 * 1024
/** Until what a start needs has been collected. */
const SETTLE_MS = 25_000
/** The first start with a new archive learns what its terms are called in the other language. */
const MAX_LEARNING_MS = 180_000
const LOOK_MS = 5_000
const QUIET_PERCENT = 2
const REST_MS = 12_000
/** So Linux counts the time of a process. */
const TICKS_PER_SECOND = 100

interface Bot {
  readonly folder: string
  readonly pid: number
  readonly readyMs: number
  readonly text: () => string
  stop(): Promise<void>
}

async function startBot(sandbox: Sandbox, data: string): Promise<Bot> {
  const folder = mkdtempSync(join(tmpdir(), 'paperboy-bench-'))
  mkdirSync(join(folder, 'digests'))
  // Without subscriptions: what is posted is not rest.
  const config = { subscriptions: [], data: { folder: data }, digests: { folder: join(folder, 'digests') } }
  writeFileSync(join(folder, 'config.json'), JSON.stringify(config))
  const env = { DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.apiUrl }
  const start = performance.now()
  const bot = spawnBot(['start', '--config', join(folder, 'config.json')], env, folder)
  await untilRunning(bot)
  return {
    folder,
    pid: bot.pid,
    readyMs: performance.now() - start,
    text: bot.text,
    async stop() {
      bot.kill('SIGTERM')
      await bot.exited
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Seconds of a core that a process has used. */
function cpuSeconds(pid: number): number {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

async function ready(sandbox: Sandbox, data: string): Promise<number> {
  const bot = await startBot(sandbox, data)
  await bot.stop()
  return bot.readyMs
}

/** Memory of a client of discord.js that has logged in and does nothing. */
async function bareClient(sandbox: Sandbox): Promise<number> {
  const program = `
    import { Client } from 'discord.js'
    const client = new Client({ intents: [1], rest: { api: process.env.API } })
    client.once('clientReady', () => console.log('ready'))
    await client.login(process.env.TOKEN)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: resolve(import.meta.dirname, '../..'),
    env: { PATH: process.env.PATH ?? '', API: sandbox.apiUrl, TOKEN: sandbox.token },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await new Promise((done) => child.stdout.once('data', done))
  await sleep(SETTLE_MS)
  const { now } = memoryOf(child.pid ?? -1)
  child.kill()
  return now / MB
}

interface Rest {
  readonly readyMs: number
  readonly learnedMs: number
  readonly memory: number
  readonly cpuPercent: number
}

async function cpuPercentOver(pid: number, ms: number): Promise<number> {
  const before = cpuSeconds(pid)
  await sleep(ms)
  return ((cpuSeconds(pid) - before) / (ms / 1000)) * 100
}

async function atRest(sandbox: Sandbox, data: string): Promise<Rest> {
  const bot = await startBot(sandbox, data)
  const start = performance.now()
  let learnedMs = 0
  while (learnedMs < MAX_LEARNING_MS && (await cpuPercentOver(bot.pid, LOOK_MS)) > QUIET_PERCENT)
    learnedMs = performance.now() - start
  await sleep(SETTLE_MS)
  const cpuPercent = await cpuPercentOver(bot.pid, REST_MS)
  const memory = memoryOf(bot.pid).now / MB
  await bot.stop()
  return { readyMs: bot.readyMs, learnedMs, memory, cpuPercent }
}

/** 113 KB that would become 25 GB: two hundred archives of four times 31 MiB. */
function nestedZip(): Uint8Array {
  const empty = new Uint8Array(31 * MB)
  const inner = zipSync(Object.fromEntries([0, 1, 2, 3].map((i) => [`${i}.txt`, empty])), { level: 9 })
  return zipSync(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`${i}.zip`, inner])), { level: 9 })
}

async function hostileFile(sandbox: Sandbox, data: string): Promise<{ readonly ms: number; readonly more: number }> {
  const bot = await startBot(sandbox, data)
  const bytes = nestedZip()
  const before = memoryOf(bot.pid).now
  const owner = createReader(sandbox, { locale: 'en-US', user: 'owner' })
  const start = performance.now()
  const answer = await owner.run('admin ingest', {}, [{ option: 'file', name: 'nested.zip', bytes }])
  if (!answer.text.includes('over-limit')) throw new Error(`the file was not refused: ${answer.text}`)
  const ms = performance.now() - start
  const more = (memoryOf(bot.pid).peak - before) / MB
  await bot.stop()
  return { ms, more }
}

/** Filling takes minutes: filled archives are kept where BENCH_ARCHIVES says, one for each size. */
async function filled(papers: number, fill: (folder: string, papers: string) => Promise<number>): Promise<string> {
  const kept = process.env.BENCH_ARCHIVES
  const folder = kept === undefined ? mkdtempSync(join(tmpdir(), 'paperboy-bench-archive-')) : join(kept, String(papers))
  if (!existsSync(join(folder, 'paperboy.sqlite'))) await fill(folder, String(papers))
  return folder
}

export const footprint: Bench = {
  async measure(runChild) {
    buildBot()
    const sandbox = await startSandbox({ limits: 'off' })
    const fill = (folder: string, papers: string) => runChild<number>(folder, papers)
    const figures: Figure[] = []
    const rest = async (papers: number) => await atRest(sandbox, await filled(papers, fill))
    try {
      const bare = await bareClient(sandbox)
      figures.push({ what: 'memory of a bare client that logs in', value: bare, unit: 'MB', limit: null })
      const few = await rest(36)
      const many = await rest(18_000)
      const mostReadyMs = await ready(sandbox, await filled(100_000, fill))
      figures.push(
        { what: 'memory at rest, 36 papers', value: few.memory, unit: 'MB', limit: { atMost: 130 } },
        { what: 'memory at rest, 18,000 papers', value: many.memory, unit: 'MB', limit: { atMost: 250 } },
        { what: 'ready, 36 papers', value: few.readyMs, unit: 'ms', limit: null },
        { what: 'ready, 100,000 papers', value: mostReadyMs, unit: 'ms', limit: { atMost: 4_000 } },
        { what: 'learning, 18,000 papers, about', value: many.learnedMs / 1_000, unit: 's', limit: null },
        { what: 'idle, 18,000 papers', value: many.cpuPercent, unit: '% of a core', limit: { atMost: 0.5 } },
      )
      const { ms, more } = await hostileFile(sandbox, await filled(36, fill))
      figures.push(
        { what: 'a nested ZIP of 113 KB refused', value: ms, unit: 'ms', limit: { atMost: 2_000 } },
        { what: 'memory for it', value: more, unit: 'MB more', limit: { atMost: 150 } },
      )
      return figures
    } finally {
      await sandbox.stop()
    }
  },
  child: (folder = '', count = '0') => fillArchive(folder, Number(count)),
}
