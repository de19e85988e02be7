// What is within a line: emphasis, code, links, mentions, timestamps.
import type { MarkdownNode } from './node.ts'

const MAX_DEPTH = 12

const WRAPS = [
  { marker: '***', kinds: ['bold', 'italic'] },
  { marker: '**', kinds: ['bold'] },
  { marker: '__', kinds: ['underline'] },
  { marker: '~~', kinds: ['strike'] },
  { marker: '||', kinds: ['spoiler'] },
  { marker: '*', kinds: ['italic'] },
  { marker: '_', kinds: ['italic'] },
] as const

/** The nodes at a place, and where the text goes on. */
type Found = { readonly nodes: MarkdownNode[]; readonly end: number } | undefined

const ANGLED: readonly { pattern: RegExp; node: (match: RegExpExecArray) => MarkdownNode }[] = [
  { pattern: /<@!?(\d{17,20})>/y, node: ([, id = '']) => ({ kind: 'user', id }) },
  { pattern: /<@&(\d{17,20})>/y, node: ([, id = '']) => ({ kind: 'role', id }) },
  { pattern: /<#(\d{17,20})>/y, node: ([, id = '']) => ({ kind: 'channel', id }) },
  { pattern: /<\/([-_\p{L}\p{N} ]{1,96}):\d{1,20}>/uy, node: ([, text = '']) => ({ kind: 'command', text: `/${text}` }) },
  { pattern: /<a?:(\w{2,32}):\d{17,20}>/y, node: ([, name = '']) => ({ kind: 'emoji', name }) },
  {
    pattern: /<t:(-?\d{1,13})(?::([tTdDfFRsS]))?>/y,
    node: ([, at = '0', style = 'f']) => ({ kind: 'time', at: Number(at) * 1_000, style }),
  },
  {
    pattern: /<(https?:\/\/[^\s<>]+)>/y,
    node: ([, url = '']) => ({ kind: 'link', url, isMasked: false, children: [{ kind: 'text', text: url }] }),
  },
]

function angled(text: string, at: number): Found {
  for (const { pattern, node } of ANGLED) {
    pattern.lastIndex = at
    const match = pattern.exec(text)
    if (match) return { nodes: [node(match)], end: pattern.lastIndex }
  }
  return undefined
}

/** `code` closes with as many backticks as it opened. */
function code(text: string, at: number): Found {
  const opening = /`+/y
  opening.lastIndex = at
  const fence = opening.exec(text)?.[0] ?? '`'
  let close = text.indexOf(fence, at + fence.length)
  while (close !== -1 && text[close + fence.length] === '`') {
    while (text[close] === '`') close += 1
    close = text.indexOf(fence, close)
  }
  if (close === -1) return undefined
  const inside = text.slice(at + fence.length, close)
  const trimmed = /^ .*\S.* $/s.test(inside) ? inside.slice(1, -1) : inside
  return { nodes: [{ kind: 'code', text: trimmed }], end: close + fence.length }
}

function bareLink(text: string, at: number): Found {
  const pattern = /https?:\/\/[^\s<]+/y
  pattern.lastIndex = at
  let url = pattern.exec(text)?.[0]
  if (url === undefined) return undefined
  for (let last = url.at(-1) ?? ''; '.,:;"\'])*_~|'.includes(last) && last !== ''; last = url.at(-1) ?? '') {
    if (last === ')' && url.split('(').length >= url.split(')').length) break
    url = url.slice(0, -1)
  }
  if (!URL.canParse(url)) return undefined
  return { nodes: [{ kind: 'link', url, isMasked: false, children: [{ kind: 'text', text: url }] }], end: at + url.length }
}

/** Where the bracket that opens at `at` closes; -1 within 2,000 characters. */
function closing(text: string, at: number): number {
  let depth = 0
  for (let index = at; index < Math.min(text.length, at + 2_000); index += 1) {
    const char = text[index]
    if (char === '\\') index += 1
    else if (char === '[') depth += 1
    else if (char === ']' && --depth === 0) return index
  }
  return -1
}

const TARGET = /\(\s*<?(https?:\/\/(?:[^\s()<>]|\([^\s()<>]*\))+)>?(?:\s+"[^"\n]*")?\s*\)/y

/** [label](address). A label that itself looks like an address is not hidden behind another one. */
function maskedLink(text: string, at: number, depth: number): Found {
  const close = closing(text, at)
  if (close <= at + 1) return undefined
  TARGET.lastIndex = close + 1
  const match = TARGET.exec(text)
  const label = text.slice(at + 1, close)
  const url = match?.[1] ?? ''
  if (!match || label.trim() === '' || !URL.canParse(url)) return undefined
  const claim = /https?:\/\/[^\s]+/.exec(label)?.[0]
  if (claim !== undefined && claim !== url) return undefined
  const end = TARGET.lastIndex
  return { nodes: [{ kind: 'link', url, isMasked: label !== url, children: parseInline(label, depth + 1, true) }], end }
}

/** The place of the closing marker, over escapes and code; -1 where there is none. */
function closeOf(text: string, from: number, marker: string): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text[at]
    if (char === '\\') at += 1
    else if (char === '`') {
      const end = code(text, at)?.end
      if (end !== undefined) at = end - 1
    } else if (text.startsWith(marker, at)) {
      // In a longer run of the same character the last ones close, except that ** inside * opens
      // something of its own.
      let run = at
      while (text[run] === marker[0]) run += 1
      const length = run - at
      if (marker.length === 1 && length === 2) at += 1
      else if (marker.length === 1 && length >= 3) return run - 1
      else return Math.max(at, run - marker.length)
    }
  }
  return -1
}

function wrapped(text: string, at: number, depth: number, dead: Set<string>): Found {
  for (const { marker, kinds } of WRAPS) {
    if (!text.startsWith(marker, at) || dead.has(marker)) continue
    const from = at + marker.length
    if (marker === '*' && /\s/.test(text[from] ?? ' ')) continue
    const close = closeOf(text, from, marker)
    // Once a marker finds no end, no later one of its kind will: this keeps long runs of asterisks
    // cheap.
    if (close === -1) dead.add(marker)
    if (close <= from) continue
    if (marker === '_' && /[\p{L}\p{N}_]/u.test(text[close + 1] ?? '')) continue
    const inside = parseInline(text.slice(from, close), depth + 1)
    const nodes = kinds.reduceRight<MarkdownNode[]>((children, kind) => [{ kind, children }], inside)
    return { nodes, end: close + marker.length }
  }
  return undefined
}

const PUNCTUATION = /[!-/:-@[-`{-~]/
const STARTS = /[\\`*_~|<[h@]/g

export function parseInline(text: string, depth = 0, isInLink = false): MarkdownNode[] {
  if (depth > MAX_DEPTH) return [{ kind: 'text', text }]
  const nodes: MarkdownNode[] = []
  const dead = new Set<string>()
  let plain = ''
  let at = 0
  const flush = () => {
    if (plain !== '') nodes.push({ kind: 'text', text: plain })
    plain = ''
  }
  const foundAt = (char: string): Found => {
    if (char === '`') return code(text, at)
    if (char === '<') return angled(text, at)
    if (char === '[') return isInLink ? undefined : maskedLink(text, at, depth)
    if (char === 'h') return isInLink ? undefined : bareLink(text, at)
    if (char === '@') {
      const everyone = /@(?:everyone|here)\b/y
      everyone.lastIndex = at
      const match = everyone.exec(text)
      return match ? { nodes: [{ kind: 'everyone', text: match[0] }], end: at + match[0].length } : undefined
    }
    return wrapped(text, at, depth, dead)
  }
  while (at < text.length) {
    STARTS.lastIndex = at
    const next = STARTS.exec(text)?.index ?? text.length
    plain += text.slice(at, next)
    at = next
    const char = text[at]
    if (char === undefined) break
    if (char === '\\' && PUNCTUATION.test(text[at + 1] ?? '')) {
      plain += text[at + 1]
      at += 2
      continue
    }
    const found = foundAt(char)
    if (found) {
      flush()
      nodes.push(...found.nodes)
      at = found.end
    } else {
      plain += char
      at += 1
    }
  }
  flush()
  return nodes
}
