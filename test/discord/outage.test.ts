// An outage is one line when it begins and one when it is over, whatever happened in between.
import { describe, expect, it } from 'vitest'
import { createOutage } from '../../src/discord/outage.ts'
import { routeOf } from '../../src/discord/rest/requester.ts'
import { createManualClock } from '../../src/schedule/clock.ts'

function open() {
  const lines: string[] = []
  const write = (_: object, text: string) => void lines.push(text)
  const clock = createManualClock(0)
  return { lines, clock, outage: createOutage({ clock, log: { debug: () => {}, info: write, warn: write, error: write } }) }
}

describe('an outage', () => {
  it('of the gateway and the API is one line, and its end another with how long', () => {
    const { lines, clock, outage } = open()
    for (let i = 0; i < 50; i++) {
      outage.down('gateway', 'the gateway is not connected')
      for (let tries = 0; tries < 3; tries++) outage.answered(null)
      clock.advance(5_000)
    }
    outage.answered(200)
    outage.up('gateway')
    outage.up('gateway')
    expect(lines).toEqual([
      'Discord cannot be reached: the gateway is not connected; no answer comes. Trying until it answers.',
      'Discord is back after 4 min 10 s',
    ])
  })

  it('that is over at once is none', () => {
    const { lines, clock, outage } = open()
    outage.down('gateway', 'the gateway is not connected')
    clock.advance(2_000)
    outage.up('gateway')
    clock.advance(60_000)
    expect(lines).toEqual([])
  })

  it('is not a lost answer or two, and not a refusal', () => {
    const { lines, clock, outage } = open()
    for (const status of [null, 502, 403, null, 500, 429, 404, null]) outage.answered(status)
    clock.advance(60_000)
    expect(lines).toEqual([])
    for (const status of [503, 503, 503]) outage.answered(status)
    clock.advance(10_000)
    expect(lines).toEqual([expect.stringContaining('it answers with 503')])
  })
})

describe('the route of a request', () => {
  it.each([
    ['https://discord.com/api/v10/channels/112233445566778899/messages?limit=100', '/channels/:id/messages'],
    ['http://127.0.0.1:4545/api/v10/interactions/112233445566778899/aW50ZXJh/callback', '/interactions/:id/:token/callback'],
    [
      'https://proxy.example/discord/api/v10/webhooks/112233445566778899/tok.en/messages/@original',
      '/webhooks/:id/:token/messages/@original',
    ],
    [
      'https://discord.com/api/v10/channels/112233445566778899/messages/112233445566778890/reactions/%F0/@me',
      '/channels/:id/messages/:id/reactions/:emoji/@me',
    ],
    ['https://discord.com/api/v10/gateway/bot', '/gateway/bot'],
  ])('%s names no one', (url, route) => {
    expect(routeOf(url)).toBe(route)
  })
})
