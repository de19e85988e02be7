// Asks a thread beside the bot's. One that breaks fails what it was asked; the next call starts another.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Answered, type Asked, END, type ThreadData } from './messages.ts'

export interface ThreadParts<Calls> {
  /** The built file, which serves `Calls`. */
  readonly module: URL
  /** What it does, for the message when it breaks: "answers questions". */
  readonly does: string
  readonly names: readonly (keyof Calls & string)[]
  readonly data: ThreadData
  /** Much lives for a moment in it: with more room for that, the collector runs less often. */
  readonly passesMuch?: boolean
  /** Awaited before each call. */
  readonly before?: () => Promise<void>
  /** Told why it broke; what was asked fails anyway. */
  readonly onFault?: (error: unknown) => void
}

export interface Thread<Calls> {
  readonly calls: Calls
  /** Before the first call, which then need not wait for it. */
  start(): void
  close(): Promise<void>
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

/** Every function of `Calls` answers with a promise, and takes and gives plain data. */
export function createThread<Calls extends object>(parts: ThreadParts<Calls>): Thread<Calls> {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let isClosed = false
  let worker: Worker | null = null

  function start(): Worker {
    const started = new Worker(parts.module, {
      workerData: parts.data,
      ...(parts.passesMuch && { resourceLimits: { maxYoungGenerationSizeMb: 96 } }),
    })
    // The bot decides when it ends, not an idle thread.
    started.unref()
    started.on('message', (message: Answered) => {
      const one = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.kind === 'answer') one?.resolve(message.answer)
      else one?.reject(message.error)
    })
    started.on('error', parts.onFault ?? (() => {}))
    started.on('exit', () => {
      if (worker !== started) return
      worker = null
      for (const { reject } of waiting.values()) reject(new Error(`The thread that ${parts.does} ended before its answer`))
      waiting.clear()
    })
    return started
  }

  const ask = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    // Without anything to wait for the call is on its way at once, however long the caller goes on.
    if (parts.before) await parts.before()
    if (isClosed) throw new Error('The archive is closed')
    worker ??= start()
    const id = asked++
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    worker.postMessage({ id, name, args } satisfies Asked)
    return answer
  }

  return {
    calls: Object.fromEntries(
      parts.names.map((name) => [name, (...args: readonly unknown[]) => ask(name, args)]),
    ) as unknown as Calls,
    start() {
      worker ??= start()
    },
    async close() {
      isClosed = true
      if (worker === null) return
      const exited = once(worker, 'exit')
      worker.ref()
      worker.postMessage(END)
      await exited
    },
  }
}
