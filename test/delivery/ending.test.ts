// Ten seconds after a signal the process is gone, in whatever state it was.
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { beforeAll, expect, it } from 'vitest'
import type { FaultInput } from '../../src/sandbox/faults/faults.ts'
import { type BotProcess, buildBot, untilRunning } from '../support/process.ts'
import { until } from '../support/until.ts'
import { type PreparedBot, prepareBot } from './support/prepare-bot.ts'

const LIMIT_MS = 10_000

beforeAll(buildBot, 60_000)

async function started(prepared: PreparedBot): Promise<BotProcess> {
  const bot = prepared.start()
  await untilRunning(bot)
  return bot
}

/** Answers how long the end took. */
async function ends(bot: BotProcess, signal: NodeJS.Signals): Promise<number> {
  const before = performance.now()
  bot.kill(signal)
  expect(await bot.exited).toEqual({ code: 0, signal: null })
  return performance.now() - before
}

it.each(['SIGINT', 'SIGHUP'] as const)(
  '%s is a clean end',
  async (signal) => {
    const bot = await started(await prepareBot())
    expect(await ends(bot, signal)).toBeLessThan(LIMIT_MS)
  },
  60_000,
)

it('while logging in is limited for hours, which the log says', async () => {
  const prepared = await prepareBot()
  prepared.sandbox.faults.add({ kind: 'rate-limit', method: 'GET', route: '/gateway/bot', retry_after: 40_000, count: 0 })
  const bot = prepared.start()
  await until(() => bot.text().includes('limits logging in for'), 'the log to say so')
  expect(await ends(bot, 'SIGTERM')).toBeLessThan(LIMIT_MS)
}, 60_000)

it.each<[string, FaultInput]>([
  ['40 ms after the gateway was cut', { kind: 'gateway-cut' }],
  ['40 ms after the session was made invalid', { kind: 'gateway-invalid-session' }],
  ['40 ms after Discord asked to reconnect', { kind: 'gateway-reconnect' }],
])(
  '%s',
  async (_, fault) => {
    const prepared = await prepareBot()
    const bot = await started(prepared)
    prepared.sandbox.faults.add(fault)
    await pause(40)
    expect(await ends(bot, 'SIGTERM')).toBeLessThan(LIMIT_MS)
  },
  60_000,
)

it('while publishing the commands is limited, which holds no message up', async () => {
  const prepared = await prepareBot()
  prepared.sandbox.faults.add({
    kind: 'rate-limit',
    method: 'PUT',
    route: '/applications/*',
    retry_after: 600,
    count: 0,
  })
  const bot = await started(prepared)
  await until(() => bot.text().includes('commands could not be published yet'), 'the log to say so')
  await until(
    () => (prepared.sandbox.control.messages('#papers', { limit: 10 }).messages.length ?? 0) >= 4,
    'the messages of the day',
  )
  expect(await ends(bot, 'SIGTERM')).toBeLessThan(LIMIT_MS)
}, 60_000)

it('while the whole bot is limited for a day', async () => {
  const prepared = await prepareBot()
  prepared.sandbox.faults.add({
    kind: 'rate-limit',
    method: 'POST',
    route: '/channels/:id/messages',
    scope: 'global',
    retry_after: 86_400,
    count: 0,
  })
  let limited = 0
  prepared.sandbox.feed.listen((change) => {
    if (change.kind === 'request' && change.entry.status === 429) limited += 1
  })
  const bot = await started(prepared)
  await until(() => limited > 0, 'the limit')
  expect(await ends(bot, 'SIGTERM')).toBeLessThan(LIMIT_MS)
  expect(limited).toBeLessThan(5)
}, 60_000)

it('while a file is read that never answers', async () => {
  const prepared = await prepareBot()
  execFileSync('mkfifo', [join(prepared.folder, 'digests', '2099-01-01.txt')])
  const bot = prepared.start()
  await Promise.race([untilRunning(bot), pause(3_000)])
  const before = performance.now()
  bot.kill('SIGTERM')
  await bot.exited
  expect(performance.now() - before).toBeLessThan(LIMIT_MS)
}, 60_000)
