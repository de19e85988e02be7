// Kysely's SQLite dialect over our connection.
import { type Dialect, SqliteDialect } from 'kysely'
import type { Connection } from './connection.ts'

/**
 * Kysely opens transactions with `begin`, which takes the write lock at the first write only: two
 * processes that read and then write would fail with SQLITE_BUSY_SNAPSHOT. Every transaction of
 * ours writes, so the lock is taken at once.
 */
const beginForWriting = (sql: string) => (sql === 'begin' ? 'begin immediate' : sql)

export function createSqliteDialect(connection: Connection): Dialect {
  /**
   * A full disk and some other faults end the transaction in SQLite itself. Kysely then asks for
   * another rollback, whose failure would take the place of the cause.
   */
  const rollback = {
    reader: false,
    all: () => [],
    run() {
      connection.rollBack()
      return { changes: 0, lastInsertRowid: 0 }
    },
    iterate: () => [][Symbol.iterator](),
  }
  return new SqliteDialect({
    database: {
      prepare(text: string) {
        if (text === 'rollback') return rollback
        const sql = beginForWriting(text)
        return {
          reader: connection.returnsRows(sql),
          all: (parameters: readonly unknown[]) => connection.all(sql, parameters),
          run: (parameters: readonly unknown[]) => connection.run(sql, parameters),
          iterate: (parameters: readonly unknown[]) => connection.iterate<unknown>(sql, parameters),
        }
      },
      close: () => connection.close(),
    },
  })
}
