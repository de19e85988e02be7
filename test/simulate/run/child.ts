// A process that runs schedules: the bot and its world are in here, in virtual time. It gets what
// to run by messages, and answers with what is wrong.
import { DefaultRestOptions } from 'discord.js'
import { judge, type Violation } from '../judge/judge.ts'
import { installVirtualGlobals } from '../kernel/virtual-globals.ts'
import type { CrashPoint } from '../world/process.ts'
import { drawScript, plainDay, type Script } from '../world/script.ts'
import { createStorage } from '../world/storage.ts'
import { type Run, runScript } from '../world/world.ts'
import { shrink } from './shrink.ts'

export type Job =
  | { readonly kind: 'seed'; readonly seed: string }
  | { readonly kind: 'crash'; readonly crash: CrashPoint | null }
  | { readonly kind: 'shrink'; readonly seed: string; readonly maxMs: number }

export interface Result {
  readonly violations: readonly Violation[]
  readonly statements: number
  readonly requests: number
  readonly history: readonly string[]
}

const storage = await createStorage()
installVirtualGlobals()

let network: Run['network'] | null = null

async function run(script: Script, crash: CrashPoint | null = null): Promise<{ run: Run; violations: readonly Violation[] }> {
  const run = await runScript(script, storage, crash, (made) => {
    network = made
  })
  return { run, violations: judge(script, run) }
}

Object.assign(DefaultRestOptions, {
  makeRequest: (url: string, init: Parameters<Run['network']['request']>[1]) => network?.request(url, init),
})

async function work(job: Job): Promise<Result> {
  if (job.kind === 'shrink') {
    const { history, violations, run: made } = await shrink(drawScript(job.seed), run, job.maxMs)
    return { history, violations, statements: made.statements, requests: made.network.requests() }
  }
  const outcome = job.kind === 'seed' ? await run(drawScript(job.seed)) : await run(plainDay(), job.crash)
  const { statements, network: net, history } = outcome.run
  const isFine = outcome.violations.length === 0
  return { violations: outcome.violations, statements, requests: net.requests(), history: isFine ? [] : history.lines() }
}

process.on('message', async (job: Job) => {
  process.send?.(await work(job))
})
process.on('disconnect', () => {
  storage.close()
  process.exit(0)
})
process.send?.('ready')
