// Quotes, dashes and dots of Windows-1252 inside GBK: text that was pasted from an English program
// into a Chinese file. GBK takes such a byte for the first half of a character and the letter
// behind it for the second, so that “Attention” becomes 揂ttention”. The neighbours tell: a
// character does not begin between two ASCII letters.
import { isCommonHan } from './common-han.ts'

/** The byte in Windows-1252 and what it means, in GB18030. */
const MEANT: ReadonlyMap<number, readonly [number, number]> = new Map([
  [0x85, [0xa1, 0xad]],
  [0x91, [0xa1, 0xae]],
  [0x92, [0xa1, 0xaf]],
  [0x93, [0xa1, 0xb0]],
  [0x94, [0xa1, 0xb1]],
  [0x96, [0xa8, 0x43]],
  [0x97, [0xa1, 0xaa]],
])
const OPENING: ReadonlySet<number> = new Set([0x91, 0x93])
const CLOSING: ReadonlySet<number> = new Set([0x92, 0x94])
/** Behind an apostrophe: it's, don't, we're, I've, they'll, I'd, I'm. */
const CONTRACTED = new Set([...'strvldm'].map((letter) => letter.charCodeAt(0)))
/** So much of the text decides; the longer, the surer. */
const MAX_QUOTED = 80

export interface Mended {
  readonly bytes: Uint8Array
  /** Where bytes were replaced, in the bytes that came in; each became two. */
  readonly places: readonly number[]
}

export function mendQuotes(bytes: Uint8Array): Mended {
  const places = loneQuotes(bytes)
  if (places.length === 0) return { bytes, places }
  const mended = new Uint8Array(bytes.length + places.length)
  let from = 0
  let to = 0
  for (const place of places) {
    mended.set(bytes.subarray(from, place), to)
    to += place - from
    mended.set(MEANT.get(bytes[place] ?? 0) ?? [], to)
    to += 2
    from = place + 1
  }
  mended.set(bytes.subarray(from), to)
  return { bytes: mended, places }
}

/**
 * Reads character by character as GB18030 does, since the second half of one may be any of these
 * bytes.
 */
function loneQuotes(bytes: Uint8Array): readonly number[] {
  const places: number[] = []
  let isWideBefore = false
  let isOpen = false
  for (let i = 0; i < bytes.length; ) {
    const byte = bytes[i] ?? 0
    if (byte <= 0x80 || byte === 0xff) {
      isWideBefore = false
      if (byte === 0x0a) isOpen = false
      i++
      continue
    }
    const length = lengthAt(bytes, i)
    if (MEANT.has(byte) && length < 4 && isLone(bytes, i, isWideBefore, isOpen ? CLOSING.has(byte) : OPENING.has(byte))) {
      places.push(i)
      if (OPENING.has(byte)) isOpen = true
      else if (CLOSING.has(byte)) isOpen = false
      isWideBefore = false
      i++
    } else {
      isWideBefore = length > 1
      i += length
    }
  }
  return places
}

/** Of the character that begins here; 1 where none does. */
function lengthAt(bytes: Uint8Array, i: number): 1 | 2 | 4 {
  const second = bytes[i + 1] ?? 0
  if (isDigit(second)) return (bytes[i + 2] ?? 0) > 0x80 && (bytes[i + 2] ?? 0xff) < 0xff && isDigit(bytes[i + 3] ?? 0) ? 4 : 1
  return second >= 0x40 && second !== 0x7f && second !== 0xff ? 2 : 1
}

function isDigit(byte: number): boolean {
  return byte >= 0x30 && byte <= 0x39
}

function isLone(bytes: Uint8Array, i: number, isWideBefore: boolean, isDue: boolean): boolean {
  const second = bytes[i + 1]
  // A file may be cut inside a character, and then behind another one.
  if (second === undefined) return !isWideBefore || isDue
  if (lengthAt(bytes, i) === 1) return second < 0x80
  if (second < 0x80) return !isWideBefore && isBetweenAscii(bytes, i)
  return (!isWideBefore || isDue) && isBeforeQuoted(bytes, i, isDue && CLOSING.has(bytes[i] ?? 0))
}

function isBetweenAscii(bytes: Uint8Array, i: number): boolean {
  const third = bytes[i + 2]
  if (third === undefined || third < 0x80 || MEANT.has(third)) return true
  return bytes[i] === 0x92 && isLetter(bytes[i - 1] ?? 0) && CONTRACTED.has(bytes[i + 1] ?? 0)
}

function isLetter(byte: number): boolean {
  const lower = byte | 0x20
  return lower >= 0x61 && lower <= 0x7a
}

const gb18030 = new TextDecoder('gb18030')

/**
 * Before Chinese text both ways of pairing the bytes decode; the right one has the characters that
 * every text is full of.
 */
function isBeforeQuoted(bytes: Uint8Array, i: number, closes: boolean): boolean {
  const most = Math.min(bytes.length, i + 1 + MAX_QUOTED)
  let end = i + 1
  while (end < most && (bytes[end] ?? 0) >= 0xa1) end++
  end -= (end - i - 1) % 2
  const quoted = commonIn(bytes.subarray(i + 1, end))
  const paired = commonIn(bytes.subarray(i, end + 1))
  // Once a quote is open, its end is due.
  return closes ? quoted >= paired : quoted > 0 && quoted > paired
}

/** Less what does not decode. */
function commonIn(bytes: Uint8Array): number {
  let count = 0
  for (const character of gb18030.decode(bytes)) count += isCommonHan(character) ? 1 : character === '\ufffd' ? -1 : 0
  return count
}

/** Windows-1252 from 0x80 to 0x9f; the five bytes that mean nothing stay the controls they are. */
const WINDOWS = '€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ'

/** Some decoders take Windows-1252 for Latin-1, whose controls no text has. */
export function withWindowsMarks(text: string): string {
  return /[\x80-\x9f]/.test(text) ? text.replace(/[\x80-\x9f]/g, (control) => WINDOWS.charAt(control.charCodeAt(0) - 0x80)) : text
}
