// Which of several processes leads, as a function of what happens to one of them. Pure and total.
//
//   following ──acquired──▶ leading ──stop──▶ leaving ──left──▶ ended
//       ▲                      │                 │                ▲
//       └─ lost, run out ──────┘                 └─ lost, run out ┘
//          or resigned
//
// All times are of a clock of this process that nobody sets. A term ends here before its lease
// ends in the database: it is counted from when the database was asked, and with a margin.

export interface Timing {
  /** How long a lease is valid for the others. */
  readonly ttlMs: number
  /** How long before its end this process stops. */
  readonly marginMs: number
  readonly renewMs: number
  /** How often a follower asks; also after a failure. */
  readonly askMs: number
  /** How long a process that could not begin its term leaves the lease to others. */
  readonly restMs: number
}

export const TIMING: Timing = { ttlMs: 12_000, marginMs: 2_000, renewMs: 4_000, askMs: 1_000, restMs: 15_000 }

export type Role =
  /** Asks for the lease at `askAt`; while an answer is awaited nothing else is asked. */
  { readonly kind: 'following'; readonly askAt: number; readonly isAsking: boolean } | Leading | { readonly kind: 'ended' }

/** `leaving`: what is under way may finish. */
interface Leading {
  readonly kind: 'leading' | 'leaving'
  readonly fence: number
  /** Nothing is done in this term from then on. */
  readonly until: number
  readonly askAt: number
  readonly isAsking: boolean
}

export type ElectionEvent =
  /** Time has passed. */
  | { readonly kind: 'tick' }
  | { readonly kind: 'acquired'; readonly fence: number; readonly askedAt: number }
  | { readonly kind: 'taken'; readonly remainingMs: number }
  | { readonly kind: 'renewed'; readonly fence: number; readonly askedAt: number }
  | { readonly kind: 'lost'; readonly fence: number }
  /** The database did not answer a question, or not with what was asked. */
  | { readonly kind: 'failed'; readonly fence: number | null }
  /** The work of the term could not begin: another process may be luckier. */
  | { readonly kind: 'resign'; readonly fence: number }
  /** The program is stopping. */
  | { readonly kind: 'stop' }
  /** What was under way has finished. */
  | { readonly kind: 'left' }

/** What the transition asks of the world. */
export type ElectionEffect =
  | { readonly kind: 'acquire' }
  | { readonly kind: 'renew'; readonly fence: number }
  | { readonly kind: 'release'; readonly fence: number }
  /** A term begins, is to be finished, or is over. */
  | { readonly kind: 'begin'; readonly fence: number }
  | { readonly kind: 'finish'; readonly fence: number }
  | { readonly kind: 'cut'; readonly fence: number }

export interface ElectionStep {
  readonly role: Role
  readonly effects: readonly ElectionEffect[]
}

export const beginElection = (now: number): Role => ({ kind: 'following', askAt: now, isAsking: false })

/** When something falls due by itself; null: never. */
export function nextMoment(role: Role): number | null {
  if (role.kind === 'ended') return null
  const askAt = role.isAsking ? Number.POSITIVE_INFINITY : role.askAt
  const at = role.kind === 'following' ? askAt : Math.min(askAt, role.until)
  return Number.isFinite(at) ? at : null
}

const to = (role: Role, ...effects: readonly ElectionEffect[]): ElectionStep => ({ role, effects })
const ENDED: Role = { kind: 'ended' }

export function advance(role: Role, event: ElectionEvent, now: number, timing: Timing = TIMING): ElectionStep {
  switch (role.kind) {
    case 'following':
      return whileFollowing(role, event, now, timing)
    case 'leading':
    case 'leaving':
      return whileLeading(role, event, now, timing)
    case 'ended':
      // The answer to a question of before: nobody would use the lease.
      return event.kind === 'acquired' ? to(role, { kind: 'release', fence: event.fence }) : to(role)
  }
}

function whileFollowing(
  role: Extract<Role, { kind: 'following' }>,
  event: ElectionEvent,
  now: number,
  timing: Timing,
): ElectionStep {
  const followOn = (inMs: number) => to({ kind: 'following', askAt: now + inMs, isAsking: false })
  switch (event.kind) {
    case 'tick':
      if (role.isAsking || now < role.askAt) return to(role)
      return to({ ...role, isAsking: true }, { kind: 'acquire' })
    case 'acquired': {
      const { fence, askedAt } = event
      const until = untilOf(askedAt, timing)
      // The answer took so long that nothing is left of the term: ours it is all the same.
      if (now >= until) return followOn(0)
      return to({ kind: 'leading', fence, until, askAt: askedAt + timing.renewMs, isAsking: false }, { kind: 'begin', fence })
    }
    case 'taken':
      return followOn(Math.max(1, Math.min(timing.askMs, event.remainingMs)))
    case 'failed':
      return event.fence === null ? followOn(timing.askMs) : to(role)
    case 'stop':
      return to(ENDED)
    default:
      return to(role)
  }
}

function whileLeading(role: Leading, event: ElectionEvent, now: number, timing: Timing): ElectionStep {
  const { fence } = role
  const over = (askInMs: number, ...effects: readonly ElectionEffect[]) =>
    to(
      role.kind === 'leaving' || event.kind === 'stop' ? ENDED : { kind: 'following', askAt: now + askInMs, isAsking: false },
      { kind: 'cut', fence },
      ...effects,
    )
  if ('fence' in event && event.fence !== fence) return to(role)
  if (now >= role.until) return event.kind === 'resign' ? over(timing.restMs) : over(0)
  switch (event.kind) {
    case 'tick':
      if (role.isAsking || now < role.askAt) return to(role)
      return to({ ...role, isAsking: true }, { kind: 'renew', fence })
    case 'renewed': {
      const { askedAt } = event
      return to({ ...role, until: untilOf(askedAt, timing), askAt: Math.max(now, askedAt + timing.renewMs), isAsking: false })
    }
    case 'failed':
      return to({ ...role, askAt: now + timing.askMs, isAsking: false })
    case 'lost':
      return over(0)
    case 'resign':
      return over(timing.restMs, { kind: 'release', fence })
    case 'stop':
      return role.kind === 'leaving' ? to(role) : to({ ...role, kind: 'leaving' }, { kind: 'finish', fence })
    case 'left':
      return role.kind === 'leaving' ? to(ENDED, { kind: 'release', fence }) : to(role)
    default:
      return to(role)
  }
}

const untilOf = (askedAt: number, { ttlMs, marginMs }: Timing) => askedAt + ttlMs - marginMs
