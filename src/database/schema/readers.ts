// Tables of what readers keep: their language, reading lists, votes and watches. Timestamps are
// milliseconds since 1970.

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
  /** `dm-blocked`: Discord refuses direct messages to this reader. */
  state: 'active' | 'stopped' | 'dm-blocked'
  /** When it got into this state. */
  since: number
  /** With `dm-blocked`: 1 when the reader knows. */
  notified: Generated<number>
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

/**
 * A paper that answers a watch; `mail_id` is the delivery that brings it, null while it waits for
 * one.
 */
export interface WatchHitTable {
  user_id: string
  paper_id: string
  query: string
  digest_id: number
  position: number
  mail_id: string | null
}

/** A server that has removed the bot, until what is kept of it is forgotten. */
export interface DepartedServerTable {
  guild_id: string
  left_at: number
}

export interface ReadersSchema {
  readonly readers: ReadersTable
  readonly saved: SavedTable
  readonly votes: VoteTable
  readonly watchers: WatcherTable
  readonly watches: WatchTable
  readonly watch_digests: WatchDigestTable
  readonly watch_hits: WatchHitTable
  readonly departed_servers: DepartedServerTable
}
