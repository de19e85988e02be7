// The bot as a process: its exit codes and what it says last.
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { beforeAll, expect, it, onTestFinished } from 'vitest'
import { openConnection } from '../../src/database/sqlite/connection.ts'
import { numberedDigest, ofToday, putDigest } from '../support/numbered-digests.ts'
import { buildBot, untilRunning } from '../support/process.ts'
import { SEED } from '../support/sandbox.ts'
import { prepareBot } from './support/prepare-bot.ts'

beforeAll(buildBot, 60_000)

it('a second bot on the archive is refused with the name of who holds it; SIGTERM lets what is under way be answered and noted', async () => {
  const { sandbox, folder, start } = await prepareBot()
  const bot = start()
  await untilRunning(bot)
  const second = start()
  expect((await second.exited).code).toBe(2)
  expect(second.text()).toContain(`in use by process ${bot.pid} on `)

  sandbox.faults.add({ kind: 'slow', ms: 1_500, method: 'POST', route: '/channels/:id/messages' })
  const struck = new Promise<void>((done) => {
    sandbox.feed.listen((change) => {
      if (change.kind === 'faults' && sandbox.faults.list().length === 0) done()
    })
  })
  putDigest(join(folder, 'digests'), ofToday(numberedDigest(2, 3, 0)))
  await struck
  bot.kill('SIGTERM')
  expect(await bot.exited).toEqual({ code: 0, signal: null })
  const archive = openConnection(join(folder, 'paperboy.sqlite'), { readOnly: true })
  onTestFinished(() => archive.close())
  const states = archive.all<{ state: string }>('select distinct state from deliveries order by state')
  expect(states.map(({ state }) => state)).toEqual(['planned', 'sent'])
  expect(bot.text()).not.toContain('Warning')
}, 120_000)

it('a token that is refused in the middle of the work ends it with a clear line', async () => {
  const { sandbox, start } = await prepareBot()
  sandbox.faults.add({ kind: 'refuse', code: 40001, method: 'POST', route: '/channels/:id/messages' })
  const bot = start()
  expect((await bot.exited).code).toBe(2)
  expect(bot.text()).toContain('Set DISCORD_TOKEN to one that is valid')
  expect(sandbox.control.messages(SEED.papers, { limit: 10 }).messages).toEqual([])
}, 120_000)

it('an archive that is none is refused by name, with what to do', async () => {
  const { folder, start } = await prepareBot()
  writeFileSync(join(folder, 'paperboy.sqlite'), 'not a database at all, '.repeat(1_000))
  const bot = start()
  expect((await bot.exited).code).toBe(2)
  expect(bot.text()).toContain(`The archive ${join(folder, 'paperboy.sqlite')} is damaged, or is no archive.`)
}, 120_000)
