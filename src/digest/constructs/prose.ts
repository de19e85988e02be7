// Biological systems perceive the world …      生物系统通过同时处理 …
// What no other construct claimed. Language is all that its looks tell.
import { languageOf } from '../../text/script.ts'
import type { Construct, Token } from '../tokens.ts'

export const prose: Construct = {
  name: 'prose',
  starts: null,
  maxLength: Number.POSITIVE_INFINITY,
  read: (text) => ({ kind: 'prose', language: languageOf(text) }),
  plain: { starts: /[A-Z\u4e00-\u9fff]/, read: readParagraph },
}

const LONG = 300
/** Legends are shorter. */
const LONGER = 600
const NEAR = 64
const LABEL_MARK = /[:：\]】］]/
const LIST_MARK = /[,，、;；]/
const LEGEND_MARK = /[-–—－=＝~～→>]/

/** A legend begins with a code and its mark. */
const LEGEND_NEAR = 16
/** So many long words in lower case near the beginning, and it is no list of names. */
const PROSE_WORDS = 4
const LONG_WORD = / [a-z]{5}/g

/** A long line without a sign of a label, a legend or a list of names near its beginning. */
function readParagraph(text: string): Token | null {
  if (text.length <= LONG) return null
  const near = text.slice(1, NEAR)
  if (LABEL_MARK.test(near)) return null
  if (text.length <= LONGER && LEGEND_MARK.test(near.slice(0, LEGEND_NEAR - 1))) return null
  // Chinese lists of names are short.
  const isChinese = text.charCodeAt(0) >= 0x3400
  const mayBeList = !isChinese && LIST_MARK.test(near) && (near.match(LONG_WORD)?.length ?? 0) < PROSE_WORDS
  return mayBeList ? null : { kind: 'prose', language: languageOf(text) }
}
