// Child processes that run schedules, one job each at a time.
import { type ChildProcess, fork } from 'node:child_process'
import type { Job, Result } from './child.ts'

export interface Pool {
  run(job: Job): Promise<Result>
  close(): void
}

interface Waiting {
  readonly job: Job
  readonly done: (result: Result) => void
  readonly failed: (error: Error) => void
}

/** Nearly all that a schedule makes is gone soon: with room it is never moved. */
const YOUNG_MIB = 64

/** `bundle`: what `build.mjs` has made. */
export function createPool(bundle: string, size: number): Pool {
  const free: ChildProcess[] = []
  const all: ChildProcess[] = []
  const waiting: Waiting[] = []
  const atWork = new Map<ChildProcess, Waiting>()
  let isClosed = false

  function next(): void {
    while (free.length > 0 && waiting.length > 0) {
      const [child, work] = [free.pop(), waiting.shift()]
      if (child === undefined || work === undefined) return
      atWork.set(child, work)
      child.send(work.job)
    }
  }

  for (let i = 0; i < size; i++) {
    const child = fork(bundle, [], { execArgv: ['--enable-source-maps', `--max-semi-space-size=${YOUNG_MIB}`] })
    all.push(child)
    child.on('message', (message: Result | 'ready') => {
      const work = atWork.get(child)
      atWork.delete(child)
      free.push(child)
      if (message !== 'ready') work?.done(message)
      next()
    })
    child.on('exit', (code) => {
      if (isClosed) return
      const error = new Error(`A process of the simulation ended with ${code}.`)
      for (const work of [...atWork.values(), ...waiting.splice(0)]) work.failed(error)
    })
  }

  return {
    run: (job) =>
      new Promise((done, failed) => {
        waiting.push({ job, done, failed })
        next()
      }),
    close() {
      isClosed = true
      for (const child of all) child.disconnect()
    },
  }
}
