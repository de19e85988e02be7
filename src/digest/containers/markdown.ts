// A line of Markdown as a reader sees it: escapes, emphasis and quote marks gone. Line by line, so
// that spans stay true.

import { placesOf, withoutPlaces } from '../lines/without-places.ts'

const ESCAPE = /\\([\\`*_{}[\]()#+\-.!<>|~])/g
const QUOTE = /^\s{0,3}(?:>\s?)+/
const STRONG = /(?<!\\)(\*\*|__)(?=\S)([^*_\n]{1,2000}?\S|\S)\1/g
const EMPHASIS = /(?<![\w*\\])([*_])(?=[^\s*_])([^*_\n]{1,2000}?)(?<=[^\s*_\\])\1(?![\w*])/g
const COMMENT = /^\s*<!--.*-->\s*$/

export function plainMarkdown(line: string): string {
  if (COMMENT.test(line)) return '---'
  const text = line.replace(QUOTE, '')
  if (!/[*_`\\]/.test(text)) return text
  return withoutTicks(text.replace(STRONG, '$2').replace(EMPHASIS, '$2')).replace(ESCAPE, '$1')
}

const TICK = '`'
const MAX_CODE = 500

/** Code without its backticks. */
function withoutTicks(text: string): string {
  const ticks = placesOf(text, TICK)
  const gone: number[] = []
  for (let i = 0; i + 1 < ticks.length; i++) {
    const open = ticks[i] ?? 0
    const close = ticks[i + 1] ?? 0
    const length = close - open - 1
    if (length < 1 || length > MAX_CODE) continue
    gone.push(open, close)
    i++
  }
  return withoutPlaces(text, gone)
}
