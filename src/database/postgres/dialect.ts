// Kysely's PostgreSQL dialect over a pool of connections, with the promises that the stores know
// from SQLite.
import { type Dialect, PostgresDialect } from 'kysely'
import type { Pool, PoolClient, QueryResult } from 'pg'
import { UnusableDatabase } from '../faults.ts'
import { checkedParameters } from '../parameters.ts'
import { rethrowAsUnusableServer } from './faults.ts'
import { COUNT_MIGRATIONS, outdatedProgram } from './schema-watch.ts'

/** Advisory locks of ours, by the numbers that every process must agree on. */
export const LOCKS = { writing: 7_470_001, migrating: 7_470_002, running: 7_470_003 } as const

/**
 * Transactions that write take turns, over all processes, as they do on SQLite: what one has read
 * is still true when it writes, and the numbers of changes are committed in their order, so that
 * nobody who follows them misses one. The lock goes with the transaction, however it ends.
 */
const BEGIN = `begin; select pg_advisory_xact_lock(${LOCKS.writing})`

/**
 * So many may wait for a connection, each for as long as a new one would take, and writers for
 * their turn: a database that hangs is not asked without end.
 */
const MAX_WAITING = 500
const MAX_TURN_WAIT_MS = 30_000

/** What Kysely needs of a connection, and no more. */
export interface KyselyClient {
  query(text: string, parameters: readonly unknown[]): Promise<QueryResult>
  /** Begins a transaction; answers what `more`, a statement of its own, finds under the lock. */
  begin(more?: string): Promise<QueryResult>
  release(destroy?: boolean): void
}

/** The connections of a pool. */
export interface Clients {
  connect(): Promise<KyselyClient>
  end(): Promise<void>
}

export interface ClientsParts {
  /** What messages name. */
  readonly place: string
  /** How many migrations this program knows; null while it may be migrating. */
  readonly knownMigrations: number | null
}

/** Broken surroundings are thrown as an `UnusableDatabase`. */
export function createClients(pool: Pool, parts: ClientsParts): Clients {
  const { place } = parts
  const known = new WeakMap<PoolClient, KyselyClient>()
  const turns = createTurns(place)
  return {
    async connect() {
      if (pool.waitingCount >= MAX_WAITING) throw hangs(place, `${MAX_WAITING} questions wait for it`)
      const client = await pool.connect().catch((error: unknown) => rethrowAsUnusableServer(error, place))
      const wrapped = known.get(client) ?? createClient(client, turns, parts)
      known.set(client, wrapped)
      return wrapped
    },
    end: () => pool.end(),
  }
}

export const createPostgresDialect = ({ connect, end }: Clients): Dialect =>
  new PostgresDialect({ pool: { connect: async () => (await connect()) as unknown as PoolClient, end } })

/**
 * After these a connection may still be at work on what was given up, and its answer would be taken
 * for that of the next query.
 */
const LEFT_BEHIND = /timeout/i

/**
 * Within a process writers take turns before they ask the server to: else a process that is paused
 * would hold up the others once for every transaction that has asked.
 */
interface Turns {
  take(): Promise<void>
  give(): void
}

function createTurns(place: string): Turns {
  const waiting = new Set<() => void>()
  let isTaken = false

  async function wait(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      const go = () => {
        clearTimeout(timer)
        waiting.delete(go)
        resolve()
      }
      const timer = setTimeout(() => {
        waiting.delete(go)
        reject(hangs(place, `what is to be written waits for ${MAX_TURN_WAIT_MS / 1000} s`))
      }, MAX_TURN_WAIT_MS)
      waiting.add(go)
    })
  }

  return {
    async take() {
      if (isTaken) await wait()
      isTaken = true
    },
    give() {
      const [next] = waiting
      isTaken = next !== undefined
      next?.()
    },
  }
}

const hangs = (place: string, found: string) =>
  new UnusableDatabase(`The database ${place} does not keep up: ${found}. Is it overloaded, or hanging?`, {
    fault: 'unreachable',
  })

function createClient(client: PoolClient, turns: Turns, { place, knownMigrations }: ClientsParts): KyselyClient {
  let isLost = false
  let hasTurn = false
  // The pool listens to idle connections alone, and what nobody listens to would end the process.
  client.on('error', () => {
    isLost = true
  })

  async function ask(text: string, parameters?: unknown[]): Promise<QueryResult> {
    try {
      return await client.query(text, parameters)
    } catch (error) {
      if (error instanceof Error && LEFT_BEHIND.test(error.message)) isLost = true
      rethrowAsUnusableServer(error, place)
    }
  }

  function giveTurn(): void {
    if (hasTurn) turns.give()
    hasTurn = false
  }

  async function begin(more?: string): Promise<QueryResult> {
    await turns.take()
    hasTurn = true
    try {
      const statements = [BEGIN, ...(knownMigrations === null ? [] : [COUNT_MIGRATIONS]), ...(more === undefined ? [] : [more])]
      // Of several statements in one text there are as many results.
      const results = (await ask(statements.join('; '))) as unknown as readonly QueryResult[]
      if (knownMigrations !== null && migrationsIn(results[2]) > knownMigrations) throw outdatedProgram(place)
      return results.at(-1) ?? NOTHING
    } catch (error) {
      // It may have begun before it failed, and Kysely rolls back only what has.
      await rollBack()
      throw error
    }
  }

  /**
   * Where the connection is gone the server has rolled back itself, or does when it ends. Kysely
   * would put the failure of the rollback in the place of its cause.
   */
  async function rollBack(): Promise<QueryResult> {
    try {
      return isLost ? NOTHING : await ask('rollback')
    } catch {
      isLost = true
      return NOTHING
    } finally {
      giveTurn()
    }
  }

  async function commit(): Promise<QueryResult> {
    const result = await ask('commit')
    giveTurn()
    return result
  }

  return {
    async query(text, parameters) {
      if (text === 'begin') return await begin()
      if (text === 'rollback') return await rollBack()
      if (text === 'commit') return await commit()
      return await ask(text, checkedParameters(text, parameters))
    },
    begin,
    release(destroy) {
      giveTurn()
      client.release(destroy || isLost)
    },
  }
}

/** BEGIN is two statements, and the count comes after them. */
const migrationsIn = (counted: QueryResult | undefined) => Number(counted?.rows[0]?.migrations ?? 0)

const NOTHING: QueryResult = { command: '', rowCount: 0, oid: 0, fields: [], rows: [] }
