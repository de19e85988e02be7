// A process that follows a server, as the bot does, and does what its parent asks.
import { createHash } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { builtWorkers } from '../../../src/cli/built-workers.ts'
import { createFollowingArchive } from '../../../src/create-following-archive.ts'
import { openPostgres } from '../../../src/database/postgres/open-postgres.ts'
import type { Digest } from '../../../src/digest/digest.ts'
import { memoryOf } from '../../support/process.ts'
import { markedDigest } from '../papers.ts'

/** What the parent may ask for. */
export type Task =
  /** Until the copy and its index have all papers. */
  | { readonly kind: 'fill' }
  | { readonly kind: 'search'; readonly query: string; readonly today: string | undefined }
  /** Makes a digest whose papers are found by `mark`: that takes longer than to store it. */
  | { readonly kind: 'prepare'; readonly mark: string; readonly date: string }
  /** The digest that was prepared. */
  | { readonly kind: 'store' }
  /** Searches until `mark` finds something. */
  | { readonly kind: 'await'; readonly mark: string }
  | { readonly kind: 'close' }

export interface Done {
  /** How long it took. */
  readonly ms: number
  /** Date.now() at its end. */
  readonly at: number
  /** Bytes of the process, at most so far. */
  readonly peak: number
  /** Processor time of the process so far. */
  readonly processorMs: number
}

const LIMIT = 10
/** Searches of all processes share the processors with what they wait for. */
const LOOK_AGAIN_MS = 100

/** Ends when it is asked to close. */
export async function runCopy(url: string, file: string): Promise<null> {
  const workers = builtWorkers('query', 'index', 'entry')
  if (workers === undefined) throw new Error('The threads of the bot are not built: npm run build')
  const database = await openPostgres(url)
  const fail = (error: unknown) => {
    throw error
  }
  const { archive } = await createFollowingArchive({ database, copy: file, workers, onFault: fail })
  let prepared: Digest | null = null
  const perform = async (task: Task): Promise<void> => {
    switch (task.kind) {
      case 'fill':
        return await archive.settled()
      case 'search':
        await archive.search(task.query, { limit: LIMIT, ...(task.today !== undefined && { today: task.today }) })
        return
      case 'prepare':
        prepared = markedDigest(task.mark, task.date)
        return
      case 'store': {
        if (prepared === null) throw new Error('No digest was prepared')
        const sha256 = createHash('sha256').update(prepared.file).digest('hex')
        await archive.storeDigest(prepared, { sha256, receivedAt: Date.now() })
        return
      }
      case 'await':
        while ((await archive.search(task.mark, { limit: LIMIT })).total === 0) await sleep(LOOK_AGAIN_MS)
        return
      case 'close':
        await archive.close()
        await database.close()
    }
  }
  return await new Promise((resolve, reject) => {
    process.on('message', (task: Task) => {
      const began = performance.now()
      perform(task).then(() => {
        const { user, system } = process.cpuUsage()
        const done: Done = {
          ms: performance.now() - began,
          at: Date.now(),
          peak: memoryOf(process.pid).peak,
          processorMs: (user + system) / 1_000,
        }
        process.send?.(done)
        if (task.kind === 'close') resolve(null)
      }, reject)
    })
    process.send?.('ready')
  })
}
