// Text from a digest, escaped and within a limit. Escaping makes text longer, so the limit is asked
// of the escaped text.
import { countCodePoints, graphemeEnds, longestPrefix } from '../../text/graphemes.ts'
import { escapeLine, escapeMarkdown, oneLine, plainText } from '../../text/markdown.ts'
import { type Cut, cutAtSentence } from '../../text/sentences.ts'
import { displayWidth } from '../../text/width.ts'

/**
 * What a line of an embed holds where Discord shows it at its full width, in columns: a Chinese
 * character takes two. `title` is that of the embed, `small` its footer and small text.
 */
export const LINE = { title: 54, text: 64, small: 74 } as const

/** Plain text of at most so many columns, with an ellipsis where it is cut. */
export function clipColumns(text: string, columns: number): string {
  const near = reach(text, columns)
  if (near === text && displayWidth(text) <= columns) return text
  return `${longestPrefix(near, graphemeEnds(near), (prefix) => displayWidth(prefix) < columns).trimEnd()}…`
}

/** A title or a name on one line. */
export function fitLine(text: string, limit: number): string {
  const line = reach(oneLine(text), limit)
  const whole = escapeLine(line)
  if (countCodePoints(whole) <= limit) return whole
  const head = longestPrefix(line, graphemeEnds(line), (prefix) => countCodePoints(escapeLine(prefix)) < limit)
  return `${escapeLine(head)}…`
}

/**
 * As much of the text as can matter for a limit: nothing behind it ever fits, however it is
 * escaped.
 */
function reach(text: string, limit: number): string {
  return text.length <= 2 * limit + 64 ? text : text.slice(0, 2 * limit + 64)
}

/** Running text, cut at a sentence end. */
export function fitText(text: string, limit: number): Cut {
  if (limit <= 0) return { text: '', isCut: text.trim() !== '' }
  const cut = cutAtSentence(reach(plainText(text).trim(), limit), (part) => countCodePoints(escapeMarkdown(part)) <= limit)
  return { text: escapeMarkdown(cut.text), isCut: cut.isCut }
}

/** As many names as fit, and how many more there are. */
export function fitNames(names: readonly string[], limit: number, most: number, more: (count: number) => string): string {
  const escaped = names.map((name) => fitLine(name, 120)).filter((name) => name !== '')
  let shown = Math.min(escaped.length, most)
  const joined = () => escaped.slice(0, shown).join(', ') + (shown < escaped.length ? ` ${more(escaped.length - shown)}` : '')
  while (shown > 1 && countCodePoints(joined()) > limit) shown--
  return escaped.length === 0 ? '' : joined()
}

/**
 * Shares `room` between two texts: each has what it needs where that fits, else none has less than
 * half.
 */
export function shareRoom(room: number, first: number, second: number): [number, number] {
  if (first + second <= room) return [first, second]
  const half = Math.floor(room / 2)
  if (first <= half) return [first, room - first]
  if (second <= half) return [room - second, second]
  return [half, room - half]
}
