// Asks the thread that answers questions. A thread that breaks fails what it was asked; the next question starts another.
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { QUESTIONS, type Questions } from '../questions.ts'
import { type Answered, type Asked, END } from './messages.ts'

export interface ThreadParts {
  /** The built `answering.ts`. */
  readonly module: URL
  /** Of the database's file. */
  readonly path: string
  readonly before: () => Promise<void>
  readonly onFault: (error: unknown) => void
}

export interface Thread {
  readonly questions: Questions
  close(): Promise<void>
}

interface Waiting {
  resolve(answer: unknown): void
  reject(error: unknown): void
}

export function createThread(parts: ThreadParts): Thread {
  const waiting = new Map<number, Waiting>()
  let asked = 0
  let isClosed = false
  let worker: Worker | null = start()

  function start(): Worker {
    const started = new Worker(parts.module, { workerData: { path: parts.path } })
    // The bot decides when it ends, not an idle thread.
    started.unref()
    started.on('message', (message: Answered) => {
      const one = waiting.get(message.id)
      waiting.delete(message.id)
      if (message.kind === 'answer') one?.resolve(message.answer)
      else one?.reject(message.error)
    })
    started.on('error', parts.onFault)
    started.on('exit', () => {
      if (worker !== started) return
      worker = null
      for (const { reject } of waiting.values()) reject(new Error('The thread that answers questions ended before its answer'))
      waiting.clear()
    })
    return started
  }

  const ask = async (name: keyof Questions, args: readonly unknown[]): Promise<unknown> => {
    await parts.before()
    if (isClosed) throw new Error('The archive is closed')
    worker ??= start()
    const id = asked++
    const answer = new Promise((resolve, reject) => waiting.set(id, { resolve, reject }))
    worker.postMessage({ id, name, args } satisfies Asked)
    return answer
  }

  return {
    questions: Object.fromEntries(
      QUESTIONS.map((name) => [name, (...args: readonly unknown[]) => ask(name, args)]),
    ) as unknown as Questions,
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
