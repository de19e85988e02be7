// What discord.js answered or threw, as an outcome. The numbers are Discord's JSON error codes.
import { DiscordAPIError, HTTPError, RateLimitError } from 'discord.js'
import type { BucketState, Outcome, Refusal } from '../delivery/port.ts'

export type Failure = Exclude<Outcome, { kind: 'sent' }>

export interface SeenResponse {
  readonly status: number
  readonly headers: { get(name: string): string | null }
}

const REFUSALS: Readonly<Record<number, Refusal>> = {
  10003: 'channel-gone',
  10004: 'channel-gone',
  10008: 'message-gone',
  40033: 'already',
  160004: 'already',
  50001: 'access',
  50013: 'permissions',
  // A forum that wants a tag and has none that fits: its people must act.
  40067: 'permissions',
  40005: 'too-large',
  50045: 'too-large',
  // The content is refused, not the bot.
  200000: 'invalid',
  240000: 'invalid',
  50005: 'message-gone',
}

/** What of the bucket is left, where the answer says so. */
export function bucketOf(response: SeenResponse | null): BucketState | null {
  const number = (name: string) => {
    const value = response?.headers.get(name)
    return value === null || value === undefined || value === '' ? null : Number(value)
  }
  const [remaining, resetAfter] = [number('X-RateLimit-Remaining'), number('X-RateLimit-Reset-After')]
  if (remaining === null || resetAfter === null || !Number.isFinite(resetAfter)) return null
  return { remaining, resetAfterMs: Math.ceil(resetAfter * 1000) }
}

export function failureOf(error: unknown, response: SeenResponse | null): Failure {
  if (error instanceof RateLimitError) return limitOf(error, response)
  if (error instanceof DiscordAPIError) return refusalOf(error)
  if (error instanceof HTTPError) return { kind: 'unknown', why: `${error.status} ${error.message}` }
  if (error instanceof Error && /Expected token/.test(error.message))
    return { kind: 'refused', refusal: 'unauthorised', status: 401, code: 0, message: 'the token was refused before' }
  return { kind: 'unknown', why: reasonOf(error) }
}

/** Only headers count: without them the address is likely to be blocked, and asking again makes it worse. */
function limitOf(error: RateLimitError, response: SeenResponse | null): Failure {
  const scope = error.global ? 'global' : error.scope === 'shared' ? 'shared' : 'user'
  if (response === null) return { kind: 'wait', scope, retryAfterMs: Math.max(1, error.timeToReset) }
  const seconds = response.headers.get('Retry-After') ?? response.headers.get('X-RateLimit-Reset-After')
  const known = seconds !== null && seconds !== '' && Number.isFinite(Number(seconds))
  return { kind: 'wait', scope, retryAfterMs: known ? Math.max(1, Math.ceil(Number(seconds) * 1000)) : null }
}

function refusalOf(error: DiscordAPIError): Failure {
  const code = typeof error.code === 'number' ? error.code : 0
  const { status, message } = error
  // A page instead of JSON: something before Discord has blocked the address.
  if (status === 403 && (code === 0 || code === 40333)) return { kind: 'wait', scope: 'global', retryAfterMs: null }
  if (status === 408 || (status === 404 && code === 0)) return { kind: 'unknown', why: `${status} ${message}` }
  return { kind: 'refused', refusal: refusalFor(status, code), status, code, message }
}

function refusalFor(status: number, code: number): Refusal {
  const known = REFUSALS[code]
  if (known !== undefined) return known
  if (status === 401) return 'unauthorised'
  if (status === 403) return 'access'
  if (status === 404) return 'message-gone'
  if (status === 413) return 'too-large'
  return 'invalid'
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  if (error.name === 'AbortError') return 'no answer in time'
  const cause = error.cause instanceof Error ? `: ${error.cause.message}` : ''
  return `${error.message}${cause}`
}
