// Kysely's SQLite dialect over our connection.
import { type Dialect, SqliteDialect } from 'kysely'
import type { Connection } from './connection.ts'

/**
 * Kysely opens transactions with `begin`, which takes the write lock at the first write only: two processes that read
 * and then write would fail with SQLITE_BUSY_SNAPSHOT. Every transaction of ours writes, so the lock is taken at once.
 */
const beginForWriting = (sql: string) => (sql === 'begin' ? 'begin immediate' : sql)

export function createSqliteDialect(connection: Connection): Dialect {
  return new SqliteDialect({
    database: {
      prepare(text: string) {
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
