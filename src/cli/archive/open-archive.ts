// The archive for a command that comes and goes; the running bot may hold it open at the same time.
import { join } from 'node:path'
import type { Config } from '../../../config/schema.ts'
import type { Archive } from '../../archive/archive.ts'
import { createArchive } from '../../create-archive.ts'
import { rethrowAsUnusable } from '../../database/faults.ts'
import { openSqlite, type SqliteDatabase } from '../../database/sqlite/open-sqlite.ts'
import { builtWorkers } from '../built-workers.ts'

export async function withArchive<T>(
  config: Config,
  use: (archive: Archive, database: SqliteDatabase) => Promise<T>,
): Promise<T> {
  const path = join(config.data.folder, 'paperboy.sqlite')
  const database = await openSqlite(path)
  try {
    const archive = await createArchive({ database, workers: builtWorkers('index', 'entry') })
    try {
      return await use(archive, database)
    } finally {
      await archive.close()
    }
  } catch (error) {
    // Damage is often met only where it is: the sentence about it then still says what to do.
    rethrowAsUnusable(error, path)
  } finally {
    await database.close()
  }
}
