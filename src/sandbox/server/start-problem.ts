// Why a sandbox could not be started, in words for whoever typed the command.
import { SeedError } from '../seed/read.ts'
import { StateFileError } from '../storage/journal.ts'

export interface StartChoice {
  readonly port: number
  readonly host?: string | undefined
  readonly statePath?: string | undefined
  /** What to do about a port that cannot be had. */
  readonly portHint?: string
}

/** Undefined where it is not the user's to mend: that is a bug. */
export function startProblem(error: unknown, choice: StartChoice): string | undefined {
  if (error instanceof StateFileError || error instanceof SeedError) return error.message
  const { code, syscall, message } = error as NodeJS.ErrnoException
  const { port, host = '127.0.0.1', statePath, portHint = 'Take another one with --port; 0 takes any free one.' } = choice
  if (syscall === 'listen' && (code === 'EADDRINUSE' || code === 'EACCES')) {
    const reason = code === 'EADDRINUSE' ? 'is in use by another program' : 'may not be opened by this user'
    return `Port ${port} on ${host} ${reason}. ${portHint}`
  }
  if ((syscall === 'listen' && code === 'EADDRNOTAVAIL') || syscall === 'getaddrinfo')
    return `"${host}" is not an address of this machine. Take another one with --host, or leave it out.`
  if (code === undefined || statePath === undefined) return undefined
  return `The sandbox's state cannot be kept in ${statePath}: ${message}. Choose another file, or make this one writable.`
}
