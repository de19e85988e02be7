// One program at a time holds an archive. Of a file the lock is SQLite's own on another file next
// to it, which the system drops when its holder dies, however it dies; the text next to it only
// says who that is.
import { readFileSync, writeFileSync } from 'node:fs'
import { hostname } from 'node:os'
import { databaseFaultOf, rethrowAsUnusable } from './faults.ts'
import { openConnection } from './sqlite/connection.ts'

export interface LockHolder {
  readonly pid: number
  readonly host: string
  /** ISO 8601. */
  readonly since: string
  /** How many processes hold it together; of several this is the oldest. */
  readonly processes?: number
}

export type LockOutcome =
  | { readonly kind: 'held'; release(): void | Promise<void> }
  /** `by` is null where the holder has not yet said who it is. */
  | { readonly kind: 'taken'; readonly by: LockHolder | null }

/** Who has it, in the middle of a sentence. */
export function sayHolder(holder: LockHolder | null): string {
  if (holder === null) return 'another process'
  const { pid, host, since, processes = 1 } = holder
  const one = `process ${pid} on ${host}, started ${since}`
  return processes === 1 ? one : `${processes} processes, the oldest of them ${one}`
}

/**
 * Takes the lock of the archive at `path` or says who has it. A lock whose holder is dead is free.
 */
export function lockArchive(path: string, now: number): LockOutcome {
  if (path === ':memory:') return { kind: 'held', release: () => {} }
  try {
    return takeLock(path, now)
  } catch (error) {
    rethrowAsUnusable(error, path)
  }
}

function takeLock(path: string, now: number): LockOutcome {
  const holderFile = `${path}.holder.json`
  const connection = openConnection(`${path}.lock`, { timeoutMs: 0 })
  try {
    // An exclusive transaction that is never committed: nothing is written, the file lock stays.
    connection.exec('begin exclusive')
  } catch (error) {
    connection.close()
    if (databaseFaultOf(error) === 'locked') return { kind: 'taken', by: readHolder(holderFile) }
    throw error
  }
  const holder: LockHolder = { pid: process.pid, host: hostname(), since: new Date(now).toISOString() }
  writeFileSync(holderFile, `${JSON.stringify(holder)}\n`)
  return { kind: 'held', release: () => connection.close() }
}

function readHolder(file: string): LockHolder | null {
  try {
    const { pid, host, since } = JSON.parse(readFileSync(file, 'utf8')) as Partial<LockHolder>
    return typeof pid === 'number' && typeof host === 'string' && typeof since === 'string' ? { pid, host, since } : null
  } catch {
    return null
  }
}
