// One SQLite connection with a statement cache. With copy.ts the only importer of the driver.
import { DatabaseSync, type StatementSyncInstance } from '@photostructure/sqlite'
import { checkedParameters, type SqlValue } from '../parameters.ts'

export type SqlRow = Record<string, SqlValue>

/** Writes nothing. */
export interface ReadConnection {
  all<Row = SqlRow>(sql: string, parameters?: readonly unknown[]): Row[]
  get<Row = SqlRow>(sql: string, parameters?: readonly unknown[]): Row | undefined
  /** Rows one at a time; the statement is its own, so that other queries may run in between. */
  iterate<Row = SqlRow>(sql: string, parameters?: readonly unknown[]): IterableIterator<Row>
  /** Makes the tables of another file visible under `name`; once is enough. */
  attach(file: string, name: string): void
  /** Makes a function of one value, which depends on nothing else, known to its SQL. */
  define(name: string, body: (value: SqlValue) => SqlValue): void
}

export interface Connection extends ReadConnection {
  run(sql: string, parameters?: readonly unknown[]): { changes: number | bigint; lastInsertRowid: number | bigint }
  exec(sql: string): void
  isInTransaction(): boolean
  /** Some faults have rolled back already; then it does nothing. */
  rollBack(): void
  /** Whether the statement answers with rows. */
  returnsRows(sql: string): boolean
  close(): void
}

const CACHED_STATEMENTS = 200

export function openConnection(path: string, options: { readOnly?: boolean; timeoutMs?: number } = {}): Connection {
  const database = new DatabaseSync(path, {
    readOnly: options.readOnly ?? false,
    enableForeignKeyConstraints: true,
    timeout: options.timeoutMs ?? 5_000,
  })
  const statements = new Map<string, StatementSyncInstance>()
  /** Asking a statement for its columns may cost as much as running it, so the answer is kept. */
  const knownToReturnRows = new WeakMap<StatementSyncInstance, boolean>()
  const prepare = (sql: string): StatementSyncInstance => {
    const cached = statements.get(sql)
    const statement = cached ?? database.prepare(sql)
    statements.delete(sql)
    statements.set(sql, statement)
    if (statements.size > CACHED_STATEMENTS) for (const oldest of [...statements.keys()].slice(0, 1)) statements.delete(oldest)
    return statement
  }
  return {
    all: (sql, parameters = []) => prepare(sql).all(...checkedParameters(sql, parameters)),
    get: (sql, parameters = []) => prepare(sql).get(...checkedParameters(sql, parameters)),
    run: (sql, parameters = []) => prepare(sql).run(...checkedParameters(sql, parameters)),
    iterate: (sql, parameters = []) => database.prepare(sql).iterate(...checkedParameters(sql, parameters)),
    attach(file, name) {
      const attached = database.prepare('pragma database_list').all() as readonly { readonly name: string }[]
      if (attached.every((one) => one.name !== name)) database.exec(`attach '${file.replaceAll("'", "''")}' as ${name}`)
    },
    define: (name, body) => database.function(name, { deterministic: true }, body),
    exec: (sql) => database.exec(sql),
    isInTransaction: () => database.isTransaction,
    rollBack() {
      if (database.isTransaction) database.exec('rollback')
    },
    returnsRows(sql) {
      const statement = prepare(sql)
      const known = knownToReturnRows.get(statement) ?? statement.columns().length > 0
      knownToReturnRows.set(statement, known)
      return known
    },
    close() {
      statements.clear()
      if (database.isOpen) database.close()
    },
  }
}
