// What the owners of the bot are written: gathered, once, and when it is mended.
import { existsSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { silentLog } from '../../src/log/log.ts'
import { createAlerts } from '../../src/operating/alerts.ts'
import { createManualClock } from '../../src/schedule/clock.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

const MINUTE = 60_000

function open(path = join(temporaryFolder(), 'alerts.json')) {
  const clock = createManualClock(Date.UTC(2025, 0, 1))
  const sent: string[] = []
  const state = { isFull: true, arrives: true }
  const alerts = createAlerts({
    path,
    clock,
    log: silentLog,
    probe: async () => {
      if (state.isFull) throw new Error('full')
    },
  })
  const recipients = {
    owners: async () => ['1'],
    send: async (_: string, text: { readonly en: string; readonly zh: string }) => {
      if (state.arrives) sent.push(text.en)
      return state.arrives
    },
  }
  const pass = async (ms: number) => {
    clock.advance(ms)
    // What was sent is awaited in a few turns.
    for (let i = 0; i < 10; i++) await Promise.resolve()
  }
  return { alerts, clock, sent, state, path, recipients, pass }
}

const held = (file: string) => ({ kind: 'held', file, why: 'two fields are gone' }) as const
const sqliteFault = (message: string) => Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR' })

describe('alerts to the owners', () => {
  it('are gathered for a minute and come as one message, many of a kind counted', async () => {
    const { alerts, sent, recipients, pass } = open()
    alerts.connect(recipients)
    for (const file of ['a.txt', 'b.txt', 'c.txt', 'd.txt', 'e.txt']) alerts.raise(held(file))
    for (let i = 0; i < 40; i++) alerts.raise({ kind: 'given-up', channelId: '7', seen: '50035 Invalid Form Body' })
    await pass(MINUTE - 1)
    expect(sent).toEqual([])
    await pass(1)
    expect(sent).toHaveLength(1)
    expect(sent[0]).toContain('5 digests are held and not posted: a.txt (two fields are gone); b.txt')
    expect(sent[0]).toContain('and 2 more')
    expect(sent[0]).toContain('40 messages were refused by Discord and given up: <#7>: 50035 Invalid Form Body.')
  })

  it('leave ten minutes between two messages', async () => {
    const { alerts, sent, recipients, pass } = open()
    alerts.connect(recipients)
    alerts.raise(held('a.txt'))
    await pass(MINUTE)
    alerts.raise(held('b.txt'))
    await pass(9 * MINUTE)
    expect(sent).toHaveLength(1)
    await pass(MINUTE)
    expect(sent).toHaveLength(2)
  })

  it('that could not be sent are tried again, with what came meanwhile', async () => {
    const { alerts, sent, state, recipients, pass } = open()
    alerts.connect(recipients)
    state.arrives = false
    alerts.raise(held('a.txt'))
    await pass(MINUTE)
    alerts.raise(held('b.txt'))
    state.arrives = true
    await pass(10 * MINUTE)
    expect(sent).toEqual([expect.stringContaining('2 digests are held')])
  })

  it('wait for the bot to be logged in', async () => {
    const { alerts, sent, recipients, pass } = open()
    alerts.raise(held('a.txt'))
    await pass(60 * MINUTE)
    alerts.connect(recipients)
    await pass(MINUTE)
    expect(sent).toHaveLength(1)
  })

  it('say once that the disk is full, and once that it has room again, with how long', async () => {
    const { alerts, sent, state, recipients, pass } = open()
    alerts.connect(recipients)
    for (let i = 0; i < 100; i++) alerts.fault(sqliteFault('database or disk is full'))
    alerts.fault(new Error('something else'))
    await pass(MINUTE)
    expect(sent).toEqual([expect.stringMatching(/^⚠️ The disk is full/)])
    await alerts.look()
    await pass(19 * MINUTE)
    state.isFull = false
    await alerts.look()
    await pass(10 * MINUTE)
    expect(sent).toHaveLength(2)
    expect(sent[1]).toContain('has room again (it was full for 20 min)')
  })

  it('say only that it is mended where that is so before they are sent', async () => {
    const { alerts, sent, state, recipients, pass } = open()
    alerts.connect(recipients)
    alerts.fault(sqliteFault('database or disk is full'))
    state.isFull = false
    await alerts.look()
    await pass(MINUTE)
    expect(sent).toEqual([expect.stringMatching(/^✅ The disk has room again/)])
  })

  it('about damage are sent before the process ends, and the next one says that it is mended', async () => {
    const first = open()
    first.alerts.connect(first.recipients)
    first.alerts.fault(sqliteFault('database disk image is malformed'))
    await first.alerts.stop()
    expect(first.sent).toEqual([expect.stringContaining('The archive is damaged and the bot has stopped')])
    expect(statSync(first.path).mode & 0o777).toBe(0o600)
    const second = open(first.path)
    second.alerts.mended('damaged')
    second.alerts.connect(second.recipients)
    await second.pass(MINUTE)
    expect(second.sent).toEqual([expect.stringContaining('The archive is sound again')])
    expect(existsSync(first.path)).toBe(false)
  })

  it('do not stumble over a file that is not theirs', () => {
    const path = join(temporaryFolder(), 'alerts.json')
    writeFileSync(path, '{"damaged":"yesterday"')
    expect(() => open(path)).not.toThrow()
  })
})
