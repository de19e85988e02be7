// What discord.js answered or threw, as an outcome.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import type { BucketState, Failure } from '../../delivery/port.ts'
import { REFUSALS, refusalFor } from './refusals.ts'

export interface ResponseHead {
  readonly status: number
  readonly headers: { get(name: string): string | null }
  /** What the body of a 429 says; null for other answers, and where it is not JSON. */
  readonly limit: Promise<LimitBody | null>
}

/**
 * Any of these may be missing, and of any type: the address may be answered by something before
 * Discord.
 */
export interface LimitBody {
  readonly retry_after?: unknown
  readonly global?: unknown
  readonly code?: unknown
  readonly message?: unknown
}

/** What of the bucket is left, where the answer says so. */
export function bucketOf(response: ResponseHead | null): BucketState | null {
  const number = (name: string) => {
    const value = response?.headers.get(name)
    return value === null || value === undefined || value === '' ? null : Number(value)
  }
  const [remaining, resetAfter] = [number('X-RateLimit-Remaining'), number('X-RateLimit-Reset-After')]
  if (remaining === null || resetAfter === null || !Number.isFinite(resetAfter)) return null
  return { remaining, resetAfterMs: Math.ceil(resetAfter * 1000) }
}

/** `isTokenRefused`: an answer before has said so, and discord.js asks nothing any more. */
export async function failureOf(error: unknown, head: ResponseHead | null, isTokenRefused: boolean): Promise<Failure> {
  if (error instanceof RateLimitError) return head === null ? limitBefore(error) : limitOf(head, await head.limit)
  if (error instanceof DiscordAPIError) return refusalOf(error)
  if (error instanceof HTTPError) return { kind: 'unknown', why: `${error.status} ${error.message}` }
  if (isTokenRefused)
    return { kind: 'refused', refusal: 'unauthorised', status: 401, code: 0, message: 'the token was refused before' }
  return { kind: 'unknown', why: reasonOf(error) }
}

/** A limit that discord.js knows of from an earlier answer: nothing was asked. */
function limitBefore(error: RateLimitError): Failure {
  const scope = error.global ? 'global' : error.scope === 'shared' ? 'shared' : 'user'
  return { kind: 'wait', scope, retryAfterMs: Math.max(1, error.timeToReset) }
}

/** Without any time the address is likely to be blocked, and asking again makes it worse. */
function limitOf({ status, headers }: ResponseHead, body: LimitBody | null): Failure {
  const seconds = [headers.get('Retry-After'), body?.retry_after, headers.get('X-RateLimit-Reset-After')]
    .filter((value) => value !== null && value !== undefined && value !== '')
    .map(Number)
    .find((value) => Number.isFinite(value) && value >= 0)
  const isGlobal = headers.get('X-RateLimit-Global') !== null || body?.global === true
  const scope = isGlobal ? 'global' : headers.get('X-RateLimit-Scope') === 'shared' ? 'shared' : 'user'
  if (seconds !== undefined) return { kind: 'wait', scope, retryAfterMs: Math.max(1, Math.ceil(seconds * 1000)) }
  const code = typeof body?.code === 'number' ? body.code : 0
  if (REFUSALS[code] === 'passing')
    return { kind: 'refused', refusal: 'passing', status, code, message: String(body?.message ?? '') }
  return { kind: 'wait', scope, retryAfterMs: null }
}

function refusalOf(error: DiscordAPIError): Failure {
  const code = typeof error.code === 'number' ? error.code : 0
  const { status, message } = error
  // A page instead of JSON: something before Discord has blocked the address.
  if (code === 40333 || (status === 403 && code === 0)) return { kind: 'wait', scope: 'global', retryAfterMs: null }
  if (status === 408 || (status === 404 && code === 0)) return { kind: 'unknown', why: `${status} ${message}` }
  return { kind: 'refused', refusal: refusalFor(status, code), status, code, message }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError') return 'no answer in time'
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}
