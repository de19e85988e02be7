// Discord's markdown as a tree. Total: any text gives a tree, in time that stays near its length.
import { parseInline } from './inline.ts'
import type { MarkdownNode } from './node.ts'

const FENCE = /```(?:([\w+#.-]+)\n)?\n?([\s\S]*?)\n?```/g

/** A message's text or an embed's description: blocks and what is in them. */
export function parseMarkdown(text: string): MarkdownNode[] {
  const nodes: MarkdownNode[] = []
  let at = 0
  for (const match of text.matchAll(FENCE)) {
    if ((match[2] ?? '') === '') continue
    nodes.push(...parseLines(text.slice(at, match.index).replace(/\n$/, '')))
    nodes.push({ kind: 'pre', language: match[1] ?? '', text: match[2] ?? '' })
    at = match.index + match[0].length
    if (text[at] === '\n') at += 1
  }
  nodes.push(...parseLines(text.slice(at)))
  return nodes
}

/** One line: titles, field names, labels. */
export const parseLine = (text: string): MarkdownNode[] => parseInline(text)

const HEADING = /^(#{1,3}) +(\S.*)$/
const SMALL = /^-# +(\S.*)$/
const ITEM = /^( *)(?:([-*])|(\d{1,9})\.) +(\S.*)$/

function parseLines(text: string, inQuote = false): MarkdownNode[] {
  if (text === '') return []
  const lines = text.split('\n')
  const nodes: MarkdownNode[] = []
  let plain: string[] = []
  const flush = () => {
    if (plain.length > 0) nodes.push({ kind: 'paragraph', children: parseInline(plain.join('\n')) })
    plain = []
  }
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? ''
    const heading = HEADING.exec(line)
    const small = SMALL.exec(line)
    if (!inQuote && line.startsWith('>>> ')) {
      flush()
      nodes.push({ kind: 'quote', children: parseLines([line.slice(4), ...lines.slice(at + 1)].join('\n'), true) })
      break
    }
    if (!inQuote && line.startsWith('> ')) {
      flush()
      const from = at
      while (lines[at + 1]?.startsWith('> ')) at += 1
      const quoted = lines.slice(from, at + 1).map((each) => each.slice(2))
      nodes.push({ kind: 'quote', children: parseLines(quoted.join('\n'), true) })
    } else if (heading) {
      flush()
      nodes.push({ kind: 'heading', level: (heading[1]?.length ?? 1) as 1 | 2 | 3, children: parseInline(heading[2] ?? '') })
    } else if (small) {
      flush()
      nodes.push({ kind: 'small', children: parseInline(small[1] ?? '') })
    } else if (ITEM.test(line)) {
      flush()
      const from = at
      while (ITEM.test(lines[at + 1] ?? '')) at += 1
      nodes.push(...parseList(lines.slice(from, at + 1)))
    } else plain.push(line)
  }
  flush()
  return nodes
}

interface Item {
  readonly indent: number
  readonly start: number | null
  readonly text: string
}

function itemOf(line: string): Item {
  const match = ITEM.exec(line)
  return { indent: match?.[1]?.length ?? 0, start: match?.[3] === undefined ? null : Number(match[3]), text: match?.[4] ?? line }
}

/** Items that are indented further belong to the item above. */
function parseList(lines: readonly string[]): MarkdownNode[] {
  const items = lines.map(itemOf)
  const level = (from: number, to: number, depth: number): MarkdownNode[] => {
    const lists: { kind: 'list'; start: number | null; items: MarkdownNode[][] }[] = []
    const indent = items[from]?.indent ?? 0
    for (let at = from; at < to; at += 1) {
      const item = items[at]
      if (!item) break
      let end = at + 1
      while (end < to && depth < 10 && (items[end]?.indent ?? 0) > indent) end += 1
      const children = [...parseInline(item.text), ...(end > at + 1 ? level(at + 1, end, depth + 1) : [])]
      const last = lists.at(-1)
      if (last && (last.start === null) === (item.start === null)) last.items.push(children)
      else lists.push({ kind: 'list', start: item.start, items: [children] })
      at = end - 1
    }
    return lists
  }
  return level(0, items.length, 0)
}
