// `paperboy reindex`: rebuilds the search index, with progress.

import { type ConfigFlags, settingsOrComplain } from '../settings.ts'
import { withArchive } from './open-archive.ts'

export async function reindex(options: ConfigFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  let papers = 0
  await withArchive(config, (archive) =>
    archive.reindex(({ done, total }) => {
      papers = total
      if (process.stderr.isTTY) process.stderr.write(`\r${done}/${total} papers`)
    }),
  )
  if (process.stderr.isTTY) process.stderr.write('\r')
  process.stdout.write(`${papers} papers were indexed\n`)
  return 0
}
