// <table> <tr> <th>Title</th> … </tr> <tr> <td>…</td> … </tr> </table>
// Rows of HTML, on a line each or a cell a line.
import type { Line } from '../../lines/lines.ts'

export interface TaggedCell {
  readonly line: Line
  readonly texts: string[]
}

export interface TaggedRow {
  readonly line: Line
  readonly cells: readonly TaggedCell[]
  readonly isHeader: boolean
}

/** What a line of a table closes. */
export interface TaggedLine {
  /** A new table begins. */
  readonly opens: boolean
  readonly rows: readonly TaggedRow[]
}

export interface TagReader {
  /** Null where the line is in no table. */
  read(line: Line): TaggedLine | null
}

const TAG = /<(\/?)(table|thead|tbody|tfoot|tr|td|th|caption|colgroup|col)\b[^<>]{0,2000}>/gi

export function createTagReader(): TagReader {
  let depth = 0
  let row: { line: Line; cells: TaggedCell[]; isHeader: boolean } | null = null
  let cell: TaggedCell | null = null

  function read(line: Line): TaggedLine | null {
    const { text } = line
    if (depth === 0 && !/^<(?:table|tr|thead)\b/i.test(text)) return null
    const rows: TaggedRow[] = []
    let opens = false
    let from = 0
    const add = (words: string) => {
      if (cell !== null && words.trim() !== '') cell.texts.push(words.trim())
    }
    const close = () => {
      if (row !== null && row.cells.length > 0) rows.push({ ...row, line: firstLine(row.cells) ?? row.line })
      row = null
      cell = null
    }
    for (const match of text.matchAll(TAG)) {
      add(text.slice(from, match.index))
      from = match.index + match[0].length
      const name = (match[2] ?? '').toLowerCase()
      const isEnd = match[1] === '/'
      if (name === 'table') {
        close()
        opens = opens || !isEnd
        depth = isEnd ? 0 : 1
      } else if (name === 'tr') {
        close()
        depth = Math.max(depth, 1)
        if (!isEnd) row = { line, cells: [], isHeader: true }
      } else if (name === 'td' || name === 'th') {
        cell = null
        if (isEnd || row === null) continue
        cell = { line, texts: [] }
        row.cells.push(cell)
        if (name === 'td') row.isHeader = false
      }
    }
    add(text.slice(from))
    return { opens, rows }
  }

  return { read }
}

function firstLine(cells: readonly TaggedCell[]): Line | undefined {
  return cells[0]?.line
}
