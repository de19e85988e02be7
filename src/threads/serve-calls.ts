// The inner side of a thread: runs its methods as it is asked to, one message each.
import { parentPort, workerData } from 'node:worker_threads'
import { type CallMessage, END, type ResultMessage, type WorkerData } from './messages.ts'

type Method = (...args: readonly unknown[]) => Promise<unknown>

export function serve(start: (data: WorkerData) => { readonly calls: object; close(): Promise<void> }): void {
  const port = parentPort
  if (port === null) throw new Error('This file runs as a thread of the bot only')
  const { calls, close } = start(workerData as WorkerData)
  const methods = calls as Readonly<Record<string, Method>>

  async function run({ id, method, args }: CallMessage): Promise<ResultMessage> {
    try {
      return { id, kind: 'result', result: await (methods[method] as Method)(...args) }
    } catch (error) {
      return { id, kind: 'fault', error }
    }
  }

  port.on('message', async (message: CallMessage | typeof END) => {
    if (message !== END) return port.postMessage(await run(message))
    port.close()
    await close()
  })
}
