// [Title][1] … [1]: https://…      a statement[^1] … [^1]: where it is said
// Links whose addresses stand at the end become links where they are; the marks of footnotes go out
// of the text.
import { isLinkName } from '../constructs/link.ts'
import type { Line } from './lines.ts'

const DEFINITION = /^\[([^\]^\s][^\]]{0,80})\]:\s*<?(https?:\/\/[^\s>]{1,2000})>?(?:\s+["'(].{0,200})?$/
const FOOTNOTE = /^\[\^([^\]\s]{1,20})\]\s*[:：]/
const MARK = /\[\^([^\]\s]{1,20})\](?![:：])/g
/** `[text][id]`, `[text][]` and `[text]`. */
const USE = /(!?)\[([^[\]\n]{1,400})\](?:\[([^[\]\n]{0,80})\])?(?![(:：[])/g

export function resolveReferences(lines: readonly Line[]): readonly Line[] {
  const urls = new Map<string, string>()
  const notes = new Set<string>()
  const definitions = new Set<Line>()
  for (const line of lines) {
    if (!line.text.startsWith('[')) continue
    const definition = DEFINITION.exec(line.text)
    if (definition !== null) {
      urls.set(keyOf(definition[1] ?? ''), definition[2] ?? '')
      definitions.add(line)
    } else notes.add(FOOTNOTE.exec(line.text)?.[1] ?? '')
  }
  notes.delete('')
  if (urls.size === 0 && notes.size === 0) return lines
  return lines.map((line) => {
    if (definitions.has(line)) return { ...line, text: '' }
    if (!line.text.includes('[')) return line
    const text = withoutMarks(withAddresses(line.text, urls), notes)
    return text === line.text ? line : { ...line, text }
  })
}

function keyOf(id: string): string {
  return id.trim().toLowerCase()
}

function withAddresses(text: string, urls: ReadonlyMap<string, string>): string {
  if (urls.size === 0) return text
  return text.replace(USE, (whole: string, mark: string, words: string, id: string | undefined) => {
    const url = urls.get(keyOf(id === undefined || id === '' ? words : id))
    return url === undefined ? whole : `${mark}[${words}](${url})`
  })
}

function withoutMarks(text: string, notes: ReadonlySet<string>): string {
  if (notes.size === 0 || !text.includes('[^')) return text
  return text.replace(MARK, (whole: string, id: string) => (notes.has(id) ? '' : whole))
}

const NUMBERED = /^\[(\d{1,3})\](?:\s*(?=[^\s:：])|$)/
const USED = /(?<=[\p{L}\p{N}。，,.；;）)”"?!？！]\s?)\[(\d{1,3})\]/gu
const ADDRESS = /https?:\/\/[^\s<>"'，。；（）\u3400-\u9fff]{4,2000}/
/** A title or a name of a link: a sentence cites what it speaks of. */
const MAX_LINKED = 240
const ENDS_IN_MARK = /\[(\d{1,3})\]$/

/**
 * `[1] …` at the end of a text that speaks of `[1]` is a note; its line is written as one and its
 * marks go. Where a title or a name ends in the mark, the address of the note is its own: pages
 * that take no links write them so.
 */
export function resolveNotes(lines: readonly Line[]): readonly Line[] {
  const [from, end] = notesIn(lines)
  const notes = new Map<string, string>()
  let last = ''
  for (const { text } of lines.slice(from, end)) {
    last = NUMBERED.exec(text)?.[1] ?? last
    notes.set(last, notes.get(last) || (ADDRESS.exec(text)?.[0] ?? ''))
  }
  const body = lines.slice(0, from)
  const used = new Set(body.flatMap(({ text }) => (text.includes('[') ? [...text.matchAll(USED)].map(([, n = '']) => n) : [])))
  if (notes.size === 0 || ![...notes.keys()].some((note) => used.has(note))) return lines
  return lines.flatMap((line, i): readonly Line[] => {
    if (i >= end) return [line]
    if (i >= from)
      return [{ ...line, text: NUMBERED.test(line.text) ? line.text.replace(NUMBERED, '[^$1]: ') : `[^_]: ${line.text}` }]
    if (!line.text.includes('[')) return [line]
    const text = line.text.replace(USED, (mark, note: string) => (notes.has(note) ? '' : mark)).trim()
    if (text === line.text) return [line]
    const address = line.text.length > MAX_LINKED ? '' : (notes.get(ENDS_IN_MARK.exec(line.text)?.[1] ?? '') ?? '')
    if (address === '') return [{ ...line, text }]
    return isLinkName(text)
      ? [{ ...line, text: `${text}: ${address}` }]
      : [
          { ...line, text },
          { ...line, text: address, gap: false },
        ]
  })
}

const HEADING =
  /^[\s#*【[—-]*(?:参考(?:文献|资料|链接|来源)?|參考(?:文獻|資料|連結|來源)?|references?|sources|links|脚注|注释|腳註|註釋)\s*[】\]*:：—-]*$/i
/** Below a list of notes a page has a few lines of its own. */
const MAX_BEHIND = 12

/**
 * Where the notes begin and end: at the end of the text, or below a heading of theirs with the
 * page's lines behind them.
 */
function notesIn(lines: readonly Line[]): readonly [number, number] {
  let end = lines.length
  while (end > 0 && lines.length - end < MAX_BEHIND && !isNote(lines, end - 1)) end--
  let from = end
  while (from > 0 && isNote(lines, from - 1)) from--
  const isKnown = end === lines.length || HEADING.test(lines[from - 1]?.text ?? '')
  return isKnown ? [from, end] : [lines.length, lines.length]
}

/** `[1] …`, or what is below a number alone. */
function isNote(lines: readonly Line[], i: number): boolean {
  return NUMBERED.test(lines[i]?.text ?? '') || /^\[\d{1,3}\]$/.test(lines[i - 1]?.text ?? '')
}
