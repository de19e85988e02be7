// A newer program may bring the database up to its own tables while this one runs. This one must
// not write into them, and ends: it is refused at its next transaction, hears of it at once, and
// looks every few seconds.
import { type Kysely, sql } from 'kysely'
import { UnusableDatabase } from '../faults.ts'
import type { Listening } from '../notices.ts'
import type { Schema } from '../schema/index.ts'

export const MIGRATED_CHANNEL = 'paperboy_migrated'

/** As often as a lease is renewed. */
const LOOK_MS = 4_000

/** How many migrations have run, as a statement that comes with each transaction. */
export const COUNT_MIGRATIONS = 'select count(*)::integer as migrations from migrations'

export const outdatedProgram = (place: string): UnusableDatabase =>
  new UnusableDatabase(
    `A newer Paperboy has changed the tables of ${place} while this one ran. Start this one again in the same version as that one.`,
    { fault: 'outdated' },
  )

export interface SchemaWatchParts {
  readonly place: string
  /** How many migrations this program knows. */
  readonly known: number
  readonly urgent: Kysely<Schema>
  /** Calls whenever a program may have migrated. */
  readonly listen: (onNotice: () => void) => Listening
}

/** Calls once. Closing it ends the look. */
export function watchSchema(parts: SchemaWatchParts, onOutdated: (why: string) => void): Listening {
  const { place, known, urgent } = parts
  let timer: NodeJS.Timeout | undefined
  let isClosed = false
  let looking: Promise<void> | null = null

  async function look(): Promise<void> {
    clearTimeout(timer)
    try {
      const { rows } = await sql<{ migrations: number }>`${sql.raw(COUNT_MIGRATIONS)}`.execute(urgent)
      if (isClosed) return
      if ((rows[0]?.migrations ?? 0) > known) {
        isClosed = true
        return onOutdated(outdatedProgram(place).message)
      }
    } catch {
      // Whoever asks the server for something says that it is away.
    }
    if (isClosed) return
    timer = setTimeout(lookNow, LOOK_MS)
    timer.unref()
  }

  function lookNow(): void {
    if (isClosed) return
    looking ??= look().finally(() => {
      looking = null
    })
  }

  lookNow()
  const listening = parts.listen(lookNow)
  return {
    async close() {
      isClosed = true
      clearTimeout(timer)
      await listening.close()
      await looking
    },
  }
}
