// | 序号 | 类别 | 标题 | 作者 | 链接 |
// One paper a row, its fields in columns with names.
import type { Line } from '../../lines/lines.ts'
import type { Item, Token } from '../../tokens.ts'
import type { Layout, Survey } from '../layout.ts'
import { readBetween } from '../page.ts'
import { readRow } from './row-items.ts'
import { findTables, type TableLine } from './tables.ts'

export const rows: Layout = {
  name: 'rows',
  title: 'a table with a paper in each row',
  signs: (survey) =>
    [...tablesOf(survey).values()].flatMap((found) =>
      found.kind === 'row' && readRow(found.row) !== null
        ? [{ line: found.row.line.number, what: found.row.line.raw.trim() }]
        : [],
    ),
  read,
}

const NONE: ReadonlyMap<Line, TableLine> = new Map()
const known = new WeakMap<Survey, ReadonlyMap<Line, TableLine>>()

/** Asked for signs, and again for the papers. */
function tablesOf(survey: Survey): ReadonlyMap<Line, TableLine> {
  const found = known.get(survey)
  if (found !== undefined) return found
  const tables = mayHoldTable(survey) ? findTables(survey.whole) : NONE
  known.set(survey, tables)
  return tables
}

/** A bar or a tag at a line's beginning, or blanks that came from a spreadsheet. */
function mayHoldTable({ beginningWith, whole }: Survey): boolean {
  if (beginningWith('|<').length > 0) return true
  return whole.some(({ raw }) => raw.includes('\t') || (raw.includes('|') && raw.includes('--')))
}

const PAGE: Token = { kind: 'boilerplate', sure: true, closes: false }

function read(survey: Survey): readonly Item[] {
  const tables = tablesOf(survey)
  let hasPaper = false
  return survey.whole.flatMap((line): readonly Item[] => {
    const found = tables.get(line)
    const items = found?.kind === 'row' ? readRow(found.row) : null
    hasPaper = hasPaper || items !== null
    if (found !== undefined) return items ?? [{ line, token: PAGE }]
    return [readBetween(line, hasPaper)]
  })
}
