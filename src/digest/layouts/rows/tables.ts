// | 1 | CV | Title | A, B | https://… |      1 ⇥ CV ⇥ Title ⇥ …      <tr><td>1</td>…</tr>
// Tables of Markdown, of spreadsheets and of HTML → rows of cells under the names of their columns.
import { plainMarkdown } from '../../containers/markdown.ts'
import { splitBars } from '../../lines/bars.ts'
import type { Line } from '../../lines/lines.ts'
import { readable } from '../../lines/readable.ts'
import { untag } from '../../lines/tags.ts'
import { type Column, readColumns } from './columns.ts'
import { createTagReader } from './tagged-rows.ts'

export interface Cell {
  /** Where it begins. */
  readonly line: Line
  /** Its lines, as a page would show them. */
  readonly texts: readonly string[]
  /** With its marks; a cell of HTML has none. */
  readonly written?: string
}

export interface Row {
  readonly line: Line
  readonly columns: readonly Column[]
  readonly cells: readonly Cell[]
}

/**
 * What each line of a text is to its tables: a row begins there, or it is a part of a table's frame
 * or of the row above.
 */
export type TableLine = { readonly kind: 'row'; readonly row: Row } | { readonly kind: 'frame' }

const RULE = /^(?=[^-]*-)[\s|:+=–—-]+$/
const QUOTE = /^\s*(?:>\s?)*/
const MAX_ROW = 20_000

export function findTables(lines: readonly Line[]): ReadonlyMap<Line, TableLine> {
  const found = new Map<Line, TableLine>()
  const tags = createTagReader()
  /** The columns of the open table; null in one that lists no papers. */
  let columns: readonly Column[] | null = null
  let isOpen = false
  let lastNumber = -1
  const take = (line: Line, cells: readonly Cell[], isApart: boolean) => {
    const isNew = !isOpen || (isApart && cells.length !== columns?.length)
    const names = isNew || isApart ? readColumns(cells.map(({ texts }) => texts.join(' '))) : null
    if (isNew || names !== null) columns = names
    isOpen = true
    const isRow = names === null && !isNew && columns !== null && cells.length > 1
    found.set(line, isRow && columns !== null ? { kind: 'row', row: { line, columns, cells } } : { kind: 'frame' })
  }
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (line === undefined || line.text.length > MAX_ROW) continue
    const tagged = tags.read(line)
    if (tagged !== null) {
      found.set(line, { kind: 'frame' })
      if (tagged.opens) isOpen = false
      for (const row of tagged.rows) take(row.line, row.cells, row.isHeader)
      continue
    }
    // A cell that holds a line end was parted; all of it is read with its row.
    if (line.number === lastNumber) {
      found.set(line, { kind: 'frame' })
      continue
    }
    const texts = splitRow(line, isOpen && !line.gap, lines[i + 1])
    if (texts === null) {
      isOpen = false
      continue
    }
    lastNumber = line.number
    if (RULE.test(line.text)) found.set(line, { kind: 'frame' })
    else
      take(
        line,
        texts.map((text) => cellOf(line, text)),
        line.gap,
      )
  }
  return found
}

/**
 * The cells of a line; null where it is not a row. Without a bar at its beginning it must stand in
 * a table or above a rule.
 */
function splitRow({ raw }: Line, isInside: boolean, next: Line | undefined): readonly string[] | null {
  const text = raw.replace(QUOTE, '').trim()
  if (text.startsWith('|')) return splitBars(text)
  if (text.includes('|')) {
    const isAboveRule = next?.text.includes('|') === true && RULE.test(next.text)
    return isInside || isAboveRule ? splitBars(text) : null
  }
  return raw.includes('\t') && raw.trim() !== '' ? raw.trimEnd().split('\t') : null
}

const STRONG = /(?<!\\)(\*\*|__)(?=\S)([^\n]{1,2000}?)(?<=\S)\1/g

export function cellOf(line: Line, written: string): Cell {
  return { line, texts: textsOf(written), written }
}

/** The lines of what a cell holds. */
export function textsOf(written: string): readonly string[] {
  const text = plainMarkdown(written.trim().replace(STRONG, '$2'))
  const texts = text.includes('<') ? (untag(text) ?? [text]) : [text]
  return texts.map((part) => readable(part).trim()).filter((part) => part !== '')
}
