// Opens the database: migrations run first, then queries may. Inside a transaction use only the
// handle it gives you: the program has one writing connection, and the outer handle would wait for
// itself.
import { dirname } from 'node:path'
import { Kysely } from 'kysely'
import { rethrowAsUnusable } from './faults.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import { keepPrivate } from './private-files.ts'
import type { Schema } from './schema/index.ts'
import { type Connection, openConnection, type ReadConnection } from './sqlite/connection.ts'
import { createSqliteDialect } from './sqlite/dialect.ts'
import { checkIntegrity, findDanglingReferences, openWriter } from './sqlite/writer.ts'

/** What a query that changes nothing needs. */
export type ReadQueries = Pick<Kysely<Schema>, 'selectFrom' | 'selectNoFrom'>

/** Sees what is committed and never waits for a writer. */
export interface ReadOnlyDatabase {
  readonly path: string
  readonly reading: ReadQueries
  /** The connection below `reading`, for what belongs to one engine. */
  readonly reader: ReadConnection
  close(): Promise<void>
}

/**
 * `reading` is apart from `query` because `query` lets one transaction in at a time: a reader would
 * wait for all that delivery writes. In memory both use one connection.
 */
export interface Database extends ReadOnlyDatabase {
  readonly query: Kysely<Schema>
  /** The connection below `query`, for what belongs to one engine. */
  readonly writer: Connection
  /** Migrations that ran when it was opened. */
  readonly migrated: readonly string[]
  /** What the engine's own check of the file finds; empty where it is sound. */
  integrity(): string[]
  danglingReferences(): string[]
  /** Writes and deletes something: throws where the disk has no room. */
  probe(): Promise<void>
}

export interface OpenOptions {
  readonly migrations?: readonly Migration[]
}

/** More than the pages that a file may have left over. */
const PROBE_LENGTH = 256 * 1024

export const IN_MEMORY = ':memory:'

/**
 * `path` is a file, made with its folder where missing, or `:memory:`. Throws an `UnusableDatabase`
 * where the surroundings are broken.
 */
export async function openDatabase(path: string, options: OpenOptions = {}): Promise<Database> {
  try {
    return await open(path, options)
  } catch (error) {
    rethrowAsUnusable(error, path)
  }
}

async function open(path: string, options: OpenOptions): Promise<Database> {
  if (path !== IN_MEMORY) keepPrivate(dirname(path))
  const writer = openWriter(path)
  try {
    const query = createQueries(writer)
    const migrated = await migrate(query as unknown as Kysely<unknown>, options.migrations ?? MIGRATIONS)
    const readOnly = path === IN_MEMORY ? readSameConnection(path, writer) : openReadOnly(path)
    return {
      ...readOnly,
      query,
      writer,
      migrated,
      integrity: () => checkIntegrity(writer),
      danglingReferences: () => findDanglingReferences(writer),
      async probe() {
        const name = 'room on the disk'
        await query
          .insertInto('settings')
          .values({ name, value: 'x'.repeat(PROBE_LENGTH) })
          .execute()
        await query.deleteFrom('settings').where('name', '=', name).execute()
      },
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
const readSameConnection = (path: string, connection: Connection): ReadOnlyDatabase => ({
  path,
  reading: createQueries(connection),
  reader: connection,
  close: async () => {},
})

/**
 * A look at a file that is open elsewhere, for another thread: nothing is made, migrated or
 * written.
 */
export function openReadOnly(path: string): ReadOnlyDatabase {
  const reader = openConnection(path, { readOnly: true })
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
