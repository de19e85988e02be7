// Biological systems perceive the world …      生物系统通过同时处理 …
// What no other construct claimed. Language is all that its looks tell.
import { createCharacterClasses } from '../../text/character-classes.ts'
import { createCharacterTest } from '../../text/character-test.ts'
import { languageOf } from '../../text/script.ts'
import { simplifiedText } from '../../text/traditional.ts'
import { closesSentence } from '../lines/sentence.ts'
import { mayHoldIdentifier } from '../links/identifiers.ts'
import type { Construct, Token } from '../tokens.ts'
import { labelWords } from './label-words.ts'

export const prose: Construct = {
  name: 'prose',
  starts: null,
  maxLength: Number.POSITIVE_INFINITY,
  read: (text) => ({ kind: 'prose', language: languageOf(text) }),
  plain: { starts: /[A-Z\u4e00-\u9fff]/, read: (text) => (text.length > MIN_PARAGRAPH ? readParagraph(text) : readWords(text)) },
}

/**
 * A line of nothing but Chinese words, with names in Latin letters and short remarks in brackets
 * between them, and commas behind where a list of names has its first. A name in front is longer
 * than a category.
 */
const WORDS =
  /^(?:[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\d（）()-]{8,69}(?:(?<=.{14})[，、][\u4e00-\u9fffA-Za-z\d（）()，、-]{1,60})?|[A-Z][A-Za-z\d-]{3,30}[\u4e00-\u9fff][\u4e00-\u9fffA-Za-z\d（）()-]{9,69})$/
const MAX_WORDS = 70
/** What a line in between, a stamp, a venue or an identifier has. */
const BETWEEN =
  /值得|推[荐薦]|另[外有]|其[他它]|[还還]有|更多|延伸|重[点點]|精[选選]|主要|featured|[机機]器翻[译譯]|arxiv|openreview|\d-\d|\d[年月]|(?:19|20)\d{2}|被|[发發]表|收[录錄]|[录錄]用|入[选選]|accepted|appear|published|-[-\u4e00-\u9fff]|[(（]共?\d/i
/** What counters and greetings begin with. */
const COUNTER = /^(?:from|views?|likes?|comments?|shares?)/i
/** What buttons, numbers, pictures, legends and stamps begin with in Chinese. */
const OTHERS = new Set(
  '一二三四五六七八九十第图截屏萤微未下说分类注完全正已发收录投入中会期最近上编修更首创推阅赞在喜点转评浏播粉关条展查原网显写留精添举复预继轻向知设返回广组用作所封头来责排校审译策监美运供今昨前星周早晚各亲读朋同老大新节国元春圣以内摘翻由机此敬祝顺参引脚释附相猜往',
)
const mayBeginWords = createCharacterTest(
  (character) => /[A-Z\u4e00-\u9fff]/.test(character) && !OTHERS.has(simplifiedText(character)),
)

/** A title in Chinese on a line of its own. */
function readWords(text: string): Token | null {
  if (text.length > MAX_WORDS || !mayBeginWords(text.charCodeAt(0)) || !WORDS.test(text)) return null
  return labelWords.has(simplifiedText(text).toLowerCase()) || BETWEEN.test(text) || NUMBERED.test(text) || COUNTER.test(text)
    ? null
    : { kind: 'prose', language: languageOf(text) }
}

/** Buttons, headings of lists and lines of posting are shorter. */
const MIN_PARAGRAPH = 100
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
/** A number in front of a title or a point. */
const NUMBERED =
  /^(?:(?:(?:论文|論文|文章|paper|article|推荐|推薦|top)\s?[#-]?\s?|第\s?|no\.\s?)[\d０-９一二三四五六七八九十]|[一二三四五六七八九十]{1,3}\s*[、.．])/i
/** What either of the two begins with. */
const beginsMarked = createCharacterTest(/[ifsmcwqpduant图圖截屏螢微未下论論文推第一二三四五六七八九十]/i)
/** What a legend begins with. */
const BEFORE_LEGEND = /^[A-Z图说分类注]/
const classesOf = createCharacterClasses(/[:：\]】］」』》*_\n|｜丨]/, /[-–—－=＝~～→>]/)
const LABEL = 1
const LEGEND = 2

/**
 * A whole sentence, or several, in a line that is too long for anything shorter, without a sign
 * near its beginning of what begins otherwise.
 */
function readParagraph(text: string): Token | null {
  const { length } = text
  if (length <= MIN_PARAGRAPH || !(closesSentence(text) || text.includes('。'))) return null
  const near = classesOf(text, 1, NEAR)
  if ((near & LABEL) !== 0 || (length <= MAX_LEGEND && (near & LEGEND) !== 0 && BEFORE_LEGEND.test(text))) return null
  if (beginsMarked(text.charCodeAt(0)) && (NUMBERED.test(text) || BEGINS_PICTURE.test(text))) return null
  return holdsName(text) || (length <= MAX_LINKS && mayBeLinks(text)) ? null : { kind: 'prose', language: languageOf(text) }
}

function holdsName(text: string): boolean {
  const stop = text.indexOf('.')
  return stop !== -1 && stop < NEAR_NAME && NAME_OF_PICTURE.test(text.slice(0, NEAR_NAME))
}

function mayBeLinks(text: string): boolean {
  if (text.length > MAX_IDENTIFIERS) return text.includes('://')
  return text.includes('/') || mayHoldIdentifier(text)
}
