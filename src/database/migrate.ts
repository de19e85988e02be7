// Brings a database up to date when it is opened. Each migration and the note that it ran are one
// transaction.
import { type Generated, type Kysely, sql } from 'kysely'
import { UnusableDatabase } from './faults.ts'
import type { ColumnTypes, Migration } from './migrations/migration.ts'

interface MigrationSchema {
  migrations: { name: string; applied_at: Generated<string> }
}

/**
 * Answers the names of what it ran. Throws where the database knows a migration that this program
 * doesn't.
 */
export async function migrate(
  db: Kysely<unknown>,
  migrations: readonly Migration[],
  types: ColumnTypes,
): Promise<readonly string[]> {
  await sql`create table if not exists migrations (name text primary key, applied_at text not null default current_timestamp)`.execute(
    db,
  )
  const notes = db as Kysely<unknown> as Kysely<MigrationSchema>
  const done = new Set((await notes.selectFrom('migrations').select('name').execute()).map(({ name }) => name))
  const unknown = [...done].filter((name) => !migrations.some((migration) => migration.name === name))
  if (unknown.length > 0)
    throw new UnusableDatabase(
      `The archive was written by a newer Paperboy: it has the migration ${unknown.join(', ')}, which this one doesn't know. Upgrade Paperboy, or open a copy from before.`,
    )
  const ran: string[] = []
  for (const migration of migrations.filter(({ name }) => !done.has(name))) {
    const applied = await notes.transaction().execute(async (transaction) => {
      // Another process may have run it between our look and our lock.
      const present = await transaction
        .selectFrom('migrations')
        .select('name')
        .where('name', '=', migration.name)
        .executeTakeFirst()
      if (present) return false
      await migration.up(transaction as Kysely<MigrationSchema> as Kysely<unknown>, types)
      await transaction.insertInto('migrations').values({ name: migration.name }).execute()
      return true
    })
    if (applied) ran.push(migration.name)
  }
  return ran
}
