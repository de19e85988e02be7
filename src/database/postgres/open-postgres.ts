// Opens a database on a PostgreSQL server: migrations run first, then queries may.
import { Kysely, sql } from 'kysely'
import type { PoolConfig } from 'pg'
import type { Database, OpenOptions } from '../database.ts'
import { UnusableDatabase } from '../faults.ts'
import type { Migration } from '../migrations/migration.ts'
import type { Listening } from '../notices.ts'
import { probeRoom } from '../probe.ts'
import type { Schema } from '../schema/index.ts'
import { changeNumbers, continueNumbers } from './change-numbers.ts'
import { type Clients, type ClientsParts, createClients, createPostgresDialect } from './dialect.ts'
import { rethrowAsUnusableServer } from './faults.ts'
import { fenceClients } from './fenced.ts'
import { CHANGES_CHANNEL, type Changes, lastChange, lastPosition, type Position, readChanges } from './follow.ts'
import { MIGRATIONS, migrateAlone } from './migrations.ts'
import { createNoticeConnection, type NoticeConnection } from './notices.ts'
import { MAX_CONNECT_MS } from './open-client.ts'
import { MIGRATED_CHANNEL, watchSchema } from './schema-watch.ts'
import { withoutPassword } from './url.ts'

const MAX_CONNECTIONS = 10
/**
 * A process that is paused in the middle of a transaction, or cut off, holds up no other for
 * longer: the server then ends its transaction.
 */
const MAX_IDLE_IN_TRANSACTION_MS = 5_000
/** A connection that was cut without a word answers nothing; none of our queries takes so long. */
const MAX_QUERY_MS = 30_000
/** The connection for what is urgent: an answer that takes longer is given up, with the connection. */
const URGENT = { max: 1, connectionTimeoutMillis: 3_000, query_timeout: 3_000, statement_timeout: 3_000, idleTimeoutMillis: 0 }
const NOTICES_CHANNEL = 'paperboy_notices'
/** The first with `gen_random_uuid`. */
const OLDEST_SERVER = 13

export interface PostgresDatabase extends Database {
  readChanges(after: Position): Promise<Changes>
  lastPosition(): Promise<Position>
  /** Calls `onNotice` soon after papers or digests have changed. */
  listen(onNotice: () => void): Listening
}

/** Throws an `UnusableDatabase` where the server, the database or its contents can't be used. */
export async function openPostgres(url: string, options: OpenOptions = {}): Promise<PostgresDatabase> {
  const place = withoutPassword(url)
  try {
    const migrations = options.migrations ?? MIGRATIONS
    const migrated = await prepare(url, place, migrations)
    const parts = { place, knownMigrations: migrations.length }
    const clients = await openClients(url, parts, { max: MAX_CONNECTIONS, query_timeout: MAX_QUERY_MS })
    const query = createQueries(clients)
    const urgent = createQueries(await openClients(url, parts, URGENT))
    const notices = createNoticeConnection(url)
    return {
      ...createDatabase({ place, knownMigrations: migrations.length, clients, query, urgent, notices, migrated }),
      readChanges: (after) => readChanges(query, after),
      lastPosition: () => lastPosition(query),
      listen: (onNotice) => notices.listen(CHANGES_CHANNEL, onNotice),
    }
  } catch (error) {
    rethrowAsUnusableServer(error, place)
  }
}

/** Over a connection without a limit of time: a migration may take long, or wait for another's. */
async function prepare(url: string, place: string, migrations: readonly Migration[]): Promise<readonly string[]> {
  const query = createQueries(await openClients(url, { place, knownMigrations: null }, { max: 1 }))
  try {
    await checkServer(query, place)
    return await migrateAlone(query as unknown as Kysely<unknown>, migrations)
  } finally {
    await query.destroy()
  }
}

async function openClients(url: string, parts: ClientsParts, limits: Partial<PoolConfig>): Promise<Clients> {
  // Loaded here, so that who uses SQLite does not pay for it.
  const { default: pg } = await import('pg')
  const pool = new pg.Pool({
    connectionString: url,
    application_name: 'paperboy',
    connectionTimeoutMillis: MAX_CONNECT_MS,
    idle_in_transaction_session_timeout: MAX_IDLE_IN_TRANSACTION_MS,
    keepAlive: true,
    types: { getTypeParser: (oid, format) => PARSERS.get(oid) ?? pg.types.getTypeParser(oid, format) },
    ...limits,
  })
  // An idle connection that the server ends is replaced by the next query.
  pool.on('error', () => {})
  return createClients(pool, parts)
}

const createQueries = (clients: Clients) => new Kysely<Schema>({ dialect: createPostgresDialect(clients) })

interface DatabaseParts {
  readonly place: string
  readonly knownMigrations: number
  readonly clients: Clients
  readonly query: Kysely<Schema>
  readonly urgent: Kysely<Schema>
  readonly notices: NoticeConnection
  readonly migrated: readonly string[]
}

function createDatabase(parts: DatabaseParts): Database {
  const { place, clients, query, urgent, notices, migrated } = parts
  const database: Database = {
    place,
    // Readers have connections of their own from the pool.
    reading: query,
    query,
    changes: changeNumbers,
    continueNumbers,
    shared: {
      now: sql<number>`(extract(epoch from clock_timestamp()) * 1000)::bigint`,
      urgent,
      notices: {
        send: (text) => notices.send(NOTICES_CHANNEL, text),
        listen: (onNotice) => notices.listen(NOTICES_CHANNEL, onNotice),
      },
      watchSchema: (onOutdated) => {
        const listenToMigrations = (onNotice: () => void) => notices.listen(MIGRATED_CHANNEL, onNotice)
        return watchSchema({ place, known: parts.knownMigrations, urgent, listen: listenToMigrations }, onOutdated)
      },
      lastChange: () => lastChange(query),
      fencedBy(fence) {
        const inTerm = fenceClients(clients, fence)
        const fenced = createQueries(inTerm)
        return { ...database, query: fenced, reading: fenced, probe: () => probeRoom(fenced), close: inTerm.end }
      },
    },
    migrated,
    // The server looks after its files, and refuses what points nowhere.
    integrity: () => [],
    danglingReferences: () => [],
    probe: () => probeRoom(query),
    async close() {
      await Promise.all([query.destroy(), urgent.destroy(), notices.close()])
    },
  }
  return database
}

const BYTES = 17
const BIGINT = 20
const NUMERIC = 1700
/**
 * What SQLite gives: plain bytes, and counts and sums as numbers, since none of ours is above 2^53.
 * The server sends bytes as `\x` and hex digits.
 */
const PARSERS: ReadonlyMap<number, (text: string) => unknown> = new Map<number, (text: string) => unknown>([
  [BYTES, (text) => new Uint8Array(Buffer.from(text.slice(2), 'hex'))],
  [BIGINT, Number],
  [NUMERIC, Number],
])

async function checkServer(query: Kysely<Schema>, place: string): Promise<void> {
  const { rows } = await sql<{ version: number; encoding: string }>`
    select current_setting('server_version_num')::integer / 10000 as version,
      current_setting('server_encoding') as encoding`.execute(query)
  const { version = 0, encoding = '' } = rows[0] ?? {}
  if (version < OLDEST_SERVER)
    throw new UnusableDatabase(`${place} is PostgreSQL ${version}; Paperboy needs ${OLDEST_SERVER} or newer. Upgrade the server.`)
  if (encoding !== 'UTF8')
    throw new UnusableDatabase(
      `The database ${place} keeps text as ${encoding}, which can't hold every paper. Make one with: create database paperboy encoding 'UTF8' template template0;`,
    )
}
