// What can happen to a request on its way and at Discord. `made`: what it asked for is done, although
// the answer does not say so.
import type { Random } from '../kernel/random.ts'

export type Fault =
  /** The connection breaks at once. `lateMs`: Discord does it afterwards all the same. */
  | { readonly kind: 'cut'; readonly made: boolean; readonly lateMs: number }
  /** No answer comes. */
  | { readonly kind: 'silence'; readonly made: boolean }
  /** Headers come, and no body. */
  | { readonly kind: 'half-answer' }
  | { readonly kind: 'server-error'; readonly status: number; readonly made: boolean }
  /** A page of something before Discord, in place of the answer. */
  | { readonly kind: 'odd-answer'; readonly made: boolean }
  | {
      readonly kind: 'limit'
      readonly scope: 'user' | 'global' | 'shared'
      readonly ms: number
      readonly says: 'header' | 'body' | 'nothing'
    }
  /** A documented error that passes by itself. */
  | { readonly kind: 'passing'; readonly status: number; readonly code: number }

export const FAULT_KINDS = ['cut', 'silence', 'half-answer', 'server-error', 'odd-answer', 'limit', 'passing'] as const

/** Some time in which requests fail. */
export interface Spell {
  readonly from: number
  readonly to: number
  readonly probability: number
  readonly kinds: readonly Fault['kind'][]
}

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * A message may come late, for its nonce catches that; a post has none, and what the bot waits
 * before it looks for one is all there is.
 */
const MAX_LATE_MS = { message: 20 * SECOND, other: 3 * SECOND }

function limitMs(random: Random, isGlobal: boolean): number {
  if (random.chance(0.6)) return random.int(200, 8_000)
  if (isGlobal || random.chance(0.8)) return random.int(10 * SECOND, 15 * MINUTE)
  return random.int(HOUR, 26 * HOUR)
}

export function drawFault(kind: Fault['kind'], isMessage: boolean, isChange: boolean, random: Random): Fault {
  const made = random.chance(0.5)
  switch (kind) {
    case 'cut': {
      const most = isMessage ? MAX_LATE_MS.message : MAX_LATE_MS.other
      return { kind, made, lateMs: made && !isChange && random.chance(0.4) ? random.int(200, most) : 0 }
    }
    case 'silence':
      return { kind, made }
    case 'half-answer':
      return { kind }
    case 'server-error':
      return { kind, status: random.pick([500, 502, 503, 504]), made }
    case 'odd-answer':
      return { kind, made }
    case 'limit': {
      const scope = random.pick(['user', 'user', 'global', 'shared'] as const)
      const says = random.pick(['header', 'header', 'body', 'nothing'] as const)
      return { kind, scope, ms: says === 'nothing' ? 30 * SECOND : limitMs(random, scope === 'global'), says }
    }
    case 'passing': {
      const [status, code] = random.pick([
        [400, 160006],
        [403, 20028],
        [400, 30046],
        [503, 130000],
        [400, 40062],
      ] as const)
      return { kind, status, code }
    }
  }
}
