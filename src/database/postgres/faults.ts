// Broken surroundings of a database on PostgreSQL, in words that say what to do.
import { type DatabaseFault, UnusableDatabase } from '../faults.ts'

const UNREACHABLE = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOENT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ETIMEDOUT',
  // The server is starting or stopping, or has ended what was idle for too long.
  '57P01',
  '57P02',
  '57P03',
  '25P03',
  // An answer took longer than we let it.
  '57014',
])

/** The driver has no codes for these. */
const UNREACHABLE_WORDS =
  /timeout expired|timeout exceeded when trying to connect|Connection terminated|Query read timeout|not queryable|Client was closed/i

const TLS_CODES =
  /^(?:DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|UNABLE_TO_|CERT_|ERR_TLS_|ERR_SSL_|HOSTNAME_MISMATCH)/

interface ServerFault {
  readonly kind: DatabaseFault
  readonly said: string
}

function serverFaultOf(error: Error, place: string): ServerFault | null {
  const { code = '' } = error as NodeJS.ErrnoException
  const found = error.message || code
  const fault = (kind: DatabaseFault, said: string): ServerFault => ({ kind, said })
  if (UNREACHABLE.has(code) || UNREACHABLE_WORDS.test(error.message))
    return fault(
      'unreachable',
      `The database ${place} can't be reached (${found}). Is the server running, and are host and port right?`,
    )
  if (/does not support SSL/i.test(error.message))
    return fault(
      'refused',
      `The server of ${place} has no TLS, which its address asks for (${found}). Switch ssl on there, or leave sslmode out of the address where the network is trusted.`,
    )
  if (TLS_CODES.test(code))
    return fault(
      'refused',
      `The certificate of the server of ${place} is not trusted (${found}). Name its authority with sslrootcert=FILE in the address.`,
    )
  switch (code) {
    case 'ERR_INVALID_URL':
      return fault('unopenable', `${place} is no address of a database. It looks like postgres://user:password@host:5432/name.`)
    case '28000':
    case '28P01':
      return fault(
        'refused',
        `The server of ${place} does not let this user in (${found}). Are name and password right, and sslmode, where it asks for TLS?`,
      )
    case '3D000':
      return fault(
        'refused',
        `The server of ${place} has no such database (${found}). Make it with: create database NAME encoding 'UTF8' template template0;`,
      )
    case '42501':
      return fault(
        'refused',
        `The user of ${place} may not do what is needed (${found}). Make this user the owner of the database.`,
      )
    case '42P07':
      return fault(
        'refused',
        `The database ${place} holds tables of another program (${found}). Give Paperboy a database of its own.`,
      )
    case '53300':
      return fault(
        'crowded',
        `The server of ${place} takes no more connections (${found}). Stop what holds them, or raise max_connections.`,
      )
    case '53100':
      return fault('full', `The disk of the database ${place} is full. Make room and start again.`)
    case '25006':
      return fault('read-only', `The database ${place} is read-only (${found}). Is it a standby server? Name the primary one.`)
    case 'XX001':
    case 'XX002':
      return fault('damaged', `The database ${place} is damaged (${found}). Restore it from a backup.`)
    default:
      return null
  }
}

/** Bugs as they are; broken surroundings as a sentence. */
export function asUnusableServer(error: unknown, place: string): unknown {
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    if (one instanceof UnusableDatabase) return error
    const fault = serverFaultOf(causeOf(one), place)
    if (fault !== null) return new UnusableDatabase(fault.said, { cause: error, fault: fault.kind })
  }
  return error
}

/** Of several addresses that were tried, the first. */
const causeOf = (error: Error): Error =>
  error instanceof AggregateError && error.errors[0] instanceof Error ? error.errors[0] : error

export function rethrowAsUnusableServer(error: unknown, place: string): never {
  throw asUnusableServer(error, place)
}
