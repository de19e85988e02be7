// | 序号 | 类别 | 标题 | 作者 | 链接 |
// One paper a row, its fields in columns with names.
import type { Line } from '../../lines/lines.ts'
import type { Item } from '../../tokens.ts'
import type { Layout, Survey } from '../layout.ts'
import { groupCategories, inGroup, PAGE, readBetween } from '../page.ts'
import { findRecords } from './records.ts'
import { readRow } from './row-items.ts'
import { findTables, type TableLine } from './tables.ts'

export const rows: Layout = {
  name: 'rows',
  title: 'a table with a paper in each row',
  signs: (survey) =>
    [...tablesOf(survey).values()].flatMap((found) => {
      const opening = found.kind === 'row' ? readRow(found.row)?.[0] : undefined
      return opening === undefined ? [] : [{ line: opening.line.number, what: opening.line.raw.trim() }]
    }),
  read,
}

const NONE: ReadonlyMap<Line, TableLine> = new Map()

/** Asked for signs, and again for the papers. */
function tablesOf(survey: Survey): ReadonlyMap<Line, TableLine> {
  return survey.once(findAll)
}

function findAll(survey: Survey): ReadonlyMap<Line, TableLine> {
  const records = findRecords(survey)
  const tables = mayHoldTable(survey) ? findTables(survey.whole) : NONE
  return records.size === 0 ? tables : new Map([...tables, ...records])
}

/** A bar or a tag at a line's beginning, or blanks that came from a spreadsheet. */
function mayHoldTable({ beginningWith, holds, whole }: Survey): boolean {
  if (beginningWith(isBarOrTag).length > 0) return true
  const mayBe = holds('\t') || (holds('|') && holds('--'))
  return mayBe && whole.some(({ raw }) => raw.includes('\t') || (raw.includes('|') && raw.includes('--')))
}

const isBarOrTag = (code: number) => code === 0x7c || code === 0x3c

function read(survey: Survey): readonly Item[] {
  const tables = tablesOf(survey)
  let hasPaper = false
  let group: readonly string[] = []
  return survey.whole.flatMap((line): readonly Item[] => {
    const found = tables.get(line)
    const items = found?.kind === 'row' ? readRow(found.row) : null
    hasPaper = hasPaper || items !== null
    if (items !== null) {
      // A cell in front of the title's may have a line of its own.
      const before: readonly Item[] = items[0]?.line.number === line.number ? [] : [{ line, token: PAGE }]
      return [...before, ...withGroup(items, group)]
    }
    if (found !== undefined) return [{ line, token: PAGE }]
    if (line.text.startsWith('#')) group = groupCategories(line.text)
    return [readBetween(line, hasPaper)]
  })
}

/** A column of categories goes before the name of the group. */
function withGroup(items: readonly Item[], group: readonly string[]): readonly Item[] {
  const hasOwn = items.some(({ token }) => token.kind === 'label' && token.field === 'categories')
  return hasOwn
    ? items
    : items.map((item) => (item.token.kind === 'heading' ? { ...item, token: inGroup(item.token, group) } : item))
}
