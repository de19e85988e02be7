// 序号,标题,作者,链接
// 1,"Title, with a comma","A, B",https://…
// Rows between commas or semicolons under a head, as spreadsheets save them.
import { joinLines } from '../../lines/join.ts'
import type { Line } from '../../lines/lines.ts'
import type { Survey } from '../layout.ts'
import { readColumns } from './columns.ts'
import { cellOf, type TableLine } from './tables.ts'

/** The names of a column of titles have one of these. */
const OF_TITLES = /[题題名译譯文]|title|paper|article|name|chinese|english/i
const MAX_HEAD = 320
const HEAD = /^"?[^,;，]{1,24}"?[,;].{0,300}$/
const MAX_NAME = 24
const MAX_RECORD = 20_000
/** A record that goes on for longer has an open quotation by mistake. */
const MAX_LINES = 60

export function findRecords({ whole: lines }: Survey): ReadonlyMap<Line, TableLine> {
  const found = new Map<Line, TableLine>()
  for (let i = 0; i < lines.length; i++) {
    const head = lines[i]
    const delimiter = head === undefined ? null : delimiterIn(head)
    if (delimiter !== null) i = readRecords(lines, i, delimiter, found)
  }
  return found
}

/** What parts the names of a head; null where the line is none. */
export function delimiterIn(line: Pick<Line, 'raw' | 'text' | 'gap'>): string | null {
  return mayBeHead(line) ? delimiterOf(line.raw) : null
}

/**
 * A cheap look: a head is set apart from what is above it. Lists of authors have commas as well, and
 * reading each of their names as one of a column costs as much as all other layouts together.
 */
function mayBeHead({ text, gap }: Pick<Line, 'text' | 'gap'>): boolean {
  return gap && text.length <= MAX_HEAD && (text.includes(',') || text.includes(';')) && OF_TITLES.test(text)
}

function delimiterOf(raw: string): string | null {
  if (!HEAD.test(raw)) return null
  for (const delimiter of [',', ';']) {
    const names = splitRecord(raw, delimiter)
    if (names !== null && names.length > 2 && names.every((name) => name.length <= MAX_NAME) && readColumns(names) !== null)
      return delimiter
  }
  return null
}

/** Takes the head and the records below it; answers where the last line of them is. */
function readRecords(lines: readonly Line[], from: number, delimiter: string, found: Map<Line, TableLine>): number {
  const head = lines[from]
  const columns = head === undefined ? null : readColumns(splitRecord(head.raw, delimiter) ?? [])
  if (head === undefined || columns === null) return from
  found.set(head, { kind: 'frame' })
  let at = from + 1
  while (at < lines.length) {
    const { fields, next } = readRecord(lines, at, delimiter)
    const line = lines[at]
    if (line === undefined || fields === null || fields.length < 2 || fields.length > columns.length) break
    found.set(line, {
      kind: 'row',
      row: { line, columns, cells: fields.map((text) => cellOf(line, joinLines(text.split('\n')))) },
    })
    for (const own of lines.slice(at + 1, next)) found.set(own, { kind: 'frame' })
    at = next
  }
  return at - 1
}

/** A quoted field may hold line ends. */
function readRecord(lines: readonly Line[], from: number, delimiter: string): { fields: readonly string[] | null; next: number } {
  let text = ''
  for (let at = from; at < Math.min(lines.length, from + MAX_LINES); at++) {
    text += at === from ? (lines[at]?.raw ?? '') : `\n${lines[at]?.raw ?? ''}`
    if (text.length > MAX_RECORD) break
    if (!text.includes('"') || hasClosed(text)) return { fields: splitRecord(text, delimiter), next: at + 1 }
  }
  return { fields: null, next: from + 1 }
}

function hasClosed(text: string): boolean {
  let count = 0
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count++
  return count % 2 === 0
}

function splitRecord(text: string, delimiter: string): readonly string[] | null {
  if (text.length > MAX_RECORD) return null
  const fields: string[] = []
  let at = 0
  while (at <= text.length) {
    const isQuoted = text.charAt(at) === '"'
    const quoted = isQuoted ? quotedEnd(text, at) : at
    if (quoted === -1) return null
    const next = text.indexOf(delimiter, quoted)
    const end = next === -1 ? text.length : next
    fields.push(isQuoted ? text.slice(at + 1, quoted - 1).replaceAll('""', '"') : text.slice(at, end).trim())
    at = end + 1
  }
  return fields
}

/** Behind the closing quotation mark; two of them are one of the field's own. */
function quotedEnd(text: string, from: number): number {
  for (let at = text.indexOf('"', from + 1); at !== -1; at = text.indexOf('"', at + 1)) {
    if (text.charAt(at + 1) !== '"') return at + 1
    at++
  }
  return -1
}
