// Which files are looked at: everything but hidden files and the unfinished ones that editors and
// downloads leave next to their target.
import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'

const UNFINISHED = /(?:^[.~]|~$|\.(?:part|partial|tmp|temp|swp|crdownload|download)$)/i

export interface FoundFile {
  readonly path: string
  readonly size: number
  readonly modifiedAt: Date
}

export function isUnfinished(name: string): boolean {
  return UNFINISHED.test(basename(name))
}

/**
 * Every regular file below the folder, in the order of its path. A file that vanishes meanwhile is
 * left out.
 */
export async function listFiles(folder: string): Promise<readonly FoundFile[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const paths = entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.slice(folder.length).split(/[\\/]/).some(isUnfinished))
  const found = await Promise.all(paths.sort().map(look))
  return found.filter((file) => file !== null)
}

/** Null where no regular file is there (any more). */
export async function look(path: string): Promise<FoundFile | null> {
  const stats = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' || error.code === 'ELOOP') return null
    throw error
  })
  return stats?.isFile() ? { path, size: stats.size, modifiedAt: stats.mtime } : null
}
