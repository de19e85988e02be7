/**
 * The cells of a row of Markdown, with or without bars at its edges. A bar behind a backslash
 * is in its cell.
 */
export function splitBars(text: string): readonly string[] {
  const cells = text.split(/(?<!\\)\|/)
  const from = cells[0]?.trim() === '' ? 1 : 0
  const to = cells.length > 1 && cells.at(-1)?.trim() === '' ? -1 : undefined
  return cells.slice(from, to)
}
