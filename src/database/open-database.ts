// Opens the database at an address, whatever engine it names.
import type { Database, OpenOptions } from './database.ts'
import { isPostgresUrl } from './postgres/url.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'

/** `postgres://…` is a server's; anything else is the path of a file of SQLite. */
export async function openDatabase(address: string, options: OpenOptions = {}): Promise<Database> {
  if (!isPostgresUrl(address)) return await openSqlite(address, options)
  const { openPostgres } = await import('./postgres/open-postgres.ts')
  return await openPostgres(address, options)
}
