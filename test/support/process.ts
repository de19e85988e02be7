// The bot as a process of its own, built from this source: what only a real end, a signal or an
// exit code can show.
import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { until } from './until.ts'

const ROOT = resolve(import.meta.dirname, '../..')

export interface BotProcess {
  readonly pid: number
  /** What it wrote so far, log and complaints together. */
  readonly text: () => string
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>
  kill(signal: NodeJS.Signals): void
}

/** Builds what is older than its source. */
export function buildBot(): void {
  execFileSync(process.execPath, [join(ROOT, 'src/build.mjs'), '--if-stale'], { cwd: ROOT, stdio: 'inherit' })
}

/**
 * `args` after the program's name, `nodeArgs` before it; the environment has nothing but what is
 * given.
 */
export function spawnBot(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  cwd: string,
  nodeArgs: readonly string[] = [],
): BotProcess {
  const main = join(ROOT, 'dist/main.js')
  const child = spawn(process.execPath, [...nodeArgs, main, ...args], {
    cwd,
    env: { PATH: process.env.PATH ?? '', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const chunks: string[] = []
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (chunk: string) => chunks.push(chunk))
  return {
    pid: child.pid ?? -1,
    text: () => chunks.join(''),
    exited: exitOf(child),
    kill: (signal) => child.kill(signal),
  }
}

function exitOf(child: ChildProcess): BotProcess['exited'] {
  return new Promise((done, fail) => {
    child.on('error', fail)
    child.on('close', (code, signal) => done({ code, signal }))
  })
}

/** Resolves when the bot says that it runs; rejects with its words where it ends before. */
export async function untilRunning(bot: BotProcess): Promise<void> {
  let ended = false
  void bot.exited.then(() => {
    ended = true
  })
  await until(() => bot.text().includes('Paperboy is running') || ended, 'the bot to run', 60_000)
  if (ended) throw new Error(`the bot ended before it ran:\n${bot.text()}`)
}

/** Resident memory in bytes, now and at most so far, as Linux counts it. */
export function memoryOf(pid: number): { readonly now: number; readonly peak: number } {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8')
  const bytes = (key: string) => Number(new RegExp(`^${key}:\\s+(\\d+) kB$`, 'm').exec(status)?.[1] ?? Number.NaN) * 1024
  return { now: bytes('VmRSS'), peak: bytes('VmHWM') }
}
