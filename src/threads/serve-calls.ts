// The inner side of a thread: calls its functions as it is asked to, one message each.
import { parentPort, workerData } from 'node:worker_threads'
import { type Answered, type Asked, END, type ThreadData } from './messages.ts'

type Callable = Readonly<Record<string, (...args: never) => Promise<unknown>>>

export function serve(start: (data: ThreadData) => { readonly calls: object; close(): Promise<void> }): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a thread of the bot only')
  const { calls, close } = start(workerData as ThreadData)
  const known = calls as Callable

  async function answer({ id, name, args }: Asked): Promise<Answered> {
    try {
      const call = known[name] as (...args: readonly unknown[]) => Promise<unknown>
      return { id, kind: 'answer', answer: await call(...args) }
    } catch (error) {
      return { id, kind: 'fault', error }
    }
  }

  port.on('message', async (message: Asked | typeof END) => {
    if (message !== END) return port.postMessage(await answer(message))
    port.close()
    await close()
  })
}
