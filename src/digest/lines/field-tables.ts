// | 作者 | A Vaswani |      | Abstract | We … |
// A table of Markdown with a field a row → labels, as they are written without a table.
import { readLabel } from '../constructs/label.ts'
import { splitBars } from './bars.ts'
import type { Line } from './lines.ts'

const RULE = /^(?=[^-]*-)[\s|:+-]+$/
const MAX_ROW = 8000
const MIN_FIELDS = 2

/** Lines whose tables have a column of names and one of what they say, with labels instead. */
export function unrowFields(lines: readonly Line[]): readonly Line[] {
  let unrowed: Line[] | null = null
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line) continue
    const end = line.text.startsWith('|') ? tableEnd(lines, i) : i
    const labels = end > i ? labelsOf(lines.slice(i, end)) : null
    if (labels !== null) {
      unrowed ??= lines.slice(0, i)
      unrowed.push(...labels)
    } else unrowed?.push(...lines.slice(i, Math.max(end, i + 1)))
    i = Math.max(end, i + 1) - 1
  }
  return unrowed ?? lines
}

function tableEnd(lines: readonly Line[], from: number): number {
  let end = from + 1
  while (lines[end]?.text.startsWith('|') && lines[end]?.gap === false) end++
  return end
}

/** Null where the table has other rows than fields; only the first may be a heading of its own. */
function labelsOf(table: readonly Line[]): Line[] | null {
  const rows = table.map((line) => (RULE.test(line.text) ? null : fieldOf(line.text)))
  const others = rows.flatMap((row, i) => (row === undefined ? [i] : []))
  const fields = rows.filter((row) => typeof row === 'string')
  if (fields.length < MIN_FIELDS || others.some((i) => i > 0)) return null
  return table.map((line, i) => ({ ...line, text: rows[i] ?? '' }))
}

/** `👤 作者` */
const PICTURES = /^(?:[\p{Extended_Pictographic}\p{Regional_Indicator}]|\p{Emoji_Modifier}|\ufe0f|\u200d|\s)+/u

/** `label：value`; undefined where the row is none. */
function fieldOf(text: string): string | undefined {
  if (text.length > MAX_ROW) return undefined
  const cells = splitBars(text)
  const [written = '', value = ''] = cells.map((cell) => cell.trim())
  const name = written.replace(PICTURES, '')
  if (cells.length !== 2 || readLabel(`${name}：`) === null || readLabel(`${value}：`) !== null) return undefined
  return `${name}：${value}`
}
