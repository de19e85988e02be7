// Whoever starts the bot for the first time, anywhere, finds digests to look at.
import { cpSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import { configSchema } from '../../config/schema.ts'
import { packageRoot } from '../package-root.ts'

/**
 * Copies the samples of the package where the folder of digests is the default one and is not
 * there. A folder that may not be written to stays as it is.
 */
export function placeSamples(folder: string): void {
  const isDefault = folder === configSchema.parse({}).digests.folder
  const samples = join(packageRoot(), 'digests')
  if (!isDefault || existsSync(folder) || !existsSync(samples)) return
  try {
    cpSync(samples, folder, { recursive: true })
  } catch {
    return
  }
  process.stdout.write(`Sample digests are in ${folder}/. Copy one of your own there, too.\n`)
}
