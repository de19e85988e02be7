// Reads files one at a time within limits. With a thread of its own, what takes too long or too
// much memory is ended and refused, and the bot goes on meanwhile.
import { Worker } from 'node:worker_threads'
import {
  type Digest,
  type FileSource,
  fault,
  nothingRead,
  overMemory,
  overTime,
  type ReadLimits,
  readDigests,
} from '../digest/index.ts'
import type { CallMessage, ResultMessage, WorkerData } from '../threads/messages.ts'

export interface ReadRequest {
  readonly bytes: Uint8Array
  readonly source: FileSource
  readonly limits: ReadLimits
}

export interface DigestReader {
  /** Never fails: a file that goes beyond a limit is a digest without papers that says which. */
  read(bytes: Uint8Array, source: FileSource): Promise<readonly Digest[]>
  /** What results depend on besides the bytes, as text. */
  readonly limits: string
  close(): Promise<void>
}

/**
 * The thread ends the reading itself between two entries; this much later it is ended, whatever it
 * does.
 */
const GRACE_MS = 1000
/** A thread that has nothing to read is ended: it holds tens of megabytes. */
const IDLE_MS = 5000

/** Without a built module this thread reads, and memory has no limit. */
export function createReader(parts: {
  readonly module?: URL | undefined
  readonly limits: ReadLimits
  readonly maxMemoryMiB: number
  readonly graceMs?: number
}): DigestReader {
  const { module, limits, maxMemoryMiB, graceMs = GRACE_MS } = parts
  let worker: Worker | null = null
  let idle: NodeJS.Timeout | undefined
  let last: Promise<unknown> = Promise.resolve()

  function startWorker(file: URL): Worker {
    const started = new Worker(file, {
      workerData: { path: '' } satisfies WorkerData,
      resourceLimits: { maxOldGenerationSizeMb: maxMemoryMiB },
    })
    started.unref()
    return started
  }

  async function end(): Promise<void> {
    clearTimeout(idle)
    const ended = worker
    worker = null
    await ended?.terminate()
  }

  async function readInWorker(file: URL, bytes: Uint8Array, source: FileSource): Promise<readonly Digest[]> {
    clearTimeout(idle)
    worker ??= startWorker(file)
    const running = worker
    const outcome = await new Promise<ResultMessage | Error | 'late' | 'ended'>((resolve) => {
      const timer = Number.isFinite(limits.ms) ? setTimeout(() => resolve('late'), limits.ms + graceMs) : undefined
      const onExit = () => settle('ended')
      const settle = (result: ResultMessage | Error | 'ended') => {
        clearTimeout(timer)
        // Each by itself: to remove all would take away Node's own, without which a second file
        // is never answered.
        running.off('message', settle).off('error', settle).off('exit', onExit)
        resolve(result)
      }
      running.once('message', settle)
      running.once('error', settle)
      running.once('exit', onExit)
      running.postMessage({ id: 1, method: 'read', args: [{ bytes, source, limits }] } satisfies CallMessage)
    })
    if (typeof outcome === 'object' && 'kind' in outcome && outcome.kind === 'result') {
      idle = setTimeout(() => void end(), IDLE_MS).unref()
      return outcome.result as readonly Digest[]
    }
    running.on('error', () => {})
    await end()
    return [nothingRead(source.file, [whatBroke(outcome)]).digest]
  }

  function whatBroke(outcome: ResultMessage | Error | 'late' | 'ended') {
    if (outcome === 'late') return fault('over-limit', overTime(limits.ms))
    const error =
      outcome instanceof Error ? outcome : typeof outcome === 'object' && outcome.kind === 'fault' ? outcome.error : outcome
    const isMemory = (error as NodeJS.ErrnoException).code === 'ERR_WORKER_OUT_OF_MEMORY'
    return isMemory ? fault('over-limit', overMemory(maxMemoryMiB)) : fault('unreadable-container', String(error))
  }

  return {
    limits: JSON.stringify([limits, maxMemoryMiB]),
    async read(bytes, source) {
      const result = last.then(() =>
        module === undefined ? readDigests(bytes, source, limits) : readInWorker(module, bytes, source),
      )
      last = result.catch(() => {})
      return result
    },
    close: end,
  }
}
