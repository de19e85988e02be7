// The delivery as the rest of the program sees it.
import type { ArchivedPaper } from '../archive/archive.ts'
import type { Term } from '../cluster/term.ts'
import type { PaperId } from '../digest/digest.ts'
import type { DeliveryId, SubscriptionId } from './identity.ts'
import type { ChangedPlace, ForbiddenReason, MessageBody, SeenServer, Upload } from './port.ts'
import type { Subscription } from './subscriptions/subscription.ts'
import type { SubscriptionStore } from './subscriptions/subscriptions.ts'

export interface Delivery {
  readonly subscriptions: SubscriptionStore
  /**
   * This process leads: takes up what was left, plans what is due, and sends. Resolves once the
   * first plan is made. Without a term it leads for as long as it runs.
   */
  start(term?: Term): Promise<void>
  /**
   * It leads no more. Nothing new is begun; what is in flight may finish for `graceMs` (default
   * 8 s), then it is cut and reconciled at the next start, here or in another process.
   */
  stop(graceMs?: number): Promise<void>
  /**
   * Something may be due: a tick, a new subscription, a change of the clock. Cheap, and safe at any
   * time.
   */
  wake(): void
  /**
   * A digest is in the archive, or was corrected: plans it for everybody who wants it on arrival.
   * Safe to repeat.
   */
  plan(digestId: number): Promise<void>
  /**
   * Nothing is left to send now: all that is open waits for a time, a person or Discord. For
   * scripts and tests.
   */
  idle(): Promise<void>
  /**
   * What would be posted for the digests of a day, or for one digest (default: the newest), stored
   * nowhere.
   */
  preview(subscription: Subscription, of?: string | { readonly digestId: number }): Promise<Preview>
  status(where: { guildId: string } | { channelId: string }): Promise<readonly SubscriptionStatus[]>
  health(): Promise<DeliveryHealth>
  /**
   * Deletes the messages of a digest or a paper in every channel; unsent ones are dropped. The
   * archive is not touched.
   */
  retract(what: { digestId: number } | { paperId: PaperId }): Promise<{ readonly messages: number; readonly channels: number }>
  /**
   * Sends a day again where its messages are missing: asks Discord which still exist, and posts the
   * others again. `unchecked`: so many messages Discord did not answer for; they are left as they
   * are.
   */
  resend(
    date: string,
    where?: { channelId?: string; guildId?: string },
  ): Promise<{ readonly messages: number; readonly unchecked?: number }>
  /**
   * Plans the digests of the last days (by their date, or by arrival where they have none) for one
   * subscription.
   */
  backfill(id: SubscriptionId, days: number | 'all'): Promise<{ readonly digests: number; readonly papers: number }>
  /** Past days that arrived at once and are held, by subscription. */
  backlog(): Promise<readonly HeldBacklog[]>
  /** Posts all of them, or the newest day, or none; the others are left out. */
  releaseBacklog(choice: BacklogChoice): Promise<{ readonly days: number; readonly messages: number }>
  /**
   * Who gets a digest, when, and how far it has come, the oldest subscription first. Subscriptions
   * that are younger than the digest are left out.
   */
  destinations(digestId: number): Promise<readonly Destination[]>
  /** Posts a digest at once wherever it still waits for its time or for the owner. */
  postNow(digestId: number): Promise<void>
  /** Empty with `arrival`. */
  nextSlots(subscription: Pick<Subscription, 'wish' | 'lastSlot'>, count: number): readonly number[]
  /** The papers behind the "n more" line of a day index; empty where the token is unknown. */
  overflow(token: string): Promise<readonly PaperId[]>
  /** Where a server already has a paper, newest first. */
  posts(paperId: PaperId, guildId: string): Promise<readonly Post[]>
  /**
   * A channel, its permissions or its server changed: what is forbidden there is tried again at
   * once.
   */
  changed(where: ChangedPlace): Promise<void>
  /** The bot was taken out of a server: nothing is sent there until it is back. */
  left(guildId: string): Promise<void>
  /**
   * Where several processes see some of the servers each: these are seen here, with what delivery
   * has to know of them. With `isWhole` they are all; else those that have changed.
   */
  seen(servers: readonly SeenServer[], isWhole: boolean): Promise<void>
}

/** What a subscription gets of a digest. */
export interface Destination {
  readonly subscription: Subscription
  readonly state: /** Its messages are in the outbox. */
    | { readonly kind: 'planned' }
    /** `at`: its next time; null: at once. */
    | { readonly kind: 'waiting'; readonly at: number | null }
    /** One of many past days: the owner is asked. */
    | { readonly kind: 'held' }
    /** No paper of it is wanted there, or all were posted before. */
    | { readonly kind: 'nothing' }
    | { readonly kind: 'skipped' }
    | { readonly kind: 'paused' }
    | { readonly kind: 'forbidden' }
  readonly papers: number
  /** Messages. */
  readonly sent: number
  readonly open: number
}

export type BacklogChoice = 'all' | 'newest' | 'none'

export interface HeldBacklog {
  readonly subscriptionId: SubscriptionId
  readonly channelId: string
  readonly days: number
  readonly firstDigestId: number
}

/** What is owed to a single person is composed by whoever owes it, when it is sent. */
export interface DirectMessages {
  /** Without the mark. Null where nothing is left to say. */
  compose(id: DeliveryId, userId: string): Promise<MessageBody | null>
  /** The person takes no messages from the bot; the delivery is dropped. */
  blocked(id: DeliveryId, userId: string): Promise<void>
}

export interface Post {
  readonly channelId: string
  readonly messageId: string
  readonly sentAt: number
  readonly url: string
}

export type LeftOutReason =
  | 'not-starred'
  | 'not-featured'
  | 'category'
  | 'author'
  | 'affiliation'
  | 'no-included-word'
  | 'excluded-word'
  | 'seen-before'
  | 'over-the-most'

export interface LeftOut {
  readonly paper: ArchivedPaper
  readonly why: LeftOutReason
  /** The word that excluded it, or where it was seen: a link. */
  readonly detail: string | null
}

export interface PreviewMessage {
  /** `post` opens a forum post, `thread` a thread on the message before. */
  readonly kind: 'index' | 'papers' | 'briefs'
  readonly body: MessageBody
  /** Pictures that the body shows. */
  readonly files: readonly Upload[]
  readonly papers: readonly PaperId[]
  /** Title and tags of a forum post. */
  readonly post: { readonly name: string; readonly tags: readonly string[] } | null
}

export interface Preview {
  readonly messages: readonly PreviewMessage[]
  readonly leftOut: readonly LeftOut[]
  /** The day that was rehearsed; null where there is no digest. */
  readonly date: string | null
}

/** Why it is quiet, the most telling cause first. Empty: all is well and posted. */
export type QuietCause =
  | { readonly kind: 'no-digest'; readonly newest: string | null }
  | { readonly kind: 'starts-with-next'; readonly since: number }
  | { readonly kind: 'all-filtered'; readonly digest: string | null; readonly left: number; readonly of: number }
  | { readonly kind: 'held'; readonly digest: string | null; readonly why: string }
  | { readonly kind: 'paused' }
  | { readonly kind: 'skipping-next' }
  | { readonly kind: 'forbidden'; readonly since: number; readonly reason: ForbiddenReason; readonly nextProbe: number }
  | { readonly kind: 'waiting'; readonly until: number; readonly why: string }
  /**
   * Messages of the last week that Discord refused for good; `why` is its own error of the newest.
   */
  | { readonly kind: 'given-up'; readonly messages: number; readonly why: string }
  | { readonly kind: 'late'; readonly slot: number; readonly until: number }
  | { readonly kind: 'next-slot'; readonly at: number; readonly papers: number }

export interface SubscriptionStatus {
  readonly subscription: Subscription
  readonly causes: readonly QuietCause[]
  readonly lastSentAt: number | null
  readonly lastDigest: string | null
  readonly nextSlot: number | null
  /** Messages that are still to be sent. */
  readonly queue: number
}

export interface DeliveryHealth {
  readonly subscriptions: Readonly<Record<Subscription['state'], number>>
  readonly queue: number
  readonly oldestQueuedAt: number | null
  readonly sent: number
  readonly dropped: number
  /** All sending rests until then, and why; null where it does not. */
  readonly resting: { readonly until: number; readonly why: string } | null
  readonly invalidRequests: number
}
