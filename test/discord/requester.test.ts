// What the one REST client makes of Discord's odder answers, over real sockets.
import { createServer, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { REST } from 'discord.js'
import { expect, it, onTestFinished } from 'vitest'
import type { Act } from '../../src/delivery/port.ts'
import { createRequester, restOptions } from '../../src/discord/rest/requester.ts'
import { createSender } from '../../src/discord/rest/sender.ts'

const CHANNEL = '200000000000000001'
const ACT: Act = { kind: 'message', channelId: CHANNEL, body: { content: 'x' }, files: [], nonce: 'n' }

/** A sender before a server that answers each request as it is told. */
async function senderTo(answer: (response: ServerResponse) => void, timeoutMs?: number) {
  const server = createServer((request, response) => {
    request.resume()
    answer(response)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const api = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return createSender({
    requester: createRequester(new REST(restOptions(api, timeoutMs === undefined ? {} : { timeoutMs })).setToken('t')),
    userId: '1',
  })
}

const json =
  (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}) =>
  (response: ServerResponse) => {
    response.writeHead(status, { 'content-type': 'application/json', ...headers })
    response.end(JSON.stringify(body))
  }

it.each([
  ['the header', json(429, {}, { 'retry-after': '86400' }), { kind: 'wait', scope: 'user', retryAfterMs: 86_400_000 }],
  ['the body alone', json(429, { retry_after: 1.5, global: false }), { kind: 'wait', scope: 'user', retryAfterMs: 1_500 }],
  [
    'the body, for the whole bot',
    json(429, { retry_after: 2, global: true }),
    { kind: 'wait', scope: 'global', retryAfterMs: 2_000 },
  ],
  [
    'neither, but a limit that is known',
    json(429, { code: 20022, message: 'x' }),
    { kind: 'refused', refusal: 'passing', code: 20022 },
  ],
  ['neither', json(429, { message: 'x', code: 0 }), { kind: 'wait', retryAfterMs: null }],
  [
    'neither, and it is not JSON',
    (response: ServerResponse) => response.writeHead(429).end('<html>'),
    { kind: 'wait', retryAfterMs: null },
  ],
] as const)('a limit says for how long in %s', async (_, answer, expected) => {
  const sender = await senderTo(answer as (response: ServerResponse) => void)
  expect((await sender.perform(ACT)).outcome).toMatchObject(expected)
})

it.each([
  [
    'its body never comes',
    (response: ServerResponse) => response.writeHead(200, { 'content-type': 'application/json' }).write('{'),
  ],
  [
    'its body drips',
    (response: ServerResponse) => {
      response.writeHead(200, { 'content-type': 'application/json' })
      const drip = setInterval(() => response.write(' '), 30)
      response.on('close', () => clearInterval(drip))
    },
  ],
] as const)('the time limit is for the whole answer: %s', async (_, answer) => {
  const sender = await senderTo(answer as (response: ServerResponse) => void, 300)
  const before = performance.now()
  expect((await sender.perform(ACT)).outcome).toEqual({ kind: 'unknown', why: 'no answer in time' })
  expect(performance.now() - before).toBeLessThan(3_000)
})

it.each([null, [], 'text', 7, {}, { id: null }, { id: 5 }, [null], [{ author: null }], { threads: null }, { threads: [null] }])(
  'an answer of %j is an outcome, never an exception',
  async (body) => {
    const sender = await senderTo(json(200, body))
    const outcomes = [
      (await sender.perform(ACT)).outcome.kind,
      (await sender.messages(CHANNEL, {})).outcome.kind,
      (await sender.message(CHANNEL, CHANNEL)).outcome.kind,
      (await sender.threads({ parentId: CHANNEL, guildId: CHANNEL, archived: true })).outcome.kind,
      (await sender.forum(CHANNEL)).outcome.kind,
      (await sender.contacts(CHANNEL)).outcome.kind,
      (await sender.openDirect(CHANNEL)).outcome.kind,
    ]
    expect(outcomes.every((kind) => ['sent', 'read', 'unknown'].includes(kind))).toBe(true)
    expect(outcomes[0]).toBe('unknown')
  },
)
