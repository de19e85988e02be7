// Broken surroundings of the archive, one kind for each thing that a person must do. Anything else
// that is thrown is a bug.

/**
 * The last four are a server's: it does not answer, takes no more connections, refuses ours, or has
 * the tables of a newer program.
 */
export type DatabaseFault =
  | 'damaged'
  | 'full'
  | 'locked'
  | 'read-only'
  | 'unopenable'
  | 'unreachable'
  | 'crowded'
  | 'refused'
  | 'outdated'

/** The archive cannot be used; the message says which, why, and what to do. */
export class UnusableDatabase extends Error {
  override readonly name = 'UnusableDatabase'
  readonly fault: DatabaseFault | null

  constructor(message: string, { cause, fault = null }: { cause?: unknown; fault?: DatabaseFault | null } = {}) {
    super(message, cause === undefined ? {} : { cause })
    this.fault = fault
  }
}

type FileFault = Exclude<DatabaseFault, 'unreachable' | 'crowded' | 'refused' | 'outdated'>

/** SQLite's own words: the driver does not pass its result codes on from every call. */
const BY_WORDS: readonly (readonly [string, FileFault])[] = [
  ['malformed', 'damaged'],
  ['file is not a database', 'damaged'],
  ['disk is full', 'full'],
  ['database is locked', 'locked'],
  ['readonly database', 'read-only'],
  ['unable to open database', 'unopenable'],
]
const BY_ERRNO: Readonly<Record<string, FileFault>> = {
  ENOSPC: 'full',
  EDQUOT: 'full',
  EROFS: 'read-only',
  EACCES: 'unopenable',
  EPERM: 'unopenable',
}

export function databaseFaultOf(error: unknown): DatabaseFault | null {
  if (!(error instanceof Error)) return null
  if (error instanceof UnusableDatabase && error.fault !== null) return error.fault
  const { code = '' } = error as NodeJS.ErrnoException
  const fault =
    BY_ERRNO[code] ?? (code === 'ERR_SQLITE_ERROR' ? BY_WORDS.find(([words]) => error.message.includes(words))?.[1] : null)
  return fault ?? databaseFaultOf(error.cause)
}

/** Of a file; a server's faults have said what they are when they were thrown. */
export function sayDatabaseFault(fault: FileFault, path: string): string {
  switch (fault) {
    case 'damaged':
      return `The archive ${path} is damaged, or is no archive. Move it away, together with its -wal and -shm files, and put a copy of it in its place, or start with none: digests in the folder are read again, and what the channels have already is found in them and not posted twice. What was waiting to be posted is not posted then: see /admin resend. Subscriptions made by commands, reading lists and watches are lost.`
    case 'full':
      return `The disk of the archive ${path} is full. Make room and start again.`
    case 'locked':
      return `The archive ${path} is being written by another program. Wait until that has ended, or stop it.`
    case 'read-only':
      return `The archive ${path} may not be written: its disk is read-only, or its file belongs to another user. Mend that, or set another data.folder (PAPERBOY_DATA).`
    case 'unopenable':
      return `The archive ${path} can't be opened. Is its folder writable for this user, and is it a file?`
  }
}

/** Passes bugs on; broken surroundings become a sentence. */
export function rethrowAsUnusable(error: unknown, path: string): never {
  const fault = databaseFaultOf(error)
  if (fault === null || error instanceof UnusableDatabase || !isOfFile(fault)) throw error
  throw new UnusableDatabase(sayDatabaseFault(fault, path), { cause: error, fault })
}

const isOfFile = (fault: DatabaseFault): fault is FileFault =>
  fault !== 'unreachable' && fault !== 'crowded' && fault !== 'refused'
