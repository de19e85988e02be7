// What the reader doubts: fields that a paper should have and has not, gaps in the numbers, lines that belong nowhere.
import { type Diagnostic, type DiagnosticCode, diagnose, type Span, WHOLE_FILE } from '../../diagnostics/index.ts'
import { CATEGORIES } from '../../text/categories.ts'
import type { Paper } from '../digest.ts'
import type { Line } from '../lines/lines.ts'
import type { Entry } from '../outline/outline.ts'

export type Legend = Readonly<Record<string, string>>

export function isKnown(code: string, legend: Legend): boolean {
  return Object.hasOwn(legend, code) || Object.hasOwn(CATEGORIES, code)
}

/** What a paper should have and has not. */
export function examine(paper: Paper, { heading }: Entry, legend: Legend, diagnostics: Diagnostic[]): void {
  const { line } = heading
  const miss = (code: DiagnosticCode) =>
    diagnostics.push(diagnose(code, spanOf(line), { en: `paper ${paper.position}`, zh: `第${paper.position}篇` }))
  const { en, zh } = paper.title
  if (en === null && zh === null) miss('missing-title')
  else if (en === null) miss('missing-english-title')
  else if (zh === null) miss('missing-chinese-title')
  if (paper.categories.length === 0) miss('missing-category')
  if (paper.authors.length === 0) miss('missing-authors')
  if (paper.affiliations.length === 0) miss('missing-affiliations')
  const hasText = paper.abstract.en !== null || paper.abstract.zh !== null || paper.points.length > 0 || paper.takeaway !== null
  if (paper.section === 'featured' && !hasText) miss('missing-abstract')
  if (paper.links.length === 0) miss('missing-link')
  for (const code of paper.categories)
    if (!isKnown(code, legend)) diagnostics.push(diagnose('unknown-category', spanIn(line, code), code))
}

export function examineNumbers(entries: readonly Entry[], diagnostics: Diagnostic[]): void {
  let last = 0
  for (const { heading } of entries) {
    const number = heading.token.number
    const expected = last + 1
    if (number === null) continue
    last = number
    if (number !== expected && number !== 1)
      diagnostics.push(
        diagnose('number-gap', spanOf(heading.line), {
          en: `${number} where ${expected} comes next`,
          zh: ` ${number}，此处应为 ${expected}`,
        }),
      )
  }
}

export function repeated({ heading: { line, token } }: Entry): Diagnostic {
  return diagnose('repeated-paper', spanOf(line), { en: `"${token.title}"`, zh: `“${token.title}”` })
}

export function noPapers(lines: readonly Line[]): Diagnostic {
  const count = lines.length
  return diagnose('no-papers', WHOLE_FILE, { en: count === 1 ? '1 line' : `${count} lines`, zh: `共${count}行` })
}

/** The promise that nothing is lost: what has no owner is named, line by line. */
export function unreadLines(lines: readonly Line[], numbers: readonly number[]): Diagnostic[] {
  if (numbers.length === 0) return []
  const wanted = new Set(numbers)
  return lines.filter(({ number }) => wanted.has(number)).map((line) => diagnose('unread-line', spanOf(line), line.text))
}

function spanOf(line: Line): Span {
  const start = line.raw.length - line.raw.trimStart().length
  return { line: line.number, column: start + 1, endColumn: Math.max(start + 2, line.raw.trimEnd().length + 1) }
}

export function spanIn(line: Line, part: string): Span {
  const at = line.raw.toUpperCase().indexOf(part.toUpperCase())
  return at === -1 || part === '' ? spanOf(line) : { line: line.number, column: at + 1, endColumn: at + part.length + 1 }
}
