// `paperboy check FILE… [--json] [--coverage]`: what the reader finds in digests, and what it
// doubts. Stores nothing.
import { type Reading, readFileDigests, readingToJson, reportCoverage, reportDigest } from '../../digest/index.ts'
import { terminalText } from '../../text/terminal.ts'
import { readFileBytes } from './read-file.ts'

interface CheckFlags {
  readonly json?: boolean
  readonly coverage?: boolean
}

/**
 * 0; 1 where a diagnostic is an error; 2 where a file cannot be read. The other files are read all
 * the same.
 */
export async function check(paths: readonly string[], options: CheckFlags): Promise<number> {
  let code = 0
  for (const path of paths) {
    const file = await readFileBytes(path)
    if (file.kind === 'unreadable') {
      process.stderr.write(`${file.reason}\n`)
      code = 2
      continue
    }
    const readings = await readFileDigests(file.bytes, { file: path, modifiedAt: file.modifiedAt })
    process.stdout.write(print(readings, options))
    if (readings.some(hasError)) code = Math.max(code, 1)
  }
  return code
}

function print(readings: readonly Reading[], options: CheckFlags): string {
  // Each line of JSON escapes what could act; the reports quote the file.
  if (options.json) return readings.map((reading) => `${JSON.stringify(readingToJson(reading))}\n`).join('')
  if (options.coverage) return `${terminalText(reportCoverage(readings))}\n`
  return readings.map((reading) => `${terminalText(reportDigest(reading))}\n`).join('')
}

const hasError = (reading: Reading) => reading.digest.diagnostics.some((diagnostic) => diagnostic.severity === 'error')
