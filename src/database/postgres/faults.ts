// Broken surroundings of a database on PostgreSQL, in words that say what to do.
import { UnusableDatabase } from '../faults.ts'

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  // The server is starting, or stopping.
  '57P01',
  '57P02',
  '57P03',
])

/** The driver has no codes for these. */
const UNREACHABLE_WORDS = /timeout expired|timeout exceeded when trying to connect|Connection terminated/i

function sayServerFault(error: Error, place: string): string | null {
  const { code = '' } = error as NodeJS.ErrnoException
  if (UNREACHABLE.has(code) || UNREACHABLE_WORDS.test(error.message))
    return `The database ${place} can't be reached (${error.message || code}). Is the server running, and are host and port right?`
  switch (code) {
    case 'ERR_INVALID_URL':
      return `${place} is no address of a database. It looks like postgres://user:password@host:5432/name.`
    case '28000':
    case '28P01':
      return `The server of ${place} does not let this user in (${error.message}). Are name and password right?`
    case '3D000':
      return `The server of ${place} has no such database (${error.message}). Make it with: create database NAME encoding 'UTF8' template template0;`
    case '42501':
      return `The user of ${place} may not do what is needed (${error.message}). Make this user the owner of the database.`
    case '53300':
      return `The server of ${place} takes no more connections (${error.message}). Stop what holds them, or raise max_connections.`
    case '53100':
      return `The disk of the database ${place} is full. Make room and start again.`
    case '25006':
      return `The database ${place} is read-only (${error.message}). Is it a standby server? Name the primary one.`
    case 'XX001':
    case 'XX002':
      return `The database ${place} is damaged (${error.message}). Restore it from a backup.`
    default:
      return null
  }
}

/** Passes bugs on; broken surroundings become a sentence. */
export function rethrowAsUnusableServer(error: unknown, place: string): never {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    const said = one instanceof UnusableDatabase ? null : sayServerFault(causeOf(one), place)
    if (said !== null) throw new UnusableDatabase(said, { cause: error })
  }
  throw error
}

/** Of several addresses that were tried, the first. */
const causeOf = (error: Error): Error =>
  error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error
