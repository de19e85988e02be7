// Tables of what readers keep: their language, reading lists, votes and watches. Moments are milliseconds since 1970.

import type { Generated } from 'kysely'
import type { Locale } from '../../text/locale.ts'

export interface ReadersTable {
  readonly user_id: string
  /** `zh` or `en`; null: what Discord says. */
  readonly language: string | null
}

export interface SavedTable {
  user_id: string
  paper_id: string
  note: string | null
  saved_at: number
}

/** A reader who saved a paper in a server has voted for it there. */
export interface VoteTable {
  guild_id: string
  user_id: string
  paper_id: string
  voted_at: number
}

export interface WatcherTable {
  user_id: string
  /** The wording of this reader's messages. */
  locale: Locale
  /** `closed`: Discord refuses direct messages to this reader. */
  state: 'active' | 'stopped' | 'closed'
  /** When it got into this state. */
  since: number
  /** With `closed`: 1 when the reader knows. */
  told: Generated<number>
}

export interface WatchTable {
  user_id: string
  query: string
  created_at: number
}

/** Digests whose papers were held against the watches. */
export interface WatchDigestTable {
  digest_id: number
  revision: number
}

export interface WatchMailTable {
  id: string
  user_id: string
  state: 'planned' | 'sending' | 'unknown' | 'sent' | 'dropped'
  failures: Generated<number>
  not_before: number
  created_at: number
  sent_at: number | null
}

/** A paper that answers a watch; it waits for a message while `mail_id` is null. */
export interface WatchHitTable {
  user_id: string
  paper_id: string
  query: string
  digest_id: number
  position: number
  mail_id: string | null
}

export interface ReadersSchema {
  readonly readers: ReadersTable
  readonly saved: SavedTable
  readonly votes: VoteTable
  readonly watchers: WatcherTable
  readonly watches: WatchTable
  readonly watch_digests: WatchDigestTable
  readonly watch_mails: WatchMailTable
  readonly watch_hits: WatchHitTable
}
