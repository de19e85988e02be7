// `paperboy doctor`: looks for damage in the archive. 0: none; 1: some, each with what to do.

import { type ConfigFlags, settingsOrComplain } from '../settings.ts'
import { withArchive } from './open-archive.ts'

export async function doctor(options: ConfigFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  return await withArchive(config, async (archive) => {
    const findings = await archive.doctor()
    const { digests, papers } = await archive.size()
    process.stdout.write(`${digests} digests, ${papers} papers\n`)
    for (const finding of findings) process.stdout.write(`${finding.code}: ${finding.message}\n`)
    if (findings.length === 0) process.stdout.write('No damage was found.\n')
    return findings.length === 0 ? 0 : 1
  })
}
