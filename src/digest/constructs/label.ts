// 作者:A Jaegle      Abstract: We …      要点：      【一句话总结】 …
// └ field └ rest
import type { Construct, LabelField } from '../tokens.ts'

const LABELS: readonly (readonly [LabelField, string])[] = [
  ['title.zh', '中文(?:标题|题目|名)|中文题名'],
  ['title.en', '英文(?:标题|题目|名)|English title'],
  ['title', '标题|题目|论文(?:标题|题目|名称)|titles?|paper title'],
  ['authors', '(?:论文)?作者|(?:全部|主要)作者|authors?'],
  ['affiliations', '(?:作者)?(?:机构|单位)|所属(?:机构|单位)|来自|affiliations?|institutions?|organi[sz]ations?'],
  ['abstract', '(?:中文|英文|论文|内容)?(?:摘要|简介|概要)|内容|(?:English |Chinese )?abstract|summary'],
  [
    'points',
    '(?:论文|主要|核心|关键)?要点|亮点|核心(?:观点|贡献)|主要贡献|key ?points?|highlights?|main points?|takeaways|key takeaways',
  ],
  [
    'takeaway',
    '一句话(?:总结|概括|概述|点评|简介)?|总结|tl;?\\s?dr|takeaway|in (?:one|a) sentence|one[- ]sentence summary|bottom line',
  ],
  ['links', '(?:论文|代码|项目|原文|相关)?(?:链接|地址|网址)|links?|resources'],
  ['categories', '(?:类别|分类|领域|方向)|category|categories|subjects?'],
  [
    'note',
    '(?:发表|发布|提交)(?:于|时间|日期)?|会议|期刊|关键词|备注|评论|点评|comments?|venue|keywords?|published(?: in| at)?|submitted',
  ],
]
const NAMED = LABELS.map(([, words], i) => `(?<f${i}>${words})`).join('|')
const LABEL = new RegExp(
  `^[\\s#*_>【[［（(]*(?:${NAMED})\\s*(?:[】\\]］）)*_]*\\s*[:：]\\s*[*_]*|[】\\]］]\\s*[:：]?\\s*|\\s*[*_]*$)`,
  'i',
)

const SHORT = 20
const NEAR = 36

/** A colon or a closing bracket near the beginning: a cheap look before the costly one. */
function hasMark(text: string): boolean {
  for (let i = 0; i < NEAR; i++) {
    const code = text.charCodeAt(i)
    if (code <= 0x7a && code !== 0x3a && code !== 0x5d) continue
    if (code === 0x3a || code === 0xff1a || code === 0x3011 || code === 0x5d || code === 0xff3d) return true
  }
  return false
}

export const label: Construct = {
  name: 'label',
  starts: /[中英标题论作全主机单所来内摘简概要亮核关一总链代项原相网地类分领方发提会期备评点a-zA-Z#*_>【[［（(]/,
  longest: Number.POSITIVE_INFINITY,
  read(text) {
    if (text.length > SHORT && !hasMark(text)) return null
    const match = LABEL.exec(text.length > 200 ? text.slice(0, 200) : text)
    if (!match?.groups) return null
    const index = LABELS.findIndex((_, i) => match.groups?.[`f${i}`] !== undefined)
    const field = LABELS[index]?.[0]
    const rest = text.slice(match[0].length).trim()
    // A bare Latin word on a line of its own is a label only with a colon or brackets around it.
    if (
      field === undefined ||
      (rest === '' && /^[a-z\s]+$/i.test(text) && !/^(?:abstract|highlights|key points|authors|affiliations)$/i.test(text))
    )
      return null
    return { kind: 'label', field, rest }
  },
}
