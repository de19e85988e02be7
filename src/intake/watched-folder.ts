// The folder in which digests appear. A scan reads what is new and whole; a file that still changes
// waits for a later scan.
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { type FoundFile, listFiles, look } from './files.ts'
import type { Intake, IntakeReport } from './intake.ts'

export type FolderEvent =
  | { readonly kind: 'read'; readonly file: string; readonly reports: readonly IntakeReport[] }
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string }
  | { readonly kind: 'folder-missing'; readonly folder: string; readonly reason: string }

export interface WatchedFolder {
  /** Events in the order of the file names; `waiting` are the files that still change. */
  scan(): Promise<{ readonly events: readonly FolderEvent[]; readonly waiting: readonly string[] }>
}

interface Seen {
  readonly print: string
  readonly since: number
  readonly done: boolean
}

const printOf = (file: FoundFile) => `${file.size}:${file.modifiedAt.getTime()}`

export function createWatchedFolder(parts: {
  readonly folder: string
  /** How long size and time must stay the same. */
  readonly settleMs: number
  readonly intake: Intake
  readonly now: () => number
}): WatchedFolder {
  const { folder, settleMs, intake, now } = parts
  const seen = new Map<string, Seen>()
  let complained: string | null = null
  let first = true

  /**
   * On the first scan a file's own time is proof enough; later ones must also have been seen
   * unchanged.
   */
  function isWhole(file: FoundFile, before: Seen | undefined): boolean {
    const age = now() - file.modifiedAt.getTime()
    if (first) return age >= settleMs
    return before?.print === printOf(file) && now() - before.since >= settleMs
  }

  async function read(file: FoundFile): Promise<FolderEvent | null> {
    const name = relative(folder, file.path).replaceAll('\\', '/')
    try {
      const bytes = await readFile(file.path)
      const after = await look(file.path)
      if (after === null || printOf(after) !== printOf(file)) return null
      return { kind: 'read', file: name, reports: await intake.ingest(bytes, { file: name, modifiedAt: file.modifiedAt }) }
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code
      if (code === undefined || !FILE_FAULTS.has(code)) throw error
      return code === 'ENOENT' ? null : { kind: 'unreadable', file: name, reason: (error as Error).message }
    }
  }

  async function step(file: FoundFile): Promise<FolderEvent | 'waiting' | null> {
    const before = seen.get(file.path)
    const print = printOf(file)
    if (before?.done && before.print === print) return null
    const since = before?.print === print ? before.since : now()
    seen.set(file.path, { print, since, done: false })
    if (!isWhole(file, before)) return 'waiting'
    const event = await read(file)
    if (event === null) return 'waiting'
    seen.set(file.path, { print, since, done: true })
    return event
  }

  return {
    async scan() {
      const found = await listFiles(folder).catch((error: Error) => error)
      if (found instanceof Error) {
        const news = complained !== found.message
        complained = found.message
        return { events: news ? [{ kind: 'folder-missing', folder, reason: found.message }] : [], waiting: [] }
      }
      complained = null
      const events: FolderEvent[] = []
      const waiting: string[] = []
      for (const file of found) {
        const result = await step(file)
        if (result === 'waiting') waiting.push(file.path)
        else if (result !== null) events.push(result)
      }
      const paths = new Set(found.map((file) => file.path))
      for (const path of seen.keys()) if (!paths.has(path)) seen.delete(path)
      first = false
      return { events, waiting }
    },
  }
}

const FILE_FAULTS = new Set(['ENOENT', 'EACCES', 'EPERM', 'EIO', 'EISDIR', 'EBUSY', 'EMFILE', 'ENFILE', 'ERR_FS_FILE_TOO_LARGE'])
