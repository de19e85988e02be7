// Where the contracts of what is stored are tried. The project `main` tries SQLite, keeping its
// data in a file and in memory: the two differ, since in memory one connection does the work of
// three. The project `postgres` tries the same suites on a PostgreSQL server.
import { join } from 'node:path'
import { describe, inject } from 'vitest'
import type { Database } from '../../src/database/database.ts'
import { openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import { openPostgresForTest } from '../postgres/support/databases.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

export interface Storage<Opened extends Database = Database> {
  readonly name: string
  /**
   * A database of its own for one test, empty; in `folder`, where that is given and the engine has
   * files, else in one that goes with the test.
   */
  open(folder?: string): Promise<Opened>
}

export const IN_A_FILE: Storage<SqliteDatabase> = {
  name: 'in a file',
  open: (folder) => openSqlite(join(folder ?? temporaryFolder(), 'archive.sqlite')),
}

const postgres = inject('postgres')
const isTryingPostgres = postgres !== undefined

/** For what belongs to SQLite, as search does. */
export const SQLITE_STORAGES: readonly Storage<SqliteDatabase>[] = isTryingPostgres
  ? []
  : [IN_A_FILE, { name: 'in memory', open: () => openSqlite(':memory:') }]

const STORAGES: readonly Storage[] = isTryingPostgres
  ? [{ name: 'on PostgreSQL', open: () => openPostgresForTest(postgres ?? '') }]
  : SQLITE_STORAGES

/** A suite of what is stored, once for each storage; skipped where there is no server. */
export const describeStorages = (name: string, suite: (storage: Storage) => void): void =>
  (postgres === null ? describe.skip : describe).each(STORAGES)(`${name} ($name)`, suite)
