// Scans the watched folder, one scan at a time, and hands on what is new.

import type { Log } from '../log/log.ts'
import type { FolderFiles } from './folder-files.ts'
import type { IntakeReport } from './intake.ts'
import { logEvent } from './report.ts'
import type { OnFolderEvent, WatchedFolder } from './watched-folder.ts'

export interface Feeder {
  /** Resolves when the scan is done; while one runs, a further call is that one. */
  feed(): Promise<void>
  /** Files are being read, or wait until they are whole. */
  isBusy(): boolean
  /** What is being read is left; what was read is stored. Nothing is read any more. */
  stop(): Promise<void>
}

export function createFeeder(parts: {
  readonly watched: WatchedFolder
  /** Those of the folder, which are left when it stops. */
  readonly files?: Pick<FolderFiles, 'close'> | undefined
  readonly log: Log
  readonly onDigest: (digestId: number) => unknown
  readonly onFault?: (error: unknown) => void
}): Feeder {
  let scan: Promise<void> | null = null
  let isStopped = false
  let isWaiting = false
  /** What was said of each failure: it is said again only where it changes, or comes back. */
  let said: ReadonlyMap<string, string> = new Map()

  async function run(): Promise<void> {
    const failures = new Map<string, unknown>()
    const onEvent: OnFolderEvent = async (event) => {
      if (event.kind === 'failed') return void failures.set(event.file, event.error)
      logEvent(event, parts.log)
      if (event.kind === 'read') for (const report of event.reports) await announce(report)
    }
    try {
      const { waiting } = await parts.watched.scan(onEvent)
      isWaiting = waiting.length > 0
    } catch (error) {
      failures.set('the folder of digests', error)
    }
    if (isStopped) return
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
    async feed() {
      if (isStopped) return
      scan ??= run().finally(() => {
        scan = null
      })
      await scan
    },
    isBusy: () => scan !== null || isWaiting,
    async stop() {
      isStopped = true
      parts.files?.close()
      await scan
    },
  }
}
