// One program at a time holds a database on PostgreSQL: an advisory lock of a connection that does
// nothing else. The server drops it when its holder dies, however it dies.
import { hostname } from 'node:os'
import type { Client } from 'pg'
import type { LockHolder, LockOutcome } from '../lock.ts'
import { LOCKS } from './dialect.ts'
import { rethrowAsUnusableServer } from './faults.ts'
import { openClient } from './open-client.ts'
import { withoutPassword } from './url.ts'

/** After a connection was lost, and after each try that failed. */
const AGAIN_MS = 1_000

/** PostgreSQL keeps 63 bytes of a name. */
const ownName = () => `paperboy ${process.pid} ${hostname()}`.slice(0, 63)

/**
 * `onTaken` is called where the connection was lost and another program has taken the lock before
 * this one was back.
 */
export async function holdDatabase(url: string, onTaken: () => void = () => {}): Promise<LockOutcome> {
  let client: Client | null = null
  let timer: NodeJS.Timeout | undefined
  let isReleased = false

  async function hold(): Promise<boolean> {
    const opened = await openClient(url, ownName())
    opened.once('end', () => {
      if (client !== opened) return
      client = null
      holdAgainLater()
    })
    if (!(await takeLock(opened))) {
      await opened.end()
      return false
    }
    client = opened
    return true
  }

  function holdAgainLater(): void {
    if (isReleased) return
    timer = setTimeout(async () => {
      try {
        if (!(await hold())) onTaken()
        else if (isReleased) await release()
      } catch {
        // The server is away: whoever asks it says so.
        holdAgainLater()
      }
    }, AGAIN_MS)
    timer.unref()
  }

  async function release(): Promise<void> {
    isReleased = true
    clearTimeout(timer)
    const held = client
    client = null
    await held?.end().catch(() => {})
  }

  try {
    if (await hold()) return { kind: 'held', release }
    return { kind: 'taken', by: await findHolder(url) }
  } catch (error) {
    rethrowAsUnusableServer(error, withoutPassword(url))
  }
}

async function takeLock(client: Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>(`select pg_try_advisory_lock(${LOCKS.running}) as taken`)
  return rows[0]?.taken === true
}

async function findHolder(url: string): Promise<LockHolder | null> {
  const client = await openClient(url, ownName())
  try {
    const { rows } = await client.query<{ name: string; since: Date }>(`
      select application_name as name, backend_start as since
      from pg_locks join pg_stat_activity using (pid)
      where locktype = 'advisory' and granted and objid = ${LOCKS.running}
        and pg_locks.database = (select oid from pg_database where datname = current_database())`)
    const [, pid, host] = /^paperboy (\d+) (.+)$/.exec(rows[0]?.name ?? '') ?? []
    if (pid === undefined || host === undefined) return null
    return { pid: Number(pid), host, since: rows[0]?.since.toISOString() ?? '' }
  } finally {
    await client.end()
  }
}
