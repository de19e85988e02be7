// Any bytes to any route or socket: the sandbox answers, refuses or hangs up, and is there
// afterwards, no larger than before. `FUZZ_ROUNDS=3000 FUZZ_SEED=7` is the same run on every machine;
// `FUZZ_SECONDS=60` goes as far as the machine comes in a minute, with a new seed that the name of the
// test says.
import { request } from 'node:http'
import { connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Sandbox } from 'discord-sandbox'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ROUTES } from '../../../src/sandbox/rest/routes.ts'
import { call, openSandbox } from '../support.ts'
import { PACKETS, RIGHT_REQUESTS, withNames } from './bodies.ts'
import { hostileForm, hostileSegment, hostileValue, mutated } from './hostile.ts'
import { createRandom, type Random } from './random.ts'
import { openTarget, type Target } from './target.ts'

const ROUNDS = Number(process.env.FUZZ_ROUNDS ?? Number.POSITIVE_INFINITY)
const SECONDS = Number.isFinite(ROUNDS) ? Number.POSITIVE_INFINITY : Number(process.env.FUZZ_SECONDS ?? 3)
/** Within it even a slow machine is through with its rounds. */
const MAX_SECONDS = 900
/** After so many a world has lost its bot and its channels: most answers are then the same. */
const MAX_ROUNDS_OF_A_WORLD = 20
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

function hostilePath(random: Random, ids: readonly string[]): string {
  const segment = () => hostileSegment(random, ids)
  const paths = [
    () => `/api/v10${random.pick(ROUTES).path.replace(/:\w+/g, segment)}`,
    () => `/sandbox/${random.pick(CONTROL_PATHS)}`,
    () => `/sandbox/channels/${segment()}/messages/${segment()}`,
    () => `/cdn/${random.pick(['attachments', 'emojis', 'stickers', 'avatars'])}/${segment()}/${segment()}/${segment()}`,
    () => `/cdn/${random.pick(['emojis', 'stickers', segment()])}/${segment()}.${random.pick(['png', 'gif', 'x'])}`,
    () => `/${segment()}/${segment()}`,
  ]
  const path = random.pick([paths[0], paths[0], paths[0], ...paths] as (() => string)[])()
  const query = random.pick(['', '', `?limit=${segment()}`, `?before=${segment()}&after=%`, '?with_counts=true&wait=x', '?=&&&'])
  return `${path}${query}`
}

const CONTROL_PATHS = [
  ...[
    'state',
    'events?lastEventId=x',
    'requests',
    'requests?since=1e9',
    'permissions',
    'clock',
    'faults',
    'faults/x',
    'world',
    'mark',
  ],
  ...['refusals', 'wait', 'recording', 'replay', 'commands', 'interactions', 'nothing'],
]
const TYPES = [
  'application/json',
  'application/json',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'multipart/form-data; boundary=""',
  'multipart/form-data',
  'text/plain',
  'x',
]

/**
 * One request by hand: paths that `fetch` would mend go out as they are. 0 where the connection was
 * cut.
 */
function send(sandbox: Sandbox, method: string, path: string, headers: Record<string, string>, body?: Buffer): Promise<number> {
  return new Promise((resolve) => {
    const sent = request({ host: '127.0.0.1', port: sandbox.port, method, path, headers, agent: false }, (response) => {
      response.on('data', () => (path.startsWith('/sandbox/events') ? response.destroy() : undefined))
      response.on('close', () => resolve(response.statusCode ?? 0))
    })
    sent.on('error', () => resolve(0))
    sent.setTimeout(5_000, () => sent.destroy())
    sent.end(body)
  })
}

/**
 * Half of them are right but for a few places of the body; the others are anything. Resolves with
 * what broke.
 */
async function sendRequest({ sandbox, ids, names }: Target, random: Random): Promise<string | undefined> {
  const right = random.next() < 0.5 ? withNames(random.pick(RIGHT_REQUESTS), names) : undefined
  const path = (right?.path ?? hostilePath(random, ids)).replaceAll(/[^\x21-\x7e]/g, '')
  const method = right?.method ?? random.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
  const text = JSON.stringify(right ? mutated(random, ids, right.body) : hostileValue(random, ids)) ?? 'undefined'
  const type = right && random.next() < 0.8 ? 'application/json' : random.pick(TYPES)
  const body = type.startsWith('multipart')
    ? hostileForm(random, text)
    : random.pick([text, text, text, text, text.slice(0, -1), random.bytes(50)])
  const authorization = right ? 'Bot sandbox' : random.pick(['Bot sandbox', 'Bot sandbox', 'Bot sandbox', 'Bearer x', 'Bot'])
  const status = await send(sandbox, method, path, { authorization, 'content-type': type }, Buffer.from(body as string))
  const isBroken = status === 500 || status === 502
  return isBroken ? `${status} to ${method} ${path} with ${type} ${body.toString().slice(0, 5_000)}` : undefined
}

const HEADS = [
  'GET //?v=10 HTTP/1.1',
  'GET http://x/?v=10 HTTP/1.1',
  'GET * HTTP/1.1',
  'GET /?%=& HTTP/1.1',
  'BREW / HTCPCP/1.0',
  'PRI * HTTP/2.0',
]

/** Bytes on a bare connection, half of them an upgrade that no library would write. */
function sendBytes(sandbox: Sandbox, random: Random): Promise<void> {
  return new Promise((resolve) => {
    const socket = connect(sandbox.port, '127.0.0.1', () => {
      const upgrade =
        'Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n'
      const host = `Host: 127.0.0.1:${sandbox.port}\r\n`
      if (random.next() < 0.5) socket.write(`${random.pick(HEADS)}\r\n${host}${random.next() < 0.8 ? upgrade : ''}\r\n`)
      socket.end(random.bytes(random.below(300)))
    })
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.setTimeout(2_000, () => socket.destroy())
    socket.resume()
  })
}

/** A gateway client that identifies, or not, and then says anything. */
function sendPackets({ sandbox, ids, names }: Target, random: Random): Promise<void> {
  return new Promise((resolve) => {
    const query = random.pick([
      '?v=10&encoding=json',
      '?v=10&compress=zlib-stream',
      '?v=10&compress=zstd-stream',
      '?v=99',
      '?encoding=etf',
      '?compress=%',
      '//?v=10',
    ])
    const socket = new WebSocket(`ws://127.0.0.1:${sandbox.port}/${query}`)
    socket.on('error', () => undefined)
    socket.on('close', () => resolve())
    socket.on('open', () => {
      if (random.next() < 0.7) {
        const intents = random.pick([0, 1, 513, -1, 2 ** 40, 'x'])
        socket.send(
          JSON.stringify({
            op: 2,
            d: { token: 'sandbox', intents, properties: {}, shard: random.pick([undefined, [0, 1], [9, 1]]) },
          }),
        )
      }
      for (let count = random.below(8); count >= 0; count -= 1) {
        const right = mutated(random, ids, withNames(random.pick(PACKETS), names))
        const packet = JSON.stringify(
          (random.next() < 0.5 ? right : undefined) ?? { op: random.below(40) - 2, d: hostileValue(random, ids) },
        )
        if (packet.length < 60_000) socket.send(random.pick([packet, packet, packet, packet.slice(1), random.bytes(30)]))
      }
      random.next() < 0.5 ? socket.terminate() : socket.close()
    })
    setTimeout(() => socket.terminate(), 2_000).unref()
  })
}

function heapBytes(): number {
  setFlagsFromString('--expose-gc')
  runInNewContext('gc')()
  return process.memoryUsage().heapUsed
}

describe('any bytes', () => {
  it.each(['//?v=10', '/?v=10&%', 'http://[/?v=10', '///', '*'])('an upgrade to %s does not end the process', async (path) => {
    const sandbox = await openSandbox()
    const answer = await new Promise<string>((resolve) => {
      const socket = connect(sandbox.port, '127.0.0.1')
      socket.on('error', () => resolve(''))
      socket.once('data', (data) => {
        resolve(String(data))
        socket.destroy()
      })
      socket.write(
        `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1:${sandbox.port}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\n\r\n`,
      )
    })
    expect(answer).toMatch(/^HTTP\/1\.1 (?:101|4\d\d)/)
    expect((await call(sandbox, 'GET', '/users/@me')).status).toBe(200)
  })

  const length = Number.isFinite(ROUNDS) ? `${ROUNDS} rounds` : `${SECONDS} s`
  it(`to routes and sockets for ${length} never end it or make it grow (FUZZ_SEED=${SEED})`, {
    timeout: Math.min(SECONDS, MAX_SECONDS) * 1_000 + 60_000,
  }, async () => {
    const random = createRandom(SEED)
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => said.mockRestore())
    const before = heapBytes()
    const end = performance.now() + SECONDS * 1_000
    const findings: string[] = []
    let rounds = 0
    const isOver = () => rounds >= ROUNDS || performance.now() >= end
    while (!isOver()) {
      const target = await openTarget(random.next() < 0.5)
      const { sandbox } = target
      for (let count = 0; count < MAX_ROUNDS_OF_A_WORLD && !isOver(); count += 1) {
        // Each has chance of its own: in which order the sockets open differs from run to run.
        const own = () => createRandom(random.below(2 ** 31))
        const broken = await Promise.all([
          ...Array.from({ length: 12 }, () => sendRequest(target, own())),
          sendBytes(sandbox, own()),
          sendPackets(target, own()),
        ])
        for (const each of broken) if (each) findings.push(each)
        sandbox.faults.clear()
        rounds += 1
      }
      sandbox.control.moveClock({ reset: true })
      sandbox.control.moveClock({ advance: 700_000 })
      expect((await call(sandbox, 'GET', '/users/@me')).status).toBe(200)
      // Answers that are not as Discord describes them, where its description is at hand.
      await target.stop().catch((error: Error) => findings.push(error.message))
    }
    expect(findings).toEqual([])
    expect(said.mock.calls).toEqual([])
    expect(rounds).toBeGreaterThanOrEqual(Math.min(SECONDS, ROUNDS))
    // What is remembered is bounded; what the requests have really made is counted off generously.
    expect((heapBytes() - before) / 1_024 / 1_024).toBeLessThan(96)
  })
})
