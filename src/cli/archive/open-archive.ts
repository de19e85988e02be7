// The archive for a command that comes and goes; the running bot may hold it open at the same time.
import type { Config } from '../../../config/schema.ts'
import type { Archive } from '../../archive/archive.ts'
import { archiveAddress } from '../../archive-address.ts'
import type { Database } from '../../database/database.ts'
import { rethrowAsUnusable } from '../../database/faults.ts'
import { withoutPassword } from '../../database/postgres/url.ts'
import { openArchive } from '../../open-archive.ts'
import { builtWorkers } from '../built-workers.ts'

export async function withArchive<T>(config: Config, use: (archive: Archive, database: Database) => Promise<T>): Promise<T> {
  try {
    const opened = await openArchive(config, { workers: builtWorkers('index', 'entry'), onAway: () => {}, isGuest: true })
    try {
      // What is searched is a copy: it is brought up to date first.
      if (config.data.database !== null) await opened.archive.settled()
      return await use(opened.archive, opened.database)
    } finally {
      await opened.close()
    }
  } catch (error) {
    // Damage is often met only where it is: the sentence about it then still says what to do.
    rethrowAsUnusable(error, withoutPassword(archiveAddress(config)))
  }
}
