// The parent's side of a process that follows a server.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import type { Done, Task } from './copy-child.ts'

export interface CopyProcess {
  /** One task at a time. */
  ask(task: Task): Promise<Done>
  /** Ends the process, its copy in its file. */
  close(): Promise<void>
}

export async function startCopy(url: string, file: string): Promise<CopyProcess> {
  // The program that this is bundled into, as a child of its own measurement. Its heap grows as that of
  // the bot does (src/main.ts).
  const child = fork(process.argv[1] ?? '', ['--child', 'scale', url, file], { execArgv: ['--heap-growing-percent=25'] })
  const ended = new Promise<never>((_resolve, reject) => {
    child.on('error', reject)
    child.on('exit', (code) => reject(new Error(`The process with the copy ended with ${code}`)))
  })
  ended.catch(() => {})
  const answer = async (): Promise<unknown> => (await Promise.race([once(child, 'message'), ended]))[0]
  await answer()
  const ask = async (task: Task): Promise<Done> => {
    const done = answer()
    child.send(task)
    return (await done) as Done
  }
  return {
    ask,
    async close() {
      const exited = once(child, 'exit')
      await ask({ kind: 'close' })
      await exited
    },
  }
}
