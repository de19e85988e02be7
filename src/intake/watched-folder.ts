// The folder in which digests appear. A scan reads what is new and whole; a file that still changes
// waits for a later scan.
import { join, relative } from 'node:path'
import type { Fault, FoundFile, Listing } from './files.ts'
import { createFolderFiles, type FolderFiles } from './folder-files.ts'
import type { Intake, IntakeReport } from './intake.ts'

export type FolderEvent =
  | { readonly kind: 'read'; readonly file: string; readonly reports: readonly IntakeReport[] }
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string }
  /** It does not answer, such as one on a network mount: it is tried again after so long. */
  | { readonly kind: 'silent'; readonly file: string; readonly againMs: number }
  | { readonly kind: 'too-large'; readonly file: string; readonly bytes: number; readonly maxBytes: number }
  /** Its content could not be stored: the reason is the archive's, not the file's. */
  | { readonly kind: 'failed'; readonly file: string; readonly error: unknown }
  /** Files whose names are not a digest's: how many there are, and one of them. */
  | { readonly kind: 'foreign'; readonly count: number; readonly example: string }
  | { readonly kind: 'folder-missing'; readonly folder: string; readonly reason: string }
  | { readonly kind: 'folder-back'; readonly folder: string; readonly missingMs: number }

export type OnFolderEvent = (event: FolderEvent) => Promise<void>

export interface WatchedFolder {
  /**
   * Events in the order of the file names, each also at once: the next file may take long to
   * answer. `waiting` are the files that still change.
   */
  scan(onEvent?: OnFolderEvent): Promise<{ readonly events: readonly FolderEvent[]; readonly waiting: readonly string[] }>
}

interface Seen {
  readonly print: string
  readonly modifiedMs: number
  readonly since: number
  /** When the file was first seen, or first seen with other content than was read. */
  readonly appearedAt: number
  readonly done: boolean
}

/**
 * Of the files that were read, each scan looks at so many of the newest, which are the ones that
 * get corrected, and at as many of the others in turn.
 */
const MAX_LOOKS = 100

const MAX_FAILURES = 3

const SILENT_REST_MS = 10 * 60_000

export function createWatchedFolder(parts: {
  readonly folder: string
  /** How long size and time must be unchanged. */
  readonly settleMs: number
  readonly maxBytes?: number
  /** Without it, this process reads. */
  readonly files?: FolderFiles
  readonly intake: Intake
  readonly now: () => number
}): WatchedFolder {
  const { folder, settleMs, maxBytes = Number.POSITIVE_INFINITY, intake, now } = parts
  const { files = createFolderFiles(folder) } = parts
  const seen = new Map<string, Seen>()
  /** What was said of folders and links that can't be looked at. */
  const complaints = new Map<string, string>()
  /** Files that did not answer: each try takes a minute in which no other is read. */
  const silent = new Map<string, { readonly since: number }>()
  let missing: { readonly reason: string; readonly since: number } | null = null
  let listing: Listing | null = null
  let maxForeign = 0
  let turn = 0
  /** Files that were read, the newest first; null where that has to be found out again. */
  let newestFirst: readonly string[] | null = null
  let first = true

  const nameOf = (path: string) => relative(folder, path).replaceAll('\\', '/')

  /**
   * On the first scan a file's own time is proof enough; later ones must also have been seen
   * unchanged.
   */
  function isWhole(file: FoundFile, before: Seen | undefined): boolean {
    const age = now() - file.modifiedAt.getTime()
    if (first) return age >= settleMs
    return before?.print === file.print && now() - before.since >= settleMs
  }

  async function read(file: FoundFile, appearedAt: number): Promise<FolderEvent | null> {
    const name = nameOf(file.path)
    if (file.size > maxBytes) return { kind: 'too-large', file: name, bytes: file.size, maxBytes }
    const content = await files.read(file)
    if (content.kind === 'unreadable') return { kind: 'unreadable', file: name, reason: content.reason }
    if (content.kind === 'silent') return { kind: 'silent', file: name, againMs: SILENT_REST_MS }
    if (content.kind !== 'whole') return null
    const source = { file: name, modifiedAt: file.modifiedAt, appearedAt, isGone }
    return { kind: 'read', file: name, reports: await intake.ingest(content.bytes, source) }
  }

  /** `file` may be one of several digests in a file, which is then the beginning of its name. */
  function isGone(file: string): boolean {
    const path = join(folder, file)
    const isIn = (other: string) => path === other || ['/', '\\', '#'].some((end) => path.startsWith(other + end))
    return !(listing?.paths.some(isIn) || listing?.faults.some((fault) => isIn(fault.path)))
  }

  async function step(path: string, file: FoundFile | Fault | null): Promise<FolderEvent | 'waiting' | null> {
    if (file === null) return null
    if ('reason' in file) return complain(file)
    const silence = silent.get(path)
    if (silence !== undefined && now() - silence.since < SILENT_REST_MS) return null
    complaints.delete(path)
    const before = seen.get(path)
    const { print } = file
    if (before?.done && before.print === print) return null
    const since = before?.print === print ? before.since : now()
    const appearedAt = before === undefined || before.done ? now() : before.appearedAt
    const next = { print, modifiedMs: file.modifiedAt.getTime(), since, appearedAt }
    seen.set(path, { ...next, done: false })
    newestFirst = null
    if (!isWhole(file, before)) return 'waiting'
    const event = await read(file, appearedAt)
    if (event?.kind === 'silent') {
      silent.set(path, { since: now() })
      return silence === undefined ? event : null
    }
    silent.delete(path)
    if (event === null) return 'waiting'
    seen.set(path, { ...next, done: true })
    return event
  }

  function complain({ path, reason }: Fault): FolderEvent | null {
    if (complaints.get(path) === reason) return null
    complaints.set(path, reason)
    return { kind: 'unreadable', file: nameOf(path), reason }
  }

  /** What was not read yet, and a part of what was. */
  function pathsInTurn(paths: readonly string[]): readonly string[] {
    newestFirst ??= paths
      .filter((path) => seen.get(path)?.done)
      .sort((a, b) => (seen.get(b)?.modifiedMs ?? 0) - (seen.get(a)?.modifiedMs ?? 0))
    if (newestFirst.length <= 2 * MAX_LOOKS) return paths
    const others = newestFirst.length - MAX_LOOKS
    const looked = new Set(newestFirst.slice(0, MAX_LOOKS))
    for (let i = 0; i < MAX_LOOKS; i++) looked.add(newestFirst[MAX_LOOKS + ((turn + i) % others)] ?? '')
    turn = (turn + MAX_LOOKS) % others
    return paths.filter((path) => looked.has(path) || !seen.get(path)?.done)
  }

  /** What is worth a line before any file is looked at. */
  function look(found: Listing): FolderEvent[] {
    const events: FolderEvent[] = []
    if (missing !== null) events.push({ kind: 'folder-back', folder, missingMs: now() - missing.since })
    missing = null
    events.push(...found.faults.map(complain).filter((event) => event !== null))
    if (found === listing) return events
    const paths = new Set([...found.paths, ...found.faults.map(({ path }) => path)])
    for (const path of seen.keys()) if (!paths.has(path)) seen.delete(path)
    for (const path of complaints.keys()) if (!paths.has(path)) complaints.delete(path)
    for (const path of silent.keys()) if (!paths.has(path)) silent.delete(path)
    if (found.foreign.length > maxForeign)
      events.push({ kind: 'foreign', count: found.foreign.length, example: nameOf(found.foreign.at(-1) ?? '') })
    maxForeign = Math.max(maxForeign, found.foreign.length)
    listing = found
    newestFirst = null
    return events
  }

  function miss(reason: string): readonly FolderEvent[] {
    const isNews = missing?.reason !== reason
    missing = { reason, since: missing?.since ?? now() }
    return isNews ? [{ kind: 'folder-missing', folder, reason }] : []
  }

  return {
    async scan(onEvent = async () => {}) {
      const found = await files.list().catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined) throw error
        return error
      })
      const events: FolderEvent[] = []
      const happened = async (event: FolderEvent) => {
        events.push(event)
        await onEvent(event)
      }
      for (const event of found instanceof Error ? miss(found.message) : look(found)) await happened(event)
      if (found instanceof Error) return { events, waiting: [] }
      const waiting: string[] = []
      const paths = pathsInTurn(found.paths)
      const looked = await files.look(paths)
      for (const [i, path] of paths.entries()) {
        const result = await step(path, looked[i] ?? null).catch(
          (error: unknown) => ({ kind: 'failed', file: nameOf(path), error }) as const,
        )
        if (result === 'waiting') waiting.push(path)
        else if (result !== null) await happened(result)
        // Where the disk is full, every other file would fail as well.
        if (events.filter(({ kind }) => kind === 'failed').length === MAX_FAILURES) break
      }
      first = false
      return { events, waiting }
    },
  }
}
