// The engines that every contract of the archive is tried on.
import { join } from 'node:path'
import { type Database, openDatabase } from '../../src/database/database.ts'
import { temporaryFolder } from '../support/temp-folder.ts'

export interface Engine {
  readonly name: string
  /** A database of its own for one test, empty; in `folder`, where that is given, else in one that goes with the test. */
  open(folder?: string): Promise<Database>
}

export const IN_A_FILE: Engine = {
  name: 'sqlite in a file',
  open: (folder) => openDatabase(join(folder ?? temporaryFolder(), 'archive.sqlite')),
}

export const ENGINES: readonly Engine[] = [IN_A_FILE, { name: 'sqlite in memory', open: () => openDatabase(':memory:') }]
