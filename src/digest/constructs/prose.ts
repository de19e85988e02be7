// Biological systems perceive the world …      生物系统通过同时处理 …
// What no other construct claimed. Language is all that its looks tell.
import { languageOf } from '../../text/script.ts'
import type { Construct, Token } from '../tokens.ts'

export const prose: Construct = {
  name: 'prose',
  starts: null,
  longest: Number.POSITIVE_INFINITY,
  read: (text) => ({ kind: 'prose', language: languageOf(text) }),
  plain: { starts: /[A-Z\u4e00-\u9fff]/, read: readParagraph },
}

const LONG = 300
/** Legends are shorter. */
const LONGER = 600
const NEAR = 64
const LABEL_MARKS = new Set([...':：]】］'].map((mark) => mark.charCodeAt(0)))
const LIST_MARKS = new Set([...',，、;；'].map((mark) => mark.charCodeAt(0)))
const LEGEND_MARKS = new Set([...'-–—－=＝~～→>'].map((mark) => mark.charCodeAt(0)))

/** A legend begins with a code and its mark. */
const LEGEND_NEAR = 16
/** So many long words in lower case near the beginning, and it is no list of names. */
const PROSE_WORDS = 4
const LONG_WORD = 5

/** A long line without a sign of a label, a legend or a list of names near its beginning. */
function readParagraph(text: string): Token | null {
  if (text.length <= LONG) return null
  // Chinese lists of names are short.
  let isList = false
  const isChinese = text.charCodeAt(0) >= 0x3400
  const mayBeLegend = text.length <= LONGER
  let words = 0
  let lower = 0
  for (let i = 1; i < NEAR; i++) {
    const code = text.charCodeAt(i)
    if (code >= 97 && code <= 122) {
      lower = lower === 0 && text.charCodeAt(i - 1) !== 0x20 ? 0 : lower + 1
      if (lower === LONG_WORD) words++
      continue
    }
    lower = 0
    if (code === 0x20 || (code >= 0x4e00 && code <= 0x9fff)) continue
    if (LABEL_MARKS.has(code)) return null
    if (LIST_MARKS.has(code)) isList = true
    if (mayBeLegend && i < LEGEND_NEAR && LEGEND_MARKS.has(code)) return null
  }
  return isList && !isChinese && words < PROSE_WORDS ? null : { kind: 'prose', language: languageOf(text) }
}
