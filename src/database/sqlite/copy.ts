// A copy of the archive that is whole at one moment, also while a bot writes it; and the look at a
// copy before it is trusted.
import { backup, DatabaseSync } from '@photostructure/sqlite'
import { databaseFaultOf } from '../faults.ts'
import { openConnection } from './connection.ts'
import { MIGRATIONS } from './migrations/index.ts'
import { checkIntegrity } from './writer.ts'

const PAGES_A_STEP = 2000

/** Writes to `destination`, which must not be there yet. */
export async function copyDatabase(
  source: string,
  destination: string,
  onProgress: (progress: { readonly done: number; readonly total: number }) => void,
): Promise<void> {
  const database = new DatabaseSync(source, { readOnly: true, timeout: 5000 })
  try {
    const progress = ({ totalPages, remainingPages }: { totalPages: number; remainingPages: number }) =>
      onProgress({ done: totalPages - remainingPages, total: totalPages })
    await backup(database, destination, { rate: PAGES_A_STEP, progress })
  } finally {
    database.close()
  }
}

export interface CopyContents {
  readonly digests: number
  readonly papers: number
  /** Messages that it does not know as sent: they are looked for in their channels. */
  readonly unsent: number
  readonly channels: number
}

export type CopyCheck =
  | { readonly kind: 'sound'; readonly contents: CopyContents }
  | { readonly kind: 'unusable'; readonly why: string }

/** Changes nothing. */
export function checkCopy(path: string): CopyCheck {
  try {
    const connection = openConnection(path, { readOnly: true })
    try {
      const damage = checkIntegrity(connection)
      if (damage[0] !== undefined) return { kind: 'unusable', why: `${path} is damaged: ${damage[0]}` }
      const tables = new Set(connection.all<{ name: string }>('select name from sqlite_master').map(({ name }) => name))
      if (!tables.has('migrations') || !tables.has('papers'))
        return { kind: 'unusable', why: `${path} is not an archive of Paperboy.` }
      const known = new Set(MIGRATIONS.map(({ name }) => name))
      const newer = connection.all<{ name: string }>('select name from migrations').find(({ name }) => !known.has(name))
      if (newer)
        return { kind: 'unusable', why: `${path} was written by a newer Paperboy (${newer.name}). Update this one first.` }
      const count = (sql: string) => connection.get<{ n: number }>(sql)?.n ?? 0
      const hasDeliveries = tables.has('deliveries') && tables.has('subscriptions')
      return {
        kind: 'sound',
        contents: {
          digests: count('select count(*) as n from digests where retracted = 0'),
          papers: count('select count(*) as n from papers where retracted = 0'),
          unsent: hasDeliveries ? count("select count(*) as n from deliveries where state not in ('sent', 'dropped')") : 0,
          channels: hasDeliveries ? count('select count(distinct channel_id) as n from subscriptions') : 0,
        },
      }
    } finally {
      connection.close()
    }
  } catch (error) {
    if (databaseFaultOf(error) === null && (error as NodeJS.ErrnoException).code !== 'ERR_SQLITE_ERROR') throw error
    return { kind: 'unusable', why: `${path} cannot be opened as an archive: ${(error as Error).message}` }
  }
}
