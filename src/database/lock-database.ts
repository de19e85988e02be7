// The lock of an archive at any address, whatever engine it names.
import { type LockOutcome, lockArchive } from './lock.ts'
import { isPostgresUrl } from './postgres/url.ts'

export interface LockOptions {
  readonly now: number
  /**
   * A bot shares a server with other bots; everything else has it alone, as any program has a file.
   */
  readonly share?: boolean
  /** The server was away, and another program has taken the lock when it was back. */
  readonly onTaken?: () => void
}

/** At an address as `openDatabase` takes it. */
export async function lockDatabase(address: string, { now, share, onTaken }: LockOptions): Promise<LockOutcome> {
  if (!isPostgresUrl(address)) return lockArchive(address, now)
  const { holdDatabase } = await import('./postgres/hold-database.ts')
  return await holdDatabase(address, { share, onTaken })
}
