// How an attempt to log in comes out.
import { DiscordAPIError, DiscordjsError, DiscordjsErrorCodes, RateLimitError } from 'discord.js'
import { CLOSE_CODES, TOO_FEW_SHARDS } from './close-codes.ts'

export type LoginOutcome =
  | { readonly kind: 'ready'; readonly applicationId: string; readonly userId: string; readonly guilds: number }
  | LoginFailure
  /** `stop` was called. */
  | { readonly kind: 'stopped' }

export type LoginFailure =
  /** Nothing but another token or another setting helps. */
  | { readonly kind: 'refused'; readonly why: string }
  /** The servers are too many for the number of shards. */
  | { readonly kind: 'too-few-shards'; readonly why: string }
  /** Discord cannot be reached, or does not answer as Discord does. */
  | { readonly kind: 'unreachable'; readonly why: string; readonly retryAfterMs: number | null }

/** `closedWith` is the code with which the gateway was closed for good, if it was. */
export function loginFailure(error: unknown, api: string, closedWith: number | null = null): LoginFailure {
  const { host } = new URL(api)
  const isTokenRefused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401)
  if (isTokenRefused)
    return {
      kind: 'refused',
      why: `${host} refused the token (401). Copy it again from the bot's page of the developer portal into DISCORD_TOKEN.`,
    }
  if (closedWith !== null && closedWith in CLOSE_CODES) {
    const why = `Discord refused the connection (code ${closedWith}: ${CLOSE_CODES[closedWith]})`
    return { kind: closedWith === TOO_FEW_SHARDS ? 'too-few-shards' : 'refused', why }
  }
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.max(error.retryAfter, error.timeToReset)
    return { kind: 'unreachable', why: `${host} limits logging in for ${Math.ceil(retryAfterMs / 1000)} s`, retryAfterMs }
  }
  const text = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return { kind: 'unreachable', why: `${api} did not answer as Discord does: ${text}${cause}`, retryAfterMs: null }
}
