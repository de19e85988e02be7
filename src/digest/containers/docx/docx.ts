// A document of Word → the lines a reader sees: paragraphs, lists with their numbers, tables as
// rows between bars, links with their addresses, pictures in their places. Deleted and hidden text,
// comments, heads and feet of pages are left out.
// Source: ECMA-376, part 1 (WordprocessingML).
import { decode } from '../../decode/decode.ts'
import { arxivIdOf } from '../../links/arxiv.ts'
import type { InnerFile } from '../document.ts'
import { addressesBelow, type LinkText } from '../link-text.ts'
import { createNumbering, type Numbering } from './numbering.ts'
import { type Attributes, scanXml } from './xml.ts'

export interface DocxRead {
  readonly text: string
  /** By the address that the text has for them. */
  readonly pictures: ReadonlyMap<string, InnerFile>
  /** False where the document nests so deep that the rest was left. */
  readonly isWhole: boolean
}

const MAIN = 'word/document.xml'

export function isDocx(entries: readonly InnerFile[]): boolean {
  return entries.some(({ name }) => name === MAIN)
}

export function readDocx(entries: readonly InnerFile[]): DocxRead {
  const byName = new Map(entries.map((entry) => [entry.name, entry]))
  const xml = (name: string) => {
    const entry = byName.get(name)
    return entry === undefined ? '' : (decode(entry.bytes)?.text ?? '')
  }
  const targets = readTargets(xml('word/_rels/document.xml.rels'))
  const numbering = createNumbering(xml('word/numbering.xml'), xml('word/styles.xml'))
  const pictures = new Map<string, InnerFile>()
  const pictureOf = (id: string) => {
    const target = targets.get(id)?.replace(/^\/?(?:word\/)?/, '') ?? ''
    const entry = byName.get(`word/${target}`)
    if (entry) pictures.set(target, entry)
    return entry ? target : 'image.png'
  }
  return { ...readBody(xml(MAIN), targets, numbering, pictureOf), pictures }
}

function readTargets(xml: string): ReadonlyMap<string, string> {
  const targets = new Map<string, string>()
  scanXml(xml, { open: (name, { Id, Target }) => name === 'Relationship' && Id && Target && targets.set(Id, Target) })
  return targets
}

interface Paragraph {
  text: string
  style: string | null
  list: { id: string | null; level: number }
  isHidden: boolean
  /** Addresses to stand below it. */
  readonly below: string[]
  /** Links that are still open, and where their words begin. */
  readonly links: LinkText[]
  readonly fields: Field[]
}

interface Field {
  instruction: string
  start: number | null
}

interface Table {
  readonly rows: string[][][]
}

/**
 * Elements whose text shows nowhere. Word repeats in the fallback what the choice before it holds.
 */
const LEFT_OUT = new Set([
  'w:del',
  'w:moveFrom',
  'mc:Fallback',
  'w:pPrChange',
  'w:rPrChange',
  'w:sectPr',
  'w:tblPr',
  'w:instrText',
])
/** Two or three lines in a cell are names and titles; more are text that a table lays out. */
const MAX_CELL_LINES = 4

function readBody(
  xml: string,
  targets: ReadonlyMap<string, string>,
  numbering: Numbering,
  pictureOf: (id: string) => string,
): Pick<DocxRead, 'text' | 'isWhole'> {
  const sinks: string[][] = [[]]
  const tables: Table[] = []
  const open: Paragraph[] = []
  let leftOut = 0
  let isText = false
  let isInstruction = false
  const last = () => open.at(-1)
  const emit = (...lines: string[]) => void sinks.at(-1)?.push(...lines)

  const isWhole = scanXml(xml, {
    open(name, attributes) {
      const paragraph = last()
      if (name === 'w:instrText') isInstruction = true
      if (LEFT_OUT.has(name)) leftOut++
      if (leftOut > 0) return
      if (name === 'w:p')
        open.push({ text: '', style: null, list: { id: null, level: 0 }, isHidden: false, below: [], links: [], fields: [] })
      else if (name === 'w:tbl') tables.push({ rows: [] })
      else if (name === 'w:tr') tables.at(-1)?.rows.push([])
      else if (name === 'w:tc') sinks.push([])
      else if (paragraph !== undefined) openInside(paragraph, name, attributes, targets, pictureOf)
      isText = name === 'w:t' || name === 'm:t'
    },
    text(text) {
      const paragraph = last()
      if (paragraph === undefined) return
      if (isInstruction) {
        const field = paragraph.fields.at(-1)
        if (field && field.instruction.length < MAX_INSTRUCTION) field.instruction += text
      } else if (leftOut === 0 && isText && !paragraph.isHidden) paragraph.text += text
    },
    close(name) {
      if (name === 'w:instrText') isInstruction = false
      if (LEFT_OUT.has(name)) leftOut = Math.max(0, leftOut - 1)
      if (leftOut > 0) return
      const paragraph = last()
      if (name === 'w:t' || name === 'm:t') isText = false
      else if (name === 'w:r' && paragraph) paragraph.isHidden = false
      else if ((name === 'w:hyperlink' || name === 'w:fldSimple') && paragraph) closeLink(paragraph, paragraph.links.pop())
      else if (name === 'w:p' && paragraph) {
        open.pop()
        const mark = numbering.markOf(paragraph.style, paragraph.list.id, paragraph.list.level)
        const heading = mark === '' ? linkedHeading(paragraph) : null
        emit(...(heading ?? mark + paragraph.text).split('\n'), ...(heading === null ? paragraph.below : []))
      } else if (name === 'w:tc' && sinks.length > 1) {
        const cell = sinks.pop() ?? []
        tables
          .at(-1)
          ?.rows.at(-1)
          ?.push(cell.filter((line) => line.trim() !== ''))
      } else if (name === 'w:tbl') emit(...linesOf(tables.pop()))
    },
  })
  return { text: sinks.flat().join('\n'), isWhole }
}

const HEADING = /^(?:heading\s?)?[1-5]$/i
/** Of a heading of the usual form, its number and its category say what it is. */
const USUAL = /^\s*(?:\d{1,3}\s*[、.]\s*)?[[【《]/

/** A title in the style of headings, linked to its paper, stays a heading, as Markdown writes it. */
function linkedHeading({ text, style, below }: Paragraph): string | null {
  const [address = '', ...others] = below
  if (style === null || !HEADING.test(style) || others.length > 0 || arxivIdOf(address) === null) return null
  return text.trim() === '' || text.includes('\n') || USUAL.test(text) ? null : `### [${text.trim()}](${address})`
}

const MAX_INSTRUCTION = 4000

function openInside(
  paragraph: Paragraph,
  name: string,
  attributes: Attributes,
  targets: ReadonlyMap<string, string>,
  pictureOf: (id: string) => string,
): void {
  const value = attributes['w:val'] ?? ''
  if (name === 'w:tab') paragraph.text += '\t'
  else if (name === 'w:br' || name === 'w:cr') paragraph.text += '\n'
  else if (name === 'w:noBreakHyphen') paragraph.text += '-'
  else if (name === 'w:pStyle') paragraph.style = value
  else if (name === 'w:numId') paragraph.list.id = value
  else if (name === 'w:ilvl') paragraph.list.level = Number(value) || 0
  else if (name === 'w:r') paragraph.isHidden = false
  else if (name === 'w:vanish') paragraph.isHidden = value !== '0' && value !== 'false'
  else if (name === 'w:hyperlink') paragraph.links.push(linkAt(paragraph, targets.get(attributes['r:id'] ?? '') ?? ''))
  else if (name === 'w:fldSimple') paragraph.links.push(linkAt(paragraph, addressIn(attributes['w:instr'] ?? '')))
  else if (name === 'w:fldChar') readField(paragraph, attributes['w:fldCharType'] ?? '')
  else if (name === 'a:blip' || name === 'v:imagedata') {
    const picture = pictureOf(attributes['r:embed'] ?? attributes['r:id'] ?? '')
    paragraph.text += `${paragraph.text === '' || paragraph.text.endsWith('\n') ? '' : '\n'}![](${encodeURI(picture)})\n`
  }
}

function linkAt({ text }: Paragraph, address: string): LinkText {
  return { start: text.length, address }
}

function addressIn(instruction: string): string {
  return /HYPERLINK\s+(?:\\\w\s+)*"?(https?:\/\/[^\s"]{1,2000})/i.exec(instruction)?.[1] ?? ''
}

function readField(paragraph: Paragraph, type: string): void {
  if (type === 'begin') paragraph.fields.push({ instruction: '', start: null })
  const field = paragraph.fields.at(-1)
  if (field === undefined) return
  if (type === 'separate') field.start = paragraph.text.length
  if (type !== 'end') return
  paragraph.fields.pop()
  if (field.start !== null) closeLink(paragraph, { start: field.start, address: addressIn(field.instruction) })
}

function closeLink(paragraph: Paragraph, link: LinkText | undefined): void {
  if (link === undefined || !/^https?:\/\//i.test(link.address)) return
  const { inline, below } = addressesBelow(paragraph.text.slice(link.start), link.address)
  paragraph.text += inline
  if (below !== null) paragraph.below.push(below)
}

/** A row between bars, as in Markdown; a table that only lays out text gives its lines. */
function linesOf(table: Table | undefined): readonly string[] {
  const rows = table?.rows.filter((row) => row.length > 0) ?? []
  const isData = rows.length > 1 && rows.every((row) => row.length > 1 && row.every((cell) => cell.length <= MAX_CELL_LINES))
  if (!isData) return rows.flat(2)
  const lines = rows.map((row) => `| ${row.map((cell) => cell.join(' ').replaceAll('|', '\\|')).join(' | ')} |`)
  return [...lines.slice(0, 1), `|${' --- |'.repeat(rows[0]?.length ?? 0)}`, ...lines.slice(1)]
}
