// How many of a thing there may be, set lower than Discord's numbers, and the code when it is
// reached (docs: topics/opcodes-and-status-codes).
import { expect, it, onTestFinished } from 'vitest'
import { COUNTS, type Counts } from '../../../src/sandbox/validate/limits.ts'
import { openYard, pixelUri } from '../libraries/support.ts'
import { call } from '../support.ts'

type Case = readonly [count: keyof Counts, to: number, code: number, method: string, path: string, body?: object]

const SOON = '2099-01-01T00:00:00Z'
const CASES: readonly Case[] = [
  ['guildRoles', 3, 30_005, 'POST', '/guilds/G/roles', { name: 'r' }],
  ['guildChannels', 7, 30_013, 'POST', '/guilds/G/channels', { name: 'c' }],
  ['emojis', 1, 30_008, 'POST', '/guilds/G/emojis', { name: 'ee', image: pixelUri }],
  ['applicationEmojis', 1, 30_008, 'POST', '/applications/A/emojis', { name: 'ee', image: pixelUri }],
  ['channelWebhooks', 1, 30_007, 'POST', '/channels/T/webhooks', { name: 'w' }],
  ['guildWebhooks', 1, 30_058, 'POST', '/channels/T/webhooks', { name: 'w' }],
  ['invites', 1, 30_016, 'POST', '/channels/T/invites', { unique: true }],
  [
    'events',
    1,
    30_038,
    'POST',
    '/guilds/G/scheduled-events',
    { name: 'e', privacy_level: 2, entity_type: 2, channel_id: 'V', scheduled_start_time: SOON },
  ],
  ['activeThreads', 1, 160_006, 'POST', '/channels/T/threads', { name: 't', type: 11 }],
  ['activeThreads', 1, 160_007, 'POST', '/channels/N/threads', { name: 't', type: 10 }],
]

it.each(CASES.map(([count, to, code, method, path, body]) => [count, to, code, method, path, body ?? {}] as const))(
  '%s: the one after %i is refused with %i',
  async (count, to, code, method, path, body) => {
    const yard = await openYard({ counts: { [count]: to } })
    onTestFinished(() => yard.sandbox.stop())
    const ids: Record<string, string> = {
      G: yard.guildId,
      T: yard.channel('talk'),
      N: yard.channel('news'),
      V: yard.channel('room'),
      A: yard.sandbox.applicationId,
    }
    const filled = (text: string) => text.replace(/(?<=[/"])[A-Z](?=["/]|$)/g, (letter) => ids[letter] ?? letter)
    const ask = () => call(yard.sandbox, method, filled(path), JSON.parse(filled(JSON.stringify(body))))
    expect((await ask()).status).toBeLessThan(300)
    expect(await ask()).toMatchObject({ status: 400, body: { code } })
  },
)

it('are Discord’s own where nothing is set', async () => {
  const yard = await openYard()
  onTestFinished(() => yard.sandbox.stop())
  expect(yard.sandbox.world.counts).toEqual(COUNTS)
})
