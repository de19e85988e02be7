// Text → lines. Layout debris of copy and paste (zero-width blanks, exotic spaces) goes here, once,
// so that nothing behind this stage needs to know of it. Joiners and bidi controls stay: they
// belong to the text.

import type { Encoded } from '../decode/decode.ts'
import { unmark } from './marks.ts'
import { isWrittenApart, readable } from './readable.ts'
import { placesOf, withoutPlaces } from './without-places.ts'

export interface Line {
  /** From 1, in the file. */
  readonly number: number
  /** The line as decoded; spans are columns of it. */
  readonly raw: string
  /**
   * Trimmed, exotic spaces as plain ones. Empty where the line has nothing but invisible
   * characters.
   */
  readonly text: string
  /** Whether at least one blank line, or the start of the file, is before it. */
  readonly gap: boolean
  /** Which marks the text holds (`HOLDS`), where the line was walked over. */
  readonly traits?: number
}

/**
 * Every character that plain text does without, marks that combine among them, and some between
 * them: ranges are scanned faster than single ones.
 */
// biome-ignore lint/suspicious/noMisleadingCharacterClass: combining marks are looked for by themselves.
const MAY_BE_ODD = /[\t\v\f\r\u0085-\u00ad\u0300-\u036f\u1100-\u200f\u2028-\u2060\u3000\ufeff]/
/** One scan of a file tells whether any of them matters. */
const UNUSUAL = /[\t\v\f\r\u0085\u00a0\u00ad\u1680\u2000-\u200b\u200e\u200f\u2028\u2029\u202f\u205f\u2060\u3000\ufeff]/
const ENDING = /\r\n|[\n\r\u0085\u2028\u2029]/
const INVISIBLE = /[\u200b\u2060\ufeff]/g
const SPACES = /[\t\v\f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/g

export interface SplitText {
  /** All lines, blank ones too, without their endings. */
  readonly raws: readonly string[]
  readonly lines: readonly Line[]
}

/** `markup` takes the marks of a markup off a line; `encoded` is the text as it came. */
export function splitText(text: string, markup?: (raw: string) => string, encoded?: Encoded): SplitText {
  const isOdd = MAY_BE_ODD.test(text)
  const isApart = isWrittenApart(text, isOdd || text.includes('\u3099') || text.includes('\u309a'))
  const isUnusual = isApart || (isOdd && UNUSUAL.test(text))
  const raws = isUnusual ? text.split(ENDING) : splitAtFeeds(text, encoded).raws
  const shown = chain(unmark(text, raws), markup)
  const isWide = isUnusual || hasWideGap(text)
  // Markup goes before entities are read: an escaped mark is none.
  const plain = isApart ? chain(shown, readable) : shown
  const lines: Line[] = []
  let gap = true
  let lastRaw = ''
  let lastText = ''
  for (let i = 0; i < raws.length; i++) {
    const raw = raws[i] ?? ''
    // `image.png` comes ten times below each other.
    const visible = raw === lastRaw ? lastText : textOf(raw, plain, isUnusual, isWide)
    lastRaw = raw
    lastText = visible
    if (visible !== '' || (raw !== '' && raw.trim() !== '')) lines.push({ number: i + 1, raw, text: visible, gap })
    gap = visible === ''
  }
  return { raws, lines }
}

interface RawLines {
  readonly raws: readonly string[]
  /** Which of them are known to be ASCII; empty where nothing is known. */
  readonly ascii: readonly boolean[]
}

/** The lines of a text without any other ending. */
export function splitAtFeeds(text: string, encoded: Encoded | undefined): RawLines {
  return encoded === undefined ? { raws: text.split('\n'), ascii: [] } : splitAsEncoded(text, encoded)
}

/**
 * Lines in ASCII, which are most, are cut from the bytes. A piece of a text that has Chinese
 * anywhere takes two bytes a character and is read through the whole text; cut from the bytes it is
 * a string of its own with one byte a character, in which everything behind this stage looks for
 * characters faster, and for Chinese ones not at all. A line is ASCII if it has as many bytes as
 * characters.
 */
function splitAsEncoded(text: string, { utf8 }: Encoded): RawLines {
  const raws: string[] = []
  const ascii: boolean[] = []
  const narrow = Buffer.from(utf8.buffer, utf8.byteOffset, utf8.length).toString('latin1')
  let last = ''
  let isAscii = true
  let from = 0
  let place = 0
  while (from <= text.length) {
    const end = endOf(narrow, place)
    const size = end - place
    // `image.png` comes ten times below each other.
    const isSame = isAscii && size === last.length && narrow.startsWith(last, place)
    if (!isSame) {
      const length = size === 0 ? 0 : endOf(text, from) - from
      isAscii = length === size
      last = isAscii ? narrow.slice(place, end) : text.slice(from, from + length)
    }
    raws.push(last)
    ascii.push(isAscii)
    place = end + 1
    from += last.length + 1
  }
  return { raws, ascii }
}

/** The end of the line that holds this place. */
function endOf(text: string, place: number): number {
  const feed = text.indexOf('\n', place)
  return feed === -1 ? text.length : feed
}

type Step = ((raw: string) => string) | undefined

function chain(first: Step, second: Step): Step {
  return first && second ? (raw) => second(first(raw)) : (first ?? second)
}

function textOf(raw: string, plain: Step, isUnusual: boolean, isWide: boolean): string {
  if (raw === '') return raw
  if (plain === undefined && !isUnusual && !isWide && isTrimmed(raw)) return raw
  const shown = plain === undefined ? raw : plain(raw)
  const visible = isUnusual ? withoutDebris(shown) : shown.trim()
  return isWide && visible.includes(WIDE) ? visible.replace(WIDER, WIDE) : visible
}

/**
 * More blanks than these say nothing more. Patterns that take a run of blanks from each of its
 * places would need the square of its length.
 */
const MAX_BLANKS = 16
const WIDE = ' '.repeat(MAX_BLANKS)
const WIDER = / {17,}/g

/**
 * A run of so many blanks covers one of every so many places, and a place beside it: where those
 * hold letters, as nearly everywhere, the whole text need not be searched.
 */
export function hasWideGap(text: string, units?: Uint16Array): boolean {
  if (units !== undefined) return mayHoldWideGap(units) && text.includes(WIDE)
  for (let i = 0; i < text.length; i += MAX_BLANKS)
    if (text.charCodeAt(i) === BLANK && (text.charCodeAt(i - 1) === BLANK || text.charCodeAt(i + 1) === BLANK))
      return text.includes(WIDE)
  return false
}

/** The same look at the units of the text. */
function mayHoldWideGap(units: Uint16Array): boolean {
  for (let i = 0; i < units.length; i += MAX_BLANKS)
    if (units[i] === BLANK && ((i > 0 && units[i - 1] === BLANK) || (i + 1 < units.length && units[i + 1] === BLANK))) return true
  return false
}

const BLANK = 0x20

/** Of a usual text, whose only blank is the space. */
function isTrimmed(raw: string): boolean {
  return raw.charCodeAt(0) > 0x20 && raw.charCodeAt(raw.length - 1) > 0x20
}

function withoutDebris(raw: string): string {
  if (!UNUSUAL.test(raw)) return raw.trim()
  const visible = withoutMarks(raw.replace(INVISIBLE, '').replace(SPACES, ' ').trim())
  // A soft hyphen shows only where the line breaks.
  const shown = visible.endsWith('\u00ad') ? `${visible.slice(0, -1)}-` : visible
  return withoutPlaces(shown, placesOf(shown, '\u00ad'))
}

/** Direction marks at the edges are left over from a paste; `trim` does not know them. */
function withoutMarks(text: string): string {
  let start = 0
  let end = text.length
  while (start < end && isEdge(text.charCodeAt(start))) start++
  while (end > start && isEdge(text.charCodeAt(end - 1))) end--
  return text.slice(start, end)
}

function isEdge(code: number): boolean {
  return code === 0x20 || code === 0x200e || code === 0x200f
}
