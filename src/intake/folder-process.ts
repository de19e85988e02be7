// The watched folder behind a process of its own: a read that never returns, as on a network mount
// whose server is gone, can't be cut inside a process and would keep it from ending. This one is
// left behind.
import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import type { CallMessage } from '../threads/messages.ts'
import type { Fault, FoundFile, Listing } from './files.ts'
import type { FileContent, FolderFiles } from './folder-files.ts'

/** What the process answers; an error of the system keeps its code. */
export type FolderAnswer =
  | { readonly id: number; readonly kind: 'result'; readonly result: unknown }
  | { readonly id: number; readonly kind: 'fault'; readonly message: string; readonly code?: string | undefined }

/** Null: the folder is as it was when it was listed last. */
export type ListAnswer = Listing | null

interface PendingCall {
  resolve(result: unknown): void
  reject(error: unknown): void
}

/** Slow disks spin up and large files take their time; a minute without an answer is silence. */
const SILENCE_MS = 60_000
/** As the system calls it where it gives up by itself. */
const SILENT = 'ETIMEDOUT'

export function createFolderProcess(parts: {
  readonly module: URL
  readonly folder: string
  readonly silenceMs?: number
}): FolderFiles {
  const { module, folder, silenceMs = SILENCE_MS } = parts
  const pending = new Map<number, PendingCall>()
  let lastId = 0
  let child: ChildProcess | null = null
  let listing: Listing | null = null
  let isClosed = false
  /** One that does not even die is not followed by another: they would pile up. */
  let dying: Promise<unknown> = Promise.resolve()

  function start(): ChildProcess {
    const started = fork(fileURLToPath(module), [folder], {
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    listing = null
    started.on('message', (answer: FolderAnswer) => {
      const call = pending.get(answer.id)
      pending.delete(answer.id)
      if (answer.kind === 'result') call?.resolve(answer.result)
      else call?.reject(Object.assign(new Error(answer.message), answer.code === undefined ? {} : { code: answer.code }))
    })
    const failAll = (why: string) => {
      if (child === started) child = null
      for (const { reject } of pending.values()) reject(new Error(why))
      pending.clear()
    }
    started.on('error', (error) => failAll(`The process that reads the folder could not be started: ${error.message}`))
    started.on('exit', () => failAll('The process that reads the folder has ended'))
    // The bot decides when it ends, not this process.
    started.unref()
    started.channel?.unref()
    return started
  }

  function kill(): void {
    const killed = child
    child = null
    if (killed === null) return
    dying = new Promise((resolve) => killed.once('exit', resolve))
    killed.kill('SIGKILL')
  }

  async function call(method: string, args: readonly unknown[]): Promise<unknown> {
    await dying
    if (isClosed) throw new Error('The folder is not read any more')
    child ??= start()
    const id = ++lastId
    const running = child
    return await new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        pending.delete(id)
        kill()
        const seconds = Math.round(silenceMs / 1000)
        reject(Object.assign(new Error(`it did not answer within ${seconds} s`), { code: SILENT }))
      }, silenceMs)
      const end = <T>(settle: (value: T) => void) => {
        return (value: T) => {
          clearTimeout(timer)
          settle(value)
        }
      }
      pending.set(id, { resolve: end(resolve), reject: end(reject) })
      running.send({ id, method, args } satisfies CallMessage, (error) => {
        if (error !== null && pending.delete(id)) end(reject)(error)
      })
    })
  }

  return {
    async list() {
      const answer = (await call('list', [])) as ListAnswer
      listing = answer ?? listing
      if (listing === null) throw new Error('The folder was not listed yet')
      return listing
    },
    look: async (paths) => (await call('look', [paths])) as readonly (FoundFile | Fault | null)[],
    async read(file) {
      try {
        return (await call('read', [file])) as FileContent
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code !== SILENT) throw error
        return { kind: 'silent' }
      }
    },
    close() {
      isClosed = true
      for (const { reject } of pending.values()) reject(new Error('The folder is not read any more'))
      pending.clear()
      kill()
    },
  }
}
