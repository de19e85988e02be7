// Recorded sessions on the command line: written when the sandbox stops, and played to a bot that
// connects.
import { readFileSync, writeFileSync } from 'node:fs'
import type { Sandbox } from '../sandbox.ts'
import type { Recording } from '../testing/recording.ts'
import { parseRecording, ReplayError } from '../testing/replay.ts'

/** The file cannot be read or written; the message names it. */
export class SessionFileError extends Error {
  override readonly name = 'SessionFileError'
}

export function readSession(path: string): Recording {
  try {
    return parseRecording(JSON.parse(readFileSync(path, 'utf8')))
  } catch (cause) {
    const { code, message } = cause as NodeJS.ErrnoException
    throw new SessionFileError(`${path}: ${code === 'ENOENT' ? 'there is no such file' : message}`, { cause })
  }
}

export function writeSession(path: string, recording: Recording): void {
  try {
    writeFileSync(path, `${JSON.stringify(recording, null, 2)}\n`)
  } catch (cause) {
    throw new SessionFileError(`${path}: the session cannot be written there (${(cause as Error).message})`, { cause })
  }
}

/** A bot has connected and registered itself: it has had its READY. */
const connected = (sandbox: Sandbox, stopped: Promise<void>): Promise<unknown> =>
  Promise.race([
    stopped,
    new Promise<void>((resolve) => {
      const stop = sandbox.feed.listen((change) => {
        if (change.kind !== 'gateway' || change.entry.direction !== 'out' || change.entry.t !== 'READY') return
        stop()
        resolve()
      })
    }),
  ])

/** 0 where the bot answers as recorded, 1 where it does not: the differences go to stderr. */
export async function playSession(sandbox: Sandbox, recording: Recording, stopped: Promise<void>): Promise<number> {
  await connected(sandbox, stopped)
  try {
    await sandbox.replay(recording)
    process.stdout.write(`The bot answers as recorded: ${recording.steps.length} steps.\n`)
    return 0
  } catch (error) {
    if (!(error instanceof ReplayError)) throw error
    process.stderr.write(`${error.message}\n`)
    return 1
  }
}
