// `paperboy start`: the bot, until it is stopped; with a sandbox of its own where there is no
// token.
import { join } from 'node:path'
import type { Config } from '../../config/schema.ts'
import { createApp } from '../app.ts'
import { createLog } from '../log/create-log.ts'
import { type Clock, systemClock } from '../schedule/clock.ts'
import { builtWorkers } from './built-workers.ts'
import { placeSamples } from './place-samples.ts'
import { openSandbox } from './sandbox.ts'
import { type ConfigFlags, settingsOrComplain } from './settings.ts'
import { untilStopped } from './signals.ts'

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
  const app = createApp(config, {
    log,
    discord,
    clock,
    workers: builtWorkers('query', 'index', 'entry', 'chart', 'read', 'folder'),
    onFatal: stopping.fail,
  })
  let code = 70
  try {
    const first = await Promise.race([app.start(), stopping.reason])
    if (first.kind === 'refused') {
      code = complain(first.why)
      return code
    }
    if (first.kind === 'started') process.stdout.write(greeting)
    const reason = await stopping.reason
    code = reason.kind === 'fatal' ? complain(reason.why) : 0
    return code
  } finally {
    await app.stop()
    stopping.release(code)
  }
}

function complain(why: string): number {
  process.stderr.write(`${why}\n`)
  return 2
}
