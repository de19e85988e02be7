#!/usr/bin/env node
// The process: arguments in, exit code out. Exit codes: 0 done, 1 the answer is no, 2 unusable
// input or settings, 70 a bug.
import { setFlagsFromString } from 'node:v8'
import { runCli } from './cli.ts'
import { UnusableDatabase } from './database/faults.ts'
import { describeError } from './log/readable-stack.ts'

// The bot keeps little and makes much that lives for a moment. Left alone the heap grows to several
// times of what is kept before it is swept.
setFlagsFromString('--heap-growing-percent=25')

// A reader such as `head` may close the pipe early: that ends the output and isn't an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0)
  throw error
})

// What is thrown where no call waits for it, as in the listener of an event.
process.on('uncaughtException', (error) => {
  reportBug(error)
  process.exit(70)
})

try {
  process.exitCode = await runCli(process.argv.slice(2))
} catch (error) {
  if (error instanceof UnusableDatabase) {
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  } else {
    reportBug(error)
    process.exitCode = 70
  }
}

function reportBug(error: unknown): void {
  process.stderr.write(`paperboy stopped because of a bug or broken surroundings:\n${describeError(error)}\n`)
}
