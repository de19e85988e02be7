// 论文提出了一种新的方法      VersBand是一个多任务歌曲生成框架
// A title in Chinese on a line of its own, known at a glance as nothing but words: each of its
// signs is one that another construct asks for.
import { createCharacterTest } from '../../text/character-test.ts'
import { languageOf } from '../../text/script.ts'
import { simplifiedText } from '../../text/traditional.ts'
import type { Token } from '../tokens.ts'
import { labelWords, MAX_LABEL } from './label-words.ts'

/** A number in front of a title or a point. */
export const NUMBERED =
  /^(?:(?:(?:论文|論文|文章|paper|article|推荐|推薦|top)\s?[#-]?\s?|第\s?|(?:no|vol)\.\s?)[\d０-９一二三四五六七八九十]|[一二三四五六七八九十]{1,3}\s*[、.．])/i
/** Chinese words, names in Latin letters of one word or more, quotations, remarks in brackets. */
const WORD = '(?:[\\u4e00-\\u9fffA-Za-z\\d（）()“”"+-]|(?<=[A-Za-z\\d]) (?=[A-Za-z\\d(]))'
/**
 * A line of nothing but words, with commas behind where a list of names has its first. A name in
 * front is longer than a category, and no list of names has one that goes on in Chinese.
 */
const WORDS = new RegExp(
  `^(?:[\\u4e00-\\u9fff]${WORD}{5,69}(?:(?<=.{14})[，、](?:${WORD}|[，、]){1,60})?|[A-Z][A-Za-z\\d-]{3,30}[\\u4e00-\\u9fff]${WORD}{3,69}(?:[，、]${WORD}{1,60}){0,2})$`,
)
const MAX_WORDS = 70
/** What a line in between, a stamp, a venue or an identifier has. */
const BETWEEN =
  /丨|值得|推[荐薦]|另[外有]|其[他它]|[还還]有|更多|延伸|重[点點]|精[选選]|主要|featured|[机機]器翻[译譯]|arxiv|openreview|\d-\d|\d[年月]|(?:19|20)\d{2}|被|[发發]表|收[录錄]|[录錄]用|入[选選]|accepted|appear|published|-[-\u4e00-\u9fff]|[(（]共?\d/i
/** What counters and greetings begin with. */
const COUNTER = /^(?:from|views?|likes?|comments?|shares?)/i
/** What buttons, numbers, pictures, legends and stamps begin with in Chinese. */
const OTHERS = new Set(
  '一二三四五六七八九十第图截屏萤微未下说分类注完全正已发收录投入中会期最近上编修更首创推阅赞在喜点转评浏播粉关条展查原网显写留精添举复预继轻向知设返回广组用作所封头来责排校审译策监美运供今昨前星周早晚各亲读朋同老大新节国元春圣以内摘翻由机此敬祝顺参引脚释附相猜往寄从真还',
)
const mayBeginWords = createCharacterTest(
  (character) => /[A-Z\u4e00-\u9fff]/.test(character) && !OTHERS.has(simplifiedText(character)),
)

const FIRST = new Set([...labelWords.keys()].map((word) => word.charAt(0)))
const LAST = new Set([...labelWords.keys()].map((word) => word.charAt(word.length - 1)))
const beginsLabel = createCharacterTest((character) => FIRST.has(simplifiedText(character).toLowerCase()))
const endsLabel = createCharacterTest((character) => LAST.has(simplifiedText(character).toLowerCase()))

function isLabel(text: string): boolean {
  const mayBe = text.length <= MAX_LABEL && beginsLabel(text.charCodeAt(0)) && endsLabel(text.charCodeAt(text.length - 1))
  return mayBe && labelWords.has(simplifiedText(text).toLowerCase())
}

/** Null where the line may be anything else. */
export function readWords(text: string): Token | null {
  if (text.length > MAX_WORDS || !mayBeginWords(text.charCodeAt(0)) || !WORDS.test(text)) return null
  if (isLabel(text)) return null
  return BETWEEN.test(text) || NUMBERED.test(text) || COUNTER.test(text) ? null : { kind: 'prose', language: languageOf(text) }
}
