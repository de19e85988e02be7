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
}): Feeder {
  let scan: Promise<void> | null = null

  async function run(): Promise<void> {
    try {
      const { events } = await parts.watched.scan()
      for (const event of events) {
        logEvent(event, parts.log)
        if (event.kind === 'read') for (const report of event.reports) await announce(report)
      }
    } catch (error) {
      parts.log.error({ err: error }, 'looking for digests failed; it is tried again at the next tick')
    }
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
