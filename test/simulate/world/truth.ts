// What people, authors and operators did, and when: from it the judge knows what is owed. What was
// asked of the bot took effect at some moment between `from`, when it was asked, and `to`, when the
// bot had answered.
import type { WishInput } from '../../../src/delivery/subscriptions/subscription.ts'
import type { Digest } from './digests.ts'

export interface Span {
  readonly from: number
  /** Infinity: it goes on. */
  to: number
}

export interface SubscriptionTruth {
  readonly channel: number
  wish: WishInput
  readonly created: Span
  readonly changes: { readonly kind: 'pause' | 'resume' | 'unsubscribe' | 'wish'; readonly span: Span }[]
}

/** An older copy of the archive was put in its place: what was decided since is decided again. */
export interface Restore {
  readonly copiedAt: number
  readonly at: number
}

export interface Truth {
  readonly digests: Map<number, Digest>
  readonly subscriptions: SubscriptionTruth[]
  /** The bot isn't running, can't write, or can't read the folder. */
  readonly unable: Span[]
  /** By channel: the bot may not do there what it must. */
  readonly closed: Map<number, Span[]>
  /** Channels that are gone for good. */
  readonly gone: Map<number, number>
  readonly blocked: Set<string>
  readonly restores: Restore[]
  /** Messages or threads of a channel were deleted, locked or archived by people. */
  readonly disturbed: Set<number>
  kickedAt: number | null
  /** All is well again from then on. */
  healedAt: number
}

export function createTruth(): Truth {
  return {
    digests: new Map(),
    subscriptions: [],
    unable: [],
    closed: new Map(),
    gone: new Map(),
    blocked: new Set(),
    restores: [],
    disturbed: new Set(),
    kickedAt: null,
    healedAt: 0,
  }
}
