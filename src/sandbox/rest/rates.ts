// Rate limits: fixed windows that open with their first request, by route and top-level resource,
// and one over everything. Numbers are those seen in the wild; Discord publishes none but the 50 a
// second.
import { createHash } from 'node:crypto'
import type { Clock } from '../clock.ts'
import { type ErrorCode, refusal } from '../errors.ts'
import type { BucketState } from '../feed.ts'
import { momentOf } from '../snowflake.ts'
import { FLAGS } from '../validate/limits.ts'
import type { World } from '../world/world.ts'

export interface Rate {
  readonly limit: number
  readonly windowMs: number
}

export type Limits =
  | 'discord'
  | 'relaxed'
  | 'off'
  | { readonly global?: number; readonly routes?: Readonly<Record<string, Rate>> }

const MESSAGE = '/channels/:id/messages/:id'
const ROUTES: Readonly<Record<string, Rate>> = {
  'POST /channels/:id/messages': { limit: 5, windowMs: 5_000 },
  [`PATCH ${MESSAGE}`]: { limit: 5, windowMs: 5_000 },
  [`DELETE ${MESSAGE}`]: { limit: 5, windowMs: 5_000 },
  [`POST ${MESSAGE}/crosspost`]: { limit: 10, windowMs: 3_600_000 },
  [`POST ${MESSAGE}/threads`]: { limit: 5, windowMs: 5_000 },
  'POST /channels/:id/threads': { limit: 5, windowMs: 5_000 },
  'POST /channels/:id/messages/bulk-delete': { limit: 1, windowMs: 1_000 },
  'POST /channels/:id/typing': { limit: 5, windowMs: 5_000 },
  [`PUT ${MESSAGE}/reactions/:emoji/@me`]: { limit: 1, windowMs: 250 },
  [`DELETE ${MESSAGE}/reactions/:emoji/@me`]: { limit: 1, windowMs: 250 },
  'POST /applications/:id/commands': { limit: 5, windowMs: 20_000 },
  'POST /applications/:id/guilds/:id/commands': { limit: 5, windowMs: 20_000 },
  'DELETE /channels/:id/messages/:id/reactions/:emoji/:id': { limit: 1, windowMs: 250 },
  'POST /guilds/:id/emojis': { limit: 50, windowMs: 3_600_000 },
  'PATCH /guilds/:id/members/:id': { limit: 10, windowMs: 10_000 },
  'PUT /guilds/:id/members/:id/roles/:id': { limit: 10, windowMs: 10_000 },
  'DELETE /guilds/:id/members/:id/roles/:id': { limit: 10, windowMs: 10_000 },
  'POST /channels/:id/invites': { limit: 5, windowMs: 15_000 },
  'POST /webhooks/:id/:token': { limit: 5, windowMs: 2_000 },
  'PATCH /webhooks/:id/:token/messages/:id': { limit: 5, windowMs: 2_000 },
}
const GLOBAL_PER_SECOND = 50

/**
 * A first digest should not take half a minute: windows of a few seconds hold ten times as much,
 * all else stays.
 */
const RELAXED = Object.fromEntries(
  Object.entries(ROUTES).map(([name, rate]) => [name, rate.windowMs <= 5_000 ? { ...rate, limit: rate.limit * 10 } : rate]),
)

/** Limits that no header tells of until they strike. */
interface Sublimit extends Rate {
  readonly name: string
  readonly route: string
  readonly code?: ErrorCode
  readonly strikes: (world: World, params: readonly string[], body: unknown) => boolean
}

const HOUR_MS = 3_600_000
const SUBLIMITS: readonly Sublimit[] = [
  {
    name: 'channel-name',
    route: 'PATCH /channels/:id',
    limit: 2,
    windowMs: 600_000,
    strikes: (_, __, body) =>
      typeof body === 'object' && body !== null && ('topic' in body || 'name' in body) && !('archived' in body),
  },
  {
    name: 'old-edit',
    route: `PATCH ${MESSAGE}`,
    limit: 3,
    windowMs: 20_000,
    code: 30046,
    strikes: (world, [, message]) => world.clock.now() - momentOf(message ?? '0') > HOUR_MS,
  },
  {
    name: 'published-edit',
    route: `PATCH ${MESSAGE}`,
    limit: 3,
    windowMs: HOUR_MS,
    code: 20022,
    strikes: (world, [channel, message]) =>
      ((world.store.message(channel ?? '', message ?? '')?.flags ?? 0) & FLAGS.CROSSPOSTED) !== 0,
  },
]

const INVALID_LIMIT = 10_000
const INVALID_WINDOW_MS = 600_000

export interface RateCall {
  readonly route: string
  /** The path's parameters in order; the first is the top-level resource. */
  readonly params: readonly string[]
  readonly body: unknown
  readonly counted: boolean
}

export interface Limited {
  readonly scope: 'user' | 'global'
  readonly retryAfterMs: number
  readonly code?: ErrorCode
}

export interface Rates {
  /** Takes one of each limit that applies, or tells which is used up (and takes none). */
  take(call: RateCall): { limited?: Limited; bucket: BucketState | null }
  /** Counts 401, 403 and 429 answers; too many in ten minutes block the address. */
  noteInvalid(): void
  blockedForMs(): number
  invalid(): number
}

interface Window {
  start: number
  used: number
}

/**
 * Only channels, servers and webhooks split a bucket (docs: topics/rate-limits); a webhook does so
 * together with its token.
 */
function majorOf(route: string, params: readonly string[]): string {
  if (route.includes('/:token')) return params.slice(0, 2).join(':')
  return /^\w+ \/(channels|guilds|webhooks)\//.test(route) ? (params[0] ?? '') : ''
}

export const bucketHash = (route: string): string => createHash('sha256').update(route).digest('hex').slice(0, 32)

export function createRates(world: World, clock: Clock, limits: Limits): Rates {
  const off = limits === 'off'
  const hasSublimits = limits === 'discord' || limits === 'relaxed'
  const routes = limits === 'relaxed' ? RELAXED : typeof limits === 'object' ? { ...ROUTES, ...limits.routes } : ROUTES
  const global = typeof limits === 'object' ? (limits.global ?? GLOBAL_PER_SECOND) : GLOBAL_PER_SECOND
  const windows = new Map<string, Window>()
  const hashes = new Map<string, string>()
  let sweepAt = 0

  function sweep(now: number): void {
    if (now < sweepAt) return
    sweepAt = now + 60_000
    for (const [key, window] of windows) if (now - window.start > HOUR_MS) windows.delete(key)
  }

  function windowOf(key: string, rate: Rate, now: number): Window {
    const known = windows.get(key)
    if (known && now - known.start < rate.windowMs && now >= known.start) return known
    const fresh = { start: now, used: 0 }
    windows.set(key, fresh)
    return fresh
  }

  const left = (window: Window, rate: Rate, now: number) => window.start + rate.windowMs - now
  const hashOf = (route: string) => {
    const hash = hashes.get(route) ?? bucketHash(route)
    hashes.set(route, hash)
    return hash
  }

  const invalid: Window = { start: 0, used: 0 }

  return {
    take({ route, params, body, counted }) {
      const now = clock.now()
      if (off) return { bucket: null }
      sweep(now)
      const globalRate = { limit: global, windowMs: 1_000 }
      const overall = windowOf('global', globalRate, now)
      if (counted && overall.used >= global)
        return { limited: { scope: 'global', retryAfterMs: left(overall, globalRate, now) }, bucket: null }
      const rate = routes[route]
      const major = majorOf(route, params)
      const window = rate && windowOf(`${route} ${major}`, rate, now)
      const state = (): BucketState | null =>
        rate && window
          ? {
              id: hashOf(route),
              limit: rate.limit,
              remaining: Math.max(rate.limit - window.used, 0),
              resetAfter: left(window, rate, now) / 1_000,
            }
          : null
      if (rate && window && window.used >= rate.limit)
        return { limited: { scope: 'user', retryAfterMs: left(window, rate, now) }, bucket: state() }
      const hidden = hasSublimits ? SUBLIMITS.filter((each) => each.route === route && each.strikes(world, params, body)) : []
      const opened = hidden.map((each) => ({ each, window: windowOf(`${each.name} ${major}`, each, now) }))
      const full = opened.find(({ each, window }) => window.used >= each.limit)
      if (full) {
        const code = full.each.code
        return {
          limited: { scope: 'user', retryAfterMs: left(full.window, full.each, now), ...(code !== undefined && { code }) },
          bucket: state(),
        }
      }
      for (const { window } of opened) window.used += 1
      if (window) window.used += 1
      if (counted) overall.used += 1
      return { bucket: state() }
    },
    noteInvalid() {
      const now = clock.now()
      if (now - invalid.start >= INVALID_WINDOW_MS) Object.assign(invalid, { start: now, used: 0 })
      invalid.used += 1
    },
    blockedForMs: () => (off || invalid.used < INVALID_LIMIT ? 0 : Math.max(invalid.start + INVALID_WINDOW_MS - clock.now(), 0)),
    invalid: () => (clock.now() - invalid.start < INVALID_WINDOW_MS ? invalid.used : 0),
  }
}

/** The answer to a request over its limit. */
export function limitedAnswer(limited: Limited, bucket: BucketState | null): { body: object; headers: Record<string, string> } {
  const retry_after = Math.ceil(limited.retryAfterMs) / 1_000
  const isGlobal = limited.scope === 'global'
  const message = limited.code === undefined ? 'You are being rate limited.' : refusal(limited.code).message
  return {
    body: { message, retry_after, global: isGlobal, ...(limited.code !== undefined && { code: limited.code }) },
    headers: {
      'retry-after': String(Math.max(Math.ceil(retry_after), 1)),
      'x-ratelimit-scope': limited.scope,
      ...(isGlobal && { 'x-ratelimit-global': 'true' }),
      // A hidden sublimit strikes while the bucket still has room: the headers then speak of the
      // sublimit.
      ...(bucket && bucketHeaders(bucket.remaining === 0 ? bucket : { ...bucket, remaining: 0, resetAfter: retry_after })),
    },
  }
}

export function bucketHeaders(bucket: BucketState): Record<string, string> {
  return {
    'x-ratelimit-limit': String(bucket.limit),
    'x-ratelimit-remaining': String(bucket.remaining),
    'x-ratelimit-reset-after': bucket.resetAfter.toFixed(3),
    'x-ratelimit-bucket': bucket.id,
  }
}
