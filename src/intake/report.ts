// What the log says of files that were read.
import type { Log } from '../log/log.ts'
import type { IntakeReport } from './intake.ts'
import type { FolderEvent } from './watched-folder.ts'

export function logEvent(event: FolderEvent, log: Log): void {
  switch (event.kind) {
    case 'read':
      for (const report of event.reports) logReport(report, log)
      return
    case 'unreadable':
      log.warn({ file: event.file }, `${event.file} cannot be read and is tried again when it changes: ${event.reason}`)
      return
    case 'folder-missing':
      log.warn({ folder: event.folder }, `the folder of digests cannot be read: ${event.reason}. Make it, or set digests.folder.`)
      return
  }
}

export function logReport({ digest, outcome, held }: IntakeReport, log: Log): void {
  const { file, date, diagnostics } = digest
  switch (outcome.kind) {
    case 'unread': {
      const [first] = diagnostics.filter(({ severity }) => severity === 'error')
      log.warn({ file, code: first?.code }, `${file}: no digest, left alone (${first?.code}: ${first?.message})`)
      return
    }
    case 'known':
      return
    case 'new':
    case 'corrected': {
      if (held !== null) log.warn({ file, date, held }, heldText(file, held))
      const warnings = diagnostics.filter(({ severity }) => severity !== 'info').length
      const doubts = warnings === 0 ? '' : `; ${warnings} doubts: paperboy check ${file}`
      log.info(
        { file, date, papers: outcome.papers },
        `${file}: ${outcome.kind} digest of ${date ?? 'no date'}, ${outcome.papers} papers${doubts}`,
      )
    }
  }
}

/** The drift alarm's sentence: what was found, and both ways on. */
export function heldText(file: string, why: string): string {
  return `${file} is held back and not posted: ${why}. Look with \`paperboy check ${file}\`; post it all the same with \`paperboy release ${file}\`.`
}
