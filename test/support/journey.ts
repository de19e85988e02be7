// The real bot in a sandbox without rate limits, for all tests of one file: started before the
// first, gone after the last.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { afterAll, beforeAll } from 'vitest'
import { type Bot, type BotOptions, startBot } from './bot.ts'
import { startSandbox } from './sandbox.ts'

type Options = Omit<BotOptions, 'sandbox' | 'folder'>

export interface Journey {
  readonly sandbox: Sandbox
  readonly bot: Bot
  readonly folder: string
  /** The bot stops and starts on the same archive, with other parts where some are given. */
  restart(options?: Options): Promise<void>
}

export function useJourney(usual: Options = {}): Journey {
  let running: { readonly folder: string; readonly sandbox: Sandbox; bot: Bot } | null = null
  const now = () => {
    if (running === null) throw new Error('the journey has not begun')
    return running
  }
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-journey-'))
    const sandbox = await startSandbox({ port: 0, limits: 'off' })
    running = { folder, sandbox, bot: await startBot({ sandbox, folder, ...usual }) }
  })
  afterAll(async () => {
    const { bot, sandbox, folder } = now()
    await bot.stop()
    await sandbox.stop()
    rmSync(folder, { recursive: true, force: true })
  })
  return {
    get sandbox() {
      return now().sandbox
    },
    get bot() {
      return now().bot
    },
    get folder() {
      return now().folder
    },
    async restart(options = {}) {
      const { bot, sandbox, folder } = now()
      await bot.stop()
      now().bot = await startBot({ sandbox, folder, ...usual, ...options })
    },
  }
}
