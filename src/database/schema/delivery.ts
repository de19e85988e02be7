// Tables of subscriptions and the outbox. Booleans are 0 or 1, timestamps milliseconds since 1970.
import type { Generated } from 'kysely'

export interface DeliverySchema {
  subscriptions: SubscriptionTable
  editions: EditionTable
  deliveries: DeliveryTable
  posted: PostedTable
}

export interface SubscriptionTable {
  id: string
  channel_id: string
  guild_id: string | null
  /** JSON. */
  wish: string
  state: 'active' | 'paused' | 'forbidden'
  origin: 'config' | 'command'
  starts_after: number
  /** Digests up to this one were considered. */
  seen_through: number
  /**
   * Days, `all`, or `newest` and a number of days, that are to be posted although they lie before
   * it; null once they are planned.
   */
  backfill: string | null
  skip_next: number
  created_at: number
  last_slot: number | null
  waiting_slot: number | null
  forbidden_since: number | null
  forbidden_reason: 'gone' | 'access' | 'permissions' | 'type' | 'tags' | null
  next_probe: number | null
  /** Probes in a row that failed. */
  probes: number
  /** The channel as the settings write it, where they own the subscription. */
  configured_as: string | null
  /**
   * Kept with its history, but nothing goes out: no channel answers to its name now, or it was
   * taken out of the settings.
   */
  suspended: 'unseen' | 'removed' | null
}

/** What was decided about one digest for one subscription; it is decided once. */
export interface EditionTable {
  subscription_id: string
  digest_id: number
  /**
   * `held`: one of many past days that arrived at once; the owner is asked. `reopened`: a correction
   * is the reason to decide it again.
   */
  state: 'planned' | 'nothing' | 'skipped' | 'retracted' | 'held' | 'reopened'
  /** The digest's revision that the messages show. */
  revision: number
  day: string | null
  /** The day that its index showed before the digest got another one. */
  moved_from: string | null
  /** JSON of the entries of the day index. */
  entries: string
  papers: number
  left_out: number
  planned_at: number
}

/** One act that is owed to a subscription or to a person. `seq` is the order within a queue. */
export interface DeliveryTable {
  seq: Generated<number>
  id: string
  /** Null where it is owed to a person. */
  subscription_id: string | null
  /** The person to whom a direct message is owed. */
  recipient: string | null
  /** Acts of one queue are done one after the other: those of a channel, a server or a person. */
  queue: string
  digest_id: number | null
  act: 'message' | 'post' | 'thread' | 'edit' | 'publish' | 'delete' | 'rename' | 'direct'
  role: 'index' | 'papers' | 'briefs' | 'notice' | 'watch'
  /** Which of several messages of the day index it is. */
  part: Generated<number>
  /** JSON array of paper ids. */
  papers: string
  /** Id of the delivery whose message it changes. */
  target: string | null
  /** Id of the delivery that opened the thread or post in which it goes. */
  thread_opener: string | null
  /** JSON of what a notice says. */
  content: string | null
  /** How many of those who may be given a notice have not taken it. */
  recipients_tried: Generated<number>
  layout: 'full' | 'standard' | 'compact' | 'card' | 'link' | 'card-link'
  images: number
  updated: Generated<number>
  state: 'planned' | 'sending' | 'unknown' | 'waiting' | 'paused' | 'sent' | 'dropped'
  failures: Generated<number>
  maybe_sent: Generated<number>
  /** Counts up when it is to be sent again, or with other content. */
  generation: Generated<number>
  not_before: number | null
  /** When the wait until then began. */
  waiting_since: number | null
  why: string | null
  /** What Discord refused last, as the port names it. */
  refusal: string | null
  channel_id: string | null
  message_id: string | null
  body_hash: string | null
  created_at: number
  sent_at: number | null
}

export interface PostedTable {
  subscription_id: string
  paper_id: string
  digest_id: number
  delivery_id: string
  section: 'featured' | 'brief'
  day: string | null
}
