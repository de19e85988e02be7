// Whether the bot can do its work now. The gateway, the database and the folders decide; the others
// are for people to read.
import type { Clock } from '../schedule/clock.ts'
import { durationText } from '../text/duration.ts'
import type { Readings } from './readings.ts'

export interface Readiness {
  readonly ready: boolean
  readonly checks: Readonly<Record<'gateway' | 'database' | 'folder' | 'lastDigest' | 'queue' | 'index', string>>
}

const STARTING = 'starting'

export async function readReadiness(parts: {
  readonly readings: Readings | null
  readonly isConnected: boolean
  readonly clock: Clock
}): Promise<Readiness> {
  const { readings, isConnected, clock } = parts
  if (readings === null)
    return {
      ready: false,
      checks: {
        gateway: STARTING,
        database: STARTING,
        folder: STARTING,
        lastDigest: STARTING,
        queue: STARTING,
        index: STARTING,
      },
    }
  const faultOf = (error: unknown) => `failed: ${error instanceof Error ? error.message : String(error)}`
  const folderProblem = await readings.folderProblem()
  const stored = await readStored(readings, clock).catch((error: unknown) => {
    const fault = faultOf(error)
    return { database: fault, lastDigest: fault, queue: fault, index: fault }
  })
  return {
    ready: isConnected && folderProblem === null && stored.database === 'ok',
    checks: {
      gateway: isConnected ? 'ok' : 'not connected',
      folder: folderProblem ?? 'ok',
      ...stored,
    },
  }
}

async function readStored(readings: Readings, clock: Clock) {
  const [queue, at, index] = [await readings.queue(), await readings.lastDigestAt(), await readings.index()]
  const age = queue.messages === 0 ? '' : `, the oldest ${durationText(queue.oldestAgeMs)} old`
  return {
    database: 'ok',
    lastDigest: at === null ? 'none' : `${durationText(clock.now() - at)} ago`,
    queue: `${queue.messages} messages${age}`,
    index: index.waiting === 0 ? `${index.papers} papers` : `being filled, ${index.papers - index.waiting} of ${index.papers}`,
  }
}
