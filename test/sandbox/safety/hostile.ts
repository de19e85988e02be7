// What no client would send: values of any kind, and bodies that are right but for one place.
import type { Random } from './random.ts'

const WORDS = [
  ...['content', 'embeds', 'components', 'type', 'name', 'options', 'data', 'flags', 'poll', 'message', 'message_reference'],
  ...['allowed_mentions', 'nonce', 'attachments', 'id', 'custom_id', 'values', 'permissions', 'overwrites', 'messages'],
  ...['action', 'channel', 'user', 'guild', 'kind', 'route', 'count', 'set', 'advance', 'channel_id', 'wait', 'seq', 'token'],
  ...['__proto__', 'constructor', 'prototype', 'toString', '', '0', 'length', 'recipient_id', 'sticker_ids', 'applied_tags'],
  ...['limit', 'seconds', 'everyone', 'bot', 'then', 'toJSON'],
]
const ACTIONS = ['create-channel', 'update-channel', 'create-message', 'create-thread', 'add-reaction', 'typing', 'join', 'leave']
const NUMBERS = [-1, -0, 0.5, 1e308, 2 ** 31, 2 ** 32, 2 ** 53, -(2 ** 31), 8.64e15, 8.64e15 + 1, Number.MIN_VALUE]
const TEXTS = [
  ...['\ud800', '\udc00x', 'x\u0000', '\u202e', '’'.repeat(3_000), '９'.repeat(20), '-1', '1e9', 'NaN', 'Infinity', ' ', '👍'],
  ...['[]', '{}', '2026-99-99', '2026-02-30T25:61:00Z', '+275760-09-13', '9'.repeat(400), '%', '../..', 'data:image/png;base64,'],
  ...['attachment://', 'http://', 'x'.repeat(70_000)],
]

export function hostileValue(random: Random, ids: readonly string[], depth = 0): unknown {
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
    random.pick(NUMBERS),
    random.pick([true, false, null, null]),
    random.pick(TEXTS),
    random.bytes(random.below(40)).toString('latin1'),
    String(random.below(2 ** 31)).repeat(random.below(4)),
  ]
  return values[kind]
}

const isContainer = (value: unknown): value is Record<string, unknown> | unknown[] => typeof value === 'object' && value !== null

/** Every place of the value, as the container and the key in it. */
function placesIn(value: unknown): (readonly [Record<string, unknown>, string])[] {
  if (!isContainer(value)) return []
  const container = value as Record<string, unknown>
  return Object.keys(container).flatMap((key) => [[container, key] as const, ...placesIn(container[key])])
}

function nested(value: unknown, depth: number): unknown {
  let out = value
  for (let level = 0; level < depth; level += 1) out = level % 2 === 0 ? [out] : { components: out }
  return out
}

/** The body with one to three of its places changed, removed, moved or blown up. */
export function mutated(random: Random, ids: readonly string[], body: unknown): unknown {
  const root = { body: structuredClone(body) as unknown }
  for (let times = random.below(3); times >= 0; times -= 1) {
    const places = placesIn(root)
    const [container, key] = random.pick(places)
    const [, other] = random.pick(places)
    const change = random.below(9)
    // A key that JSON.parse makes an own one and an assignment would not.
    const set = (name: string, value: unknown) =>
      Object.defineProperty(container, Array.isArray(container) && !/^\d+$/.test(name) ? '0' : name, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    if (change === 0 && container !== root) delete container[key]
    else if (change === 1) set(key, null)
    else if (change === 2) set(key, [container[key], container[key]])
    else if (change === 3) set(key, nested(container[key], random.pick([1, 2, 40, 200])))
    else if (change === 4) set(random.pick(WORDS), hostileValue(random, ids))
    else if (change === 5) set(key, random.pick([...NUMBERS, ...TEXTS]))
    else if (change === 6 && isContainer(container[key])) set(key, Object.values(container[key] as object)[0])
    else if (change === 7) set(key, structuredClone(Object.hasOwn(container, other) ? container[other] : {}))
    else set(key, hostileValue(random, ids))
  }
  return root.body
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

export const hostileSegment = (random: Random, ids: readonly string[]): string =>
  random.next() < 0.7 ? random.pick(ids) : random.pick(SEGMENTS)

/** A form that is whole, or lacks its end, its names, its boundary; or says a thing twice. */
export function hostileForm(random: Random, json: string): Buffer {
  const field = (name: string, text: string, more = '') =>
    `--x\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${text}\r\n`
  const parts = [
    field('payload_json', json),
    field(random.pick(['files[0]', 'files[9999999999999999]', 'file', 'files[-1]', 'files[]', '']), 'abc', '; filename="a.png"'),
    field(
      'files[0]',
      'abc',
      random.pick(['; filename=""', '; filename="../../x"', "; filename*=utf-8''%ff", '; filename="\u0000"']),
    ),
    field(random.pick(WORDS), json),
    '--x\r\nContent-Disposition: form-data\r\n\r\nnameless\r\n',
    '--x\r\n\r\n',
    '--x',
  ]
  const chosen = parts.filter(() => random.next() < 0.5)
  return Buffer.from(`${chosen.join('')}${random.next() < 0.8 ? '--x--\r\n' : ''}`)
}
