// Opens the archive of the settings: a file, or a database on a server with a copy next to it.
import type { Config } from '../config/schema.ts'
import type { Archive } from './archive/archive.ts'
import { copyPath, takeCopyPlace } from './archive/read-copy/take-place.ts'
import { archiveFile } from './archive-address.ts'
import { type ArchiveWorkers, createArchive } from './create-archive.ts'
import type { Database } from './database/database.ts'
import { UnusableDatabase } from './database/faults.ts'
import { sayUnfinishedMove } from './database/moving/settings.ts'
import { openSqlite } from './database/sqlite/open-sqlite.ts'
import { systemClock } from './schedule/clock.ts'

export interface OpenArchive {
  readonly database: Database
  /** Reads and writes what is true. */
  readonly archive: Archive
  /** For people: where the archive is on a server, it goes on answering while that is away. */
  readonly shown: Archive
  /** Which of the processes that share the data folder this is: 1 for the first, or the only one. */
  readonly ordinal: number
  close(): Promise<void>
}

interface Surroundings {
  readonly workers?: ArchiveWorkers | undefined
  readonly onFault?: (error: unknown) => void
  /** Called once when the copy can no longer follow the server; `onFault` where it is left out. */
  readonly onAway?: (error: unknown) => void
  /** It comes and goes, and uses the first copy whoever has it: a copy of its own would be empty. */
  readonly isGuest?: boolean
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
    return { archive, shown: archive, ordinal: 1 }
  })
}

async function openServer(config: Config, url: string, surroundings: Surroundings): Promise<OpenArchive> {
  // Loaded here, so that who uses SQLite does not pay for it.
  const [{ openPostgres }, { createFollowingArchive }] = await Promise.all([
    import('./database/postgres/open-postgres.ts'),
    import('./create-following-archive.ts'),
  ])
  const database = await openPostgres(url)
  const { folder } = config.data
  return await whole(database, async () => {
    const place = surroundings.isGuest ? null : takeCopyPlace(folder, systemClock.now())
    const copy = place?.path ?? copyPath(folder, 1)
    try {
      const opened = await createFollowingArchive({ database, copy, ...surroundings })
      return { ...opened, ordinal: place?.number ?? 1, release: place?.release }
    } catch (error) {
      await place?.release()
      throw error
    }
  })
}

type Opened = Pick<OpenArchive, 'archive' | 'shown' | 'ordinal'> & { readonly release?: (() => Promise<void>) | undefined }

async function whole(database: Database, create: () => Promise<Opened>): Promise<OpenArchive> {
  try {
    const half = await sayUnfinishedMove(database)
    if (half !== null) throw new UnusableDatabase(half)
    const { archive, shown, ordinal, release } = await create()
    const close = async () => {
      await archive.close()
      await release?.()
      await database.close()
    }
    return { database, archive, shown, ordinal, close }
  } catch (error) {
    await database.close()
    throw error
  }
}
