// Prints a known digest in any of the styles that digests come in. The tests read the print back.
import type { Bilingual } from '../../../src/text/bilingual.ts'

export interface PrintedPaper {
  readonly section: 'featured' | 'brief'
  readonly starred: boolean
  readonly categories: readonly string[]
  readonly title: { readonly en: string; readonly zh: string }
  readonly authors: readonly string[]
  readonly affiliations: readonly string[]
  readonly abstract: Bilingual
  readonly points: readonly string[]
  readonly takeaway: string | null
  readonly links: readonly string[]
  readonly figures: number
}

export interface Style {
  readonly number: '、' | '.' | '．' | ')' | '（）' | '()' | '①' | ' 、'
  readonly brackets: '[]' | '【】' | '［］'
  readonly categories: '/' | ', ' | '] ['
  readonly star: 'before' | 'after' | 'title' | 'number'
  readonly starMark: '*' | '＊' | '★' | '⭐'
  readonly comma: ', ' | '，' | '、' | ','
  readonly affiliationJoin: ' & ' | '; ' | '/' | '；' | ' ＆ '
  readonly colon: ':' | '：'
  readonly ending: '\n' | '\r\n' | '\r' | '\u2028'
  readonly indent: '' | '  ' | '\u3000\u3000' | '\t' | '\u00a0'
  readonly trailing: '' | '  ' | '\u3000' | '\u200b'
  readonly blankAfterHeading: boolean
  readonly blankLines: 1 | 2
  readonly head: 'none' | 'series' | 'series and date' | 'date'
  readonly legend: 'line' | 'lines' | 'none' | 'with star'
  readonly contents: 'none' | 'headings' | 'summary'
  readonly section: string
  readonly zhTitle: 'sentence' | 'line'
  readonly wrap: null | number
  readonly authorsWrap: boolean
  readonly figure:
    | 'image.png'
    | '[image: a chart]'
    | '图片'
    | '![](https://pictures.example/a.png)'
    | '<img src="https://pictures.example/a.png">'
  readonly order: 'authors first' | 'links first' | 'figures before text'
}

export const STYLES: { readonly [K in keyof Style]: readonly Style[K][] } = {
  number: ['、', '.', '．', ')', '（）', '()', '①', ' 、'],
  brackets: ['[]', '【】', '［］'],
  categories: ['/', ', ', '] ['],
  star: ['before', 'after', 'title', 'number'],
  starMark: ['*', '＊', '★', '⭐'],
  comma: [', ', '，', '、', ','],
  affiliationJoin: [' & ', '; ', '/', '；', ' ＆ '],
  colon: [':', '：'],
  ending: ['\n', '\r\n', '\r', '\u2028'],
  indent: ['', '  ', '\u3000\u3000', '\t', '\u00a0'],
  trailing: ['', '  ', '\u3000', '\u200b'],
  blankAfterHeading: [true, false],
  blankLines: [1, 2],
  head: ['none', 'series', 'series and date', 'date'],
  legend: ['line', 'lines', 'none', 'with star'],
  contents: ['none', 'headings', 'summary'],
  section: [
    '另外几篇值得关注的论文:',
    '其他值得关注的论文',
    '值得关注的几篇论文：',
    'Also worth reading',
    '另外几篇值得关注的论文',
    '## 其他值得关注的论文:',
    '【另外几篇值得关注的论文】',
    'Other papers worth reading:',
  ],
  zhTitle: ['sentence', 'line'],
  wrap: [null, 40, 62, 78],
  authorsWrap: [false, true],
  figure: [
    'image.png',
    '[image: a chart]',
    '图片',
    '![](https://pictures.example/a.png)',
    '<img src="https://pictures.example/a.png">',
  ],
  order: ['authors first', 'links first', 'figures before text'],
}

export const PLAIN: Style = {
  number: '、',
  brackets: '[]',
  categories: '/',
  star: 'before',
  starMark: '*',
  comma: ', ',
  affiliationJoin: ' & ',
  colon: ':',
  ending: '\n',
  indent: '',
  trailing: '',
  blankAfterHeading: true,
  blankLines: 1,
  head: 'none',
  legend: 'line',
  contents: 'none',
  section: '另外几篇值得关注的论文:',
  zhTitle: 'sentence',
  wrap: null,
  authorsWrap: false,
  figure: 'image.png',
  order: 'authors first',
}

const NAMES = { LG: '机器学习', CV: '计算机视觉', CL: '计算与语言', GR: '图形学', RO: '机器人' }
export const LEGEND: Readonly<Record<string, string>> = NAMES

export function printDigest(papers: readonly PrintedPaper[], style: Style): string {
  const featured = papers.filter((paper) => paper.section === 'featured')
  const brief = papers.filter((paper) => paper.section === 'brief')
  const blank = Array<string>(style.blankLines).fill('')
  const lines = [
    ...printHead(style),
    ...printContents(papers, style),
    ...featured.flatMap((paper, i) => [...printPaper(paper, i + 1, style), ...blank]),
    ...(brief.length > 0 ? [style.section, ...blank] : []),
    ...brief.flatMap((paper) => [...printPaper(paper, null, style), ...blank]),
  ]
  return lines.map((line) => (line === '' ? '' : `${style.indent}${line}${style.trailing}`)).join(style.ending)
}

function printHead({ head, legend, colon }: Style): string[] {
  const pairs = Object.entries(NAMES).map(([code, name]) => `${code} - ${name}`)
  return [
    ...(head === 'none'
      ? []
      : head === 'date'
        ? ['2021年7月10日', '']
        : [`每日AI论文推介${head === 'series' ? '' : '(2021.7.10)'}`, '']),
    ...(legend === 'line' ? [pairs.join(' '), ''] : []),
    ...(legend === 'with star' ? [`${pairs.join(' ')} (*表示值得重点关注)`, ''] : []),
    ...(legend === 'lines' ? [...Object.entries(NAMES).map(([code, name]) => `${code}${colon}${name}`), ''] : []),
  ]
}

function printContents(papers: readonly PrintedPaper[], style: Style): string[] {
  if (style.contents === 'none') return []
  if (style.contents === 'summary') return [`摘要${style.colon}${papers.map((paper) => paper.title.zh).join('、')}`, '']
  let number = 0
  return [...papers.map((paper) => printHeading(paper, paper.section === 'featured' ? ++number : null, style)), '']
}

function printHeading(paper: PrintedPaper, number: number | null, style: Style): string {
  const [open = '', close = ''] = style.brackets
  const join = style.categories === '] [' ? `${close} ${open}` : style.categories
  const codes = `${open}${paper.categories.join(join)}${close}`
  const star = (place: Style['star']) => (paper.starred && style.star === place ? style.starMark : '')
  // Without a number the line would begin with the star in either place.
  const numbered = number === null ? '' : printNumber(number, style.number)
  return `${star('number')}${numbered}${star('before')}${codes}${star('after')} ${star('title')}${paper.title.en}`
}

function printNumber(number: number, style: Style['number']): string {
  if (style === '（）') return `（${number}）`
  if (style === '()') return `(${number}) `
  if (style === '①') return `${String.fromCharCode(0x2460 + number - 1)} `
  return style === '、' || style === '．' ? `${number}${style}` : `${number}${style} `
}

function printPaper(paper: PrintedPaper, number: number | null, style: Style): string[] {
  const people = [
    ...printAuthors(paper, style),
    ...(paper.affiliations.length > 0 ? [`[${paper.affiliations.join(style.affiliationJoin)}]`] : []),
  ]
  const figures = Array<string>(paper.figures).fill(style.figure)
  const text = [...printChinese(paper, style), ...(paper.abstract.en ? wrapLatin(paper.abstract.en, style.wrap) : [])]
  const extras = [
    ...(paper.points.length > 0 ? [`要点${style.colon}`, ...paper.points.map((point, i) => `${i + 1}. ${point}`)] : []),
    ...(paper.takeaway ? [`一句话总结${style.colon}${paper.takeaway}`] : []),
  ]
  const isTitleLine = style.zhTitle === 'line' || paper.abstract.zh === null
  const body =
    style.order === 'authors first'
      ? [...people, ...text, ...extras, ...paper.links, ...figures]
      : style.order === 'links first'
        ? [...paper.links, ...people, ...text, ...extras, ...figures]
        : [...figures, ...people, ...text, ...extras, ...paper.links]
  const title = isTitleLine ? [paper.title.zh] : []
  return [printHeading(paper, number, style), ...(style.blankAfterHeading ? [''] : []), ...title, ...body]
}

function printAuthors(paper: PrintedPaper, { comma, authorsWrap }: Style): string[] {
  const half = Math.ceil(paper.authors.length / 2)
  if (!authorsWrap || paper.authors.length < 4) return paper.authors.length > 0 ? [paper.authors.join(comma)] : []
  return [`${paper.authors.slice(0, half).join(comma)}${comma.trim()}`, paper.authors.slice(half).join(comma)]
}

function printChinese(paper: PrintedPaper, style: Style): string[] {
  if (paper.abstract.zh === null) return []
  const text = style.zhTitle === 'line' ? paper.abstract.zh : `${paper.title.zh}。${paper.abstract.zh}`
  return style.wrap === null ? [text] : wrapChinese(text, style.wrap)
}

/**
 * Breaks between two Chinese characters, or where a blank is, so that the wrap itself loses
 * nothing.
 */
function wrapChinese(text: string, width: number): string[] {
  const lines: string[] = []
  let rest = text
  while (rest.length > width / 2) {
    let at = Math.floor(width / 2)
    while (at < rest.length && !/^[\u4e00-\u9fff，。]{2}$/.test(rest.slice(at - 1, at + 1))) at++
    if (at >= rest.length) break
    lines.push(rest.slice(0, at))
    rest = rest.slice(at)
  }
  return [...lines, rest]
}

function wrapLatin(text: string, width: number | null): string[] {
  if (width === null) return [text]
  const lines: string[] = ['']
  for (const word of text.split(' ')) {
    const last = lines.at(-1) ?? ''
    if (last !== '' && last.length + word.length >= width) lines.push(word)
    else lines[lines.length - 1] = last === '' ? word : `${last} ${word}`
  }
  return lines
}
