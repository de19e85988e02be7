// In the place of src/database/sqlite/dialect.ts: before each statement others may go first, the
// process may end before or after it, and the disk may be full.
import type { CompiledQuery, DatabaseConnection, Dialect, Driver, QueryResult } from 'kysely'
import type { Connection } from '../../../src/database/sqlite/connection.ts'
import { createSqliteDialect as createRealDialect } from '../../../src/database/sqlite/dialect.ts'
import { currentKernel, isSimulating } from '../kernel/virtual-globals.ts'

export interface StatementHooks {
  /** False: the process ends instead. */
  before(sql: string): boolean
  /** False: the process has ended. */
  after(sql: string): boolean
  isDiskFull(): boolean
}

const NO_HOOKS: StatementHooks = { before: () => true, after: () => true, isDiskFull: () => false }
let hooks = NO_HOOKS
let open: Connection[] = []

/** What the end of a process does to its files: an open transaction is rolled back. */
export function closeConnections(): void {
  for (const connection of open) {
    try {
      connection.rollBack()
      connection.close()
    } catch (error) {
      // A start that failed has closed its connection itself.
      if ((error as NodeJS.ErrnoException).code !== 'ERR_INVALID_STATE') throw error
    }
  }
  open = []
}

export function hookStatements(wanted: StatementHooks | null): void {
  hooks = wanted ?? NO_HOOKS
}

/** What never comes. */
const never = () => new Promise<never>(() => {})
const isWrite = (sql: string) => /^\s*(?:insert|update|delete|commit)/i.test(sql)

/** SQLite's own words and code. */
const diskFull = () => Object.assign(new Error('database or disk is full'), { code: 'ERR_SQLITE_ERROR' })

async function around<T>(sql: string, run: () => Promise<T>): Promise<T> {
  if (!isSimulating()) return await run()
  await currentKernel().turn(() => hooks.before(sql))
  if (isWrite(sql) && hooks.isDiskFull()) throw diskFull()
  const result = await run()
  return hooks.after(sql) ? result : await never()
}

function simulated(connection: DatabaseConnection): DatabaseConnection {
  return {
    executeQuery: <R>(query: CompiledQuery): Promise<QueryResult<R>> =>
      around(query.sql, () => connection.executeQuery<R>(query)),
    streamQuery: <R>(query: CompiledQuery, size?: number) => connection.streamQuery<R>(query, size),
  }
}

export function createSqliteDialect(connection: Connection): Dialect {
  open.push(connection)
  const real = createRealDialect(connection)
  return {
    createAdapter: () => real.createAdapter(),
    createIntrospector: (db) => real.createIntrospector(db),
    createQueryCompiler: () => real.createQueryCompiler(),
    createDriver(): Driver {
      const driver = real.createDriver()
      const outers = new Map<DatabaseConnection, DatabaseConnection>()
      const inners = new Map<DatabaseConnection, DatabaseConnection>()
      const inner = (outer: DatabaseConnection) => inners.get(outer) ?? outer
      const outerOf = (acquired: DatabaseConnection) => {
        const outer = outers.get(acquired) ?? simulated(acquired)
        outers.set(acquired, outer)
        inners.set(outer, acquired)
        return outer
      }
      return {
        init: () => driver.init(),
        acquireConnection: async () => outerOf(await driver.acquireConnection()),
        beginTransaction: (outer, settings) => around('begin', () => driver.beginTransaction(inner(outer), settings)),
        commitTransaction: (outer) => around('commit', () => driver.commitTransaction(inner(outer))),
        rollbackTransaction: (outer) => around('rollback', () => driver.rollbackTransaction(inner(outer))),
        releaseConnection: (outer) => driver.releaseConnection(inner(outer)),
        destroy: () => driver.destroy(),
      }
    },
  }
}
