// Calls the methods of another thread. One that breaks fails the calls it had; the next call starts
// another.
import { once } from 'node:events'
import { Worker as NodeWorker } from 'node:worker_threads'
import { type CallMessage, END, type ResultMessage, type WorkerData } from './messages.ts'

export interface WorkerParts<Calls> {
  /** The built file, which serves `Calls`. */
  readonly module: URL
  /** For the message when it breaks: "answers queries". */
  readonly task: string
  readonly methods: readonly (keyof Calls & string)[]
  readonly data: WorkerData
  /**
   * For one most of whose objects live for a moment. `large`: with more room for them, the collector
   * runs less often. `early`: what is left over is collected before it takes as much memory as what is
   * in use.
   */
  readonly collection?: 'large' | 'early'
  /** Awaited before each call. */
  readonly beforeCall?: (method: keyof Calls & string) => Promise<void>
  /** A thread without a call for so long is ended: it holds tens of megabytes. */
  readonly idleMs?: number
  /** Called with why it broke; its calls fail anyway. */
  readonly onFault?: (error: unknown) => void
}

export interface Worker<Calls> {
  readonly calls: Calls
  close(): Promise<void>
}

interface PendingCall {
  resolve(result: unknown): void
  reject(error: unknown): void
}

/**
 * The old generation of `early` is four times what such a thread holds: the nearer its limit, the sooner
 * V8 collects.
 */
const LIMITS = {
  large: { maxYoungGenerationSizeMb: 96 },
  early: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 192 },
} as const

/** Every method of `Calls` answers with a promise, and takes and gives plain data. */
export function createWorker<Calls extends object>(parts: WorkerParts<Calls>): Worker<Calls> {
  const pending = new Map<number, PendingCall>()
  let lastId = 0
  let isClosed = false
  let worker: NodeWorker | null = null
  let idle: NodeJS.Timeout | undefined

  function endWhenIdle(): void {
    if (parts.idleMs === undefined || pending.size > 0) return
    idle = setTimeout(() => {
      worker?.postMessage(END)
      worker = null
    }, parts.idleMs).unref()
  }

  function start(): NodeWorker {
    const started = new NodeWorker(parts.module, {
      workerData: parts.data,
      ...(parts.collection && { resourceLimits: LIMITS[parts.collection] }),
    })
    // The bot decides when it ends, not an idle thread.
    started.unref()
    started.on('message', (message: ResultMessage) => {
      const call = pending.get(message.id)
      pending.delete(message.id)
      if (message.kind === 'result') call?.resolve(message.result)
      else call?.reject(message.error)
      endWhenIdle()
    })
    started.on('error', parts.onFault ?? (() => {}))
    started.on('exit', () => {
      if (worker !== started) return
      worker = null
      for (const { reject } of pending.values()) reject(new Error(`The thread that ${parts.task} ended before its answer`))
      pending.clear()
    })
    return started
  }

  const call = async (method: keyof Calls & string, args: readonly unknown[]): Promise<unknown> => {
    // Without anything to wait for, the call is on its way at once, however long the caller goes
    // on.
    if (parts.beforeCall) await parts.beforeCall(method)
    if (isClosed) throw new Error('The archive is closed')
    clearTimeout(idle)
    worker ??= start()
    const id = ++lastId
    const result = new Promise((resolve, reject) => pending.set(id, { resolve, reject }))
    worker.postMessage({ id, method, args } satisfies CallMessage)
    return result
  }

  return {
    calls: Object.fromEntries(
      parts.methods.map((method) => [method, (...args: readonly unknown[]) => call(method, args)]),
    ) as unknown as Calls,
    async close() {
      isClosed = true
      clearTimeout(idle)
      if (worker === null) return
      const exited = once(worker, 'exit')
      worker.ref()
      worker.postMessage(END)
      await exited
    },
  }
}
