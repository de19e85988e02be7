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
const NEAR = 64

/** A long line that begins with words alone: no colon, comma, dash, bracket or address near its beginning. */
function readParagraph(text: string): Token | null {
  if (text.length <= LONG) return null
  for (let i = 1; i < NEAR; i++) {
    const code = text.charCodeAt(i)
    const isWord =
      (code >= 97 && code <= 122) || code === 0x20 || (code >= 65 && code <= 90) || (code >= 0x4e00 && code <= 0x9fff)
    // Chinese punctuation within a sentence; its colon and brackets are marks.
    if (!isWord && code !== 0x2e && code !== 0x3002 && code !== 0x27) return null
  }
  return { kind: 'prose', language: languageOf(text) }
}
