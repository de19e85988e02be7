// `paperboy config check`: whether the settings can be used, and which differ from their defaults.
import { loadConfig } from '../../config/load.ts'
import { isSecret, listSettings } from '../../config/settings.ts'
import { type ConfigFlags, settingsOrComplain } from './settings.ts'

/** 0; 2 where a setting can't be used, after every problem was printed. */
export async function checkConfig(options: ConfigFlags): Promise<number> {
  if (settingsOrComplain(options) === null) return 2
  const loaded = loadConfig({ file: options.config })
  if (loaded.kind !== 'config') return 2
  const lines = listSettings().flatMap(({ key, default: usual }) => {
    const value = valueAt(loaded.config, key)
    if (JSON.stringify(value) === JSON.stringify(usual)) return []
    return [`  ${key}: ${isSecret(key) ? 'set' : JSON.stringify(value)}`]
  })
  const from = loaded.file === null ? 'no settings file' : loaded.file
  process.stdout.write(`The settings can be used (${from}).\n${lines.map((line) => `${line}\n`).join('')}`)
  return 0
}

function valueAt(tree: unknown, key: string): unknown {
  return key.split('.').reduce<unknown>((node, name) => (node as Readonly<Record<string, unknown>> | undefined)?.[name], tree)
}
