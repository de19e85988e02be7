// [Title][1] … [1]: https://…      a statement[^1] … [^1]: where it is said
// Links whose addresses stand at the end become links where they are; the marks of footnotes go out
// of the text.
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

const NUMBERED = /^\[(\d{1,3})\]\s*(?=[^\s:：])/
const USED = /(?<=[\p{L}\p{N}。，,.；;）)”"])\[(\d{1,3})\]/gu

/**
 * `[1] …` at the end of a text that speaks of `[1]` is a note; its line is written as one and its
 * marks go.
 */
export function resolveNotes(lines: readonly Line[]): readonly Line[] {
  let from = lines.length
  while (from > 0 && NUMBERED.test(lines[from - 1]?.text ?? '')) from--
  const notes = new Set(lines.slice(from).map(({ text }) => NUMBERED.exec(text)?.[1] ?? ''))
  const body = lines.slice(0, from)
  const used = new Set(body.flatMap(({ text }) => (text.includes('[') ? [...text.matchAll(USED)].map(([, n = '']) => n) : [])))
  if (notes.size === 0 || ![...notes].some((note) => used.has(note))) return lines
  return lines.map((line, i) => {
    if (i >= from) return { ...line, text: line.text.replace(NUMBERED, '[^$1]: ') }
    const text = line.text.includes('[')
      ? line.text.replace(USED, (mark, note: string) => (notes.has(note) ? '' : mark))
      : line.text
    return text === line.text ? line : { ...line, text }
  })
}
