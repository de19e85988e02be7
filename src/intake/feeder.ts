// Scans the watched folder, one scan at a time, and hands on what is new.

import type { Log } from '../log/log.ts'
import type { IntakeReport } from './intake.ts'
import { logEvent } from './report.ts'
import type { WatchedFolder } from './watched-folder.ts'

export interface Feeder {
  /** Resolves when the scan is done; while one runs, a further call is that one. */
  feed(): Promise<void>
  /** No scan is under way. */
  settled(): Promise<void>
}

export function createFeeder(parts: {
  readonly watched: WatchedFolder
  readonly log: Log
  readonly onDigest: (digestId: number) => unknown
  readonly onFault?: (error: unknown) => void
}): Feeder {
  let scan: Promise<void> | null = null
  /** What was said of each failure: it is said again only where it changes, or comes back. */
  let said: ReadonlyMap<string, string> = new Map()

  async function run(): Promise<void> {
    const failures = new Map<string, unknown>()
    try {
      const { events } = await parts.watched.scan()
      for (const event of events) {
        if (event.kind === 'failed') {
          failures.set(event.file, event.error)
          continue
        }
        logEvent(event, parts.log)
        if (event.kind === 'read') for (const report of event.reports) await announce(report)
      }
    } catch (error) {
      failures.set('the folder of digests', error)
    }
    for (const error of failures.values()) parts.onFault?.(error)
    const words = new Map([...failures].map(([name, error]) => [name, String(error)]))
    for (const [name, error] of failures)
      if (said.get(name) !== words.get(name))
        parts.log.error({ err: error }, `reading ${name} failed; it is tried again every two seconds`)
    said = words
  }

  async function announce({ outcome }: IntakeReport): Promise<void> {
    if (outcome.kind === 'new' || outcome.kind === 'corrected') await parts.onDigest(outcome.digestId)
  }

  return {
    feed() {
      scan ??= run().finally(() => {
        scan = null
      })
      return scan
    },
    settled: async () => void (await scan),
  }
}
