// The settings of a command, or its exit code 2 with every problem printed.
import { formatProblems, loadConfig } from '../../config/load.ts'
import type { Config } from '../../config/schema.ts'

export interface ConfigFlags {
  readonly config?: string | undefined
}

/** Null after the problems were printed to standard error; the command then ends with 2. */
export function settingsOrComplain(options: ConfigFlags, flags: Readonly<Record<string, unknown>> = {}): Config | null {
  const loaded = loadConfig({ file: options.config, flags })
  if (loaded.kind === 'config') return loaded.config
  process.stderr.write(`${formatProblems(loaded.problems)}\n`)
  return null
}
