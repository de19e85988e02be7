// One of the processes: the built program, with a way of its own to the database and one to Discord.
// The sandbox knows it by the address of the latter.
import { mkdirSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { openProxy as openPostgresProxy, type PostgresProxy } from '../../postgres/support/proxy.ts'
import { type BotProcess, spawnBot, untilRunning } from '../../support/process.ts'
import { openProxy, type TcpProxy } from '../../support/proxy.ts'
import type { ClusterWorld } from './world.ts'

export interface Member {
  readonly name: string
  /** The address that its requests and its sessions come to. */
  readonly host: string
  readonly toDatabase: PostgresProxy
  readonly toDiscord: TcpProxy
  /** Resolves when it runs; rejects with its words where it ends before. */
  start(): Promise<void>
  /** Process numbers that it has had. */
  pids(): readonly number[]
  /** SIGKILL, and its end. */
  kill(): Promise<void>
  pause(): void
  goOn(): void
  /** SIGTERM; answers the exit code. */
  stop(): Promise<number | null>
  /** Where it has ended by itself: its last words. */
  failure(): string | null
  /** What all its lives wrote. */
  text(): string
  close(): Promise<void>
}

export interface MemberParts {
  readonly name: string
  readonly world: ClusterWorld
  /** Without a proxy. */
  readonly server: string
  readonly database: string
  readonly folder: string
  readonly env?: Readonly<Record<string, string>>
}

const LAST_WORDS = 3_000

export async function createMember({ name, world, server, database, folder, env = {} }: MemberParts): Promise<Member> {
  const toDatabase = await openPostgresProxy(server)
  const toDiscord = await openProxy({ port: 0, host: '127.0.0.1' }, { port: world.sandbox.port, host: '127.0.0.1' })
  const host = `127.0.0.1:${(toDiscord.server.address() as AddressInfo).port}`
  const data = join(folder, name)
  mkdirSync(data)
  const lives: BotProcess[] = []
  let bot: BotProcess | null = null
  let failure: string | null = null

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    const ending = bot
    bot = null
    if (ending === null) return null
    ending.kill(signal)
    return (await ending.exited).code
  }

  return {
    name,
    host,
    toDatabase,
    toDiscord,
    async start() {
      const started = spawnBot(
        ['start', '--config', world.config],
        {
          DISCORD_TOKEN: world.sandbox.token,
          DISCORD_API: `http://${host}/api`,
          PAPERBOY_DATABASE: toDatabase.urlOf(database),
          PAPERBOY_DATA: data,
          ...env,
        },
        folder,
      )
      bot = started
      lives.push(started)
      void started.exited.then(({ code, signal }) => {
        if (bot !== started) return
        failure = `process ${name} ended by itself (${code ?? signal}):\n${started.text().slice(-LAST_WORDS)}`
      })
      await untilRunning(started)
    },
    pids: () => lives.map(({ pid }) => pid),
    kill: async () => void (await end('SIGKILL')),
    pause: () => bot?.kill('SIGSTOP'),
    goOn: () => bot?.kill('SIGCONT'),
    stop: () => end('SIGTERM'),
    failure: () => failure,
    text: () => lives.map((life) => life.text()).join('\n'),
    async close() {
      await end('SIGKILL')
      await toDatabase.close()
      await toDiscord.close()
    },
  }
}
