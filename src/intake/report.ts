// What the log says of files that were read.
import { DIGEST_KINDS } from '../digest/index.ts'
import type { Log } from '../log/log.ts'
import type { IntakeReport } from './intake.ts'
import type { FolderEvent } from './watched-folder.ts'

const KINDS = DIGEST_KINDS.map((kind) => `.${kind}`).join(', ')
const mebibytes = (bytes: number) => Math.ceil((bytes / 1024 / 1024) * 10) / 10

export function logEvent(event: Exclude<FolderEvent, { kind: 'failed' }>, log: Log): void {
  switch (event.kind) {
    case 'read':
      for (const report of event.reports) logReport(report, log)
      return
    case 'unreadable':
      log.warn({ file: event.file }, `${event.file} cannot be read and is tried again when it changes: ${event.reason}`)
      return
    case 'silent':
      log.warn(
        { file: event.file },
        `${event.file} does not answer and is tried again every ${event.againMs / 60_000} minutes; the others are read`,
      )
      return
    case 'too-large':
      log.warn(
        { file: event.file, bytes: event.bytes },
        `${event.file} is not read: it has ${mebibytes(event.bytes)} MiB, and digests.maxFileMiB allows ${mebibytes(event.maxBytes)}`,
      )
      return
    case 'foreign':
      log.info(
        { count: event.count },
        `${event.count === 1 ? 'one file' : `${event.count} files`} in the folder of digests, such as ${event.example}, will not be read: digests are ${KINDS}`,
      )
      return
    case 'folder-missing':
      log.warn(
        { folder: event.folder },
        `the folder of digests cannot be read: ${event.reason}. Create it, or set digests.folder.`,
      )
      return
    case 'folder-back':
      log.info(
        { folder: event.folder, missingMs: event.missingMs },
        `the folder of digests is back after ${Math.round(event.missingMs / 1000)} s`,
      )
      return
  }
}

export function logReport({ digest, outcome, held }: IntakeReport, log: Log): void {
  const { file, date, diagnostics } = digest
  switch (outcome.kind) {
    case 'unread': {
      const [first] = diagnostics.filter(({ severity }) => severity === 'error')
      log.warn({ file, code: first?.code }, `${file}: not a digest, left alone (${first?.code}: ${first?.message})`)
      return
    }
    case 'known':
      if (outcome.was !== undefined)
        log.info({ file, date, was: outcome.was.file }, `${file}: known as ${outcome.was.file} before`)
      return
    case 'new':
    case 'corrected': {
      if (held !== null) log.warn({ file, date, held }, heldText(file, held))
      const warnings = diagnostics.filter(({ severity }) => severity !== 'info').length
      const was = outcome.was === undefined ? '' : `, before ${outcome.was.file} of ${outcome.was.date ?? 'no date'}`
      const doubts = warnings === 0 ? '' : `; ${warnings} doubts: paperboy check ${file}`
      log.info(
        { file, date, papers: outcome.papers },
        `${file}: ${outcome.kind} digest of ${date ?? 'no date'}, ${outcome.papers} papers${was}${doubts}`,
      )
    }
  }
}

/** What is said of a held digest: what was found, and both ways on. */
export function heldText(file: string, why: string): string {
  return `${file} is held back and not posted: ${why}. Look with \`paperboy check ${file}\`; post it all the same with \`paperboy release ${file}\`.`
}
