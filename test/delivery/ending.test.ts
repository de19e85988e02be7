// Ten seconds after a signal the process is gone with exit 0, in whatever state it was. The bots
// run at the same time: most of their lives they wait.
import { execFileSync } from 'node:child_process'
import { closeSync, constants, openSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { startSandbox as startPlainSandbox } from 'discord-sandbox'
import { beforeAll, describe, expect, it, type TestContext } from 'vitest'
import { sandboxWorld } from '../../src/cli/sandbox-world.ts'
import type { FaultInput } from '../../src/sandbox/faults/faults.ts'
import { type BotProcess, buildBot, untilRunning } from '../support/process.ts'
import { SEED } from '../support/sandbox.ts'
import { until } from '../support/until.ts'
import { type PreparedBot, prepareBot } from './support/prepare-bot.ts'

const LIMIT_MS = 10_000
const START_MS = 40_000
const HANGING_FILES = resolve(import.meta.dirname, 'support/hanging-files.cjs')

beforeAll(buildBot, 60_000)

const prepare = ({ onTestFinished }: TestContext) => prepareBot(onTestFinished)

async function started(prepared: PreparedBot): Promise<BotProcess> {
  const bot = prepared.start()
  await untilRunning(bot)
  return bot
}

async function endsInTime(bot: BotProcess, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  const before = performance.now()
  bot.kill(signal)
  expect(await bot.exited).toEqual({ code: 0, signal: null })
  expect(performance.now() - before).toBeLessThan(LIMIT_MS)
}

const requests = ({ sandbox }: PreparedBot, status: number): (() => number) => {
  let seen = 0
  sandbox.feed.listen((change) => {
    if (change.kind === 'request' && change.entry.status === status) seen += 1
  })
  return () => seen
}

describe.concurrent('a signal ends it cleanly', { timeout: 120_000 }, () => {
  it('while it starts, before it has logged in', async (context) => {
    const prepared = await prepare(context)
    prepared.sandbox.faults.add({ kind: 'slow', ms: 60_000, method: 'GET', route: '/gateway/bot' })
    const bot = prepared.start()
    await until(() => prepared.sandbox.faults.list().length === 0, 'the login', START_MS)
    await endsInTime(bot)
  })

  it('while logging in is limited for hours, which the log says', async (context) => {
    const prepared = await prepare(context)
    prepared.sandbox.faults.add({ kind: 'rate-limit', method: 'GET', route: '/gateway/bot', retry_after: 40_000, count: 0 })
    const bot = prepared.start()
    await until(() => bot.text().includes('limits logging in for'), 'the log to say so', START_MS)
    await endsInTime(bot)
  })

  it('after it started again by itself, as the servers had become too many for its shards', async (context) => {
    const prepared = await prepare(context)
    const { sandbox } = prepared
    const bot = await started(prepared)
    const sessions = () =>
      (sandbox.control.state({ messages: false }) as { gateway: { sessions: { id: string }[] } }).gateway.sessions
    const first = sessions().map(({ id }) => id)
    sandbox.faults.add({ kind: 'gateway-close', code: 4011 })
    await until(() => sessions().some(({ id }) => !first.includes(id)), 'another session', START_MS)
    expect(bot.text()).toContain('starting again with as many as Discord recommends')
    await endsInTime(bot)
  })

  it('while Discord is out of reach', async (context) => {
    const prepared = await prepare(context)
    await prepared.sandbox.stop()
    const bot = prepared.start()
    await until(() => bot.text().includes('Discord cannot be reached'), 'the log to say so', START_MS)
    await endsInTime(bot)
  })

  it.for<[string, NodeJS.Signals, FaultInput]>([
    ['was cut', 'SIGINT', { kind: 'gateway-cut' }],
    ['session was made invalid', 'SIGTERM', { kind: 'gateway-invalid-session' }],
    ['was asked to reconnect', 'SIGHUP', { kind: 'gateway-reconnect' }],
  ])('40 ms after the gateway %s: %s', async ([, signal, fault], context) => {
    const prepared = await prepare(context)
    const bot = await started(prepared)
    prepared.sandbox.faults.add(fault)
    await pause(40)
    await endsInTime(bot, signal)
  })

  it('while publishing the commands is limited, which holds no message up', async (context) => {
    const prepared = await prepare(context)
    const { sandbox } = prepared
    sandbox.faults.add({ kind: 'rate-limit', method: 'PUT', route: '/applications/*', retry_after: 600, count: 0 })
    const bot = await started(prepared)
    await until(() => bot.text().includes('commands could not be published yet'), 'the log to say so', START_MS)
    await until(
      () => sandbox.control.messages('#papers', { limit: 10 }).messages.length >= 2,
      'the messages of the day',
      START_MS,
    )
    await endsInTime(bot)
  })

  it('while the whole bot is limited for a day', async (context) => {
    const prepared = await prepare(context)
    const route = '/channels/:id/messages'
    prepared.sandbox.faults.add({ kind: 'rate-limit', method: 'POST', route, scope: 'global', retry_after: 86_400, count: 0 })
    const limited = requests(prepared, 429)
    const bot = await started(prepared)
    await until(() => limited() > 0, 'the limit', START_MS)
    await endsInTime(bot)
    expect(limited()).toBeLessThan(5)
  })

  it('while an answer does not come, and at the next start nothing is lost or twice', async (context) => {
    const prepared = await prepare(context)
    const { sandbox } = prepared
    sandbox.faults.add({ kind: 'slow', ms: 60_000, method: 'POST', route: '/channels/:id/messages' })
    const bot = await started(prepared)
    await until(() => sandbox.faults.list().length === 0, 'the request', START_MS)
    await endsInTime(bot)
    await started(prepared)
    const texts = () => sandbox.control.messages('#papers', { limit: 10 }).messages.map((message) => JSON.stringify(message))
    await until(() => texts().length >= 2, 'the messages of the day', START_MS)
    expect(texts().filter((text) => text.includes('"A Study of K0101"'))).toHaveLength(1)
  })

  it('after a damaged payload, which is a line of the log', async (context) => {
    const prepared = await prepareBot(
      context.onTestFinished,
      async (options) => await startPlainSandbox({ seed: sandboxWorld, ...options }),
    )
    const bot = await started(prepared)
    prepared.sandbox.feed.tell({
      kind: 'dispatch',
      t: 'GUILD_ROLE_UPDATE',
      d: { guild_id: SEED.guild, role: null },
      guildId: SEED.guild,
    })
    await until(() => bot.text().includes('cannot be understood'), 'the log to say so', START_MS)
    await endsInTime(bot)
  })

  it.for([
    ['before it has logged in', false],
    ['once it runs', true],
  ] as const)('while a file is read that never answers, %s', async ([, isRunning], context) => {
    const prepared = await prepare(context)
    const pipe = join(prepared.folder, 'digests', '2099-01-01.txt')
    if (!isRunning) execFileSync('mkfifo', [pipe])
    const bot = prepared.start(['--require', HANGING_FILES])
    if (isRunning) {
      await untilRunning(bot)
      execFileSync('mkfifo', [pipe])
    }
    await untilRead(pipe, context)
    await endsInTime(bot)
  })
})

/**
 * Opens the other end of a pipe once somebody reads it, and writes nothing: the reader waits
 * without end.
 */
async function untilRead(pipe: string, { onTestFinished }: TestContext): Promise<void> {
  const fd = await until(
    () => {
      try {
        return openSync(pipe, constants.O_WRONLY | constants.O_NONBLOCK)
      } catch {
        return null
      }
    },
    'the file to be read',
    START_MS,
  )
  onTestFinished(() => closeSync(fd))
}
