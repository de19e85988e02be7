// GB18030 or Big5? Both accept nearly every pair of bytes, so the text itself decides: the right
// one yields the characters that every Chinese text is full of. Where neither does, an ASCII text
// with a few marks and accents of its own is Windows-1252.
import { SIMPLIFIED, TRADITIONAL } from './common-han.ts'
import { mendQuotes } from './windows-quotes.ts'

const SAMPLE = 65_536
/** Of the Chinese characters of any text, the commonest two hundred make up about half. */
const LEAST_SHARE = 0.08

export function guessLegacyEncoding(bytes: Uint8Array): 'gb18030' | 'big5' | 'windows-1252' | null {
  const sample = bytes.subarray(0, SAMPLE)
  const gb = score(mendQuotes(sample).bytes, 'gb18030', SIMPLIFIED)
  const big5 = score(sample, 'big5', TRADITIONAL)
  const best = Math.max(gb, big5)
  if (best <= 0) return isNearlyAscii(sample) ? 'windows-1252' : null
  return gb >= big5 ? 'gb18030' : 'big5'
}

/** Printable ASCII in which single bytes beyond it are rare and mean something in Windows-1252. */
function isNearlyAscii(bytes: Uint8Array): boolean {
  let beyond = 0
  for (const byte of bytes) {
    if ((byte < 0x20 && byte !== 9 && byte !== 10 && byte !== 13) || UNUSED.has(byte)) return false
    if (byte > 0x7f) beyond++
  }
  return beyond * 10 <= bytes.length
}

/** Bytes without a meaning in Windows-1252, and the delete character. */
const UNUSED: ReadonlySet<number> = new Set([0x7f, 0x81, 0x8d, 0x8f, 0x90, 0x9d])

/** Share of the common characters among all beyond ASCII, less what did not decode. */
function score(bytes: Uint8Array, encoding: string, common: ReadonlySet<string>): number {
  const text = new TextDecoder(encoding).decode(bytes)
  let wide = 0
  let good = 0
  let bad = 0
  for (const character of text) {
    if (character < '\u0080') {
      if (/[\0-\x08\x0e-\x1f]/.test(character)) bad++
      continue
    }
    wide++
    if (common.has(character)) good++
    else if (character === '\ufffd' || /[\ue000-\uf8ff\u0080-\u009f]/.test(character)) bad++
  }
  if (wide === 0) return 0
  const share = (good - bad) / wide
  return share >= LEAST_SHARE || (wide < 12 && share > 0) ? share : 0
}
