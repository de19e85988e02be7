// [返回目录](../index.md)      [![Badge](https://img.example/a.svg)](https://…)
// [Example Index](https) -      [!TIP]      [^1]: a note
// Links to other places of the same site, pictures that are links, and the marks of boxes. They say
// nothing of any paper.
import type { Construct } from '../../tokens.ts'

const LINKS =
  /^(?:[-*•·|\s>]*!?\[(?:!\[[^\]\n]{0,200}\]\([^)\n]{0,2000}\)|[^[\]\n]{0,200})\]\((?!\s*<?https?:\/\/)[^)\n]{0,2000}\)[-–—|·•\s]*)+$/i
const BADGES =
  /^(?:\s*\[!\[[^\]\n]{0,200}\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,80}\])\](?:\([^)\n]{0,2000}\)|\[[^\]\n]{0,80}\])\s*)+$/
const FOOTNOTE = /^\[\^[^\]\s]{1,20}\]\s*[:：]/
const BOX = /^\[!(?:tip|note|important|warning|caution|info|abstract|summary)\][+-]?$/i

export const navigation: Construct = {
  name: 'navigation',
  starts: /[[\-*•·|!\s>]/,
  maxLength: 1000,
  read(text) {
    if (text.startsWith('[^')) return FOOTNOTE.test(text) ? PAGE : null
    if (!text.includes('](') && !text.includes('][')) return BOX.test(text) ? PAGE : null
    if (/^!\[/.test(text)) return null
    return LINKS.test(text) || BADGES.test(text) ? PAGE : null
  },
}

const PAGE = { kind: 'boilerplate', closes: false } as const
