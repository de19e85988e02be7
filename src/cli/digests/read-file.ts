// A file from the command line: its bytes and its time, or why it cannot be read.
import { readFile, stat } from 'node:fs/promises'

export type FileRead =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly modifiedAt: Date }
  | { readonly kind: 'unreadable'; readonly reason: string }

export async function readFileBytes(path: string): Promise<FileRead> {
  try {
    return { kind: 'read', bytes: await readFile(path), modifiedAt: (await stat(path)).mtime }
  } catch (error) {
    return { kind: 'unreadable', reason: fileFault(error, path) }
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  ENOTDIR: 'a part of its path is not a folder',
  EACCES: 'this user may not do that',
  EPERM: 'this user may not do that',
  EISDIR: 'it is a folder; name the files in it, or use `paperboy ingest`',
  ERR_FS_FILE_TOO_LARGE: 'it is larger than 2 GiB',
}

/** What is wrong with a file, for people; throws where the file is not to blame. */
export function fileFault(error: unknown, path: string, doing: 'read' | 'written' = 'read'): string {
  const { code, message, syscall } = error as NodeJS.ErrnoException
  if (code === undefined || (syscall === undefined && !(code in REASONS))) throw error
  const reason = doing === 'written' && code === 'ENOENT' ? 'its folder is not there' : (REASONS[code] ?? message)
  return `${path} cannot be ${doing}: ${reason}`
}
