// Which headings open papers: those below which something of a paper is, and those that are
// numbered or linked like them.

import { createTrim } from '../../../text/edges.ts'
import { languageOf } from '../../../text/script.ts'
import { heading } from '../../constructs/heading/index.ts'
import { link } from '../../constructs/link.ts'
import { people } from '../../constructs/people.ts'
import type { Line } from '../../lines/lines.ts'
import { BOLD_LEVEL } from '../../lines/tags.ts'
import { arxivIdOf } from '../../links/arxiv.ts'
import type { LabelField } from '../../tokens.ts'
import { readField, splitFields } from '../body/labels.ts'
import type { Survey } from '../layout.ts'
import { isNavigation } from '../page.ts'
import { findHeadings, type HeadingLine, isBoldLine } from './heading-line.ts'

export interface PaperHeading extends HeadingLine {
  /** Something of a paper is below it; the others are only like them. */
  readonly isEvident: boolean
}

export interface Headings {
  readonly all: readonly HeadingLine[]
  readonly papers: readonly PaperHeading[]
}

const NONE: Headings = { all: [], papers: [] }

/** Three layouts ask for them. */
export function headingsOf(survey: Survey): Headings {
  return survey.once(findPapers)
}

function findPapers(survey: Survey): Headings {
  const mayBeBold = survey.holds('**') || survey.holds('__')
  const mayBe = survey.beginningWith(isHash).length > 0 || (mayBeBold && survey.whole.some(isBoldLine))
  return mayBe ? weighHeadings(survey.whole) : NONE
}

const isHash = (code: number) => code === 0x23

/** A node of the outline that the levels make. */
interface Node {
  readonly heading: HeadingLine
  readonly evidence: Evidence
  /** How many headings deeper inside have evidence of their own. */
  inner: number
}

interface Evidence {
  readonly weight: number
  /** Names, an abstract or a title, which no group of papers has. */
  readonly isStrong: boolean
  readonly hasText: boolean
}

function weighHeadings(lines: readonly Line[]): Headings {
  const all = withoutBold(lines, findHeadings(lines))
  const nodes = all.map((own, i): Node => ({ heading: own, evidence: weigh(lines, all, i), inner: 0 }))
  countInner(nodes)
  return { all, papers: choosePapers(nodes) }
}

/** In a text of the usual form bold lines are its emphasis. */
function withoutBold(lines: readonly Line[], all: readonly HeadingLine[]): readonly HeadingLine[] {
  if (!all.some(({ level }) => level === BOLD_LEVEL)) return all
  const isUsual = lines.some(({ text }) => text.length <= MAX_FIELD_LINE && heading.read(text)?.kind === 'heading')
  return isUsual ? all.filter(({ level }) => level !== BOLD_LEVEL) : all
}

const ENOUGH = 2

function isCandidate({ heading: { names } }: Node): boolean {
  return names === null
}

function countInner(nodes: readonly Node[]): void {
  const above: Node[] = []
  for (const node of nodes) {
    while ((above.at(-1)?.heading.level ?? 0) >= node.heading.level) above.pop()
    if (isCandidate(node) && node.evidence.weight >= ENOUGH) for (const outer of above) outer.inner++
    above.push(node)
  }
}

function choosePapers(nodes: readonly Node[]): readonly PaperHeading[] {
  const isEvident = (node: Node) =>
    isCandidate(node) && node.evidence.weight >= ENOUGH && (node.inner === 0 || (node.inner === 1 && node.evidence.isStrong))
  const levels = new Map<number, { evident: number; numbered: number; all: number }>()
  for (const node of nodes) {
    const { level, paper } = node.heading
    const count = levels.get(level) ?? { evident: 0, numbered: 0, all: 0 }
    levels.set(level, count)
    if (!isCandidate(node)) continue
    count.all++
    if (!isEvident(node)) continue
    count.evident++
    if (paper.number !== null) count.numbered++
  }
  const isLike = ({ heading: { level, paper }, evidence, inner }: Node): boolean => {
    const count = levels.get(level)
    if (count === undefined || count.evident === 0 || inner > 0) return false
    if (paper.number !== null) return count.numbered > 0
    return paper.links.length > 0 || (evidence.hasText && count.numbered === 0 && count.evident * 2 >= count.all)
  }
  const papers: PaperHeading[] = []
  let open = Number.POSITIVE_INFINITY
  for (const node of nodes) {
    const { heading: own } = node
    // A heading deeper than the open paper's is one of its parts.
    if (own.level > open) continue
    open = Number.POSITIVE_INFINITY
    const evident = isEvident(node)
    if (!evident && !(isCandidate(node) && isLike(node))) continue
    papers.push({ ...own, isEvident: evident })
    open = own.level
  }
  return papers
}

const MAX_LOOK = 60
const STRONG: ReadonlySet<LabelField> = new Set<LabelField>([
  'authors',
  'affiliations',
  'abstract',
  'title',
  'title.en',
  'title.zh',
])

/** What is between a heading and the next that names no field. */
function weigh(lines: readonly Line[], all: readonly HeadingLine[], n: number): Evidence {
  const own = all[n]
  let weight = own?.paper.links.some(isPaperAddress) || (own?.authors ?? null) !== null ? ENOUGH : 0
  let isStrong = false
  let hasText = false
  if (own === undefined) return { weight, isStrong, hasText }
  let next = n + 1
  const end = Math.min(lines.length, own.index + 1 + MAX_LOOK)
  for (let i = own.index + 1; i < end; i++) {
    const line = lines[i]
    if (line === undefined) break
    if (all[next]?.index === i) {
      const inner = all[next]
      if (inner?.names !== 'field' || inner.level <= own.level) break
      next++
      const field = readField(`${inner.text}：`)?.field
      if (field !== undefined && STRONG.has(field)) [weight, isStrong] = [weight + ENOUGH, true]
      continue
    }
    if (opensOther(line.text)) break
    const found = evidenceOf(line, i - own.index)
    weight += found.weight
    isStrong = isStrong || found.isStrong
    hasText = hasText || languageOf(line.text) !== null
    if (isStrong) break
  }
  return { weight, isStrong, hasText }
}

/** A paper of another layout is below the heading: a row, a usual heading. */
function opensOther(text: string): boolean {
  if (text.startsWith('|')) return true
  const token = text.length <= 400 ? heading.read(text) : null
  return token?.kind === 'heading' || (token?.kind === 'numbered' && token.number === 1 && token.links.length > 0)
}

/** Without the marks of bold and italics around it. */
export const withoutEmphasis = createTrim(/[*_]/, /[*_]/)

function evidenceOf({ text }: Line, distance: number): { readonly weight: number; readonly isStrong: boolean } {
  if (text.length > MAX_FIELD_LINE && !/^.{0,30}[:：]/.test(text.slice(0, 32))) return { weight: 0, isStrong: false }
  const fields = splitFields(text)
  let weight = 0
  for (const part of fields) {
    const field = readField(part)?.field
    if (field !== undefined && STRONG.has(field)) return { weight: ENOUGH, isStrong: true }
    const urls = linksOf(part)
    if (urls.some(isPaperAddress)) weight += ENOUGH
    else if (urls.length > 0 || (field !== undefined && field !== 'note')) weight++
  }
  const names = weight === 0 && distance <= 2 ? people.read(withoutEmphasis(text)) : null
  return { weight: names?.kind === 'people' && names.sure ? ENOUGH : weight, isStrong: false }
}

const MAX_FIELD_LINE = 1000
const LINKED_WORDS = /\[([^\]\n]{1,200})\]\(\s*https?:/g

/** Links by their names; a linked title is another paper's. */
function linksOf(text: string): readonly string[] {
  if (isNavigation(text)) return []
  const token = link.read(text)
  if (token?.kind !== 'links') return []
  const isTitled = [...text.matchAll(LINKED_WORDS)].some(([, words = '']) => words.includes(' ') && words.length > 24)
  return isTitled ? [] : token.urls
}

export function isPaperAddress(url: string): boolean {
  return arxivIdOf(url) !== null || PAPER_SITES.test(url)
}

const PAPER_SITES =
  /^https?:\/\/(?:www\.)?(?:(?:dx\.)?doi\.org\/10\.|openreview\.net\/|aclanthology\.org\/|aclweb\.org\/|openaccess\.thecvf\.com\/|proceedings\.(?:mlr\.press|neurips\.cc)|papers\.(?:nips|neurips)\.cc|huggingface\.co\/papers\/|alphaxiv\.org\/|arxiv\.org\/|(?:www\.)?(?:bio|med)rxiv\.org\/|dl\.acm\.org\/doi|ieeexplore\.ieee\.org\/|link\.springer\.com\/|(?:www\.)?nature\.com\/articles|(?:www\.)?semanticscholar\.org\/|hal\.|eprint\.iacr\.org\/|[^/]+\/.{0,200}\.pdf(?:$|[?#]))/i
