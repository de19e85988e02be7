// The folder in which digests appear. A scan reads what is new and whole; a file that still changes
// waits for a later scan.
import { readFile } from 'node:fs/promises'
import { relative } from 'node:path'
import { createFolderLister, type Fault, type FoundFile, type Listing, lookAtFile } from './files.ts'
import type { Intake, IntakeReport } from './intake.ts'

export type FolderEvent =
  | { readonly kind: 'read'; readonly file: string; readonly reports: readonly IntakeReport[] }
  | { readonly kind: 'unreadable'; readonly file: string; readonly reason: string }
  | { readonly kind: 'too-large'; readonly file: string; readonly bytes: number; readonly maxBytes: number }
  /** Its content could not be stored: the reason is the archive's, not the file's. */
  | { readonly kind: 'failed'; readonly file: string; readonly error: unknown }
  /** Files whose names are no digest's: how many there are, and one of them. */
  | { readonly kind: 'foreign'; readonly count: number; readonly example: string }
  | { readonly kind: 'folder-missing'; readonly folder: string; readonly reason: string }
  | { readonly kind: 'folder-back'; readonly folder: string; readonly missingMs: number }

export interface WatchedFolder {
  /** Events in the order of the file names; `waiting` are the files that still change. */
  scan(): Promise<{ readonly events: readonly FolderEvent[]; readonly waiting: readonly string[] }>
}

interface Seen {
  readonly print: string
  readonly modifiedMs: number
  readonly since: number
  readonly done: boolean
}

/**
 * Of the files that were read, each scan looks at so many of the newest, which are the ones that
 * get corrected, and at as many of the others in turn.
 */
const MAX_LOOKS = 100

const MAX_FAILURES = 3

export function createWatchedFolder(parts: {
  readonly folder: string
  /** How long size and time must be unchanged. */
  readonly settleMs: number
  readonly maxBytes?: number
  readonly intake: Intake
  readonly now: () => number
}): WatchedFolder {
  const { folder, settleMs, maxBytes = Number.POSITIVE_INFINITY, intake, now } = parts
  const lister = createFolderLister(folder)
  const seen = new Map<string, Seen>()
  /** What was said of folders and links that can't be looked at. */
  const complaints = new Map<string, string>()
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

  async function read(file: FoundFile): Promise<FolderEvent | null> {
    const name = nameOf(file.path)
    if (file.size > maxBytes) return { kind: 'too-large', file: name, bytes: file.size, maxBytes }
    let bytes: Uint8Array
    try {
      bytes = await readFile(file.path)
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException
      if (code === undefined) throw error
      return code === 'ENOENT' ? null : { kind: 'unreadable', file: name, reason: message }
    }
    const after = await lookAtFile(file.path)
    if (after === null || 'reason' in after || after.print !== file.print) return null
    return { kind: 'read', file: name, reports: await intake.ingest(bytes, { file: name, modifiedAt: file.modifiedAt }) }
  }

  async function step(path: string): Promise<FolderEvent | 'waiting' | null> {
    const file = await lookAtFile(path)
    if (file === null) return null
    if ('reason' in file) return complain(file)
    complaints.delete(path)
    const before = seen.get(path)
    const { print } = file
    if (before?.done && before.print === print) return null
    const since = before?.print === print ? before.since : now()
    const next = { print, modifiedMs: file.modifiedAt.getTime(), since }
    seen.set(path, { ...next, done: false })
    newestFirst = null
    if (!isWhole(file, before)) return 'waiting'
    const event = await read(file)
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
    async scan() {
      const found = await lister.list().catch((error: NodeJS.ErrnoException) => {
        if (error.code === undefined) throw error
        return error
      })
      if (found instanceof Error) return { events: miss(found.message), waiting: [] }
      const events = look(found)
      const waiting: string[] = []
      for (const path of pathsInTurn(found.paths)) {
        const result = await step(path).catch((error: unknown) => ({ kind: 'failed', file: nameOf(path), error }) as const)
        if (result === 'waiting') waiting.push(path)
        else if (result !== null) events.push(result)
        // Where the disk is full, every other file would fail as well.
        if (events.filter(({ kind }) => kind === 'failed').length === MAX_FAILURES) break
      }
      first = false
      return { events, waiting }
    },
  }
}
