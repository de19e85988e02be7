// The points of a paper, however they are set: numbered, with bullets, a line each, or run into one
// line.
import { simplifiedText } from '../../text/traditional.ts'
import { displayWidth } from '../../text/width.ts'
import { labelWords } from '../constructs/label-words.ts'
import type { Draft } from './draft.ts'

const INLINE_POINT = /(?:^|[;；。.,，\s])\s*(?:[(（]?\d{1,2}(?:[、)）]|[.．](?!\d))|[①-⑳])\s*/
const BULLETS_INSIDE = /\s*[•·●▪◆]\s*(?=\S)/
/** `- one; - two; - three`: a dash behind the end of the point before it. */
const DASHES_INSIDE = /(?:^|(?<=[;；。.,，])\s*)[-–—]\s+(?=\S)/
const ASPECTS = [...labelWords]
  .filter(([, field]) => field === 'aspect')
  .map(([word]) => word)
  .sort((a, b) => b.length - a.length)
  .join('|')
/** 方法： in the middle of a text, behind the end of a sentence. */
const ASPECT_INSIDE = new RegExp(`(?<=[。；;.!！?？]["”）)]?)\\s*(?=(?:${ASPECTS})\\s*[:：])`)
const ENDS_SENTENCE = /[。.!?！？;；]["”）)]?$/
const STARTS_ASPECT = new RegExp(`^(?:${ASPECTS})\\s*[:：]`)

/** `1. one; 2. two`, `• one • two`, `动机：one。方法：two。` on one line. */
export function splitPoints(text: string): string[] {
  const aspects = splitAspects(text)
  return aspects.length > 1 ? aspects.flatMap(splitMarked) : splitMarked(text)
}

function splitMarked(text: string): string[] {
  const pieces = trimmed(text.split(INLINE_POINT))
  if (pieces.length > 1) return pieces
  const bulleted = trimmed(text.split(BULLETS_INSIDE))
  if (bulleted.length > 2) return bulleted
  const dashed = /^[-–—]\s/.test(text) ? trimmed(text.split(DASHES_INSIDE)) : []
  return dashed.length > 1 ? dashed : splitClauses(text)
}

const MAX_CLAUSE = 60
const MIN_CLAUSES = 3

/** `one；two；three。`: as many short clauses are points. */
function splitClauses(text: string): string[] {
  const clauses = trimmed(text.split(/(?<=[；;])/))
  return clauses.length >= MIN_CLAUSES && clauses.every((clause) => clause.length <= MAX_CLAUSE && !/[。!?！？]./.test(clause))
    ? clauses
    : [text]
}

/** Each aspect with its label; what is before the first is a point of its own. */
export function splitAspects(text: string): string[] {
  if (!/[:：]/.test(text)) return [text]
  const folded = simplifiedText(text)
  let from = 0
  return folded.split(ASPECT_INSIDE).flatMap((piece) => {
    const at = folded.indexOf(piece, from)
    from = at + piece.length
    return trimmed([text.slice(at, from)])
  })
}

function trimmed(pieces: readonly string[]): string[] {
  return pieces.map((piece) => piece.trim()).filter((piece) => piece !== '')
}

export function startsAspect(text: string): boolean {
  return STARTS_ASPECT.test(simplifiedText(text.slice(0, 12)))
}

/** Nobody wraps a shorter line. */
const MIN_WRAPPED = 44
const GOES_ON = /[,，、:：(（]$/

/** The line breaks off: behind a comma, or at the margin in the middle of a sentence. */
function isWrapped(line: string): boolean {
  return GOES_ON.test(line) || (!ENDS_SENTENCE.test(line) && displayWidth(line) >= MIN_WRAPPED)
}

/**
 * A line below a bare label, or below other such lines: a point of its own where the one above has
 * ended.
 */
export function addPlainPoint(draft: Draft, text: string, before: string | null): void {
  const last = draft.points.at(-1)
  if (last === undefined || (before !== null && !isWrapped(before)) || startsAspect(text))
    for (const piece of splitPoints(text)) draft.points.push([piece])
  else last.push(text)
}

export function endsSentence(text: string): boolean {
  return ENDS_SENTENCE.test(text)
}
