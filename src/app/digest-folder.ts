// The folder of digests: what reads its files, and who watches it.
import { createFeeder, type Feeder } from '../intake/feeder.ts'
import { createFolderFiles } from '../intake/folder-files.ts'
import { createFolderProcess } from '../intake/folder-process.ts'
import { createIntake, type Intake } from '../intake/intake.ts'
import { createOverrunFiles } from '../intake/overrun-files.ts'
import { createReader } from '../intake/reader.ts'
import { createWatchedFolder } from '../intake/watched-folder.ts'
import { readLimits } from '../read-limits.ts'
import type { Assembly } from './assembly.ts'
import type { Storage } from './storage.ts'

export interface DigestFolder {
  readonly intake: Intake
  /** Only one process watches it: the leader. */
  watch(): Feeder
}

export function createDigestFolder({ config, app, clock, running, shutdown }: Assembly, storage: Storage): DigestFolder {
  const { database, archive, operating, log } = storage
  const { folder, settleSeconds, maxFileMiB } = config.digests
  const reader = createReader({ module: app.workers?.read, ...readLimits(config) })
  shutdown.push('the thread that reads files', reader.close)
  const overrun = createOverrunFiles(database, clock.now)
  const intake = createIntake({ archive, now: clock.now, reader, overrun, onReport: operating.digestRead })
  const limits = { maxBytes: maxFileMiB * 1024 * 1024, settleMs: settleSeconds * 1000 }
  return {
    intake,
    watch() {
      const files =
        app.workers === undefined ? createFolderFiles(folder) : createFolderProcess({ module: app.workers.folder, folder })
      const watched = createWatchedFolder({ folder, files, ...limits, intake, now: clock.now })
      return createFeeder({ watched, files, log, onDigest: running.announce, onFault: operating.alerts.fault })
    },
  }
}
