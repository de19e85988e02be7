// Any bytes to any route or socket: the sandbox answers, refuses or hangs up, and is there
// afterwards, no larger than before. `FUZZ_SECONDS=60 FUZZ_SEED=7` is a long run, and the same one
// again.
import { request } from 'node:http'
import { connect } from 'node:net'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import type { Sandbox } from 'discord-sandbox'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { WebSocket } from 'ws'
import { ROUTES } from '../../src/sandbox/rest/routes.ts'
import { call, openSandbox } from './support.ts'

const SECONDS = Number(process.env.FUZZ_SECONDS ?? 3)
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000)

/** mulberry32: small, even enough, and the same for the same seed. */
function createRandom(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (limit: number) => Math.floor(next() * limit)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)] as T
  const bytes = (length: number) => Buffer.from(Array.from({ length }, () => below(256)))
  return { next, below, pick, bytes }
}
type Random = ReturnType<typeof createRandom>

const WORDS = [
  ...['content', 'embeds', 'components', 'type', 'name', 'options', 'data', 'flags', 'poll', 'message', 'message_reference'],
  ...['allowed_mentions', 'nonce', 'attachments', 'id', 'custom_id', 'values', 'permissions', 'overwrites', 'messages'],
  ...['action', 'channel', 'user', 'guild', 'kind', 'route', 'count', 'set', 'advance', 'channel_id', 'wait', 'seq', 'token'],
  ...['__proto__', 'constructor', 'toString', '', '0', 'recipient_id', 'sticker_ids', 'applied_tags', 'limit', 'seconds'],
]
const ACTIONS = ['create-channel', 'update-channel', 'create-message', 'create-thread', 'add-reaction', 'typing', 'join', 'leave']

function hostileValue(random: Random, ids: readonly string[], depth = 0): unknown {
  const kind = random.below(depth > 4 ? 9 : 12)
  if (kind >= 9) {
    const size = random.below(6)
    if (kind === 9) return Array.from({ length: size }, () => hostileValue(random, ids, depth + 1))
    return Object.fromEntries(
      Array.from({ length: size }, () => [random.pick(WORDS), hostileValue(random, ids, depth + 1)] as const),
    )
  }
  const values = [
    random.pick(ids),
    random.pick(WORDS),
    random.pick(ACTIONS),
    random.below(16),
    random.pick([-1, 0.5, 1e308, 2 ** 53, -(2 ** 31), 2 ** 32]),
    random.pick([true, false, null]),
    random.pick(['\ud800', '\u0000', '’'.repeat(3_000), '９'.repeat(20), '-1', '1e9', 'NaN', ' ', '👍', '[]', '2026-99-99']),
    random.bytes(random.below(40)).toString('latin1'),
    String(random.below(2 ** 31)).repeat(random.below(4)),
  ]
  return values[kind]
}

const SEGMENTS = [
  '@me',
  '@original',
  '%',
  '%00',
  '%ff%fe',
  '..',
  '%2e%2e%2f',
  '-1',
  '0',
  '',
  '9'.repeat(40),
  '%F0%9F%91%8D',
  'a:1',
  ':',
]

function hostilePath(random: Random, ids: readonly string[]): string {
  const segment = () => (random.next() < 0.7 ? random.pick(ids) : random.pick(SEGMENTS))
  const paths = [
    () => `/api/v10${random.pick(ROUTES).path.replace(/:\w+/g, segment)}`,
    () => `/sandbox/${random.pick(['state', 'events?lastEventId=x', 'requests', 'permissions', 'clock', 'faults', 'world'])}`,
    () => `/sandbox/channels/${segment()}/messages/${segment()}`,
    () => `/cdn/attachments/${segment()}/${segment()}/${segment()}`,
    () => `/${segment()}/${segment()}`,
  ]
  const path = random.pick([paths[0], paths[0], paths[0], ...paths] as (() => string)[])()
  const query = random.pick(['', '', `?limit=${segment()}`, `?before=${segment()}&after=%`, '?with_counts=true&wait=x', '?=&&&'])
  return `${path}${query}`
}

const TYPES = [
  'application/json',
  'application/json',
  'multipart/form-data; boundary=x',
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

async function sendRequest(sandbox: Sandbox, random: Random, ids: readonly string[]): Promise<void> {
  const path = hostilePath(random, ids).replaceAll(/[^\x21-\x7e]/g, '')
  const method = random.pick(['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'PROPFIND'])
  const text = JSON.stringify(hostileValue(random, ids)) ?? 'undefined'
  const body = random.pick([text, text, text, text.slice(0, -1), `--x\r\n${text}\r\n--x--`, random.bytes(50)])
  const headers = {
    authorization: random.pick(['Bot sandbox', 'Bot sandbox', 'Bot sandbox', 'Bearer x', 'Bot']),
    'content-type': random.pick(TYPES),
  }
  const status = await send(sandbox, method, path, headers, Buffer.from(body as string))
  expect([500, 502], `${method} ${path} with ${headers['content-type']} ${text}`).not.toContain(status)
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
function sendPackets(sandbox: Sandbox, random: Random, ids: readonly string[]): Promise<void> {
  return new Promise((resolve) => {
    const query = random.pick([
      '?v=10&encoding=json',
      '?v=10&compress=zlib-stream',
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
        const packet = JSON.stringify({ op: random.below(40) - 2, d: hostileValue(random, ids) })
        socket.send(random.pick([packet, packet, packet.slice(1), random.bytes(30)]))
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

  it(`to routes and sockets for ${SECONDS} s never end it or make it grow (FUZZ_SEED=${SEED})`, {
    timeout: SECONDS * 1_000 + 60_000,
  }, async () => {
    const random = createRandom(SEED)
    const said = vi.spyOn(console, 'error').mockImplementation(() => undefined)
    onTestFinished(() => said.mockRestore())
    const before = heapBytes()
    const end = performance.now() + SECONDS * 1_000
    let rounds = 0
    while (performance.now() < end) {
      // A world that has been fuzzed for a while has lost its bot and its channels: most answers
      // are then the same.
      const sandbox = await openSandbox()
      const { store } = sandbox.world
      const message = sandbox.control.act({ action: 'create-message', channel: '#papers', content: 'x' }) as { id: string }
      const ids = [...store.channels.values(), ...store.guilds.values(), ...store.users.values()].map(({ id }) => id)
      ids.push(message.id, '#papers', 'member', 'bot')
      for (let count = 0; count < 20 && performance.now() < end; count += 1) {
        await Promise.all([
          ...Array.from({ length: 12 }, () => sendRequest(sandbox, random, ids)),
          sendBytes(sandbox, random),
          sendPackets(sandbox, random, ids),
        ])
        sandbox.faults.clear()
        rounds += 1
      }
      sandbox.control.moveClock({ advance: 700_000 })
      expect((await call(sandbox, 'GET', '/users/@me')).status).toBe(200)
      await sandbox.stop()
    }
    expect(said.mock.calls).toEqual([])
    expect(rounds).toBeGreaterThan(SECONDS)
    // What is remembered is bounded; what the requests have really made is counted off generously.
    expect((heapBytes() - before) / 1_024 / 1_024).toBeLessThan(96)
  })
})
