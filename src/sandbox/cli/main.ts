// `npx discord-sandbox`: opens a sandbox and keeps it open until it is stopped.
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { startSandbox } from '../sandbox.ts'
import { DEFAULT_SEED } from '../seed/default-seed.ts'
import { startProblem } from '../server/start-problem.ts'
import { parseArguments, USAGE, type Wish } from './arguments.ts'
import { playSession, SessionFileError, writeSession } from './session-file.ts'

const version = (): string =>
  JSON.parse(readFileSync(join(dirname(import.meta.dirname), 'package.json'), 'utf8')).version as string

function complain(why: string): number {
  process.stderr.write(`${why}\n`)
  return 2
}

const untilStopped = () =>
  new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(signal, () => resolve())
  })

async function run({ options, json, record, replay }: Wish): Promise<number> {
  const stopped = untilStopped()
  try {
    await using sandbox = await startSandbox(options)
    const { url, apiUrl, applications } = sandbox
    const bots = applications.map(({ name, token }) => `  ${name}: token ${token}`).join('\n')
    process.stdout.write(
      json
        ? `${JSON.stringify({ url, apiUrl, applications })}\n`
        : `The sandbox is open: ${url}\nPoint your library at ${apiUrl} and log in as\n${bots}\nCtrl+C stops it.\n`,
    )
    if (replay) return await playSession(sandbox, replay, stopped)
    if (record !== undefined) sandbox.recorder.start()
    await stopped
    const recording = sandbox.recorder.stop()
    if (record !== undefined && recording) writeSession(record, recording)
    return 0
  } catch (error) {
    const why = error instanceof SessionFileError ? error.message : startProblem(error, options)
    if (why === undefined) throw error
    return complain(why)
  }
}

async function main(words: readonly string[]): Promise<number> {
  const parsed = parseArguments(words, DEFAULT_SEED)
  switch (parsed.kind) {
    case 'help':
      process.stdout.write(USAGE)
      return 0
    case 'version':
      process.stdout.write(`${version()}\n`)
      return 0
    case 'wrong':
      return complain(parsed.why)
    case 'run':
      return await run(parsed.wish)
  }
}

process.exitCode = await main(process.argv.slice(2))
