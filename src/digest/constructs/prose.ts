// Biological systems perceive the world …      生物系统通过同时处理 …
// What no other construct claimed. Language is all that its looks tell.
import { createCharacterClasses } from '../../text/character-classes.ts'
import { createCharacterTest } from '../../text/character-test.ts'
import { languageOf } from '../../text/script.ts'
import { closesSentence } from '../lines/sentence.ts'
import { mayHoldIdentifier } from '../links/identifiers.ts'
import type { Construct, Token } from '../tokens.ts'
import { legend } from './between/legend.ts'
import { figure } from './figure.ts'
import { label } from './label.ts'
import { beginsAsText } from './link.ts'
import { question } from './question.ts'
import { NUMBERED, readWords } from './words.ts'

export const prose: Construct = {
  name: 'prose',
  starts: null,
  maxLength: Number.POSITIVE_INFINITY,
  read: (text) => ({ kind: 'prose', language: languageOf(text) }),
  plain: { starts: /[A-Z\u4e00-\u9fff]/, read: (text) => (text.length > MIN_PARAGRAPH ? readParagraph(text) : readWords(text)) },
}

/** Buttons, headings of lists and lines of posting are shorter. */
const MIN_PARAGRAPH = 100
/** The end of a sentence and the beginning of the next, in a line that ends in an address. */
const SENTENCES = /[a-z]{4}\. [A-Z][a-z]*,? [a-z]/
/** Legends are shorter. */
const MAX_LEGEND = 600
/** Lines of links are shorter, and those of bare identifiers. */
const MAX_LINKS = 1000
const MAX_IDENTIFIERS = 240
/** How far from the beginning a label ends at the latest, and a legend's first pair. */
const NEAR = 48
/** The same of the first name of a picture. */
const NEAR_NAME = 112
const NAME_OF_PICTURE = /\.(?:png|jpe?g|gif|webp|bmp|svg|heic|tiff?|avif)/i
const BEGINS_PICTURE =
  /^(?:image|img|fig|screen|mmexport|clip_|wechat|qq|pasted|picture|photo|download|unnamed|[图圖截屏螢微未下])/i
/** What these and the numbers in front of titles begin with. */
const beginsMarked = createCharacterTest(/[ifsmcwqpduantv图圖截屏螢微未下论論文推第一二三四五六七八九十]/i)
/** What a legend begins with. */
const BEFORE_LEGEND = /^[A-Z图说分类注]/
const classes = createCharacterClasses(/[:：\]】］」』》*_\n|｜丨]/, /[-–—－=＝~～→>]/)
const LABEL = 1
const LEGEND = 2

/**
 * A whole sentence, or several, in a line that is too long for anything shorter, without a sign
 * near its beginning of what begins otherwise.
 */
function readParagraph(text: string): Token | null {
  const { length } = text
  if (length <= MIN_PARAGRAPH || !(closesSentence(text) || text.includes('。') || SENTENCES.test(text))) return null
  const near = classes.inText(text, 1, NEAR)
  if ((near & LABEL) !== 0 && isLabelled(text)) return null
  if (length <= MAX_LEGEND && (near & LEGEND) !== 0 && BEFORE_LEGEND.test(text) && legend.read(text) !== null) return null
  if (beginsMarked(text.charCodeAt(0)) && (NUMBERED.test(text) || (BEGINS_PICTURE.test(text) && figure.read(text) !== null)))
    return null
  return holdsName(text) || (length <= MAX_LINKS && mayBeLinks(text)) ? null : { kind: 'prose', language: languageOf(text) }
}

/** A colon or a bracket near the beginning, and what it makes of the words in front of it. */
function isLabelled(text: string): boolean {
  return (
    label.read(text) !== null ||
    question.read(text) !== null ||
    text.includes('：//') ||
    (text.length <= MAX_LEGEND && legend.read(text) !== null)
  )
}

function holdsName(text: string): boolean {
  const stop = text.indexOf('.')
  return stop !== -1 && stop < NEAR_NAME && NAME_OF_PICTURE.test(text.slice(0, NEAR_NAME))
}

function mayBeLinks(text: string): boolean {
  if (text.length > MAX_IDENTIFIERS) return text.includes('://') && !beginsAsText(text)
  return text.includes('/') || mayHoldIdentifier(text)
}
