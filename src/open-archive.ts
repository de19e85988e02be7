// Opens the archive of the settings: a file, or a database on a server with a copy next to it.
import { join } from 'node:path'
import type { Config } from '../config/schema.ts'
import type { Archive } from './archive/archive.ts'
import { archiveFile } from './archive-address.ts'
import { type ArchiveWorkers, createArchive } from './create-archive.ts'
import type { Database } from './database/database.ts'
import { UnusableDatabase } from './database/faults.ts'
import { sayUnfinishedMove } from './database/moving/settings.ts'
import { openSqlite } from './database/sqlite/open-sqlite.ts'

export interface OpenArchive {
  readonly database: Database
  /** Reads and writes what is true. */
  readonly archive: Archive
  /** For people: where the archive is on a server, it goes on answering while that is away. */
  readonly shown: Archive
  close(): Promise<void>
}

interface Surroundings {
  readonly workers?: ArchiveWorkers | undefined
  readonly onFault?: (error: unknown) => void
  /** Called once when the copy can no longer follow the server; `onFault` where it is left out. */
  readonly onAway?: (error: unknown) => void
}

/** Throws an `UnusableDatabase` where the surroundings are broken. */
export async function openArchive(config: Config, surroundings: Surroundings): Promise<OpenArchive> {
  const { database: url } = config.data
  return url === null ? await openFile(archiveFile(config), surroundings) : await openServer(config, url, surroundings)
}

async function openFile(path: string, surroundings: Surroundings): Promise<OpenArchive> {
  const database = await openSqlite(path)
  return await whole(database, async () => {
    const archive = await createArchive({ database, ...surroundings })
    return { archive, shown: archive }
  })
}

async function openServer(config: Config, url: string, surroundings: Surroundings): Promise<OpenArchive> {
  // Loaded here, so that who uses SQLite does not pay for it.
  const [{ openPostgres }, { createFollowingArchive }] = await Promise.all([
    import('./database/postgres/open-postgres.ts'),
    import('./create-following-archive.ts'),
  ])
  const database = await openPostgres(url)
  const copy = join(config.data.folder, 'paperboy.copy.sqlite')
  return await whole(database, () => createFollowingArchive({ database, copy, ...surroundings }))
}

async function whole(database: Database, create: () => Promise<Pick<OpenArchive, 'archive' | 'shown'>>): Promise<OpenArchive> {
  try {
    const half = await sayUnfinishedMove(database)
    if (half !== null) throw new UnusableDatabase(half)
    const { archive, shown } = await create()
    const close = async () => {
      await archive.close()
      await database.close()
    }
    return { database, archive, shown, close }
  } catch (error) {
    await database.close()
    throw error
  }
}
