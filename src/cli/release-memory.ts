// What only a start needs is a fifth of the memory that the bot holds then. Left alone, V8 keeps it
// until the heap has grown, which at rest may take an hour.
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

/** Until the first connections, commands and files are behind it. */
const AFTER_START_MS = 15_000

/** Collects garbage once; answers how to call that off. */
export function releaseMemoryAfterStart(): () => void {
  setFlagsFromString('--expose-gc')
  const collect = runInNewContext('gc') as () => void
  const timer = setTimeout(collect, AFTER_START_MS)
  timer.unref()
  return () => clearTimeout(timer)
}
