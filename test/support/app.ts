// The whole program, as `paperboy start` runs it but for the process: settings, watched folder,
// ticks, delivery and commands.

import type { Sandbox } from 'discord-sandbox'
import { pino } from 'pino'
import { formatProblems, loadConfig } from '../../config/load.ts'
import { createApp } from '../../src/app.ts'

export interface RunningApp {
  /** Everything that was logged so far. */
  readonly lines: readonly { readonly level: number; readonly msg: string; readonly [field: string]: unknown }[]
  stop(): Promise<void>
}

export async function startApp(options: {
  readonly sandbox: Pick<Sandbox, 'apiUrl' | 'token'>
  readonly data: string
  readonly digests: string
  readonly settings?: Readonly<Record<string, unknown>>
}): Promise<RunningApp> {
  const loaded = loadConfig({
    cwd: options.data,
    env: {},
    flags: {
      'data.folder': options.data,
      'digests.folder': options.digests,
      'digests.settleSeconds': 0,
      ...options.settings,
    },
  })
  if (loaded.kind === 'problems') throw new Error(formatProblems(loaded.problems))
  const lines: RunningApp['lines'][number][] = []
  const log = pino({ base: null }, { write: (line: string) => lines.push(JSON.parse(line)) })
  const app = createApp(loaded.config, {
    log,
    discord: { token: options.sandbox.token, api: options.sandbox.apiUrl },
    onFatal: (why) => log.fatal(why),
    onOutgrown: () => log.fatal('outgrown'),
  })
  const started = await app.start()
  if (started.kind === 'refused') {
    await app.stop()
    throw new Error(started.why)
  }
  return { lines, stop: app.stop }
}
