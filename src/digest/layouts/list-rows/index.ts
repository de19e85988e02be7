// - 2022-11-30, **Title**, Name et.al., Paper: [url](url), Code: **[url](url)**
// - **[Title](https://…)**
//   - Authors: A, B
// One paper an item of a list, its fields on the same line or in a list inside.
import { heading } from '../../constructs/heading/index.ts'
import { link } from '../../constructs/link.ts'
import type { Line } from '../../lines/lines.ts'
import { SUMMARY_MARK } from '../../lines/tags.ts'
import type { Item, LabelField } from '../../tokens.ts'
import { createBodyReader } from '../body/index.ts'
import { readField } from '../body/labels.ts'
import type { Layout, Survey } from '../layout.ts'
import { isPaperAddress } from '../markdown/papers.ts'
import { groupCategories, inGroup, readBetween } from '../page.ts'
import { type ListRow, readListRow, startsItem } from './row.ts'

export const listRows: Layout = {
  name: 'list-rows',
  title: 'a list with a paper in each item',
  signs: (survey) => [...rowsOf(survey).keys()].map((line) => ({ line: line.number, what: line.raw.trim() })),
  read,
}

const NONE: ReadonlyMap<Line, ListRow> = new Map()

function rowsOf(survey: Survey): ReadonlyMap<Line, ListRow> {
  return survey.once(findRows)
}

function isItem(line: Line): boolean {
  return startsItem(line.text) && mayBeRow(line)
}

/** A title is in bold or linked, or an address follows it. */
function mayBeRow({ raw }: Line): boolean {
  return raw.includes('://') || raw.includes('**') || raw.includes('](') || raw.includes('__') || raw.includes('<a ')
}

function findRows({ whole: lines }: Survey): ReadonlyMap<Line, ListRow> {
  if (!lines.some(isItem)) return NONE
  const rows = new Map<Line, ListRow>()
  let indent = Number.POSITIVE_INFINITY
  let usual = 0
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (line === undefined) continue
    const own = indentOf(line)
    if (heading.read(line.text)?.kind === 'heading') usual++
    if (isHeading(line)) indent = Number.POSITIVE_INFINITY
    // A list inside an item holds its fields.
    if (own > indent + 1) continue
    const row = mayBeRow(line) ? readListRow(line) : null
    if (row === null || !(row.isEvident || hasEvidence(lines, i, own))) continue
    rows.set(line, row)
    indent = own
  }
  // Addresses below papers of the usual form are lists, too.
  return rows.size > usual ? rows : NONE
}

/** The summary of a block that was collapsed is inside an item. */
function isHeading({ text }: Line): boolean {
  return text.startsWith('#') && !text.startsWith(SUMMARY_MARK)
}

function indentOf({ raw }: Line): number {
  const blanks = /^[\s>]{0,40}/.exec(raw)?.[0] ?? ''
  return blanks.replaceAll('\t', '    ').length
}

const MAX_LOOK = 12
const STRONG: ReadonlySet<LabelField> = new Set<LabelField>(['authors', 'affiliations', 'abstract'])

/** The fields of a paper stand below the item, deeper than it. */
function hasEvidence(lines: readonly Line[], from: number, indent: number): boolean {
  for (let i = from + 1; i < Math.min(lines.length, from + MAX_LOOK); i++) {
    const line = lines[i]
    if (line === undefined || indentOf(line) <= indent || isHeading(line)) return false
    const field = readField(line.text)?.field
    const token = link.read(line.text)
    if (field !== undefined && STRONG.has(field)) return true
    if (token?.kind === 'links' && token.urls.some(isPaperAddress)) return true
  }
  return false
}

function read(survey: Survey): readonly Item[] {
  const rows = rowsOf(survey)
  const body = createBodyReader()
  let hasPaper = false
  let isInside = false
  let group: readonly string[] = []
  return survey.whole.flatMap((line): readonly Item[] => {
    const row = rows.get(line)
    if (row !== undefined) {
      hasPaper = true
      isInside = true
      body.begin()
      return [{ line: { ...line, text: row.opening.title }, token: inGroup(row.opening, group) }, ...row.items]
    }
    // What is as far left as the text of the page, behind a blank line, is not part of an item.
    if (isHeading(line) || (line.gap && indentOf(line) === 0)) isInside = false
    if (isHeading(line)) group = groupCategories(line.text)
    return isInside ? body.read(line) : [readBetween(line, hasPaper)]
  })
}
