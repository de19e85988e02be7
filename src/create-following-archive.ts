// Puts the archive together where it is on a server: what is true is there; search, lists and what
// readers are shown come from a copy of this process.
import type { Archive, Progress } from './archive/archive.ts'
import { createFollower, type Follower } from './archive/read-copy/follower.ts'
import { openCopy } from './archive/read-copy/open-copy.ts'
import { createCopyReading } from './archive/read-copy/reading.ts'
import { createStoredArchive } from './archive/stored-archive.ts'
import { type ArchiveWorkers, openSearch } from './create-archive.ts'
import { identityOf } from './database/moving/settings.ts'
import type { PostgresDatabase } from './database/postgres/open-postgres.ts'
import { yieldToEventLoop } from './threads/yield.ts'

export interface FollowingArchive {
  /** Reads and writes what is true: for delivery and intake. */
  readonly archive: Archive
  /** The same, but what it reads comes from the copy where that has it: for people. */
  readonly shown: Archive
}

export interface FollowingArchiveParts {
  readonly database: PostgresDatabase
  /** The file of the copy. */
  readonly copy: string
  readonly random?: () => number
  readonly onFault?: (error: unknown) => void
  readonly workers?: ArchiveWorkers | undefined
  /** Called once when the copy can no longer follow the server. */
  readonly onAway?: (error: unknown) => void
}

export async function createFollowingArchive(parts: FollowingArchiveParts): Promise<FollowingArchive> {
  const { database: truth, random = Math.random, onFault = () => {}, onAway = onFault } = parts
  const copy = await openCopy(parts.copy, { archive: await identityOf(truth), last: await truth.lastPosition() })
  const search = await openSearch({ database: copy, onFault, workers: parts.workers && frugal(parts.workers) })
  const follower = createFollower({
    truth,
    copy,
    onFollowed: search.papersChanged,
    onAway,
    yieldTurn: yieldToEventLoop,
  })
  // A copy that is filled takes long: who stores a digest does not wait for that.
  const onChanged = async () => {
    const followed = follower.follow()
    if (follower.isCurrent()) await followed
  }
  const stored = createStoredArchive({ database: truth, random, onChanged })
  const archive: Archive = {
    ...stored,
    ...search.archive,
    async release(digestId) {
      const isReleased = await stored.release(digestId)
      await onChanged()
      return isReleased
    },
    doctor: () => search.examineWith(truth),
    indexing: () => progressOf(follower, search.archive.indexing()),
    async settled() {
      await follower.follow()
      await search.archive.settled()
    },
    async close() {
      await follower.close()
      await search.archive.close()
      await copy.close()
    },
  }
  const isFilling = () => !follower.isCurrent()
  return { archive, shown: { ...archive, ...createCopyReading({ truth, copy, random, isFilling }) } }
}

/**
 * A copy is filled for minutes, beside all that the process does. The third thread would take a hundred
 * megabytes and save little, for the other two are busy with following and indexing.
 */
const frugal = ({ query, index }: ArchiveWorkers): ArchiveWorkers => ({
  ...(query && { query }),
  ...(index && { index }),
  isFrugal: true,
})

/** What is not in the copy yet waits for the index, too. */
function progressOf(follower: Follower, indexing: Progress | null): Progress | null {
  const filling = follower.progress()
  if (filling === null) return indexing
  const waiting = indexing === null ? 0 : indexing.total - indexing.done
  return { done: Math.max(0, filling.done - waiting), total: filling.total }
}
