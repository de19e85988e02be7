// HTML → the lines a reader of the page sees. Scripts and styles are not text; pictures become
// figure lines; an address behind words is on a line of its own below its block, so that no
// sentence is torn.
import { convert, type Formatter, type HtmlNode } from 'html-to-text'
import { readColumns } from '../layouts/rows/columns.ts'
import { arxivIdOf } from '../links/arxiv.ts'
import type { InnerFile } from './document.ts'

export interface Page {
  readonly text: string
  readonly title: string | null
  /**
   * Pictures that stand in the page itself as `data:` addresses, by the address they have in the
   * text.
   */
  readonly pictures: ReadonlyMap<string, InnerFile>
}

/**
 * Deeper than any page: tags that open deeper go, so that the parser, which is slow there, keeps
 * all of the text.
 */
const DEEPEST = 100
/** What the library may recurse: a table has four levels for each one that counts. */
const DEEPEST_WALK = 4 * DEEPEST + 20
const MAX_INPUT_LENGTH = 64 * 1024 * 1024

/** What of a page is text: the pictures that it carries as `data:` addresses are not. */
export function lengthWithoutPictures(html: string): number {
  let length = html.length
  for (const [picture] of html.matchAll(/data:image\/[^"'\s<>]*/gi)) length -= picture.length
  return length
}

export function readPage(html: string): Page {
  const title = /<title[^<>]*>([^<]{1,500})<\/title/i.exec(html)?.[1]
  const pictures = new Map<string, InnerFile>()
  const text = convert(withoutDepths(withoutSoftBreaks(withoutHead(html))), pageOptions(pictures))
  return { text, title: title === undefined ? null : plainTitle(title), pictures }
}

function withoutHead(html: string): string {
  const start = html.search(/<head\b/i)
  const end = start === -1 ? -1 : html.toLowerCase().indexOf('</head', start)
  return end === -1 ? html : html.slice(0, start) + html.slice(end)
}

function plainTitle(title: string): string | null {
  const text = convert(title, { wordwrap: false }).trim()
  return text === '' ? null : text
}

/** A line end of the source shows as a blank, which Chinese does not have. */
function withoutSoftBreaks(html: string): string {
  return html.replace(/([\u3000-\u9fff\uff00-\uffef])[ \t]*\r?\n[ \t]*(?=[\u3000-\u9fff\uff00-\uffef])/g, '$1')
}

/** Tags that the parser closes by itself, or that hold nothing. */
const NOT_NESTING = new Set(
  'p li dt dd tr td th thead tbody tfoot option optgroup br img hr input meta link wbr col area base embed source track param'.split(
    ' ',
  ),
)
const INLINE = new Set('a abbr b big code em font i label mark s small span strong sub sup tt u'.split(' '))

/** The look ahead keeps a name that no bracket closes from being tried at each of its lengths. */
const TAG = /<(\/?)([a-z][a-z0-9-]*)(?![a-z0-9-])[^<>]*>/gi

function withoutDepths(html: string): string {
  let depth = 0
  let dropped = 0
  return html.replace(TAG, (tag: string, slash: string, written: string) => {
    const name = written.toLowerCase()
    if (NOT_NESTING.has(name)) return tag
    const rest = INLINE.has(name) ? '' : '<br>'
    if (slash === '') {
      if (depth < DEEPEST) depth++
      else dropped++
      return dropped > 0 ? rest : tag
    }
    if (dropped > 0) {
      dropped--
      return rest
    }
    depth = Math.max(0, depth - 1)
    return tag
  })
}

function pageOptions(pictures: Map<string, InnerFile>): Readonly<Record<string, unknown>> {
  const pending: string[] = []
  const block =
    (breaks: number): Formatter =>
    (node, walk, builder) => {
      builder.openBlock({ leadingLineBreaks: breaks })
      walk(node.children, builder)
      for (const address of pending.splice(0)) {
        builder.addLineBreak()
        builder.addInline(address, { noWordTransform: true })
      }
      builder.closeBlock({ trailingLineBreaks: breaks })
    }
  const anchor: Formatter = (node, walk, builder) => {
    const address = node.attribs?.href?.trim() ?? ''
    const label = textOf(node).trim()
    if (label === address || !/^https?:\/\//i.test(address)) walk(node.children, builder)
    else if (holdsPicture(node) || label.length > 12) {
      walk(node.children, builder)
      pending.push(address)
    } else builder.addInline(` ${label}: ${address} `, { noWordTransform: true })
  }
  const image: Formatter = (node, _walk, builder) => {
    const alt = (node.attribs?.alt ?? '').replace(/[[\]\n]/g, ' ').slice(0, MAX_ALT)
    const address = pictureAddress(node.attribs?.['data-src'] ?? node.attribs?.src ?? '', pictures)
    builder.openBlock({ leadingLineBreaks: 1 })
    builder.addInline(`![${alt}](${address})`, { noWordTransform: true })
    builder.closeBlock({ trailingLineBreaks: 1 })
  }
  const rows = new WeakSet<HtmlNode>()
  const table: Formatter = (node, walk, builder, options) => {
    const own = rowsOf(node)
    const [first] = own
    if (first !== undefined && readColumns(cellsOf(first).map((cell) => textOf(cell).trim())) !== null)
      for (const row of own) rows.add(row)
    block(2)(node, walk, builder, options)
  }
  /** A row of papers stays one line, written as Markdown does. */
  const row: Formatter = (node, walk, builder, options) => {
    if (!rows.has(node)) {
      block(1)(node, walk, builder, options)
      return
    }
    builder.openBlock({ leadingLineBreaks: 1 })
    builder.addInline(`| ${cellsOf(node).map(writtenCell).join(' | ')} |`, { noWordTransform: true })
    builder.closeBlock({ trailingLineBreaks: 1 })
  }
  /** The heading of a card stays one, written as Markdown does. */
  const heading: Formatter = (node, walk, builder, options) => {
    const words = isOfCard(node) ? writtenCell(node) : ''
    if (words === '') {
      block(2)(node, walk, builder, options)
      return
    }
    builder.openBlock({ leadingLineBreaks: 2 })
    builder.addInline(`### ${words}`, { noWordTransform: true })
    builder.closeBlock({ trailingLineBreaks: 2 })
  }
  /** An item of several lines stands apart from the next one. */
  const item: Formatter = (node, walk, builder, options) => {
    block(node.children?.some(({ name }) => name === 'br') ? 2 : 1)(node, walk, builder, options)
  }
  const star: Formatter = (node, walk, builder) => walk(node.children, builder)
  return {
    wordwrap: false,
    limits: { maxInputLength: MAX_INPUT_LENGTH, maxDepth: DEEPEST_WALK, ellipsis: '' },
    formatters: { line: block(1), paragraph: block(2), table, row, heading, item, anchor, image, star },
    selectors: [
      { selector: '*', format: 'star' },
      ...['div', 'dt', 'dd', 'figure', 'figcaption', 'header', 'footer', 'center'].map((selector) => ({
        selector,
        format: 'line',
      })),
      ...['p', 'h1', 'h6', 'section', 'article', 'ul', 'ol', 'blockquote', 'main', 'body'].map((selector) => ({
        selector,
        format: 'paragraph',
      })),
      ...['script', 'style', 'template', 'noscript', 'svg', 'iframe', 'object', 'textarea'].map((selector) => ({
        selector,
        format: 'skip',
      })),
      ...['h2', 'h3', 'h4', 'h5'].map((selector) => ({ selector, format: 'heading' })),
      { selector: 'table', format: 'table' },
      { selector: 'li', format: 'item' },
      { selector: 'tr', format: 'row' },
      { selector: 'br', format: 'lineBreak' },
      { selector: 'pre', format: 'pre' },
      { selector: 'hr', format: 'line' },
      { selector: 'a', format: 'anchor' },
      { selector: 'img', format: 'image' },
    ],
  }
}

const CARD = /(?:^|[\s_-])(?:card|paper|entry|item)s?(?:$|[\s_-])/i
/** Of a heading of the usual form, its number and its category say what it is. */
const USUAL = /^\s*(?:\d{1,3}\s*[、.]\s*)?[[【]/

/** A linked title, or the heading of a block that is called a card or a paper. */
function isOfCard(node: HtmlNode): boolean {
  const words = textOf(node)
  if (USUAL.test(words) || !/\S\s+\S|[\u3400-\u9fff]{4}/.test(words)) return false
  const parent = node.parent
  const isBlock = parent?.name === 'article' || CARD.test(parent?.attribs?.class ?? '')
  return isBlock || linkedWords(node) === words.trim()
}

/** The words behind the paper's address in the heading. */
function linkedWords(node: HtmlNode): string | null {
  const anchor = (node.children ?? []).find(({ name }) => name === 'a')
  return anchor !== undefined && arxivIdOf(anchor.attribs?.href ?? '') !== null ? textOf(anchor).trim() : null
}

const MAX_ALT = 300
const DATA = /^data:(image\/[\w.+-]{1,40})(?:;[\w=.-]{1,60}){0,3};base64,([\s\S]*)$/i

/** Fit to stand in brackets on the line of a figure. */
function pictureAddress(source: string, pictures: Map<string, InnerFile>): string {
  const address = source.trim()
  const data = DATA.exec(address)
  if (data === null) return address.replace(/[\s()<>]/g, (mark) => `%${mark.charCodeAt(0).toString(16).padStart(2, '0')}`)
  const name = `picture-${pictures.size + 1}.${(data[1] ?? '').slice('image/'.length).toLowerCase()}`
  pictures.set(name, { name, mediaType: (data[1] ?? '').toLowerCase(), bytes: Buffer.from(data[2] ?? '', 'base64') })
  return name
}

function textOf(node: HtmlNode): string {
  let text = ''
  const open = [node]
  for (let next = open.pop(); next !== undefined && text.length < 4000; next = open.pop()) {
    text += next.data ?? ''
    for (const child of next.children?.toReversed() ?? []) open.push(child)
  }
  return text
}

/** Rows of this table, not of tables inside its cells. */
function rowsOf(table: HtmlNode): readonly HtmlNode[] {
  return (table.children ?? []).flatMap((child) => {
    if (child.name === 'tr') return [child]
    return child.name === 'thead' || child.name === 'tbody' || child.name === 'tfoot' ? rowsOf(child) : []
  })
}

function cellsOf(row: HtmlNode): readonly HtmlNode[] {
  return (row.children ?? []).filter(({ name }) => name === 'td' || name === 'th')
}

/** Its words with their addresses, as Markdown writes links. */
function writtenCell(cell: HtmlNode): string {
  const parts = (cell.children ?? []).map((child): string => {
    const address = child.name === 'a' ? (child.attribs?.href?.trim() ?? '') : ''
    const words = child.name === 'a' || child.data !== undefined ? textOf(child) : writtenCell(child)
    return /^https?:\/\//i.test(address) && words.trim() !== address ? `[${words.trim()}](${address})` : words
  })
  return parts.join(' ').replace(/\s+/g, ' ').replace(/\|/g, '\\|').trim()
}

function holdsPicture(node: HtmlNode): boolean {
  return (node.children ?? []).some((child) => child.name === 'img' || holdsPicture(child))
}
