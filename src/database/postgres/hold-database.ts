// Who runs on a database on PostgreSQL: an advisory lock of a connection that does nothing else.
// Bots share it, and what may only be done while no bot runs holds it alone. The server drops it
// when its holder dies, however it dies.
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'
import type { Client } from 'pg'
import type { LockHolder, LockOutcome } from '../lock.ts'
import { LOCKS } from './dialect.ts'
import { rethrowAsUnusableServer } from './faults.ts'
import { openClient } from './open-client.ts'
import { withoutPassword } from './url.ts'

/** After a connection was lost, and after each try that failed. */
const AGAIN_MS = 1_000

/** PostgreSQL keeps 63 bytes of a name. A process may hold the lock more than once. */
const newName = () => `paperboy ${process.pid}.${randomBytes(4).toString('hex')} ${hostname()}`.slice(0, 63)

/**
 * `onTaken` is called where the connection was lost and a program that does not share it has taken
 * the lock before this one was back.
 */
export async function holdDatabase(
  url: string,
  { share = false, onTaken = () => {} }: { share?: boolean | undefined; onTaken?: (() => void) | undefined } = {},
): Promise<LockOutcome> {
  const name = newName()
  let client: Client | null = null
  let timer: NodeJS.Timeout | undefined
  let isReleased = false

  async function hold(): Promise<boolean> {
    const opened = await openClient(url, name)
    opened.once('end', () => {
      if (client !== opened) return
      client = null
      holdAgainLater()
    })
    const isTaken = await takeLock(opened, share).catch(async (error: unknown) => {
      await opened.end().catch(() => {})
      throw error
    })
    if (isTaken) client = opened
    else await opened.end()
    return isTaken
  }

  function holdAgainLater(): void {
    if (isReleased) return
    timer = setTimeout(async () => {
      try {
        const hasEnded = await endSession(url, name)
        if (await hold()) {
          if (isReleased) await release()
        } else if (hasEnded) holdAgainLater()
        else onTaken()
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

async function takeLock(client: Client, share: boolean): Promise<boolean> {
  const take = share ? 'pg_try_advisory_lock_shared' : 'pg_try_advisory_lock'
  const { rows } = await client.query<{ taken: boolean }>(`select ${take}(${LOCKS.running}) as taken`)
  return rows[0]?.taken === true
}

const HOLDERS = `
  pg_locks join pg_stat_activity using (pid)
  where locktype = 'advisory' and granted and objid = ${LOCKS.running}
    and pg_locks.database = (select oid from pg_database where datname = current_database())`

async function findHolder(url: string): Promise<LockHolder | null> {
  const holders = await ask<{ name: string; since: Date }>(
    url,
    `select application_name as name, backend_start as since from ${HOLDERS} order by backend_start`,
  )
  const [row] = holders
  const [, pid, host] = /^paperboy (\d+)\.\w+ (.+)$/.exec(row?.name ?? '') ?? []
  if (row === undefined || pid === undefined || host === undefined) return null
  return { pid: Number(pid), host, since: row.since.toISOString(), processes: holders.length }
}

/**
 * A server may take long to notice that a connection was cut, and keeps its lock until then. False
 * where there was none of that name.
 */
async function endSession(url: string, name: string): Promise<boolean> {
  const ended = await ask(url, `select pg_terminate_backend(pid) from ${HOLDERS} and application_name = $1`, [name])
  return ended.length > 0
}

async function ask<Row extends object>(url: string, text: string, values: readonly string[] = []): Promise<readonly Row[]> {
  const client = await openClient(url, 'paperboy asks')
  try {
    return (await client.query<Row>(text, [...values])).rows
  } finally {
    await client.end()
  }
}
