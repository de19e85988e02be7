// For what can do without an answer of the database: it does not wait long for one.
import { setTimeout as wait } from 'node:timers/promises'
import { databaseFaultOf } from './faults.ts'

const MAX_WAIT_MS = 1_000

/** `otherwise` where the database is away, or slow; any other failure is thrown. */
export async function orWithoutDatabase<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  const given = new AbortController()
  const asked = ask().catch((error: unknown) => {
    if (databaseFaultOf(error) === null) throw error
    return otherwise
  })
  const waited = wait(MAX_WAIT_MS, otherwise, { ref: false, signal: given.signal }).catch(() => otherwise)
  try {
    return await Promise.race([asked, waited])
  } finally {
    given.abort()
  }
}
