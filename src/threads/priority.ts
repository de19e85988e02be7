// How much of a core a thread gets while the others want it as well.
import { getPriority, setPriority } from 'node:os'

const MAX_NICENESS = 19
/** The calling thread, on Linux. */
const OWN = 0

/**
 * The calling thread gives way to those of the process that answer at once; with a core to itself
 * it is as fast as before. Only Linux has priorities of threads: elsewhere this would hold back the
 * whole process, so nothing is done there.
 */
export function giveWay(by: number): void {
  if (process.platform === 'linux') setPriority(OWN, Math.min(MAX_NICENESS, getPriority(OWN) + by))
}
