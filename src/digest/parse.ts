// Text → digests: outlines → entries → Digest. Pure and total: whatever comes in, digests come out.
import { type Diagnostic, diagnose, WHOLE_FILE, type Found as Words } from '../diagnostics/index.ts'
import { type Above, aboveOf, datesOf, titleOf } from './around/above.ts'
import { type DateFound, dateOf } from './dates/date-of.ts'
import { findDate } from './dates/dates.ts'
import { type Posted, readPosted } from './dates/posted.ts'
import type { Encoded } from './decode/decode.ts'
import type { Digest, Figure, Paper, Section } from './digest.ts'
import type { EntryFields } from './entry/draft.ts'
import { readEntry } from './entry/read-entry.ts'
import {
  type Confidence,
  examineCount,
  examineNumbers,
  examinePapers,
  examineShapes,
  isKnown,
  noPapers,
  repeated,
  spanIn,
  unreadLines,
} from './examine/examine.ts'
import { type Head, readHead } from './head.ts'
import { paperId } from './identity.ts'
import { signsOf } from './layouts/index.ts'
import type { Sign } from './layouts/layout.ts'
import { arxivIdOf } from './links/arxiv.ts'
import { resolveLink } from './links/redirects.ts'
import type { Entry, Outline } from './outline/outline.ts'
import { claimsOf, createOwnership, type Owner, type Ownership } from './outline/ownership.ts'
import { type OutlinedText, outlineText } from './steps.ts'
import type { Item, LabelField } from './tokens.ts'

export interface TextSource {
  readonly file: string
  readonly encoding: string
  readonly modifiedAt?: Date | undefined
  /** When the mail that carries the text was sent. */
  readonly sentAt?: Date | undefined
  /** Whether the file holds other texts too, such as a mailbox. */
  readonly isOneOfSeveral?: boolean | undefined
  /** A title that stands outside the text, such as a mail's subject. */
  readonly subject?: string | undefined
  /** Takes the marks of a markup off a line; lines and spans stay those of the text. */
  readonly plain?: ((raw: string) => string) | undefined
  /** The same text as it came, where it came in UTF-8. */
  readonly encoded?: Encoded | undefined
  /** Found while decoding or unpacking. */
  readonly diagnostics?: readonly Diagnostic[]
  /** Bytes for an address inside the container, such as `cid:…`. */
  readonly resolveFigure?: ((url: string) => { name: string; mediaType: string; bytes: Uint8Array } | null) | undefined
}

export interface RecognisedLayout {
  readonly name: string
  readonly title: string
  readonly signs: readonly Sign[]
}

/** A digest with the text it was read from. */
export interface Reading {
  readonly digest: Digest
  /** All lines of the file, blank ones too. */
  readonly lines: readonly string[]
  /** Null where no layout was recognised. */
  readonly layout: RecognisedLayout | null
  /** How sure the shape of each paper is, in the order of the papers. */
  readonly confidence: readonly Confidence[]
  /** By line number; blank lines and lines of other digests of the file have none. */
  readonly owners: ReadonlyMap<number, Owner>
}

export function parseText(text: string, source: TextSource): readonly Reading[] {
  const outlined = outlineText(text, source.plain, source.encoded)
  const { outlines, items } = outlined
  const several = outlines.length > 1 ? { links: linksOf(items) } : null
  return outlines.map((outline, i) =>
    assemble(outline, outlined, i === 0 ? source : { ...source, file: `${source.file}#${i + 1}`, diagnostics: [] }, several),
  )
}

/** What the digests of one file know of each other. */
interface Several {
  readonly links: readonly string[]
}

function assemble(outline: Outline, text: OutlinedText, source: TextSource, several: Several | null): Reading {
  const ownership = createOwnership()
  const diagnostics: Diagnostic[] = []
  const head = readHead(outline.head)
  const legend = readLegend(outline)
  for (const { item, as } of outline.marks) ownership.give(item.line.number, { paper: null, field: as })
  for (const [number, field] of head.owners) ownership.give(number, { paper: null, field })
  const isRecognised = text.recognition.signs.length > 0
  const entries = isRecognised || isPlausible(outline, legend) ? outline.entries : []
  const read = entries.map((entry, i) => {
    return { paper: readPaper(entry, i + 1, source, ownership), entry }
  })
  const papers = read.map(({ paper }) => paper)
  const confidence = examineShapes(read, diagnostics)
  examineCount(outline, papers.length, diagnostics)
  examinePapers(read, { legend, isUsual: !isRecognised }, diagnostics)
  if (entries !== outline.entries) disown(outline.entries, 'unread', ownership)
  disown(outline.repeated, 'repeated', ownership)
  diagnostics.push(...outline.repeated.map(repeated))
  examineNumbers(entries, diagnostics)
  const above = aboveOf(text.around, outline.entries[0]?.heading.line.number ?? outline.head[0]?.line.number ?? 0)
  const dated = dateDigest(head, outline, papers, above, source, several, diagnostics)
  if (papers.length === 0) diagnostics.push(noPapers(text.survey().lines))
  const unread = ownership.unread()
  if (unread.length > 0) diagnostics.push(...unreadLines(text.survey().lines, unread))
  diagnostics.sort((a, b) => a.span.line - b.span.line || a.span.column - b.span.column)
  const digest = {
    file: source.file,
    encoding: source.encoding,
    ...dated,
    title: titleOf(above, head.title, source.subject),
    legend,
    papers,
    diagnostics: source.diagnostics?.length ? [...source.diagnostics, ...diagnostics] : diagnostics,
  }
  return new TextReading(digest, { text, ownership, confidence })
}

interface Found {
  readonly text: OutlinedText
  readonly ownership: Ownership
  readonly confidence: readonly Confidence[]
}

class TextReading implements Reading {
  readonly digest: Digest
  readonly lines: readonly string[]
  readonly confidence: readonly Confidence[]
  readonly #text: OutlinedText
  readonly #ownership: Ownership

  constructor(digest: Digest, { text, ownership, confidence }: Found) {
    this.digest = digest
    this.lines = text.raws
    this.confidence = confidence
    this.#text = text
    this.#ownership = ownership
  }

  get layout(): RecognisedLayout | null {
    const { recognition, survey } = this.#text
    const signs = signsOf(recognition, survey()).filter(({ line }) => this.#ownership.of(line) !== undefined)
    return signs.length === 0 ? null : { name: recognition.layout.name, title: recognition.layout.title, signs }
  }

  /** Only reports ask for it. */
  get owners(): ReadonlyMap<number, Owner> {
    return this.#ownership.asMap()
  }
}

/** Nearly every digest has one line of it, whose names need not be copied. */
function readLegend(outline: Outline): Readonly<Record<string, string>> {
  const lines: Readonly<Record<string, string>>[] = []
  for (const { item, as } of outline.marks) if (as === 'legend' && item.token.kind === 'legend') lines.push(item.token.names)
  const [first = {}, second] = lines
  if (second === undefined) return first
  const legend: Record<string, string> = {}
  for (const names of lines) Object.assign(legend, names)
  return legend
}

/** A bracket or a number alone makes no digest: a readme has them too. */
function isPlausible(outline: Outline, legend: Readonly<Record<string, string>>): boolean {
  const { entries } = outline
  if (entries.some(({ heading }) => heading.token.categories.some((code) => isKnown(code, legend)))) return true
  return entries.length > 0 && entries.filter(isEvident).length * 2 >= entries.length
}

/** Something of a paper is below the heading. Behind a number and a category, less will do. */
function isEvident({ heading, body }: Entry): boolean {
  const isFull = heading.token.number !== null && heading.token.categories.length > 0
  return body.some(({ token }) => {
    if (token.kind === 'links')
      return isFull || token.urls.map(resolveLink).some((url) => arxivIdOf(url) !== null || url.includes('weibo.'))
    if (token.kind === 'people') return token.sure || heading.token.categories.length > 0
    if (token.kind === 'label') return PAPER_LABELS.has(token.field)
    return token.kind === 'affiliations' || (isFull && (token.kind === 'figures' || token.kind === 'prose'))
  })
}

const PAPER_LABELS: ReadonlySet<LabelField> = new Set<LabelField>(['authors', 'affiliations', 'abstract', 'title.en', 'title.zh'])

function disown(entries: readonly Entry[], field: 'unread' | 'repeated', ownership: Ownership): void {
  for (const { heading, body } of entries)
    for (const { line } of [heading as Item, ...body]) ownership.give(line.number, { paper: null, field })
}

function readPaper(entry: Entry, position: number, source: TextSource, ownership: Ownership): Paper {
  const claims = claimsOf(position, ownership)
  const fields = readEntry(entry, claims)
  const { categories, title, authors, affiliations, abstract, points, takeaway, links, figures } = fields
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
    figures: figures.some(({ kind }) => kind === 'address') ? figures.map((figure) => resolveFigure(figure, source)) : figures,
    lines: { start: entry.heading.line.number, end: claims.last() },
  }
}

/**
 * Without a heading for the others, numbered papers are the featured ones, and so is what has an
 * abstract or points.
 */
function sectionOf(entry: Entry, fields: EntryFields): Section {
  if (entry.isListed !== null) return entry.isListed ? 'brief' : 'featured'
  return entry.heading.token.number !== null || hasText(fields) ? 'featured' : 'brief'
}

function hasText({ abstract, points, takeaway }: EntryFields): boolean {
  return abstract.en !== null || abstract.zh !== null || points.length > 0 || takeaway !== null
}

function resolveFigure(figure: Figure, source: TextSource): Figure {
  if (figure.kind !== 'address') return figure
  const file = source.resolveFigure?.(figure.url)
  if (file) return { kind: 'file', ...file, alt: figure.alt }
  return figure.url.includes('://') && /^https?:\/\//i.test(figure.url) ? figure : MARK
}

/** A name alone, such as `image.png`, leads nowhere; a digest has dozens of them. */
const MARK: Figure = { kind: 'mark' }

function dateDigest(
  head: Head,
  outline: Outline,
  papers: readonly Paper[],
  above: Above,
  source: TextSource,
  several: Several | null,
  diagnostics: Diagnostic[],
): Pick<Digest, 'date' | 'dateFrom'> {
  const subject = above.forwarded?.title ?? source.subject
  const headDate = head.date ?? (subject === undefined ? null : findDate(subject))
  const found = dateOf({
    names: source.file.includes('/') ? withoutNumbers(source.file).split('/').reverse() : [withoutNumbers(source.file)],
    head: headDate,
    posted: () => [...datesOf(above), ...head.posted, ...outline.marks.flatMap(postedIn)],
    links: () => [...linksOf(outline.head), ...papers.flatMap(({ links }) => links)],
    listed: () => outline.entries.flatMap(({ heading }) => heading.token.day ?? []),
    sentAt: source.sentAt ?? null,
    modifiedAt: source.modifiedAt ?? null,
    isOneOfSeveral: several !== null || source.isOneOfSeveral === true,
    fileLinks: several?.links ?? [],
  })
  const span = head.dateItem ? spanIn(head.dateItem.line, head.date?.written ?? '') : WHOLE_FILE
  if (found.date === null && papers.length > 0) diagnostics.push(diagnose('no-date', WHOLE_FILE, source.file))
  if (found.yearFrom !== null) diagnostics.push(diagnose('year-assumed', span, yearless(headDate?.written ?? '', found)))
  if (found.conflict !== null)
    diagnostics.push(
      diagnose('date-conflict', span, {
        en: `${found.conflict} in the head and ${found.date} in the file name`,
        zh: `开头写 ${found.conflict}，文件名写 ${found.date}`,
      }),
    )
  if (found.listedFrom !== null)
    diagnostics.push(
      diagnose('date-conflict', span, {
        en: `papers from ${found.listedFrom} to ${found.date}, and no day of the digest's own`,
        zh: `各篇日期从 ${found.listedFrom} 到 ${found.date}，未写速递日期`,
      }),
    )
  return { date: found.date, dateFrom: found.dateFrom }
}

/** `a.txt#2` is the second digest of `a.txt`. */
function withoutNumbers(file: string): string {
  let end = file.length
  for (let at = file.lastIndexOf('#'); at !== -1 && /^\d+$/.test(file.slice(at + 1, end)); at = file.lastIndexOf('#', at - 1)) {
    end = at
    if (at === 0) break
  }
  return file.slice(0, end)
}

function postedIn({ item, as }: Outline['marks'][number]): readonly Posted[] {
  const found = as === 'ornament' ? null : readPosted(item.line.text)
  return found === null ? [] : [found]
}

function linksOf(items: readonly Item[]): readonly string[] {
  return items.flatMap(({ token }) => (token.kind === 'links' ? token.urls.map(resolveLink) : []))
}

/** The time of a file changes with every copy of it: a year from there is worth a look. */
function yearless(written: string, { date, yearFrom }: DateFound): Words {
  const [en, zh] = [`"${written}" without a year`, `“${written}”没有年份`]
  if (yearFrom !== 'mtime') return { en, zh }
  const year = date?.slice(0, 4)
  return { en: `${en}, which only the time of the file gives as ${year}`, zh: `${zh}，仅按文件时间推定为 ${year} 年` }
}
