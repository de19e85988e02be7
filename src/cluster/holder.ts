// How a process names itself to others that use the same database.
import { randomBytes } from 'node:crypto'
import { hostname } from 'node:os'

/**
 * Tells the processes of a machine apart, and a process from the one that had its number before.
 */
export const newHolder = (): string => `${hostname()} ${process.pid} ${randomBytes(4).toString('hex')}`
