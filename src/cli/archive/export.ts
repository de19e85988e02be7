// `paperboy export`: everything in the archive as JSON Lines; `paperboy ingest` takes them back.
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { fileFault } from '../digests/read-file.ts'
import { type ConfigFlags, settingsOrComplain } from '../settings.ts'
import { withArchive } from './open-archive.ts'

export async function exportArchive(options: ConfigFlags & { readonly out?: string }): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  return await withArchive(config, async (archive) => {
    const lines = Readable.from(withLineEnds(archive.exportLines()))
    try {
      if (options.out === undefined) await pipeline(lines, process.stdout, { end: false })
      else await pipeline(lines, createWriteStream(options.out))
      return 0
    } catch (error) {
      process.stderr.write(`${fileFault(error, options.out ?? 'standard output', 'written')}\n`)
      return 2
    }
  })
}

async function* withLineEnds(lines: AsyncIterable<string>): AsyncIterable<string> {
  for await (const line of lines) yield `${line}\n`
}
