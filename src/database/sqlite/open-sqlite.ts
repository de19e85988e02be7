// Opens an archive in a file of SQLite, or in memory: migrations run first, then queries may.
import { dirname } from 'node:path'
import { Kysely } from 'kysely'
import type { Database, OpenOptions, ReadOnlyDatabase } from '../database.ts'
import { rethrowAsUnusable } from '../faults.ts'
import { migrate } from '../migrate.ts'
import { keepPrivate } from '../private-files.ts'
import { probeRoom } from '../probe.ts'
import type { Schema } from '../schema/index.ts'
import { changeNumbers } from './change-numbers.ts'
import { type Connection, openConnection, type ReadConnection } from './connection.ts'
import { createSqliteDialect } from './dialect.ts'
import { COLUMN_TYPES, MIGRATIONS } from './migrations/index.ts'
import { offerUnpacking } from './packed-text.ts'
import { checkIntegrity, findDanglingReferences, openWriter } from './writer.ts'

export interface ReadOnlySqlite extends ReadOnlyDatabase {
  readonly path: string
  /** The connection below `reading`, for what belongs to SQLite. */
  readonly reader: ReadConnection
}

/** In memory `reading` and `query` use one connection. */
export interface SqliteDatabase extends Database, ReadOnlySqlite {
  /** The connection below `query`, for what belongs to SQLite. */
  readonly writer: Connection
}

export interface SqliteOptions extends OpenOptions {
  /** Of a new file, in bytes. */
  readonly pageSize?: number
}

export const IN_MEMORY = ':memory:'

/**
 * `path` is a file, made with its folder where missing, or `:memory:`. Throws an `UnusableDatabase`
 * where the surroundings are broken.
 */
export async function openSqlite(path: string, options: SqliteOptions = {}): Promise<SqliteDatabase> {
  try {
    return await open(path, options)
  } catch (error) {
    rethrowAsUnusable(error, path)
  }
}

async function open(path: string, options: SqliteOptions): Promise<SqliteDatabase> {
  if (path !== IN_MEMORY) keepPrivate(dirname(path))
  const writer = openWriter(path, options.pageSize)
  try {
    offerUnpacking(writer)
    const query = createQueries(writer)
    const migrated = await migrate(query as unknown as Kysely<unknown>, options.migrations ?? MIGRATIONS, COLUMN_TYPES)
    const readOnly = path === IN_MEMORY ? readSameConnection(path, writer) : openReadOnly(path)
    return {
      ...readOnly,
      place: path,
      query,
      writer,
      changes: changeNumbers,
      shared: null,
      migrated,
      // It takes the number above the highest that there is.
      continueNumbers: async () => {},
      integrity: () => checkIntegrity(writer),
      danglingReferences: () => findDanglingReferences(writer),
      probe: () => probeRoom(query),
      async close() {
        await readOnly.close()
        await query.destroy()
        writer.close()
      },
    }
  } catch (error) {
    writer.close()
    throw error
  }
}

/** Its queries don't wait for a transaction of the others: what runs in one may use them. */
const readSameConnection = (path: string, connection: Connection): ReadOnlySqlite => ({
  path,
  reading: createQueries(connection),
  reader: connection,
  close: async () => {},
})

/**
 * A look at a file that is open elsewhere, for another thread: nothing is made, migrated or
 * written.
 */
export function openReadOnly(path: string): ReadOnlySqlite {
  const reader = openConnection(path, { readOnly: true })
  offerUnpacking(reader)
  const reading = createQueries(reader)
  return {
    path,
    reading,
    reader,
    async close() {
      await reading.destroy()
      reader.close()
    },
  }
}

const createQueries = (connection: Connection) => new Kysely<Schema>({ dialect: createSqliteDialect(connection) })
