// Where the contracts of what is stored are tried: the one engine there is, SQLite, keeping its
// data in a file and in memory. The two differ: in memory one connection does the work of three.
import { join } from 'node:path'
import { type Database, openDatabase } from '../../src/database/database.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

export interface Storage {
  readonly name: string
  /**
   * A database of its own for one test, empty; in `folder`, where that is given, else in one that
   * goes with the test.
   */
  open(folder?: string): Promise<Database>
}

export const IN_A_FILE: Storage = {
  name: 'in a file',
  open: (folder) => openDatabase(join(folder ?? temporaryFolder(), 'archive.sqlite')),
}

export const STORAGES: readonly Storage[] = [IN_A_FILE, { name: 'in memory', open: () => openDatabase(':memory:') }]
