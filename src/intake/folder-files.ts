// All that touches the watched folder. Any of it may take as long as a network mount pleases.
import { readFile } from 'node:fs/promises'
import { createFolderLister, type Fault, type FoundFile, type Listing, lookAtFile } from './files.ts'

/** `changed`: it changed while it was read. `silent`: the system does not answer. */
export type FileContent =
  | { readonly kind: 'whole'; readonly bytes: Uint8Array }
  | { readonly kind: 'gone' | 'changed' | 'silent' }
  | { readonly kind: 'unreadable'; readonly reason: string }

export interface FolderFiles {
  /**
   * Throws where the folder itself can't be listed; answers the same object while nothing changed.
   */
  list(): Promise<Listing>
  /** Each as `lookAtFile` answers, in the same order. */
  look(paths: readonly string[]): Promise<readonly (FoundFile | Fault | null)[]>
  read(file: FoundFile): Promise<FileContent>
  /** Nothing is waited for any more; what is under way fails. */
  close(): void
}

export async function readWhole({ path, print }: FoundFile): Promise<FileContent> {
  let bytes: Uint8Array
  try {
    bytes = await readFile(path)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code === undefined) throw error
    return code === 'ENOENT' ? { kind: 'gone' } : { kind: 'unreadable', reason: message }
  }
  const after = await lookAtFile(path)
  return after === null || 'reason' in after || after.print !== print ? { kind: 'changed' } : { kind: 'whole', bytes }
}

/** In this process, which then can't end before the system has answered. */
export function createFolderFiles(folder: string): FolderFiles {
  const lister = createFolderLister(folder)
  return {
    list: lister.list,
    look: async (paths) => await Promise.all(paths.map(lookAtFile)),
    read: readWhole,
    close() {},
  }
}
