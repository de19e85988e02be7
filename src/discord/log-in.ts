// Logs in, again and again while Discord is out of reach: a lost network must not end the bot. A
// refused token does.

import type { Log } from '../log/log.ts'
import { type Clock, sleep } from '../schedule/clock.ts'
import type { Discord, LoginOutcome } from './client.ts'

const FIRST_WAIT = 2_000
const MAX_WAIT = 5 * 60_000

/** `unreachable` only where the signal ended the tries. */
export async function logIn(discord: Discord, parts: { readonly clock: Clock; readonly log: Log; readonly signal: AbortSignal }) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, MAX_WAIT)) {
    const login: LoginOutcome = await discord.start()
    if (login.kind !== 'unreachable' || parts.signal.aborted) return login
    parts.log.warn({ why: login.why }, `${login.why}. Trying again in ${wait / 1000} s.`)
    await Promise.race([sleep(parts.clock, wait), aborted(parts.signal)])
    if (parts.signal.aborted) return login
  }
}

const aborted = (signal: AbortSignal) =>
  new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve(), { once: true }))
