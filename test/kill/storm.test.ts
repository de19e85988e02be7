// The whole program with the real client in a Discord that loses, refuses, limits and cuts all the
// time.
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { startApp } from '../support/app.ts'
import { type NumberedDigest, numberedDigest, putDigest } from '../support/numbered-digests.ts'
import { startSandbox } from '../support/sandbox.ts'
import { temporaryFolder } from '../support/temp-folder.ts'
import { until } from '../support/until.ts'
import { expectedDays, expectedPapers, LIMITS, makeChannels, read } from './support/channels.ts'

const DIGESTS = 4
const FAULTS = [
  { kind: 'lost-answer', count: 0, probability: 0.1 },
  { kind: 'server-error', count: 0, probability: 0.1, status: 503 },
  { kind: 'rate-limit', count: 0, probability: 0.05, retry_after: 0.5 },
  { kind: 'gateway-cut', every_ms: 3_000 },
  { kind: 'gateway-reconnect', every_ms: 7_000 },
  { kind: 'gateway-invalid-session', every_ms: 11_000 },
] as const

it('in a storm of lost answers, server errors, limits and cut connections everything arrives, once', async () => {
  const folder = temporaryFolder()
  const digestFolder = join(folder, 'digests')
  mkdirSync(digestFolder)
  const sandbox = await startSandbox({ limits: LIMITS })
  onTestFinished(sandbox.stop)
  const channels = makeChannels(sandbox)
  const app = await startApp({
    sandbox,
    data: folder,
    digests: digestFolder,
    settings: {
      subscriptions: channels.map(({ id, wish }) => ({ channel: id, ...wish, when: 'arrival' })),
      // Its digests are of days that have passed.
      'delivery.backlogDays': DIGESTS,
    },
  })
  onTestFinished(app.stop)
  for (const fault of FAULTS) sandbox.faults.add(fault)
  const digests: NumberedDigest[] = []
  for (let number = 1; number <= DIGESTS; number++) {
    const digest = numberedDigest(number, 3, 2)
    digests.push(digest)
    putDigest(digestFolder, digest)
  }
  const arrived = () =>
    channels.every((channel) => {
      const { papers, days } = read(sandbox, channel.id)
      return papers.length >= expectedPapers(channel, digests).length && days.length >= expectedDays(channel, digests).length
    })
  await until(arrived, 'every paper to arrive', 10 * 60_000)
  for (const channel of channels) {
    const { papers, days } = read(sandbox, channel.id)
    expect(papers, channel.name).toEqual(expectedPapers(channel, digests))
    expect(days, channel.name).toEqual(expectedDays(channel, digests))
  }
  expect(app.lines.filter(({ msg }) => msg === 'reconnecting to the gateway')).not.toEqual([])
})
