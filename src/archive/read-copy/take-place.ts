// Processes that share a data folder have a copy each: the first that no other has.
import { join } from 'node:path'
import { UnusableDatabase } from '../../database/faults.ts'
import { lockArchive } from '../../database/lock.ts'

export interface CopyPlace {
  /** 1 for the first. */
  readonly number: number
  readonly path: string
  /** It is free by itself where the process dies. */
  release(): Promise<void>
}

const MAX_PLACES = 64

export const copyPath = (folder: string, number: number): string =>
  join(folder, number === 1 ? 'paperboy.copy.sqlite' : `paperboy.copy-${number}.sqlite`)

export function takeCopyPlace(folder: string, now: number): CopyPlace {
  for (let number = 1; number <= MAX_PLACES; number++) {
    const path = copyPath(folder, number)
    const lock = lockArchive(path, now)
    if (lock.kind === 'held') return { number, path, release: async () => await lock.release() }
  }
  throw new UnusableDatabase(
    `${MAX_PLACES} processes have their copies in ${folder} already. Give this one another data.folder (PAPERBOY_DATA).`,
  )
}
