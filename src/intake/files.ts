// Which files are looked at: those whose name is that of a digest, in every folder that can be
// listed. One folder that can't be is named, and hides nothing else.
import type { Dirent } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isDigestKind, isLeftover } from '../digest/index.ts'

export interface FoundFile {
  readonly path: string
  readonly size: number
  readonly modifiedAt: Date
  /** Changes with the content, also where a program sets size and time back: it can't set ctime. */
  readonly print: string
}

export interface Fault {
  readonly path: string
  readonly reason: string
}

export interface Listing {
  /** Paths in their order. Not all need be files: a link may lead anywhere. */
  readonly paths: readonly string[]
  /** Files of kinds that are not a digest's. */
  readonly foreign: readonly string[]
  /** Folders that can't be listed. */
  readonly faults: readonly Fault[]
}

export interface FolderLister {
  /**
   * Throws where the folder itself can't be listed; answers the same object while nothing changed.
   */
  list(): Promise<Listing>
}

/** What a folder held, and when it was read. */
interface Known {
  readonly modifiedMs: number
  readonly readAt: number
  readonly folders: readonly string[]
  readonly files: readonly string[]
  readonly foreign: readonly string[]
}

/**
 * A folder's time has grains, on FAT of two seconds: a change within one may leave it as it was.
 */
const GRAIN_MS = 3000
/** Some file systems don't change a folder's time at all. */
const MAX_TRUST_MS = 30_000

/** Remembers what it listed: while a folder's time stays, its entries are not read again. */
export function createFolderLister(folder: string, accepts: (name: string) => boolean = isDigestKind): FolderLister {
  let known = new Map<string, Known>()
  let last: Listing | null = null

  async function look(path: string): Promise<{ readonly known: Known; readonly isNew: boolean }> {
    const now = Date.now()
    const { mtimeMs } = await stat(path)
    const before = known.get(path)
    const isCalm = before?.modifiedMs === mtimeMs && before.readAt - mtimeMs > GRAIN_MS
    if (isCalm && now - before.readAt < MAX_TRUST_MS) return { known: before, isNew: false }
    const entries = (await readdir(path, { withFileTypes: true })).filter(({ name }) => !isLeftover(name))
    const pathsOf = (wanted: (entry: Dirent) => boolean) => entries.filter(wanted).map(({ name }) => join(path, name))
    const isFile = (entry: Dirent) => entry.isFile() || entry.isSymbolicLink()
    const read = {
      modifiedMs: mtimeMs,
      readAt: now,
      folders: pathsOf((entry) => entry.isDirectory()),
      files: pathsOf((entry) => isFile(entry) && accepts(entry.name)),
      foreign: pathsOf((entry) => isFile(entry) && !accepts(entry.name)),
    }
    return { known: read, isNew: before === undefined || !isSame(before, read) }
  }

  return {
    async list() {
      const seen = new Map<string, Known>()
      const faults: Fault[] = []
      let isNew = last === null
      const open = [folder]
      for (let path = open.pop(); path !== undefined; path = open.pop()) {
        try {
          const looked = await look(path)
          seen.set(path, looked.known)
          isNew ||= looked.isNew
          open.push(...looked.known.folders)
        } catch (error) {
          if (path === folder) throw error
          const { code, message } = error as NodeJS.ErrnoException
          if (code === undefined) throw error
          if (code !== 'ENOENT') faults.push({ path, reason: message })
        }
      }
      const isUnchanged = !isNew && seen.size === known.size && isSameFaults(last?.faults ?? [], faults)
      known = seen
      if (isUnchanged && last !== null) return last
      const all = [...seen.values()]
      last = {
        paths: all.flatMap(({ files }) => files).sort(),
        foreign: all.flatMap(({ foreign }) => foreign),
        faults,
      }
      return last
    },
  }
}

const isSame = (a: Known, b: Known) =>
  isSameList(a.folders, b.folders) && isSameList(a.files, b.files) && isSameList(a.foreign, b.foreign)
const isSameList = (a: readonly string[], b: readonly string[]) => a.length === b.length && a.every((name, i) => name === b[i])
const isSameFaults = (a: readonly Fault[], b: readonly Fault[]) =>
  isSameList(
    a.map(({ path }) => path),
    b.map(({ path }) => path),
  )

/**
 * Null where there is no regular file (any more); a fault where that can't be found out, such as
 * behind a link into a forbidden folder.
 */
export async function lookAtFile(path: string): Promise<FoundFile | Fault | null> {
  try {
    const stats = await stat(path)
    if (!stats.isFile()) return null
    const { size, mtime, mtimeMs, ctimeMs } = stats
    return { path, size, modifiedAt: mtime, print: `${size}:${mtimeMs}:${ctimeMs}` }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ELOOP' || code === 'ENOTDIR') return null
    if (code === undefined) throw error
    return { path, reason: message }
  }
}

/** Every regular file of a digest's name below the folder, and what could not be looked at. */
export async function listFiles(
  folder: string,
  accepts?: (name: string) => boolean,
): Promise<{ readonly files: readonly FoundFile[]; readonly faults: readonly Fault[] }> {
  const { paths, faults } = await createFolderLister(folder, accepts).list()
  const looked = await Promise.all(paths.map(lookAtFile))
  const found = looked.filter((file) => file !== null)
  return {
    files: found.filter((file): file is FoundFile => 'size' in file),
    faults: [...faults, ...found.filter((file): file is Fault => 'reason' in file)],
  }
}
