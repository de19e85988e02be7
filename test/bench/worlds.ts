// The sandbox as its users meet it: how soon the command is there, what a fresh world costs, and
// how many and how large they may be.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { DEFAULT_SEED, startSandbox } from 'discord-sandbox'
import type { Figure } from './bench.ts'

const STARTS = 7
const WORLDS = 100
const SERVERS = 10_000

const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0

/** From the command line until it says that it is open. */
async function commandStart(command: string, args: readonly string[]): Promise<number> {
  const started = performance.now()
  // A group of its own: npx does not pass signals on.
  const child = spawn(command, [...args, '--port', '0'], { stdio: ['ignore', 'pipe', 'inherit'], detached: true })
  const ended = once(child, 'exit')
  for await (const line of createInterface({ input: child.stdout })) if (line.startsWith('The sandbox is open')) break
  const took = performance.now() - started
  if (child.pid !== undefined) process.kill(-child.pid)
  await ended
  return took
}

async function startOften(command: string, args: readonly string[]): Promise<number> {
  const times: number[] = []
  for (let count = 0; count < STARTS; count += 1) times.push(await commandStart(command, args))
  return median(times)
}

export const measureStarts = async (): Promise<Figure[]> => [
  {
    what: `npx discord-sandbox, until it is open, median of ${STARTS}`,
    value: await startOften('npx', ['--no-install', 'discord-sandbox']),
    unit: 'ms',
    limit: { atMost: 1_000 },
  },
  {
    what: 'the same without npx',
    value: await startOften(process.execPath, ['src/sandbox/bin.mjs']),
    unit: 'ms',
    limit: null,
  },
]

const heap = () => {
  global.gc?.()
  return process.memoryUsage().heapUsed
}

export interface Worlds {
  readonly first: number
  readonly ms: number
  readonly bytes: number
  readonly servers: number
}

/** In a process of its own: the first world of it, a hundred side by side, and a large one. */
export async function openWorlds(): Promise<Worlds> {
  const begun = performance.now()
  const warm = await startSandbox()
  const first = performance.now() - begun
  await ask(warm)
  await warm.stop()
  const before = heap()
  const times: number[] = []
  const worlds = []
  for (let count = 0; count < WORLDS; count += 1) {
    const started = performance.now()
    const world = await startSandbox()
    times.push(performance.now() - started)
    await ask(world)
    worlds.push(world)
  }
  const bytes = (heap() - before) / WORLDS
  await Promise.all(worlds.map((world) => world.stop()))
  const servers = Array.from({ length: SERVERS }, (_, at) => ({
    name: `Server ${at}`,
    members: ['owner'],
    channels: [{ name: 'general' }],
  }))
  const started = performance.now()
  const large = await startSandbox({ limits: 'off', seed: { ...DEFAULT_SEED, servers } })
  await ask(large)
  const took = performance.now() - started
  await large.stop()
  return { first, ms: median(times), bytes, servers: took }
}

async function ask({ apiUrl, token }: { apiUrl: string; token: string }): Promise<void> {
  const answer = await fetch(`${apiUrl}/v10/users/@me`, { headers: { authorization: `Bot ${token}` } })
  if (answer.status !== 200) throw new Error(`the world answers with ${answer.status}`)
  await answer.arrayBuffer()
}

export const figuresOf = ({ first, ms, bytes, servers }: Worlds): Figure[] => [
  { what: 'the first world of a process', value: first, unit: 'ms', limit: null },
  { what: `a fresh world, median of ${WORLDS} in one process`, value: ms, unit: 'ms', limit: { atMost: 20 } },
  { what: 'heap for each of them', value: bytes / 1_024 / 1_024, unit: 'MB', limit: { atMost: 1 } },
  { what: `a world of ${SERVERS} servers, until its first answer`, value: servers, unit: 'ms', limit: { atMost: 4_000 } },
]
