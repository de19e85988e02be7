// The tables that an archive is made of, in the order in which their rows may be written: what
// refers to another comes after it.
import type { Schema } from '../schema/index.ts'

/** These belong to the processes that run on a database, and not to the archive in it. */
export const UNMOVED_TABLES = ['leases', 'gateway_shards', 'noted_servers'] as const

export interface MovedTable {
  readonly name: Exclude<keyof Schema, 'settings' | (typeof UNMOVED_TABLES)[number]>
  /** Its primary key: rows are read and compared in its order, which both engines share. */
  readonly key: readonly string[]
  readonly rowsAPage: number
}

/**
 * Rows of a page are in memory together, and no statement has more parameters than SQLite takes.
 */
const ROWS = 250

const table = (name: MovedTable['name'], key: readonly string[], rowsAPage = ROWS): MovedTable => ({ name, key, rowsAPage })

/** The settings are moved last and by themselves: see settings.ts. */
export const MOVED_TABLES: readonly MovedTable[] = [
  table('digests', ['id'], 50),
  table('papers', ['pid']),
  table('sightings', ['digest_id', 'position']),
  table('paper_keys', ['key']),
  table('paper_categories', ['category', 'pid']),
  // One may be as large as a file is allowed to be.
  table('blobs', ['sha256'], 1),
  table('overrun_files', ['sha256']),
  table('subscriptions', ['id']),
  table('editions', ['subscription_id', 'digest_id']),
  table('deliveries', ['seq']),
  table('posted', ['subscription_id', 'paper_id']),
  table('readers', ['user_id']),
  table('saved', ['user_id', 'paper_id']),
  table('votes', ['guild_id', 'user_id', 'paper_id']),
  table('watchers', ['user_id']),
  table('watches', ['user_id', 'query']),
  table('watch_digests', ['digest_id']),
  table('watch_hits', ['user_id', 'paper_id']),
  table('departed_servers', ['guild_id']),
]
