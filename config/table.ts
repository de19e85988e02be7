// The settings as a Markdown table: what README.md shows.
import { listSettings } from './settings.ts'

/**
 * One row a setting: its key in the file and its variable, its default, what it is for.
 */
export function settingsTable(): string {
  const rows = listSettings().map(({ key, env, about, default: value }) => [
    env === null ? `\`${key}\`` : `\`${key}\`<br>\`${env}\``,
    value === null || (Array.isArray(value) && value.length === 0)
      ? 'none'
      : `\`${typeof value === 'string' ? value : JSON.stringify(value)}\``,
    about.replaceAll('|', '\\|'),
  ])
  return [['setting, variable', 'default', 'what it is for'], ['---', '---', '---'], ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')
}
