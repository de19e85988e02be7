// 另外几篇值得关注的论文:      其他值得关注的论文      ## Also worth reading
// 【值得关注的几篇论文】      重点论文:
import { isCjk } from '../../../text/script.ts'
import { simplifiedText } from '../../../text/traditional.ts'
import type { Construct } from '../../tokens.ts'

const OPEN = '^[\\s#*_【[（(—–=>·-]*'
const CLOSE = '[\\s#*_】\\])）:：—–=·.…-]*$'
const MORE = '(?:[（(](?:续|二|三|四|\\d{1,2})[）)])?'
const PAPERS = '(?:论文|文章|paper)s?'

/** A Chinese title may well speak of 推荐 and 研究; only these words together are a heading. */
const CHINESE = new RegExp(
  `${OPEN}(?:(?=[^。,，:：]{0,30}${PAPERS}|(?:另外|其他|其它|还有|另有|以下)[^。,，:：]{0,12}值得[^。,，:：]{0,12}(?:工作|研究))[^。,，:：]{0,16}值得[^。,，:：]{0,16}|(?:另外|其他|其它|另有|更多|今日|今天|本期)?[^。,，:：]{0,4}推荐(?:的|几篇|阅读){0,2}${PAPERS})${MORE}${CLOSE}`,
  'i',
)
const CHINESE_SHORT = new RegExp(
  `${OPEN}(?:另外(?:的)?[几两二三四五六七八九十\\d]{1,2}篇|(?:另外|其他|其它|还有|另有|更多)(?:的|几|一些|\\d{0,2}|[一二三四五六七八九十两]{0,2})?篇?(?:的|相关|精选)?(?:${PAPERS}|推荐)|值得(?:关注|一读|一看)|延伸阅读|推荐阅读)${MORE}${CLOSE}`,
  'i',
)
const ENGLISH = new RegExp(
  `${OPEN}(?:(?:also|further|other|more|others|some other|a few (?:other|more)|several other|additional)\\b[\\w\\s,'’-]{0,40}\\b(?:reading|papers?|worth|noting|noteworthy|attention|interest|mentions?|a look|works?)|also (?:worth|of|notable|recommended|noteworthy)\\b[\\w\\s'’-]{0,30}|(?:papers? )?worth (?:reading|noting|a look|attention|watching|your (?:time|attention))|hono(?:u)?rable mentions?|in brief|briefly noted|others(?=\\s*[:：]))${MORE}${CLOSE}`,
  'i',
)
const FEATURED = new RegExp(
  `${OPEN}(?:(?:今日|今天|本期)?(?:重点|精选|主要)(?:关注|推荐|推介)?(?:的)?(?:论文|文章)|featured papers?)${CLOSE}`,
  'i',
)

const ENGLISH_WORDS = /read|paper|worth|not(?:ing|ed|able|eworthy)|attention|interest|mention|look|work|brief|others|recommended/i
/**
 * Each of the patterns with Chinese in it wants one of these: a cheap look before the costly ones.
 */
const WORDS = /值得|推荐|另[外有]|其[他它]|还有|更多|延伸阅读|重点|精选|主要|featured/i

/** The title of a paper may say so. */
const HEADING = /^(?:\d{1,5}[、.] ?)?\[[A-Z]{2,3}\] [A-Z\d]/

/** As nearly every digest writes it. */
const USUAL = /^另外几篇值得关注的论文[:：]?$/

export const section: Construct = {
  name: 'section',
  starts: null,
  maxLength: 70,
  plain: { starts: /另/, read: (text) => (USUAL.test(text) ? { kind: 'section', listed: true } : null) },
  read(written) {
    const text = simplifiedText(written)
    if (!isCjk(text.charCodeAt(0)) && ENGLISH_WORDS.test(text) && ENGLISH.test(text)) return { kind: 'section', listed: true }
    if (!WORDS.test(text) || HEADING.test(text)) return null
    if (FEATURED.test(text)) return { kind: 'section', listed: false }
    return CHINESE.test(text) || CHINESE_SHORT.test(text) ? { kind: 'section', listed: true } : null
  },
}
