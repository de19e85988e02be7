// The write-ahead log goes into the archive's file from another thread: on a busy disk that takes
// hundreds of milliseconds, and the thread that writes also answers readers.
import { type Connection, openConnection } from './connection.ts'
import type { SqliteDatabase } from './open-sqlite.ts'

const EVERY_MS = 5_000
/** A few rows may stay in the log: a bot at rest need not start the other thread for them. */
const MIN_CHANGES = 2_000
/** Where the other thread does not keep up, the one that writes does it after so many pages. */
const MAX_PAGES_LEFT = 16_000
/** While it copies, more is written; the last pass is short enough to end between two commits. */
const MAX_PASSES = 3

/** Has the other thread do it by `checkpoint` wherever enough has changed. */
export function leaveCheckpoints({ writer }: SqliteDatabase, checkpoint: () => Promise<void>): { end(): void } {
  writer.exec(`pragma main.wal_autocheckpoint = ${MAX_PAGES_LEFT}`)
  const countChanges = () => writer.get<{ n: number }>('select total_changes() as n')?.n ?? 0
  let changes = countChanges()
  const timer = setInterval(() => {
    const now = countChanges()
    if (now - changes < MIN_CHANGES) return
    changes = now
    // What a checkpoint leaves is taken by the next one, or by the thread that writes.
    checkpoint().catch(() => {})
  }, EVERY_MS)
  timer.unref()
  return { end: () => clearInterval(timer) }
}

export interface Checkpoints {
  checkpoint(): Promise<void>
  close(): void
}

/** For the other thread. */
export function createCheckpoints(path: string): Checkpoints {
  let connection: Connection | null = null
  return {
    async checkpoint() {
      connection ??= openConnection(path)
      for (let pass = 0; pass < MAX_PASSES; pass++) {
        const done = connection.get<{ log: number; checkpointed: number }>('pragma main.wal_checkpoint(passive)')
        if (done === undefined || done.checkpointed >= done.log) return
      }
    },
    close: () => connection?.close(),
  }
}
