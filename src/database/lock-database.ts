// The lock of an archive at any address, whatever engine it names.
import { type LockOutcome, lockArchive } from './lock.ts'
import { isPostgresUrl } from './postgres/url.ts'

/**
 * At an address as `openDatabase` takes it. `onTaken` is called where the server was away and
 * another program has taken the lock when it was back.
 */
export async function lockDatabase(address: string, now: number, onTaken: () => void = () => {}): Promise<LockOutcome> {
  if (!isPostgresUrl(address)) return lockArchive(address, now)
  const { holdDatabase } = await import('./postgres/hold-database.ts')
  return await holdDatabase(address, onTaken)
}
