// What the reader doubts: fields that a paper should have and has not, gaps in the numbers, lines
// that belong nowhere.
import { type Diagnostic, type DiagnosticCode, diagnose, type Span, WHOLE_FILE } from '../../diagnostics/index.ts'
import { CATEGORIES } from '../../text/categories.ts'
import type { Paper } from '../digest.ts'
import type { Line } from '../lines/lines.ts'
import type { Entry, Outline } from '../outline/outline.ts'
import { promisedPapers } from './promised.ts'
import { suspicionsOf } from './suspect.ts'

export type Legend = Readonly<Record<string, string>>

const CODES: ReadonlySet<string> = new Set(Object.keys(CATEGORIES))

export function isKnown(code: string, legend: Legend): boolean {
  return CODES.has(code) || Object.hasOwn(legend, code)
}

interface Read {
  readonly paper: Paper
  readonly entry: Entry
}

/** What a paper should have, by the code that names its lack. */
const SHOULD_HAVE = {
  'missing-title': ({ title }) => title.en !== null || title.zh !== null,
  'missing-english-title': ({ title }) => title.en !== null || title.zh === null,
  'missing-chinese-title': ({ title }) => title.zh !== null || title.en === null,
  'missing-category': ({ categories }) => categories.length > 0,
  'missing-authors': ({ authors }) => authors.length > 0,
  'missing-affiliations': ({ affiliations }) => affiliations.length > 0,
  'missing-abstract': (paper) => paper.section === 'brief' || hasText(paper),
  'missing-link': ({ links }) => links.length > 0,
} as const satisfies Partial<Record<DiagnosticCode, (paper: Paper) => boolean>>
type Lack = keyof typeof SHOULD_HAVE
const checks = Object.entries(SHOULD_HAVE) as readonly [Lack, (paper: Paper) => boolean][]
/** What a digest of one language has in hardly any paper is said once, not for every paper. */
const OF_LANGUAGE: readonly Lack[] = ['missing-english-title', 'missing-chinese-title']
/** The same for what whole layouts do without. */
const OF_LAYOUT: readonly Lack[] = [
  ...OF_LANGUAGE,
  'missing-category',
  'missing-affiliations',
  'missing-abstract',
  'missing-authors',
]
/** So great a part of the papers makes a habit. */
const HABIT = 0.9

const NOTHING: readonly Lack[] = []

function lacksOf(paper: Paper): readonly Lack[] {
  let found = NOTHING
  for (const [code, has] of checks) if (!has(paper)) found = [...found, code]
  return found
}

/** What the papers should have and have not. */
export function examinePapers(
  read: readonly Read[],
  { legend, isUsual }: { legend: Legend; isUsual: boolean },
  diagnostics: Diagnostic[],
): void {
  const said = new Set<Lack>()
  const lacking = read.map(({ paper }) => lacksOf(paper))
  const counts = new Map<Lack, number>()
  for (const codes of lacking) for (const code of codes) counts.set(code, (counts.get(code) ?? 0) + 1)
  for (const [i, { paper, entry }] of read.entries()) {
    const { line } = entry.heading
    for (const code of lacking[i] ?? []) {
      if (said.has(code)) continue
      const count = counts.get(code) ?? 0
      const isHabit = (isUsual ? OF_LANGUAGE : OF_LAYOUT).includes(code) && count > 1 && count >= read.length * HABIT
      if (isHabit) said.add(code)
      const found = isHabit
        ? { en: `${count} of ${read.length} papers`, zh: `${read.length}篇中的${count}篇` }
        : { en: `paper ${paper.position}`, zh: `第${paper.position}篇` }
      diagnostics.push(diagnose(code, spanOf(line), found))
    }
    for (const code of paper.categories)
      if (!isKnown(code, legend)) diagnostics.push(diagnose('unknown-category', spanIn(line, code), code))
  }
}

function hasText({ abstract, points, takeaway }: Paper): boolean {
  return abstract.en !== null || abstract.zh !== null || points.length > 0 || takeaway !== null
}

/** How sure the reader is that it has seen a paper's shape. */
export type Confidence = 'high' | 'medium' | 'low'

/** Fields whose content belongs elsewhere; answers how sure each paper's shape is. */
export function examineShapes(read: readonly Read[], diagnostics: Diagnostic[]): readonly Confidence[] {
  return read.map(({ paper, entry }) => {
    const suspicions = suspicionsOf(paper, entry.body)
    for (const { code, found, at } of suspicions) diagnostics.push(diagnose(code, placeOf(entry, at), found))
    if (suspicions.length > 0 || !SHOULD_HAVE['missing-title'](paper)) return 'low'
    return paper.authors.length > 0 && (paper.links.length > 0 || hasText(paper)) ? 'high' : 'medium'
  })
}

/** Enough of the words to find their line; a wrapped line may hold no more of them. */
const FOUND_BY = 16

function placeOf({ heading, body }: Entry, words: string): Span {
  const part = words.slice(0, FOUND_BY).trim()
  const items = [heading, ...body]
  const item = part === '' ? heading : (items.find(({ line }) => line.raw.includes(part)) ?? heading)
  return spanIn(item.line, part)
}

export function examineCount(outline: Outline, papers: number, diagnostics: Diagnostic[]): void {
  const promised = promisedPapers(outline)
  if (promised === null || papers === 0 || papers >= promised.count) return
  const { count, item } = promised
  const found = {
    en: `${papers === 1 ? '1 paper' : `${papers} papers`} where ${count} are announced`,
    zh: `文中称有${count}篇，只读出${papers}篇`,
  }
  diagnostics.push(diagnose('fewer-papers', spanOf(item.line), found))
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
  // A line that holds several fields comes several times.
  return lines.filter(({ number }) => wanted.delete(number)).map((line) => diagnose('unread-line', spanOf(line), line.text))
}

function spanOf(line: Line): Span {
  const start = line.raw.length - line.raw.trimStart().length
  return { line: line.number, column: start + 1, endColumn: Math.max(start + 2, line.raw.trimEnd().length + 1) }
}

export function spanIn(line: Line, part: string): Span {
  const at = line.raw.toUpperCase().indexOf(part.toUpperCase())
  return at === -1 || part === '' ? spanOf(line) : { line: line.number, column: at + 1, endColumn: at + part.length + 1 }
}
