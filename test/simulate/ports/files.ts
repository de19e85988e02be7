// In the place of node:fs/promises where digests are read: a folder of files in memory, which the
// simulation's authors write.
import { Buffer } from 'node:buffer'
import { currentKernel } from '../kernel/virtual-globals.ts'

export const FOLDER = '/digests'

interface File {
  readonly text: string
  readonly modifiedMs: number
}

export interface Folder {
  write(name: string, text: string): void
  rename(from: string, to: string): void
  remove(name: string): void
  /** The disk is away, as one of the network: nothing can be listed or read. */
  setMissing(isMissing: boolean): void
}

let files = new Map<string, File>()
let changedMs = 0
let isMissing = false

export function createFolder(): Folder {
  files = new Map()
  isMissing = false
  const touch = () => {
    changedMs = currentKernel().now()
  }
  touch()
  return {
    write(name, text) {
      if (!files.has(name)) touch()
      files.set(name, { text, modifiedMs: currentKernel().now() })
    },
    rename(from, to) {
      const file = files.get(from)
      if (file === undefined) return
      files.delete(from)
      files.set(to, file)
      touch()
    },
    remove(name) {
      files.delete(name)
      touch()
    },
    setMissing(now) {
      isMissing = now
    },
  }
}

const noEntry = (path: string) => Object.assign(new Error(`ENOENT: no such file or directory, '${path}'`), { code: 'ENOENT' })
const nameOf = (path: string) => path.slice(FOLDER.length + 1)

function find(path: string): File {
  const file = isMissing ? undefined : files.get(nameOf(path))
  if (file === undefined) throw noEntry(path)
  return file
}

export async function stat(path: string) {
  await currentKernel().turn()
  if (path === FOLDER && !isMissing) return { mtimeMs: changedMs, isFile: () => false }
  const { text, modifiedMs } = find(path)
  const [size, mtime] = [Buffer.byteLength(text), new Date(modifiedMs)]
  return { size, mtime, mtimeMs: modifiedMs, ctimeMs: modifiedMs, isFile: () => true }
}

export async function readdir(path: string) {
  await currentKernel().turn()
  if (path !== FOLDER || isMissing) throw noEntry(path)
  return [...files.keys()].map((name) => ({
    name,
    isFile: () => true,
    isDirectory: () => false,
    isSymbolicLink: () => false,
  }))
}

export async function readFile(path: string): Promise<Buffer> {
  await currentKernel().turn()
  return Buffer.from(find(path).text)
}
