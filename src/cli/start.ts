// `paperboy start`: the bot, until it is stopped; with a sandbox of its own where there is no
// token.
import { join } from 'node:path'
import type { Config } from '../../config/schema.ts'
import { type AppParts, createApp } from '../app.ts'
import { createLog } from '../log/create-log.ts'
import { type Clock, systemClock } from '../schedule/clock.ts'
import { builtWorkers } from './built-workers.ts'
import { placeSamples } from './place-samples.ts'
import { releaseMemoryAfterStart } from './release-memory.ts'
import { openSandbox } from './sandbox.ts'
import { type ConfigFlags, settingsOrComplain } from './settings.ts'
import { type Stopping, type StopReason, untilStopped } from './signals.ts'

export async function start(options: ConfigFlags & { readonly port?: string }): Promise<number> {
  const config = settingsOrComplain(options, { 'sandbox.port': options.port })
  if (config === null) return 2
  const { token, api } = config.discord
  if (token !== null) return await run(config, { token, api }, 'Paperboy is running. Ctrl+C stops it.\n')

  placeSamples(config.digests.folder)
  const statePath = join(config.data.folder, 'sandbox.jsonl')
  const opened = await openSandbox({ ...config.sandbox, statePath })
  if (opened.kind === 'refused') return complain(opened.why)
  const { url, apiUrl } = opened.sandbox
  try {
    return await run(config, { token: opened.sandbox.token, api: apiUrl }, welcome(url), opened.sandbox.clock)
  } finally {
    await opened.sandbox.stop()
  }
}

const welcome = (url: string) =>
  `Paperboy is running in a local Discord, since no DISCORD_TOKEN is set.\n\n  Open ${url} and type /search 注意力 there.\n\nCtrl+C stops it.\n`

/** 0 after a signal; 2 where it cannot run, or can no longer. */
async function run(
  config: Config,
  discord: { readonly token: string; readonly api: string },
  greeting: string,
  clock: Clock = systemClock,
): Promise<number> {
  const log = createLog(config.log, process.stderr.isTTY === true)
  const stopping = untilStopped()
  let keepMemory = () => {}
  const onStarted = () => {
    process.stdout.write(greeting)
    keepMemory = releaseMemoryAfterStart()
  }
  const parts = { log, discord, clock, workers: builtWorkers('query', 'index', 'entry', 'chart', 'read', 'folder') }
  let code = 70
  try {
    let end = await runOnce(config, parts, stopping, onStarted)
    while (end.kind === 'outgrown') {
      log.info({}, 'there are too many servers for its shards: starting again with as many as Discord recommends')
      end = await runOnce(config, parts, stopping, () => {})
    }
    code = end.kind === 'signal' ? 0 : complain(end.why)
    return code
  } finally {
    keepMemory()
    stopping.release(code)
  }
}

type End = StopReason | { readonly kind: 'refused'; readonly why: string } | { readonly kind: 'outgrown' }

async function runOnce(
  config: Config,
  parts: Omit<AppParts, 'onFatal' | 'onOutgrown'>,
  stopping: Stopping,
  onStarted: () => void,
): Promise<End> {
  let onOutgrown: () => void = () => {}
  const outgrown = new Promise<End>((resolve) => {
    onOutgrown = () => resolve({ kind: 'outgrown' })
  })
  const app = createApp(config, { ...parts, onFatal: stopping.fail, onOutgrown })
  try {
    const first = await Promise.race([app.start(), stopping.reason])
    if (first.kind === 'refused') return first
    if (first.kind === 'started') onStarted()
    return await Promise.race([stopping.reason, outgrown])
  } finally {
    await app.stop()
  }
}

function complain(why: string): number {
  process.stderr.write(`${why}\n`)
  return 2
}
