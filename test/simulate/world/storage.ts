// The file of the archive, in memory where the machine has a folder for that.
import { copyFileSync, existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from '@photostructure/sqlite'
import { openSqlite } from '../../../src/database/sqlite/open-sqlite.ts'

const SHARED_MEMORY = '/dev/shm'

export interface Storage {
  readonly path: string
  /** A new archive that is up to date and empty. */
  reset(): void
  copy(): void
  /** False: there is no copy. */
  restore(): boolean
  close(): void
}

const FILES = ['', '-wal', '-shm']

/** To be made outside virtual time. */
export async function createStorage(): Promise<Storage> {
  const folder = mkdtempSync(join(existsSync(SHARED_MEMORY) ? SHARED_MEMORY : tmpdir(), 'paperboy-simulate-'))
  const [path, template, copied] = ['paperboy.sqlite', 'template.sqlite', 'copy.sqlite'].map((name) => join(folder, name)) as [
    string,
    string,
    string,
  ]
  const empty = await openSqlite(template)
  await empty.close()
  const clear = (file: string) => {
    for (const suffix of FILES) rmSync(`${file}${suffix}`, { force: true })
  }
  return {
    path,
    reset() {
      clear(path)
      clear(copied)
      copyFileSync(template, path)
    },
    copy() {
      clear(copied)
      const database = new DatabaseSync(path, { readOnly: true })
      database.exec(`vacuum into '${copied}'`)
      database.close()
    },
    restore() {
      if (!existsSync(copied)) return false
      clear(path)
      copyFileSync(copied, path)
      return true
    },
    close: () => rmSync(folder, { recursive: true, force: true }),
  }
}
