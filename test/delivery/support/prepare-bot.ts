// A bot that can be started as a process, before a sandbox of its own.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox } from 'discord-sandbox'
import { onTestFinished } from 'vitest'
import { numberedDigest, ofToday, putDigest } from '../../support/numbered-digests.ts'
import { type BotProcess, spawnBot } from '../../support/process.ts'
import { startSandbox } from '../../support/sandbox.ts'
import { type AtEnd, temporaryFolder } from '../../support/temp-folder.ts'

export interface PreparedBot {
  readonly sandbox: Sandbox
  readonly folder: string
  /** `nodeArgs` are Node's own. */
  readonly start: (nodeArgs?: readonly string[]) => BotProcess
}

/** A folder with a digest for the channel #papers. `sandboxOf` opens its sandbox. */
export async function prepareBot(atEnd: AtEnd = onTestFinished, sandboxOf = startSandbox): Promise<PreparedBot> {
  const folder = temporaryFolder(atEnd)
  const sandbox = await sandboxOf({ limits: 'off' })
  atEnd(sandbox.stop)
  mkdirSync(join(folder, 'digests'))
  putDigest(join(folder, 'digests'), ofToday(numberedDigest(1, 3, 0)))
  const env = {
    DISCORD_TOKEN: sandbox.token,
    DISCORD_API: sandbox.apiUrl,
    PAPERBOY_DATA: folder,
    PAPERBOY_DIGESTS: join(folder, 'digests'),
    PAPERBOY_SETTLE_SECONDS: '0',
  }
  const start = (nodeArgs: readonly string[] = []) => {
    const bot = spawnBot(['start'], env, folder, nodeArgs)
    atEnd(() => bot.kill('SIGKILL'))
    return bot
  }
  return { sandbox, folder, start }
}
