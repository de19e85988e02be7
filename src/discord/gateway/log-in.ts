// Logs in, again and again while Discord is out of reach: a lost network must not end the bot. A
// refused token does. A wait that Discord asks for is kept whole.
import type { Log } from '../../log/log.ts'
import { type Clock, sleep } from '../../schedule/clock.ts'
import type { Outage } from '../outage.ts'

const FIRST_WAIT = 2_000
const MAX_WAIT = 5 * 60_000

interface Unreachable {
  readonly kind: 'unreachable'
  readonly why: string
  readonly retryAfterMs: number | null
}

/** `stopped` where the signal ended the tries. */
export async function logIn<Outcome extends { readonly kind: string }>(
  discord: { start(): Promise<Outcome | Unreachable> },
  parts: {
    readonly clock: Clock
    readonly log: Log
    readonly outage: Pick<Outage, 'down'>
    readonly signal: AbortSignal
  },
): Promise<Outcome | { readonly kind: 'stopped' }> {
  const { clock, log, outage, signal } = parts
  for (let wait = FIRST_WAIT; ; wait = Math.min(wait * 2, MAX_WAIT)) {
    if (signal.aborted) return { kind: 'stopped' }
    const login = await discord.start()
    if (!isUnreachable(login)) return login
    const ms = Math.max(wait, login.retryAfterMs ?? 0)
    const line = `${login.why}. Trying again in ${Math.ceil(ms / 1000)} s.`
    // A wait that Discord asks for is not an outage, and its length is news each time.
    if (login.retryAfterMs !== null) log.warn({ why: login.why }, line)
    else {
      log.debug({ why: login.why }, line)
      outage.down('gateway', login.why)
    }
    await sleep(clock, ms, signal)
  }
}

const isUnreachable = (outcome: { readonly kind: string }): outcome is Unreachable => outcome.kind === 'unreachable'
