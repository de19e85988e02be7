// Bytes → text. The encoding is found, never assumed silently: what cannot be decoded is named with
// its byte offset.
import { isUtf8, transcode } from 'node:buffer'
import { endianness } from 'node:os'
import { type Diagnostic, diagnose, WHOLE_FILE } from '../../diagnostics/index.ts'
import { guessLegacyEncoding } from './legacy-encoding.ts'
import { mendQuotes, withWindowsMarks } from './windows-quotes.ts'

export interface Decoded {
  readonly text: string
  /** WHATWG label in lower case. */
  readonly encoding: string
  readonly diagnostics: readonly Diagnostic[]
  /** Where the bytes are the text in sound UTF-8 and nothing else. */
  readonly encoded?: Encoded
}

/** A text in the forms in which it was met: walks over them are faster than over the string. */
export interface Encoded {
  readonly utf8: Uint8Array
  /** Its UTF-16 units, one for each index of the string. */
  readonly units?: Uint16Array | undefined
}

const utf8 = new TextDecoder('utf-8')

/** Null where the bytes are not text in any encoding. */
export function decode(bytes: Uint8Array): Decoded | null {
  const marked = byMark(bytes)
  if (marked) return decodeAs(bytes, marked)
  const sound = soundUtf8(bytes)
  if (sound !== null) {
    const { text, units } = sound
    return looksBinary(text, hasByte(bytes, 0))
      ? wideOrNull(bytes)
      : { text, encoding: 'utf-8', diagnostics: replacements(text, bytes, 'utf-8'), encoded: { utf8: bytes, units } }
  }
  const wide = wideEncoding(bytes)
  if (wide) return decodeAs(bytes, wide)
  const encoding = isNearlyUtf8(bytes) ? 'utf-8' : guessLegacyEncoding(bytes)
  return encoding === null ? null : decodeAs(bytes, encoding)
}

/** The copy beside the text would set off a collection of garbage each time. */
const LARGE = 512 * 1024

interface SoundText {
  readonly text: string
  readonly units?: Uint16Array | undefined
}

/** Three times as fast as TextDecoder, and the same where the bytes are sound; null where not. */
function soundUtf8(bytes: Uint8Array): SoundText | null {
  if (bytes.length > LARGE || bytes.length === 0) return isUtf8(bytes) ? { text: utf8.decode(bytes) } : null
  const wide = transcodeSound(bytes)
  if (wide === null) return null
  const isAligned = IS_LITTLE_ENDIAN && wide.byteOffset % 2 === 0
  return {
    text: wide.toString('ucs2'),
    units: isAligned ? new Uint16Array(wide.buffer, wide.byteOffset, wide.length >> 1) : undefined,
  }
}

/** `transcode` reads all bytes and throws at an unsound one: another look at them costs a tenth. */
function transcodeSound(bytes: Uint8Array): Buffer | null {
  try {
    return transcode(bytes, 'utf8', 'ucs2')
  } catch {
    return null
  }
}

/** Whether units in memory are those of `ucs2`, which always has the lower byte first. */
const IS_LITTLE_ENDIAN = endianness() === 'LE'

/** A search of bytes is faster than one of wide text. */
function hasByte(bytes: Uint8Array, byte: number): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(byte)
}

function wideOrNull(bytes: Uint8Array): Decoded | null {
  const wide = wideEncoding(bytes)
  return wide ? decodeAs(bytes, wide) : null
}

/**
 * Decodes with a known label, such as the charset of a mail part; an unknown label is decided again.
 */
export function decodeAs(bytes: Uint8Array, label: string): Decoded | null {
  const encoding = encodingLabel(label)
  if (encoding === null) return decode(bytes)
  const text = decodeText(bytes, encoding)
  if (looksBinary(text)) return null
  return { text, encoding, diagnostics: [...replacements(text, bytes, encoding), ...surrogates(text, bytes, encoding)] }
}

/** By a WHATWG name; what does not decode becomes U+FFFD. */
export function decodeText(bytes: Uint8Array, encoding: string): string {
  if (encoding.startsWith('utf-16')) return decodeWide(bytes, encoding === 'utf-16be')
  if (encoding === 'gb18030') return new TextDecoder(encoding).decode(mendQuotes(bytes).bytes)
  const text = new TextDecoder(encoding).decode(bytes)
  return encoding === 'windows-1252' ? withWindowsMarks(text) : text
}

/** The WHATWG name in lower case, GBK as its superset; null for a label nobody knows. */
export function encodingLabel(label: string): string | null {
  try {
    const encoding = new TextDecoder(label).encoding.toLowerCase()
    return encoding === 'gbk' ? 'gb18030' : encoding
  } catch {
    return null
  }
}

function byMark(bytes: Uint8Array): string | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8'
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be'
  return null
}

/**
 * TextDecoder would replace lone surrogates; they belong to the text. An odd byte at the end is a
 * cut character.
 */
function decodeWide(bytes: Uint8Array, isBig: boolean): string {
  const even = bytes.length - (bytes.length % 2)
  const copy = Buffer.from(bytes.subarray(0, even))
  const text = (isBig ? copy.swap16() : copy).toString('utf16le')
  return text.replace(/^\ufeff/, '') + (even < bytes.length ? '\ufffd' : '')
}

const SAMPLE = 65_536

/**
 * UTF-16 without a mark: the high bytes of ASCII and of line ends are zero, always on the same
 * side. Chinese alone has few zeros, yet its spaces, digits and line ends suffice.
 */
function wideEncoding(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const end = Math.min(bytes.length - (bytes.length % 2), SAMPLE)
  let little = 0
  let big = 0
  for (let i = 0; i < end; i += 2) {
    const first = bytes[i]
    const second = bytes[i + 1]
    if (second === 0 && first !== 0) little++
    else if (first === 0 && second !== 0) big++
    else if (first === 0 && second === 0) return null
  }
  const units = end / 2
  if (units === 0) return null
  const encoding =
    little > big * 8 && little * 200 > units ? 'utf-16le' : big > little * 8 && big * 200 > units ? 'utf-16be' : null
  return encoding !== null && isPlausibleWide(decodeWide(bytes.subarray(0, end), encoding === 'utf-16be')) ? encoding : null
}

function isPlausibleWide(text: string): boolean {
  const known =
    text
      .match(
        /[\ud83c-\ud83e][\udc00-\udfff]|[\ud840-\ud86f][\udc00-\udfff]|[\t\n\r -~\u00a0-\u024f\u2000-\u206f\u3000-\u30ff\u4e00-\u9fff\uff00-\uffef]/g,
      )
      ?.join('').length ?? 0
  return known * 10 >= text.length * 9
}

/** Mostly sound UTF-8 with a few damaged characters, such as a file cut in the middle of one. */
function isNearlyUtf8(bytes: Uint8Array): boolean {
  const sample = bytes.subarray(0, SAMPLE)
  const text = utf8.decode(sample)
  const bad = text.split('\ufffd').length - 1
  let wide = 0
  for (let i = 0; i < text.length; i++) if (text.charCodeAt(i) > 0x7f) wide++
  // The sample may itself cut a character.
  return bytes.length > SAMPLE && bad <= 1 ? true : bad * 4 <= wide - bad || (bad <= 1 && wide - bad <= 3 && isTailCut(bytes))
}

/** The bytes are sound UTF-8 but for the last one to three. */
function isTailCut(bytes: Uint8Array): boolean {
  return [1, 2, 3].some(
    (n) => bytes.length > n && (bytes[bytes.length - n] ?? 0) >= 0xc0 && isUtf8(bytes.subarray(0, bytes.length - n)),
  )
}

const CONTROLS = /[\0-\x08\x0e-\x1a\x1c-\x1f]/g
const GLANCE = 1024

/**
 * Control characters that no text has: a glance at the beginning, and NUL, which every binary
 * format has, anywhere.
 */
function looksBinary(text: string, hasNul = text.includes('\0')): boolean {
  const sample = text.slice(0, hasNul ? SAMPLE : GLANCE)
  const controls = sample.match(CONTROLS)?.length ?? 0
  return controls * (hasNul ? 1000 : 20) > sample.length
}

function replacements(text: string, bytes: Uint8Array, encoding: string): Diagnostic[] {
  const at = text.indexOf('\ufffd')
  if (at === -1) return []
  const count = text.split('\ufffd').length - 1
  const offset = byteOffset(text, at, bytes, encoding)
  const what = {
    en: `${count} replacement character${count === 1 ? '' : 's'} in ${encoding}, the first at byte ${offset}`,
    zh: `按 ${encoding} 解码出现${count}个替换字符，首个位于字节 ${offset}`,
  }
  return [diagnose('undecodable-bytes', spanAt(text, at), what)]
}

const LONE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/

/**
 * The same diagnostics beside a text that was made of the decoded one, such as the lines of a page.
 */
export function movedTo(text: string, diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  return diagnostics.map((diagnostic) => {
    const at = diagnostic.code === 'lone-surrogate' ? text.search(LONE) : text.indexOf('\ufffd')
    return { ...diagnostic, span: at === -1 ? WHOLE_FILE : spanAt(text, at) }
  })
}

const MAIL = { en: "the mail's text", zh: '邮件正文' }

/** For a text that somebody else has decoded, so that no byte can be named. */
export function damageOf(text: string, encoding: string, where = MAIL): readonly Diagnostic[] {
  const at = text.indexOf('\ufffd')
  if (at === -1) return []
  const span = spanAt(text, at)
  const count = text.split('\ufffd').length - 1
  const what = {
    en: `${count} replacement character${count === 1 ? '' : 's'} in ${encoding}, the first in line ${span.line} of ${where.en}`,
    zh: `按 ${encoding} 解码出现${count}个替换字符，首个位于${where.zh}第${span.line}行`,
  }
  return [diagnose('undecodable-bytes', span, what)]
}

function surrogates(text: string, bytes: Uint8Array, encoding: string): Diagnostic[] {
  const match = LONE.exec(text)
  if (!match) return []
  const unit = match[0].charCodeAt(0).toString(16).toUpperCase()
  const at = encoding.startsWith('utf-16') ? markLength(bytes) + match.index * 2 : null
  const what = { en: `U+${unit}${at === null ? '' : ` at byte ${at}`}`, zh: `U+${unit}${at === null ? '' : `（字节 ${at}）`}` }
  return [diagnose('lone-surrogate', spanAt(text, match.index), what)]
}

function markLength(bytes: Uint8Array): number {
  const marked = byMark(bytes)
  return marked === null ? 0 : marked === 'utf-8' ? 3 : 2
}

/**
 * The byte at which the character at `at` of the text was read. Exact for Unicode encodings, and
 * counted by re-decoding else.
 */
function byteOffset(text: string, at: number, bytes: Uint8Array, encoding: string): number {
  const mark = markLength(bytes)
  if (encoding.startsWith('utf-16')) return mark + at * 2
  if (encoding === 'utf-8') return mark + Buffer.byteLength(text.slice(0, at))
  if (encoding !== 'gb18030') return legacyOffset(at, bytes, encoding)
  const { bytes: mended, places } = mendQuotes(bytes)
  const offset = legacyOffset(at, mended, encoding)
  // Each mended byte before it became two.
  return offset - places.filter((place, i) => place + i < offset).length
}

/**
 * Feeds the decoder byte by byte only near the place: halves until the prefix decodes to `at`
 * characters.
 */
function legacyOffset(at: number, bytes: Uint8Array, encoding: string): number {
  const decoder = new TextDecoder(encoding)
  let units = 0
  for (let i = 0; i < bytes.length; i++) {
    const before = units
    units += decoder.decode(bytes.subarray(i, i + 1), { stream: true }).length
    if (units > at) return Math.max(0, i - (units - before > 1 ? 1 : 0))
  }
  return Math.max(0, bytes.length - 1)
}

function spanAt(text: string, at: number): { line: number; column: number; endColumn: number } {
  const before = text.slice(0, at).split(/\r\n|[\n\r\u0085\u2028\u2029]/)
  const column = (before.at(-1)?.length ?? 0) + 1
  return before.length > 0 ? { line: before.length, column, endColumn: column + 1 } : WHOLE_FILE
}
