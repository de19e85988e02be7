// Opens the database: migrations run first, then queries may. Inside a transaction use only the handle it gives you:
// the program has one writing connection, and the outer handle would wait for itself.
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { Kysely } from 'kysely'
import { rethrowAsUnusable } from './faults.ts'
import { migrate } from './migrate.ts'
import { MIGRATIONS } from './migrations/index.ts'
import type { Migration } from './migrations/migration.ts'
import type { Schema } from './schema/index.ts'
import { type Connection, openConnection } from './sqlite/connection.ts'
import { createSqliteDialect } from './sqlite/dialect.ts'
import { attachIndex, type Indexed, openFittingIndex, openIndexing, prepareIndex, rollBack } from './sqlite/index-file.ts'

export interface Database {
  readonly path: string
  readonly query: Kysely<Schema>
  /** For reading what is committed: `query` lets one in at a time, and a reader would stand in line behind all that delivery does. */
  readonly reading: Kysely<Schema>
  /** The writing connection itself: for statements inside a transaction of `query` that Kysely cannot say. */
  readonly writer: Connection
  /** Sees what is committed, in the search index too, and never waits for a writer; the same as `writer` for a database in memory. */
  readonly reader: Connection
  /** Writes the search index, a file of its own: storing papers and indexing them need not wait for each other. */
  readonly indexing: Connection
  /** One transaction of `indexing`; the next waits for it. */
  changeIndex<Result>(change: () => Promise<Result>): Promise<Result>
  /** Migrations that ran when it was opened. */
  readonly migrated: readonly string[]
  /** What the engine's own check of the file finds; empty where it is sound. */
  integrity(): string[]
  danglingReferences(): string[]
  close(): Promise<void>
}

export interface OpenOptions {
  readonly migrations?: readonly Migration[]
}

/** `path` is a file, made with its folder where missing, or `:memory:`. Throws an `UnusableDatabase` where the surroundings are broken. */
export async function openDatabase(path: string, options: OpenOptions = {}): Promise<Database> {
  try {
    return await open(path, options)
  } catch (error) {
    rethrowAsUnusable(error, path)
  }
}

async function open(path: string, options: OpenOptions): Promise<Database> {
  const inMemory = path === ':memory:'
  if (!inMemory) mkdirSync(dirname(path), { recursive: true })
  const writer = openConnection(path)
  try {
    // With WAL, NORMAL loses no commit when the process dies; only a loss of power may undo the last ones.
    writer.exec('pragma journal_mode = wal; pragma synchronous = normal; pragma temp_store = memory')
    // Filing papers writes to a few hundred places of several tables each time: they stay at hand, and go to the file together.
    writer.exec('pragma cache_size = -16384; pragma wal_autocheckpoint = 4000')
    const query = new Kysely<Schema>({ dialect: createSqliteDialect(writer) })
    const migrated = await migrate(query as unknown as Kysely<unknown>, options.migrations ?? MIGRATIONS)
    const shared = { path, query, writer, migrated, ...checks(writer) }
    return inMemory ? besideInMemory(shared) : besideInFiles(shared)
  } catch (error) {
    writer.close()
    throw error
  }
}

type Shared = Pick<Database, 'path' | 'query' | 'writer' | 'migrated' | 'integrity' | 'danglingReferences'>

/** All on one connection, so that all transactions stand in the one line of `query`. */
function besideInMemory(shared: Shared): Database {
  const { path, query, writer } = shared
  attachIndex(writer, path)
  prepareIndex(writer, () => indexedBy(writer))
  return {
    ...shared,
    reading: query,
    reader: writer,
    indexing: writer,
    changeIndex: (change) => query.transaction().execute(change),
    async close() {
      await query.destroy()
      writer.close()
    },
  }
}

function besideInFiles(shared: Shared): Database {
  const { path, query, writer } = shared
  const indexing = openFittingIndex(path, () => indexedBy(writer))
  const reader = openReader(path)
  return {
    ...shared,
    reading: new Kysely<Schema>({ dialect: createSqliteDialect(reader) }),
    reader,
    indexing,
    changeIndex: createChanging(indexing),
    async close() {
      reader.close()
      indexing.close()
      await query.destroy()
      writer.close()
    },
  }
}

function indexedBy(writer: Connection): Indexed {
  return {
    archive: writer.get<{ value: string }>("select value from settings where name = 'archive'")?.value ?? '',
    changed: writer.get<{ changed: number | null }>('select max(changed) as changed from papers')?.changed ?? 0,
  }
}

function openReader(path: string): Connection {
  const reader = openConnection(path, { readOnly: true })
  attachIndex(reader, path)
  return reader
}

/** One transaction after the other, whoever asks. */
function createChanging(connection: Connection): Database['changeIndex'] {
  let last: Promise<unknown> = Promise.resolve()
  const change = async <Result>(body: () => Promise<Result>): Promise<Result> => {
    connection.exec('begin immediate')
    try {
      const result = await body()
      connection.exec('commit')
      return result
    } catch (error) {
      rollBack(connection)
      throw error
    }
  }
  return (body) => {
    const next = last.then(() => change(body))
    last = next.catch(() => {})
    return next
  }
}

/** A second look at a file that is open elsewhere, for another thread: nothing is made or migrated, nothing can be written. */
export function openForReading(path: string): Database {
  return onReader(path, openReader(path), null)
}

/** The same, for the thread that keeps the index up: it writes that alone. */
export function openForIndexing(path: string): Database {
  return onReader(path, openReader(path), openIndexing(path))
}

function onReader(path: string, reader: Connection, indexing: Connection | null): Database {
  const query = new Kysely<Schema>({ dialect: createSqliteDialect(reader) })
  return {
    path,
    query,
    reading: query,
    writer: reader,
    reader,
    indexing: indexing ?? reader,
    changeIndex: createChanging(indexing ?? reader),
    migrated: [],
    ...checks(reader),
    async close() {
      indexing?.close()
      await query.destroy()
      reader.close()
    },
  }
}

const checks = (connection: Connection) => ({
  integrity: () => integrity(connection),
  danglingReferences: () => danglingReferences(connection),
})

function integrity(connection: Connection): string[] {
  try {
    const rows = connection.all<{ integrity_check: string }>('pragma main.integrity_check(20)')
    return rows.map((row) => row.integrity_check).filter((message) => message !== 'ok')
  } catch (error) {
    return [String(error)]
  }
}

function danglingReferences(connection: Connection): string[] {
  const rows = connection.all<{ table: string; rowid: number | null; parent: string }>('pragma foreign_key_check')
  return rows
    .slice(0, 20)
    .map(({ table, rowid, parent }) => `Row ${rowid ?? '?'} of ${table} points at a row of ${parent} that isn't there.`)
}
