// Each engine and each measurement runs in a process of its own, one after the other, so that none disturbs the next.
import { fork } from 'node:child_process'

export function runChild<Result>(script: string, args: readonly string[]): Promise<Result> {
  return new Promise((resolve, reject) => {
    const child = fork(script, [...args], { execArgv: ['--expose-gc', '--max-old-space-size=14000'], serialization: 'advanced' })
    let result: { value: Result } | null = null
    child.on('message', (value) => {
      result = { value: value as Result }
    })
    child.on('error', reject)
    child.on('exit', (code, signal) => {
      if (result) resolve(result.value)
      else reject(new Error(`${script} ${args.join(' ')} ended with ${signal ?? `code ${code}`} and no result`))
    })
  })
}
