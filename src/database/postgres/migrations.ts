// The migrations of a database on PostgreSQL, and how two processes that start at once share them.
import { type Kysely, sql } from 'kysely'
import { migrate } from '../migrate.ts'
import { SHARED_MIGRATIONS } from '../migrations/index.ts'
import type { Migration } from '../migrations/migration.ts'
import { LOCKS } from './dialect.ts'
import { notedChanges } from './follow.ts'
import { baseline, COLUMN_TYPES } from './migrations/014-baseline.ts'
import { MIGRATED_CHANNEL } from './schema-watch.ts'

export const MIGRATIONS: readonly Migration[] = [baseline, ...SHARED_MIGRATIONS, notedChanges]

/**
 * One process migrates; another that starts meanwhile waits for it and finds all done. The lock
 * goes with the connection, should the process die.
 */
export async function migrateAlone(db: Kysely<unknown>, migrations: readonly Migration[]): Promise<readonly string[]> {
  return await db.connection().execute(async (connection) => {
    await sql`select pg_advisory_lock(${sql.lit(LOCKS.migrating)})`.execute(connection)
    try {
      const ran = await migrate(connection, migrations, COLUMN_TYPES)
      if (ran.length > 0) await sql`select pg_notify(${MIGRATED_CHANNEL}, '')`.execute(connection)
      return ran
    } finally {
      await sql`select pg_advisory_unlock(${sql.lit(LOCKS.migrating)})`.execute(connection)
    }
  })
}
