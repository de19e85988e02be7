// HTML inside a text → the Markdown that says the same: <h3> is ###, <a> a link, <li> a bullet;
// what only lays out goes. One line may hold several blocks; each becomes a line with its number.
// Tables stay as they are: rows are read elsewhere.
import { readLabel } from '../constructs/label.ts'
import type { Line } from './lines.ts'

const TAG = /<(\/?)([a-z][a-z\d]{0,11})(?=[\s/>])([^<>]{0,2000})>/gi
const COMMENT = /<!--[^>]{0,2000}-->/g
const BLOCKS = new Set(
  'p div article section details summary header footer main nav aside ul ol dl dt li blockquote center hr br figure figcaption h1 h2 h3 h4 h5 h6'.split(
    ' ',
  ),
)
const INLINE = new Set(
  'a span font b strong i em u s small big sub sup mark code kbd label button abbr cite time tt dd'.split(' '),
)
/** Chips and buttons that follow each other are apart on the page. */
const CHIPS = new Set(['span', 'button', 'label'])
/** A summary is a heading that nothing but its block is below. */
export const SUMMARY_LEVEL = 7
/** A block that is bold as a whole. */
export const BOLD_LEVEL = 8
export const SUMMARY_MARK = '#'.repeat(SUMMARY_LEVEL)
/** Words of a summary that name nothing. */
const EMPTY_SUMMARY =
  /^[\s#▶►👉📖📄🔍]*(?:details?|more|show more|read more|expand|click to \w+|展开|收起|更多|详情|详细|点击(?:展开|查看|此处)?(?:详情|全文|更多|此处|这里)?|查看(?:详情|更多|全文)?|展开(?:查看|阅读|详情|全文|更多)?)[\s…:：]*$/iu
/** 点击展开摘要 names the abstract. */
const INVITATION =
  /^(?:点击|点此)?(?:展开|查看|阅读)(?:全部|完整)?(?=\S)|^(?:click to )?(?:show|view|expand|see)(?: the| full)? (?=\S)/i
/** Last words of class names, and the label that says the same. */
const CLASS_LABELS: Readonly<Record<string, string>> = {
  author: 'Authors',
  authors: 'Authors',
  affiliation: 'Affiliations',
  affiliations: 'Affiliations',
  abstract: 'Abstract',
  summary: 'Abstract',
  tldr: 'TLDR',
  category: 'Category',
  categories: 'Category',
  chip: 'Tags',
  chips: 'Tags',
  tag: 'Tags',
  tags: 'Tags',
  badge: 'Tags',
  keyword: 'Tags',
  keywords: 'Tags',
  date: 'Date',
  venue: 'Venue',
}
/** Fields that say themselves what they are. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['id', 'links', 'link', 'title'])
const CLASS = /\bclass\s*=\s*["']?([^"'>]{1,200})/i
const HREF = /\bhref\s*=\s*(?:"([^"]{0,2000})"|'([^']{0,2000})'|([^\s"'>]{1,2000}))/i

export function untagLines(lines: readonly Line[]): readonly Line[] {
  let untagged: Line[] | null = null
  for (let i = 0; i < lines.length; i++) {
    const line = lines[i]
    if (!line) continue
    const pieces = line.text.includes('<') ? untag(line.text) : null
    if (pieces === null) {
      untagged?.push(line)
      continue
    }
    untagged ??= lines.slice(0, i)
    if (pieces.length === 0) untagged.push({ ...line, text: '' })
    for (const [n, text] of pieces.entries()) untagged.push({ ...line, text, gap: n === 0 && line.gap })
  }
  return untagged ?? lines
}

interface Writer {
  readonly pieces: string[]
  piece: string
  /** How much of the piece is bold, without blanks. */
  bold: number
  boldFrom: number
  /** Addresses of the links that are open. */
  readonly links: string[]
}

/** The blocks of a text; null where it has no tag that is known. */
export function untag(written: string): string[] | null {
  const text = written.includes('<!--') ? written.replace(COMMENT, '') : written
  const writer: Writer = { pieces: [], piece: '', bold: 0, boldFrom: -1, links: [] }
  let from = 0
  let isKnown = text !== written
  for (const match of text.matchAll(TAG)) {
    const name = (match[2] ?? '').toLowerCase()
    if (!BLOCKS.has(name) && !INLINE.has(name)) continue
    isKnown = true
    writer.piece += text.slice(from, match.index)
    from = match.index + match[0].length
    const attributes = match[3] ?? ''
    if (BLOCKS.has(name)) writeBlock(writer, name, match[1] === '/', attributes)
    else writeInline(writer, name, match[1] === '/', attributes)
  }
  if (!isKnown) return null
  writer.piece += text.slice(from)
  close(writer)
  return writer.pieces
}

function close(writer: Writer): void {
  const text = writer.piece.replace(/\s{2,}/g, ' ').trim()
  const isBold = writer.bold > 0 && writer.bold >= text.length && /^\p{L}|^\[|^\d/u.test(text)
  writer.piece = ''
  writer.bold = 0
  writer.boldFrom = writer.boldFrom === -1 ? -1 : 0
  const summary = text.startsWith(SUMMARY_MARK) ? text.slice(SUMMARY_MARK.length).trim() : null
  if (text === '' || /^(?:#+|-)$/.test(text) || (summary !== null && EMPTY_SUMMARY.test(summary))) return
  if (summary !== null) {
    writer.pieces.push(`${SUMMARY_MARK} ${summary.replace(INVITATION, '')}`)
    return
  }
  if (isBold) {
    writer.pieces.push(`${'#'.repeat(BOLD_LEVEL)} ${text}`)
    return
  }
  // A class says what the text says itself as well.
  const label = /^(\w+): (?=\S)/.exec(text)
  const isTwice = label !== null && LABELS.has(label[1] ?? '') && readLabel(text.slice(label[0].length)) !== null
  writer.pieces.push(isTwice ? text.slice(label[0].length) : text)
}

const LABELS = new Set(Object.values(CLASS_LABELS))

function writeBlock(writer: Writer, name: string, isEnd: boolean, attributes: string): void {
  if (isEnd && name === 'dt') {
    writer.piece += '：'
    return
  }
  close(writer)
  if (isEnd) return
  if (/^h[1-6]$/.test(name)) writer.piece = `${'#'.repeat(Number(name[1]))} `
  else if (name === 'summary') writer.piece = `${SUMMARY_MARK} `
  else if (name === 'li') writer.piece = '- '
  else writer.piece = labelOf(attributes)
}

function writeInline(writer: Writer, name: string, isEnd: boolean, attributes: string): void {
  if (name === 'a') {
    writeLink(writer, isEnd, attributes)
    return
  }
  if (name === 'b' || name === 'strong') {
    if (!isEnd) writer.boldFrom = writer.piece.length
    else if (writer.boldFrom !== -1) {
      writer.bold += writer.piece.slice(writer.boldFrom).trim().length
      writer.boldFrom = -1
    }
    return
  }
  if (!CHIPS.has(name)) return
  if (isEnd) {
    if (!/\s$/.test(writer.piece)) writer.piece += ' '
    return
  }
  const classes = classesOf(attributes)
  const label = labelOf(attributes)
  if (label === '' && !classes.some((word) => OWN_FIELDS.has(word))) return
  close(writer)
  writer.piece = label
}

function writeLink(writer: Writer, isEnd: boolean, attributes: string): void {
  if (isEnd) {
    const url = writer.links.pop()
    if (url !== undefined && url !== '') writer.piece += `](${url})`
    return
  }
  const match = HREF.exec(attributes)
  const url = match?.[1] ?? match?.[2] ?? match?.[3] ?? ''
  const isOfWeb = /^(?:https?:)?\/\//i.test(url)
  writer.links.push(isOfWeb ? url : '')
  if (isOfWeb) writer.piece += '['
}

/** `<div class="paper-authors">` says what is in it. */
function labelOf(attributes: string): string {
  const label = classesOf(attributes)
    .map((word) => (Object.hasOwn(CLASS_LABELS, word) ? CLASS_LABELS[word] : undefined))
    .findLast((found) => found !== undefined)
  return label === undefined ? '' : `${label}: `
}

/** The words of its class names. */
function classesOf(attributes: string): readonly string[] {
  return (
    CLASS.exec(attributes)?.[1]
      ?.trim()
      .toLowerCase()
      .split(/[\s_-]+/) ?? []
  )
}
