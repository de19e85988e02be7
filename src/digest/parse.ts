// Text → digests: lines → constructs → outline → entries → Digest. Pure and total: whatever comes in, digests come out.
import { type Diagnostic, diagnose, type Span, WHOLE_FILE } from '../diagnostics/index.ts'
import { CATEGORIES } from '../text/categories.ts'
import { arxivIdOf } from './arxiv.ts'
import { classify } from './constructs/index.ts'
import { dateOf } from './date-of.ts'
import type { Digest, Figure, Paper, Section } from './digest.ts'
import type { EntryFields, Field } from './entry/draft.ts'
import { readEntry } from './entry/read-entry.ts'
import { type Head, type HeadOwner, readHead } from './head.ts'
import { paperId } from './identity.ts'
import { type Line, splitText } from './lines.ts'
import { resolveNumbered } from './numbered.ts'
import { type Entry, type Outline, outlineDigests } from './outline.ts'
import type { Item, LabelField } from './tokens.ts'

export interface TextSource {
  readonly file: string
  readonly encoding: string
  readonly modifiedAt?: Date | undefined
  /** A title that stands outside the text, such as a mail's subject. */
  readonly subject?: string | undefined
  /** Takes the marks of a markup off a line; lines and spans stay those of the text. */
  readonly plain?: (raw: string) => string
  /** Found while decoding or unpacking. */
  readonly diagnostics?: readonly Diagnostic[]
  /** Bytes for an address inside the container, such as `cid:…`. */
  readonly resolveFigure?: ((url: string) => { name: string; mediaType: string; bytes: Uint8Array } | null) | undefined
}

/** What has a line: a field of the paper at a position, or a known kind of line. */
export interface Owner {
  readonly paper: number | null
  readonly field: Field | HeadOwner | 'section'
}

/** A digest with the text it was read from. */
export interface Reading {
  readonly digest: Digest
  /** All lines of the file, blank ones too. */
  readonly lines: readonly string[]
  /** By line number; blank lines and lines of other digests of the file have none. */
  readonly owners: ReadonlyMap<number, Owner>
}

export function parseText(text: string, source: TextSource): readonly Reading[] {
  const { raws, lines } = splitText(text, source.plain)
  const outlines = outlineDigests(resolveNumbered(classify(lines)))
  return outlines.map((outline, i) =>
    assemble(
      outline,
      raws,
      lines,
      i === 0 ? source : { ...source, file: `${source.file}#${i + 1}`, diagnostics: [] },
      outlines.length > 1,
    ),
  )
}

function assemble(
  outline: Outline,
  raws: readonly string[],
  lines: readonly Line[],
  source: TextSource,
  isOneOfSeveral: boolean,
): Reading {
  const owners = new Map<number, Owner>()
  const diagnostics: Diagnostic[] = []
  const head = readHead(outline.head)
  const legend = readLegend(outline)
  for (const { item, as } of outline.marks) owners.set(item.line.number, { paper: null, field: as })
  for (const [number, field] of head.owners) owners.set(number, { paper: null, field })
  const isDigest = isPlausible(outline, legend)
  const read = isDigest ? outline.entries.map((entry) => ({ entry, fields: readEntry(entry) })) : []
  const papers = read.map(({ entry, fields }, i) => toPaper(entry, fields, i + 1, source, owners))
  if (!isDigest) disownEntries(outline.entries, owners)
  disownEntries(outline.repeated, owners)
  for (const entry of outline.repeated)
    diagnostics.push(
      diagnose('repeated-paper', spanOf(entry.heading.line), {
        en: `"${entry.heading.token.title}"`,
        zh: `“${entry.heading.token.title}”`,
      }),
    )
  for (const [i, paper] of papers.entries()) diagnostics.push(...examine(paper, read[i]?.entry, legend))
  diagnostics.push(...gaps(outline.entries, isDigest))
  const dated = dateDigest(head, papers, source, isOneOfSeveral, diagnostics)
  if (papers.length === 0) diagnostics.push(noPapers(lines))
  diagnostics.push(...unread(lines, owners))
  diagnostics.sort((a, b) => a.span.line - b.span.line || a.span.column - b.span.column)
  const digest = {
    file: source.file,
    encoding: source.encoding,
    ...dated,
    title: head.title ?? source.subject ?? null,
    legend,
    papers,
    diagnostics: [...(source.diagnostics ?? []), ...diagnostics],
  }
  return { digest, lines: raws, owners }
}

function readLegend(outline: Outline): Record<string, string> {
  const legend: Record<string, string> = {}
  for (const { item, as } of outline.marks)
    if (as === 'legend' && item.token.kind === 'legend') Object.assign(legend, item.token.names)
  return legend
}

/** A bracket or a number alone makes no digest: a readme has them too. */
function isPlausible(outline: Outline, legend: Readonly<Record<string, string>>): boolean {
  const { entries } = outline
  if (entries.some(({ heading }) => heading.token.categories.some((code) => isKnown(code, legend)))) return true
  return entries.length > 0 && entries.filter(isEvident).length * 2 >= entries.length
}

/** Something of a paper stands below the heading. Behind a number and a category, less will do. */
function isEvident({ heading, body }: Entry): boolean {
  const isFull = heading.token.number !== null && heading.token.categories.length > 0
  return body.some(({ token }) => {
    if (token.kind === 'links') return isFull || token.urls.some((url) => arxivIdOf(url) !== null || url.includes('weibo.'))
    if (token.kind === 'people') return token.sure || heading.token.categories.length > 0
    if (token.kind === 'label') return PAPER_LABELS.has(token.field)
    return token.kind === 'affiliations' || (isFull && (token.kind === 'figures' || token.kind === 'prose'))
  })
}

const PAPER_LABELS: ReadonlySet<LabelField> = new Set<LabelField>(['authors', 'affiliations', 'abstract', 'title.en', 'title.zh'])

function isKnown(code: string, legend: Readonly<Record<string, string>>): boolean {
  return Object.hasOwn(legend, code) || Object.hasOwn(CATEGORIES, code)
}

function disownEntries(entries: readonly Entry[], owners: Map<number, Owner>): void {
  for (const { heading, body } of entries)
    for (const { line } of [heading as Item, ...body]) owners.set(line.number, { paper: null, field: 'unread' })
}

function toPaper(entry: Entry, fields: EntryFields, position: number, source: TextSource, owners: Map<number, Owner>): Paper {
  let end = entry.heading.line.number
  for (const [number, field] of fields.owners) {
    owners.set(number, { paper: position, field })
    end = Math.max(end, number)
  }
  const { categories, title, authors, affiliations, abstract, points, takeaway, links } = fields
  return {
    id: paperId(title, links, entry.heading.line.text),
    position,
    section: sectionOf(entry, fields),
    starred: entry.heading.token.starred,
    categories,
    title,
    authors,
    affiliations,
    abstract,
    points,
    takeaway,
    links,
    figures: fields.figures.map((figure) => resolveFigure(figure, source)),
    lines: { start: entry.heading.line.number, end },
  }
}

/** Without a heading for the others, numbered papers are the featured ones, and so is what has an abstract. */
function sectionOf(entry: Entry, fields: EntryFields): Section {
  if (entry.isListed !== null) return entry.isListed ? 'brief' : 'featured'
  return entry.heading.token.number !== null || fields.abstract.en !== null || fields.abstract.zh !== null ? 'featured' : 'brief'
}

function resolveFigure(figure: Figure, source: TextSource): Figure {
  if (figure.kind !== 'address') return figure
  const file = source.resolveFigure?.(figure.url)
  if (file) return { kind: 'file', ...file, alt: figure.alt }
  return /^https?:\/\//i.test(figure.url) ? figure : { kind: 'mark' }
}

function dateDigest(
  head: Head,
  papers: readonly Paper[],
  source: TextSource,
  isOneOfSeveral: boolean,
  diagnostics: Diagnostic[],
): Pick<Digest, 'date' | 'dateFrom'> {
  const found = dateOf({
    names: source.file.replace(/#\d+$/, '').split('/').reverse(),
    head: head.date,
    links: papers.flatMap((paper) => paper.links),
    modifiedAt: source.modifiedAt ?? null,
    isOneOfSeveral,
  })
  const span = head.dateItem ? spanIn(head.dateItem.line, head.date?.written ?? '') : WHOLE_FILE
  if (found.date === null && papers.length > 0) diagnostics.push(diagnose('no-date', WHOLE_FILE, source.file))
  if (found.isYearAssumed) diagnostics.push(diagnose('year-assumed', span, head.date?.written ?? ''))
  if (found.conflict !== null)
    diagnostics.push(
      diagnose('date-conflict', span, {
        en: `${found.conflict} in the head and ${found.date} in the file name`,
        zh: `开头写 ${found.conflict}，文件名写 ${found.date}`,
      }),
    )
  return { date: found.date, dateFrom: found.dateFrom }
}

/** What a paper should have and has not. */
function examine(paper: Paper, entry: Entry | undefined, legend: Readonly<Record<string, string>>): Diagnostic[] {
  if (!entry) return []
  const line = entry.heading.line
  const name = { en: `paper ${paper.position}`, zh: `第${paper.position}篇` }
  const missing = (code: Parameters<typeof diagnose>[0], isMissing: boolean) =>
    isMissing ? [diagnose(code, spanOf(line), name)] : []
  const { en, zh } = paper.title
  return [
    ...missing('missing-title', en === null && zh === null),
    ...missing('missing-english-title', en === null && zh !== null),
    ...missing('missing-chinese-title', en !== null && zh === null),
    ...missing('missing-category', paper.categories.length === 0),
    ...missing('missing-authors', paper.authors.length === 0),
    ...missing('missing-affiliations', paper.affiliations.length === 0),
    ...missing('missing-abstract', paper.section === 'featured' && paper.abstract.en === null && paper.abstract.zh === null),
    ...missing('missing-link', paper.links.length === 0),
    ...paper.categories
      .filter((code) => !isKnown(code, legend))
      .map((code) => diagnose('unknown-category', spanIn(line, code), code)),
  ]
}

function gaps(entries: readonly Entry[], isDigest: boolean): Diagnostic[] {
  let last = 0
  return (isDigest ? entries : []).flatMap(({ heading }) => {
    const number = heading.token.number
    const expected = last + 1
    if (number === null) return []
    last = number
    return number === expected || number === 1
      ? []
      : [
          diagnose('number-gap', spanOf(heading.line), {
            en: `${number} where ${expected} comes next`,
            zh: ` ${number}，此处应为 ${expected}`,
          }),
        ]
  })
}

function noPapers(lines: readonly Line[]): Diagnostic {
  return diagnose('no-papers', WHOLE_FILE, {
    en: lines.length === 1 ? '1 line' : `${lines.length} lines`,
    zh: `共${lines.length}行`,
  })
}

/** The promise that nothing is lost: what has no owner is named, line by line. */
function unread(lines: readonly Line[], owners: Map<number, Owner>): Diagnostic[] {
  return lines.flatMap((line) =>
    owners.get(line.number)?.field === 'unread' ? [diagnose('unread-line', spanOf(line), line.text)] : [],
  )
}

function spanOf(line: Line): Span {
  const start = line.raw.length - line.raw.trimStart().length
  return { line: line.number, column: start + 1, endColumn: Math.max(start + 2, line.raw.trimEnd().length + 1) }
}

function spanIn(line: Line, part: string): Span {
  const at = line.raw.toUpperCase().indexOf(part.toUpperCase())
  return at === -1 || part === '' ? spanOf(line) : { line: line.number, column: at + 1, endColumn: at + part.length + 1 }
}
