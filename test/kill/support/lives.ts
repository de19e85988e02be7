// The bot's many lives: started as a process, killed with SIGKILL at a moment that chance picks,
// and started again.
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { Sandbox } from 'discord-sandbox'
import { openConnection } from '../../../src/database/sqlite/connection.ts'
import { type NumberedDigest, numberedDigest, putDigest } from '../../support/numbered-digests.ts'
import { type BotProcess, spawnBot, untilRunning } from '../../support/process.ts'
import { startSandbox } from '../../support/sandbox.ts'
import type { Seeded } from '../../support/seeded.ts'
import { until } from '../../support/until.ts'
import { LIMITS, makeChannels, type TestChannel } from './channels.ts'

const MINUTE = 60_000
/** A life in which nothing happens ends so long after its start. */
const QUIET = 3_000
const FAULTY = ['POST', 'PATCH', 'GET'] as const

export interface Lives {
  readonly sandbox: Sandbox
  readonly channels: readonly TestChannel[]
  readonly digests: readonly NumberedDigest[]
  /** One life, ended by SIGKILL. */
  liveAndDie(): Promise<void>
  /** A new digest appears in the folder. */
  writeDigest(): void
  /** A digest that was there before changes. */
  correctDigest(): void
  copyDatabase(): void
  restoreDatabase(): void
  /** A last life without faults, until nothing is owed. */
  finish(): Promise<void>
  close(): Promise<void>
}

export async function createLives(folder: string, chance: Seeded): Promise<Lives> {
  const sandbox = await startSandbox({ limits: LIMITS })
  const channels = makeChannels(sandbox)
  const [digestFolder, data, copy] = ['digests', 'data', 'copy'].map((name) => join(folder, name)) as [string, string, string]
  for (const path of [digestFolder, data]) mkdirSync(path)
  const config = join(folder, 'config.json')
  writeFileSync(
    config,
    JSON.stringify({
      subscriptions: channels.map(({ id, wish }) => ({ channel: id, ...wish, backfill: 'all' })),
      digests: { folder: digestFolder, settleSeconds: 0 },
      data: { folder: data },
      // Its digests are of days that have passed, and may pile up while it is dead.
      delivery: { requestsPerSecond: 500, backlogDays: 1000, backlogMessages: 10_000 },
      log: { level: 'warn' },
    }),
  )
  const digests: NumberedDigest[] = []
  let edition = 1
  let running: BotProcess | null = null

  const start = () =>
    spawnBot(['start', '--config', config], { DISCORD_TOKEN: sandbox.token, DISCORD_API: sandbox.apiUrl }, folder)

  function addFaults(): void {
    for (const method of FAULTY) {
      const common = { method, route: '/channels/*', count: 0 } as const
      sandbox.faults.add({ kind: 'lost-answer', ...common, probability: 0.04 })
      sandbox.faults.add({ kind: 'cut', ...common, probability: 0.02 })
      sandbox.faults.add({ kind: 'server-error', ...common, probability: 0.04, status: 502 })
      sandbox.faults.add({ kind: 'rate-limit', ...common, probability: 0.03, retry_after: 0.3 })
      sandbox.faults.add({ kind: 'slow', ...common, probability: 0.03, ms: 700 })
    }
    sandbox.faults.add({ kind: 'gateway-cut', every_ms: 3_000 })
  }
  addFaults()

  /** How long the last start took, until the first request for a channel. */
  let startMs = 1_000

  /** After so many requests of this life, or some time within its start. */
  async function moment(bot: BotProcess): Promise<void> {
    const [kind, share, requests, later] = [chance.next(), chance.next(), chance.whole(1, 90), chance.whole(0, 8)]
    if (kind < 0.15) return await pause(share * startMs)
    const born = performance.now()
    let seen = 0
    let ended = false
    void bot.exited.then(() => {
      ended = true
    })
    const stop = sandbox.feed.listen((change) => {
      if (change.kind !== 'request' || !change.entry.path.includes('/channels/')) return
      if (seen === 0) startMs = performance.now() - born
      seen += 1
    })
    // Where everything is sent, or waits for a slot, there may be none to wait for.
    const enough = () => seen >= requests || ended || performance.now() - born > startMs + QUIET
    await until(enough, 'requests', 60_000)
    stop()
    if (ended) throw new Error(`the bot ended by itself:\n${bot.text()}`)
    await pause(later)
  }

  const files = (from: string, to: string) => {
    for (const suffix of ['', '-wal']) {
      const [source, target] = [join(from, `paperboy.sqlite${suffix}`), join(to, `paperboy.sqlite${suffix}`)]
      rmSync(target, { force: true })
      if (existsSync(source)) copyFileSync(source, target)
    }
    rmSync(join(to, 'paperboy.sqlite-shm'), { force: true })
  }

  function unfinished(): { readonly open: number; readonly digests: number } {
    const connection = openConnection(join(data, 'paperboy.sqlite'), { readOnly: true })
    try {
      const count = (sql: string) => Number(connection.get<{ n: number }>(sql)?.n ?? 0)
      const open = count("select count(*) n from deliveries where state not in ('sent', 'dropped')")
      const undecided = count(
        'select count(*) n from digests, subscriptions where not exists (select 1 from editions where digest_id = digests.id and subscription_id = subscriptions.id and editions.revision = digests.revision)',
      )
      return { open: open + undecided, digests: count('select count(*) n from digests') }
    } finally {
      connection.close()
    }
  }

  return {
    sandbox,
    channels,
    digests,
    async liveAndDie() {
      const bot = start()
      running = bot
      await moment(bot)
      bot.kill('SIGKILL')
      await bot.exited
    },
    writeDigest() {
      const number = digests.length + 1
      const earlier = digests[number - 3]?.papers.filter((paper) => paper.brief).slice(0, 1) ?? []
      const digest = numberedDigest(number, 3, 2, earlier)
      digests.push(digest)
      putDigest(digestFolder, digest, edition)
    },
    correctDigest() {
      const digest = digests[chance.whole(0, digests.length - 1)]
      edition += 1
      if (digest !== undefined) putDigest(digestFolder, digest, edition)
    },
    copyDatabase() {
      rmSync(copy, { recursive: true, force: true })
      mkdirSync(copy)
      files(data, copy)
    },
    restoreDatabase: () => files(copy, data),
    async finish() {
      sandbox.faults.clear()
      const bot = start()
      running = bot
      await untilRunning(bot)
      const done = () => {
        const { open, digests: read } = unfinished()
        return open === 0 && read === digests.length
      }
      await until(done, 'everything to be sent', 6 * MINUTE).catch((error: Error) => {
        throw new Error(`${error.message}; ${JSON.stringify(unfinished())}\n${bot.text().slice(-2_000)}`)
      })
      bot.kill('SIGTERM')
      await bot.exited
    },
    async close() {
      running?.kill('SIGKILL')
      await running?.exited
      await sandbox.stop()
    },
  }
}
