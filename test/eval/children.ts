// Each engine and each measurement runs in a process of its own, one after the other, so that none
// disturbs the next.
import { fork } from 'node:child_process'

/** Null where the child has no answer after `maxMinutes`. */
export function runChild<Result>(script: string, args: readonly string[]): Promise<Result>
export function runChild<Result>(script: string, args: readonly string[], maxMinutes?: number): Promise<Result | null>
export function runChild<Result>(script: string, args: readonly string[], maxMinutes?: number): Promise<Result | null> {
  return new Promise((resolve, reject) => {
    const child = fork(script, [...args], {
      execArgv: ['--expose-gc', '--max-old-space-size=14000'],
      serialization: 'advanced',
      ...(maxMinutes !== undefined && { timeout: maxMinutes * 60_000 }),
    })
    let result: { value: Result } | null = null
    child.on('message', (value) => {
      result = { value: value as Result }
    })
    child.on('error', reject)
    const ended = new Promise<string>((exited) => child.on('exit', (code, signal) => exited(signal ?? `code ${code}`)))
    // A long message may still be under way when the process is gone already; the channel closes
    // behind it.
    const closed = new Promise<void>((disconnected) => child.on('disconnect', disconnected))
    void Promise.all([ended, closed]).then(([how]) => {
      if (result) resolve(result.value)
      else if (maxMinutes !== undefined && how === 'SIGTERM') resolve(null)
      else reject(new Error(`${script} ${args.join(' ')} ended with ${how} and no result`))
    })
  })
}
