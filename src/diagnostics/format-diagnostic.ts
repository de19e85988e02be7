// A diagnostic as people read it: place and message, the line, and a caret under what is meant.
import { displayWidth } from '../text/width.ts'
import type { Diagnostic } from './diagnostic.ts'

const BEFORE = 60
const SHOWN = 100

/**
 *   a.txt:3:5 info unknown-category found the category "XX"; expected …
 *     1、[XX] A title
 *         ^^
 */
export function formatDiagnostic(diagnostic: Diagnostic, file: string, line: string | undefined): string {
  const { span, severity, code, message } = diagnostic
  const place = `${file}:${span.line}:${span.column} ${severity} ${code} ${printable(message)}`
  if (line === undefined || line.trim() === '') return place
  const start = Math.max(0, span.column - 1 - BEFORE)
  const shown = line.slice(start, start + SHOWN)
  const lead = start > 0 ? '…' : ''
  const tail = start + SHOWN < line.length ? '…' : ''
  const from = span.column - 1 - start
  const marked = shown.slice(from, Math.max(from, span.endColumn - 1 - start))
  const blank = ' '.repeat(displayWidth(lead) + displayWidth(printable(shown.slice(0, from))))
  return [
    place,
    `  ${lead}${printable(shown)}${tail}`,
    `  ${blank}${'^'.repeat(Math.max(1, displayWidth(printable(marked))))}`,
  ].join('\n')
}

/**
 * Tabs become one blank, so that the caret stays right; controls and bidi overrides must not reach
 * a terminal.
 */
export function printable(text: string): string {
  return text
    .replace(/\s/g, (space) => (space === '\u3000' ? space : ' '))
    .replace(/[\p{Cc}\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '\ufffd')
}
