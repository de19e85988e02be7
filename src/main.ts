#!/usr/bin/env node
// The process: arguments in, exit code out. Exit codes: 0 done, 1 the answer is no, 2 unusable
// input or settings, 70 a bug.
import { setFlagsFromString } from 'node:v8'
import { runCli } from './cli.ts'
import { UnusableDatabase } from './database/faults.ts'

// The bot keeps little and makes much that lives for a moment. Left alone the heap grows to several
// times of what is kept before it is swept.
setFlagsFromString('--heap-growing-percent=25')

// A reader such as `head` may close the pipe early: that ends the output and isn't an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

try {
  process.exitCode = await runCli(process.argv.slice(2))
} catch (error) {
  const unusable = error instanceof UnusableDatabase
  if (unusable) process.stderr.write(`${error.message}\n`)
  else process.stderr.write(`paperboy stopped because of a bug or broken surroundings:\n${describe(error)}\n`)
  process.exitCode = unusable ? 2 : 70
}

function describe(error: unknown): string {
  if (!(error instanceof Error)) return String(error)
  const cause = error.cause === undefined ? '' : `\n  caused by: ${describe(error.cause)}`
  return `${error.stack ?? error.message}${cause}`
}
