// The whole program when its server, its channel or its network changes under it: real codes, real
// gateway.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Sandbox, WorldAction } from 'discord-sandbox'
import { expect, it, onTestFinished } from 'vitest'
import { startApp } from '../support/app.ts'
import { numberedDigest, ofToday, putDigest } from '../support/numbered-digests.ts'
import { SEED, startSandbox } from '../support/sandbox.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'

const texts = (sandbox: Sandbox, channel: string): readonly string[] =>
  sandbox.control.messages(channel, { limit: 100 }).messages.map((message) => JSON.stringify([message.content, message.embeds]))
const posted = (sandbox: Sandbox, channel: string, token: string) =>
  texts(sandbox, channel).filter((text) => text.includes(`A Study of ${token}`) && !text.includes('AI papers')).length

async function running(subscribed: readonly string[], sandbox: Sandbox) {
  const folder = temporaryFolder()
  const digests = join(folder, 'digests')
  mkdirSync(digests)
  const subscriptions = subscribed.map((channel) => ({ channel }))
  const app = await startApp({ sandbox, data: folder, digests, settings: { subscriptions } })
  onTestFinished(app.stop)
  const planned = () => app.lines.filter(({ msg }) => msg === 'Planned').length
  return { arrives: (number: number) => putDigest(digests, ofToday(numberedDigest(number, 1, 0))), planned }
}

it('a channel that takes away a right or is deleted: the server is notified once, the others go on, and it resumes when it is mended', async () => {
  const sandbox = await startSandbox({ limits: 'off' })
  onTestFinished(sandbox.stop)
  const act = (action: WorldAction) => sandbox.control.act(action)
  const { arrives } = await running(['#papers', '#general', '#announcements'], sandbox)
  act({ action: 'set-permission', channel: SEED.papers, deny: ['SEND_MESSAGES'] })
  act({ action: 'delete-channel', channel: SEED.announcements })
  arrives(1)
  const notices = () => texts(sandbox, SEED.general).filter((text) => text.includes('Papers cannot be posted'))
  await until(() => posted(sandbox, SEED.general, 'K0101') === 1 && notices().length === 2, 'the others and the notices')
  expect(notices().filter((text) => text.includes(`<#${SEED.papers}>`))).toEqual([expect.stringContaining('Send Messages')])
  expect(notices().filter((text) => text.includes(`<#${SEED.announcements}>`))).toEqual([
    expect.stringContaining('no longer exists'),
  ])
  act({ action: 'set-permission', channel: SEED.papers, allow: ['SEND_MESSAGES'] })
  await until(() => posted(sandbox, SEED.papers, 'K0101') === 1, 'the mended channel')
  expect(notices()).toHaveLength(2)
}, 120_000)

it('a network that is gone for a while: what comes meanwhile is sent when it is back, once', async () => {
  const statePath = join(temporaryFolder(), 'sandbox.jsonl')
  const before = await startSandbox({ limits: 'off', statePath })
  const { arrives, planned } = await running(['#papers'], before)
  arrives(1)
  await until(() => posted(before, SEED.papers, 'K0101') === 1, 'the first digest')
  await before.stop()
  arrives(2)
  await until(() => planned() === 2, 'the second digest to be planned')
  const after = await startSandbox({ limits: 'off', statePath, port: before.port })
  onTestFinished(after.stop)
  await until(() => posted(after, SEED.papers, 'K0201') === 1, 'the second digest', 40_000)
  expect(posted(after, SEED.papers, 'K0101')).toBe(1)
}, 120_000)
