// Lines between headings → items: papers with their bodies, groups of papers, the page in front of
// them.
import { classify } from '../../constructs/index.ts'
import { isDayLine } from '../../dates/day-line.ts'
import type { Line } from '../../lines/lines.ts'
import type { Item } from '../../tokens.ts'
import { createBodyReader } from '../body/index.ts'
import { type Layout, pieceOf, type Survey } from '../layout.ts'
import { besidePapers, GROUP, groupCategories, HEAD, inGroup, isOfPage, PAGE } from '../page.ts'
import type { HeadingLine, HeadingSource } from './heading-line.ts'
import { headingsOf } from './papers.ts'

/** A layout whose papers have headings; what the headings are written as makes the difference. */
export function createHeadingLayout(name: string, title: string, source: HeadingSource): Layout {
  return {
    name,
    title,
    signs(survey) {
      const papers = headingsOf(survey).papers.filter(({ isEvident, isUsual }) => isEvident && !isUsual)
      const own = papers.filter((paper) => paper.source === source)
      if (own.length * 2 <= papers.length) return []
      return papers.map(({ line, text }) => ({ line: line.number, what: text }))
    },
    read: readHeadings,
  }
}

/** Where the reader is: in front of the papers, in one of them, or between them on the page. */
type Region = 'head' | 'paper' | 'page'

function readHeadings(survey: Survey): readonly Item[] {
  const { all, papers } = headingsOf(survey)
  const papersByLine = new Map(papers.map((paper) => [paper.line, paper]))
  const headingsByLine = new Map(all.map((own) => [own.line, own]))
  const body = createBodyReader()
  let region: Region = 'head'
  let level = 0
  let group: readonly string[] = []
  /** Whether the last heading that opened no paper says what it is. */
  let isKnown = true
  return survey.whole.flatMap((line): readonly Item[] => {
    const paper = papersByLine.get(line)
    if (paper !== undefined) {
      region = 'paper'
      level = paper.level
      body.begin()
      const opening: Item = { line: { ...line, text: paper.text }, token: inGroup(paper.paper, group) }
      if (paper.authors === null) return [opening]
      const names = pieceOf(line, paper.authors)
      return [opening, { line: names, token: { kind: 'label', field: 'authors', rest: names.text } }]
    }
    const own = headingsByLine.get(line)
    if (own !== undefined && !(region === 'paper' && own.level > level)) {
      const item = readGroup(own, region === 'head')
      // What is below a group's heading is said of the group.
      if (region !== 'head' || item.token === GROUP) region = 'page'
      isKnown = own.names !== null
      group = item.token === GROUP ? groupCategories(own.text) : []
      return [item]
    }
    return region === 'paper' ? body.read(line) : [readPage(line, region, isKnown)]
  })
}

/** A heading that opens no paper: a day, a list, a group of papers, a part of the page. */
function readGroup({ line, text, names }: HeadingLine, isHead: boolean): Item {
  const own = { ...line, text }
  const [item] = classify([own])
  const kind = item?.token.kind
  if (item !== undefined && (kind === 'section' || kind === 'contents' || kind === 'boilerplate')) return item
  if (isDayLine(text) || (isHead && line.text.startsWith('# ') && names !== 'section')) return { line: own, token: HEAD }
  return { line: own, token: names === null || names === 'section' ? GROUP : PAGE }
}

function readPage(line: Line, region: 'head' | 'page', isKnown: boolean): Item {
  const [item] = classify([line])
  const token = item?.token ?? PAGE
  if (token.kind === 'section' || token.kind === 'legend') return { line, token }
  if (region === 'page' && isDayLine(line.text)) return { line, token }
  if (region === 'page') return isKnown ? { line, token: PAGE } : besidePapers(line, token)
  if (token.kind === 'numbered' || token.kind === 'heading' || /\]\(#/.test(line.text))
    return { line, token: { kind: 'contents' } }
  return { line, token: line.text.startsWith('|') || isOfPage(line.text) ? PAGE : token }
}
