// Whether Discord is out of reach: one line when it goes and one when it is back, however often it
// was tried in between.
import type { Log } from '../log/log.ts'
import type { Clock } from '../schedule/clock.ts'
import { durationText } from '../text/duration.ts'

/** What of Discord does not answer: the gateway, or its API. */
export type Part = 'gateway' | 'api'

export interface Outage {
  /** A reconnection that Discord asks for is over in a moment and says nothing. */
  down(part: Part, why: string): void
  up(part: Part): void
  /** An answer of the API; null where none came. */
  answered(status: number | null): void
  /** Since when something is out of reach; null where nothing is. */
  since(): number | null
}

const GRACE_MS = 10_000
/** One lost answer is not an outage. */
const MAX_FAILURES = 3

export function createOutage({ log, clock }: { readonly log: Log; readonly clock: Clock }): Outage {
  const parts = new Map<Part, string>()
  let since: number | null = null
  let isSaid = false
  let cancel = () => {}
  let failures = 0

  function say(): void {
    isSaid = true
    const whys = [...parts.values()].join('; ')
    log.warn({ parts: [...parts.keys()] }, `Discord cannot be reached: ${whys}. Trying until it answers.`)
  }

  function down(part: Part, why: string): void {
    if (parts.has(part)) return
    parts.set(part, why)
    if (since !== null) return
    since = clock.now()
    cancel = clock.after(GRACE_MS, say)
  }

  function up(part: Part): void {
    if (!parts.delete(part) || parts.size > 0 || since === null) return
    cancel()
    const ms = clock.now() - since
    if (isSaid) log.info({ outageMs: ms }, `Discord is back after ${durationText(ms)}`)
    since = null
    isSaid = false
  }

  return {
    down,
    up,
    answered(status) {
      if (status !== null && status < 500) {
        failures = 0
        up('api')
        return
      }
      failures += 1
      if (failures >= MAX_FAILURES) down('api', status === null ? 'no answer comes' : `it answers with ${status}`)
    },
    since: () => since,
  }
}
