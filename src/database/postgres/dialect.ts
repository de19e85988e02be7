// Kysely's PostgreSQL dialect over a pool of connections, with the promises that the stores know
// from SQLite.
import { type Dialect, PostgresDialect } from 'kysely'
import type { Pool, PoolClient, QueryResult } from 'pg'
import { checkedParameters } from '../parameters.ts'
import { rethrowAsUnusableServer } from './faults.ts'

/** Advisory locks of ours, by the numbers that every process must agree on. */
export const LOCKS = { writing: 7_470_001, migrating: 7_470_002, running: 7_470_003 } as const

/**
 * Transactions that write take turns, over all processes, as they do on SQLite: what one has read
 * is still true when it writes, and the numbers of changes are committed in their order, so that
 * nobody who follows them misses one. The lock goes with the transaction, however it ends.
 */
const BEGIN = `begin; select pg_advisory_xact_lock(${LOCKS.writing})`

/** The driver's words for its `query_timeout`. */
const TIMED_OUT = 'Query read timeout'

/** What Kysely needs of a connection, and no more. */
interface KyselyClient {
  query(text: string, parameters: readonly unknown[]): Promise<QueryResult>
  release(destroy?: boolean): void
}

/** `place` is what messages name. Broken surroundings are thrown as an `UnusableDatabase`. */
export function createPostgresDialect(pool: Pool, place: string): Dialect {
  const known = new WeakMap<PoolClient, KyselyClient>()
  const clientOf = (client: PoolClient): KyselyClient => {
    const wrapped = known.get(client) ?? createClient(client, place)
    known.set(client, wrapped)
    return wrapped
  }
  const rethrow = (error: unknown) => rethrowAsUnusableServer(error, place)
  return new PostgresDialect({
    pool: {
      connect: async () => clientOf(await pool.connect().catch(rethrow)) as PoolClient,
      end: () => pool.end(),
    },
  })
}

function createClient(client: PoolClient, place: string): KyselyClient {
  let isLost = false
  // The pool listens to idle connections alone, and what nobody listens to would end the process.
  client.on('error', () => {
    isLost = true
  })
  return {
    async query(text, parameters) {
      if (text === 'rollback') return await rollBack()
      const checked = checkedParameters(text, parameters)
      try {
        return await (text === 'begin' ? client.query(BEGIN) : client.query(text, checked))
      } catch (error) {
        // The answer may still come, and would be taken for that of the next query.
        if (error instanceof Error && error.message === TIMED_OUT) isLost = true
        rethrowAsUnusableServer(error, place)
      }
    },
    release: (destroy) => client.release(destroy || isLost),
  }

  /**
   * Where the connection is gone the server has rolled back itself. Kysely would put the failure of
   * the rollback in the place of its cause.
   */
  async function rollBack(): Promise<QueryResult> {
    try {
      return await client.query('rollback')
    } catch {
      isLost = true
      return { command: 'ROLLBACK', rowCount: 0, oid: 0, fields: [], rows: [] }
    }
  }
}
