// 另外几篇值得关注的论文:      其他值得关注的论文      ## Also worth reading      【值得关注的几篇论文】
import type { Construct } from '../tokens.ts'

const CHINESE =
  /^[\s#*_【[（(—–=>·]*(?:(?:另外|其他|其它|此外|还有|另有|更多|以下|下面|今日|今天|本期|另)[^。,，:：]{0,12})?(?:值得|推荐|重点)[^。,，:：]{0,10}(?:论文|文章|工作|研究|paper)[^。,，:：]{0,6}[\s#*_】\])）:：—–=·]*$/i
const CHINESE_SHORT =
  /^[\s#*_【[（(—–=>·]*(?:(?:另外|其他|其它|还有|另有|更多)(?:的|几|一些|\d{0,2}|[一二三四五六七八九十两]{0,2})?篇?(?:的|相关|精选)?(?:论文|文章|推荐|paper)s?|值得(?:关注|一读|一看)|延伸阅读|推荐阅读)[\s#*_】\])）:：—–=·]*$/i
const ENGLISH =
  /^[\s#*_【[(—–=>·-]*(?:(?:also|further|other|more|others|some other|a few (?:other|more)|several other|additional)\b[\w\s,'’-]{0,40}\b(?:reading|papers?|worth|noting|noteworthy|attention|interest|mentions?|a look|works?)|also (?:worth|of|notable|recommended|noteworthy)\b[\w\s'’-]{0,30}|(?:papers? )?worth (?:reading|noting|a look|attention|watching|your (?:time|attention))|hono(?:u)?rable mentions?|in brief|briefly noted)[\s#*_】\]):：—–=·.-]*$/i

export const section: Construct = {
  name: 'section',
  starts: /[另其此还更以下今本值推重延a-zA-Z#*_【[（(—–=>·-]/,
  longest: 70,
  read: (text) => (CHINESE.test(text) || CHINESE_SHORT.test(text) || ENGLISH.test(text) ? { kind: 'section' } : null),
}
