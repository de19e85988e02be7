// ## 2. [Title](https://…)      ### 论文2：Title      <h3>Title</h3>
// <summary>2. Title</summary>
// A heading of Markdown, where it is and what it says by itself.

import { splitPeople, weighPeople } from '../../../names/split-people.ts'
import { createTrim } from '../../../text/edges.ts'
import { categoryOf } from '../../category-names.ts'
import { contents } from '../../constructs/between/contents.ts'
import { section } from '../../constructs/between/section.ts'
import { heading } from '../../constructs/heading/index.ts'
import { readTitle } from '../../constructs/heading/title.ts'
import { question } from '../../constructs/question.ts'
import { isVenue } from '../../constructs/venue.ts'
import { isDayLine } from '../../dates/day-line.ts'
import type { Line } from '../../lines/lines.ts'
import { BOLD_LEVEL, SUMMARY_LEVEL } from '../../lines/tags.ts'
import type { TokenOf } from '../../tokens.ts'
import { readHeadingLabel } from '../body/labels.ts'

/** What the heading was written as. */
export type HeadingSource = 'hashes' | 'tag' | 'summary'

export interface HeadingLine {
  readonly line: Line
  /** Its place among the lines. */
  readonly index: number
  readonly level: number
  readonly source: HeadingSource
  /** As a reader sees it. */
  readonly text: string
  /** Of a field, of the digest or of a group of papers; null where it may be a paper's. */
  readonly names: 'field' | 'page' | 'section' | null
  /** What it would open as a paper. */
  readonly paper: TokenOf<'heading'>
  /** Names behind the title. */
  readonly authors: string | null
  /** Written in the usual form, with a category in brackets. */
  readonly isUsual: boolean
}

/** `#标签#` and `#1 Title` are not headings of Markdown. */
const HASHES = /^(#{1,8})(?:\s+|(?=[[【（(]))/
const PICTURES =
  /^(?:(?![\u2605\u2606\u2b50\u2b51\u{1f31f}\u00a9\u00ae\u2122\u2194-\u21aa])\p{Extended_Pictographic}(?:\ufe0f|\u200d|\p{Emoji_Modifier})*\s*)+(?=\S)/u
const CLOSING_HASHES = /\s#{1,7}$/
const ANCHOR = /\s*\{#[\w.-]{1,100}\}$/
const MAX_HEADING = 4000
/** Words that a page's own headings are made of. */
const PAGE_WORDS =
  /^(?:(?:今日|本期|本日|当日|每日|最新|整体|总体|论文|文章|数据|分类|类别|快速|内容|更新)?(?:概览|概况|概要|概述|统计|目录|导读|导航|速览|一览|总览|总结|结语|小结|趋势|趋势分析|观察|列表|清单|汇总|推荐|精选|亮点|索引|说明|日志|分布|分类|统计信息)|前言|引言|后记|编者按|写在前面|写在最后|关于(?:本.{0,6}|我们)?|致谢|参考(?:文献|资料)?|脚注|注释|附录|相关链接|往期.{0,6}|使用说明|订阅.{0,6}|联系.{0,6}|免责声明|声明|许可|(?:today'?s?|daily|paper|quick|research|weekly)?\s*(?:overview|statistics|stats|summary|highlights?|table of contents|contents|index|introduction|about(?: .{0,20})?|trends?|references?|footnotes?|notes?|acknowledge?ments?|license|licen[cs]e|usage|contributing|how to .{0,30}|subscribe|contact|disclaimer|changelog|papers?|paper list|list of papers|all papers|full (?:list|archive)|archive|conclusions?|resources|links))$/i
const SERIES =
  /(?:速递|日报|周报|晨报|早报|文摘|每日论文|论文推荐|论文精选|今日论文|学术速递|推介)|^(?:daily|weekly|arxiv|today)\b.{0,40}\b(?:digest|papers?|arxiv|news|report|reporter|summary|update)|(?:digest|newsletter|arxiv daily|daily papers?)\b[^:：]{0,20}$/i
/** A year in brackets is the paper's. */
const COUNTED = /[（(]\s*(?:共\s*)?(?:\d{1,4}\s*(?:篇|papers?|项)|(?!(?:19|20)\d{2}\s*[)）])\d{1,4})\s*[)）]$/i
/** `(2017)`, `(Vaswani et al., 2017)` */
const YEAR_BEHIND = /\s*[（(](?:\p{Lu}[\p{L}’' -]{1,40}(?:et al\.?)?,?\s)?(?:19|20)\d{2}[a-z]?[)）]$/u

export function findHeadings(lines: readonly Line[]): readonly HeadingLine[] {
  return lines.flatMap((line, index) => {
    const isHeading = line.text.startsWith('#') || isBoldLine(line)
    const found = isHeading ? readHeadingLine(line, index, lines[index - 1]) : null
    return found === null ? [] : [found]
  })
}

const BOLD = /^\s*(?:>\s?)*(\*\*|__)(?=\S)[^*\n]{3,600}(?<=\S)\1\s*$/

/** Nothing but bold words: a heading below all that have hashes. */
export function isBoldLine({ raw, text }: Line): boolean {
  return text !== '' && (raw.includes('**') || raw.includes('__')) && BOLD.test(raw) && !text.startsWith('|')
}

function readHeadingLine(line: Line, index: number, before: Line | undefined): HeadingLine | null {
  const isBold = !line.text.startsWith('#')
  const marks = isBold ? null : HASHES.exec(line.text)
  if ((marks === null && !isBold) || line.text.length > MAX_HEADING) return null
  const written = line.text
    .slice(marks?.[0].length ?? 0)
    .replace(CLOSING_HASHES, '')
    .replace(ANCHOR, '')
    .trim()
    .replace(YEAR_BEHIND, '')
  const text = written.replace(PICTURES, '')
  if (text === '' || /^#/.test(text)) return null
  const level = marks?.[1]?.length ?? BOLD_LEVEL
  const token = heading.read(text)
  const { paper, authors } = withoutAuthors(paperOf(token, text))
  return {
    line,
    index,
    level,
    source: sourceOf(line, level, before),
    text,
    names: namesOf(text, paper, isBold),
    paper,
    authors,
    isUsual: token?.kind === 'heading',
  }
}

function sourceOf(line: Line, level: number, before: Line | undefined): HeadingSource {
  if (level === SUMMARY_LEVEL) return 'summary'
  const isTag = line.raw.trimStart().startsWith('<') || /^\s*<(?:article|section|li|div|td)\b/i.test(before?.raw ?? '')
  return isTag ? 'tag' : 'hashes'
}

function paperOf(token: ReturnType<typeof heading.read>, text: string): TokenOf<'heading'> {
  if (token?.kind === 'heading') return token
  if (token?.kind === 'numbered') {
    const { number, starred, text: title, links } = token
    return { kind: 'heading', number, categories: [], starred, title, links }
  }
  const isStarred = STAR.test(text)
  const { title, links, behind } = readTitle(isStarred ? text.replace(STAR, '') : text)
  return { kind: 'heading', number: null, categories: codesIn(behind), starred: isStarred, title, links }
}

/** "Title - A Author, B Author": the names go. */
function withoutAuthors(paper: TokenOf<'heading'>): { paper: TokenOf<'heading'>; authors: string | null } {
  const { title } = paper
  const at = Math.max(...BEFORE_NAMES.map((mark) => title.lastIndexOf(mark)))
  const names = at > 0 ? title.slice(at + 3).trim() : ''
  if (names === '' || weighPeople(names, splitPeople(names)) !== 'several') return { paper, authors: null }
  return { paper: { ...paper, title: title.slice(0, at).trim() }, authors: names }
}

const BEFORE_NAMES = [' - ', ' – ', ' — ', ' | ', ' / ']
/** In front of a title. */
export const STAR = /^(?:[*＊★☆⭐✱]|\u{1f31f})\ufe0f?\s*/u

/** `cs.CV cs.AI` behind a linked title. */
export function codesIn(text: string): string[] {
  return [...text.matchAll(/(?<![\w.])(?:cs|stat|eess|math|physics|q-bio|q-fin|econ)\.([A-Z]{2})(?!\w)/g)].map(
    ([, code = '']) => code,
  )
}

const withoutColon = createTrim(null, /[\s:：]/)

function namesOf(text: string, paper: TokenOf<'heading'>, isBold: boolean): HeadingLine['names'] {
  if (section.read(text) !== null || contents.read(text) !== null) return 'section'
  const { title, links } = paper
  if (links.length > 0) return null
  if (readHeadingLabel(title) !== null) return 'field'
  if (question.read(text) !== null) return 'field'
  if (isVenue(text)) return isBold ? 'field' : 'section'
  const bare = withoutColon(title.replace(COUNTED, ''))
  if (isDayLine(text) || PAGE_WORDS.test(bare) || (SERIES.test(bare) && bare.length <= 60)) return 'page'
  return categoryOf(bare.replace(/^[[【]|[\]】]$/g, '')) !== null || COUNTED.test(title) ? 'section' : null
}
