// Keeps a copy up with the archive on a server, a slice at a time. Looking is what counts; a notice
// only makes it look at once. While the server is away the copy stays as it is.

import type { Database } from '../../database/database.ts'
import { databaseFaultOf } from '../../database/faults.ts'
import type { PostgresDatabase } from '../../database/postgres/open-postgres.ts'
import type { SqliteDatabase } from '../../database/sqlite/open-sqlite.ts'
import type { Progress } from '../archive.ts'
import { applyChanges, readPosition } from './apply-changes.ts'

const LOOK_MS = 2_000
const MAX_LOOK_MS = 30_000
/** So few are left out without a word. */
const MAX_UNMENTIONED = 1_024

export interface FollowerParts {
  readonly truth: Pick<PostgresDatabase, 'query' | 'readChanges' | 'listen'>
  readonly copy: SqliteDatabase
  /** Called after each slice with the number of its papers. */
  readonly onFollowed: (papers: number) => Promise<void>
  /** Called once when it can no longer follow. */
  readonly onAway: (error: unknown) => void
  /** Waits until others had their turn. */
  readonly yieldTurn: () => Promise<void>
}

export interface Follower {
  /** Up to what is committed now, or to where it can. */
  follow(): Promise<void>
  /** Whether it was up to date at its last look, or nearly. */
  isCurrent(): boolean
  /** How far a copy is that is far behind; null where it is not. */
  progress(): Progress | null
  close(): Promise<void>
}

export function createFollower(parts: FollowerParts): Follower {
  const { truth, copy } = parts
  let isClosed = false
  let isAway = false
  let hasCaughtUp = false
  let filling: { done: number; total: number } | null = null
  let timer: NodeJS.Timeout | undefined
  let waitMs = LOOK_MS
  let running: Promise<void> | null = null
  let isAsked = false

  async function followSlices(): Promise<void> {
    for (let isFirst = true; !isClosed; isFirst = false) {
      const after = await readPosition(copy)
      const changes = await truth.readChanges(after)
      if (isFirst) filling = changes.isLast ? null : await measure()
      const isApplied = await applyChanges(copy, after, changes, parts.yieldTurn)
      if (isApplied && changes.papers.length > 0) {
        if (filling !== null) filling.done += changes.papers.length
        await parts.onFollowed(changes.papers.length)
      }
      if (isApplied && changes.isLast) break
      await parts.yieldTurn()
    }
    filling = null
    hasCaughtUp = true
  }

  const progress = () => (filling !== null && filling.total - filling.done > MAX_UNMENTIONED ? { ...filling } : null)

  /** Of an archive with many papers: done only where it is far behind. */
  async function measure(): Promise<{ done: number; total: number }> {
    const count = async ({ query }: Pick<Database, 'query'>) =>
      Number(
        (
          await query
            .selectFrom('papers')
            .select(({ fn }) => fn.countAll().as('n'))
            .executeTakeFirstOrThrow()
        ).n,
      )
    return { done: await count(copy), total: await count(truth) }
  }

  async function run(): Promise<void> {
    do {
      isAsked = false
      try {
        await followSlices()
        waitMs = LOOK_MS
        isAway = false
      } catch (error) {
        if (isClosed) return
        waitMs = Math.min(waitMs * 2, MAX_LOOK_MS)
        // A failure that the surroundings do not explain is reported each time: it is a bug.
        if (!isAway || databaseFaultOf(error) === null) parts.onAway(error)
        isAway = true
        return
      }
    } while (isAsked && !isClosed)
  }

  /** One at a time; who asks while it runs gets another look behind it. */
  function follow(): Promise<void> {
    if (isClosed) return Promise.resolve()
    isAsked = true
    clearTimeout(timer)
    running ??= run().finally(() => {
      running = null
      if (isClosed) return
      if (isAsked && !isAway) return void follow()
      timer = setTimeout(() => void follow(), waitMs)
      timer.unref()
    })
    return running
  }

  const listening = truth.listen(() => void follow())
  return {
    follow,
    progress,
    isCurrent: () => hasCaughtUp && progress() === null,
    async close() {
      isClosed = true
      clearTimeout(timer)
      await listening.close()
      await running
    },
  }
}
