// The words that name a field in front of it. A word is looked up whole, simplified and in lower
// case, so that a new one is a word in this table and nothing else.
import type { LabelField } from '../tokens.ts'

/** Questions and answers are numbered: they have a construct of their own. */
type WordField = Exclude<LabelField, 'question' | 'answer'>

/** Alternatives in brackets, as in `{论文|主要|}要点`, are every one of them a word. */
const WORDS: Readonly<Record<WordField, string>> = {
  'title.zh':
    '中文{标题|题目|名|题名|译名} 译名 标题翻译 {标题|题目|title}({中文|中|zh|cn}) {标题|题目|title}（{中文|中|zh|cn}） chinese_title title_({chinese|zh|cn})',
  'title.en':
    '英文{标题|题目|名|原题} 原标题 原题 {标题|题目|title}({英文|英|en}) {标题|题目|title}（{英文|英|en}） english_title title_({english|en})',
  title: '{论文|文章|}{标题|题目|题名} 论文{名称|名} 篇名 title titles paper_title',
  authors: '{论文|全部|主要|文章|}作者 作者{列表|名单|团队|信息} author authors author(s) author_list',
  affiliations:
    "{作者|所属|所在|研究|发表|论文|}{机构|单位} 来自 {研究|作者}团队 学校 {first_author|first_author's|author|authors'|author's}_{affiliation|affiliations|institution} {第一作者|一作|通讯作者}{单位|机构} affiliation affiliations affiliation(s) institution institutions institution(s) institute institutes organi{z|s}ation organi{z|s}ations",
  abstract:
    '{主要|}内容 {中文|英文|论文|内容|文章|}{摘要|简介|概要|概述|介绍} 摘要{翻译|原文} {参考|机器|中文|}{翻译|译文} 中译 机翻 {abstract|summary}_({en|zh|cn|english|chinese}) {摘要|abstract}({中|英|中文|英文|en|zh|cn}) {摘要|abstract}（{中|英|中文|英文|en|zh|cn}） {摘要|abstract}_({中|英|中文|英文|en|zh|cn}) {english|chinese}_abstract abstract abstract_(english) abstract_(chinese) summary overview',
  points:
    '{论文|主要|核心|关键|文章|摘要|内容|}要点 要点{总结|归纳} {论文|研究|}亮点 关键点 创新点 创新之处 核心{观点|贡献|内容|创新|思想} 主要创新 主要{贡献|观点} key_point key_points keypoint keypoints highlight highlights main_point main_points takeaways key_takeaways {main|key}_contributions contributions',
  aspect:
    '{研究|论文|}{动机|背景|方法|目的|问题|意义|思路} {研究|实验|主要|}{结果|结论} 优势 优点 贡献 创新 挑战 局限 局限性 不足 价值 做法 实验 效果 发现',
  takeaway:
    '一句话 一句话{要点|亮点|总结|概括|概述|点评|简介|摘要|介绍|解读|描述} 总结 tldr tl;dr tl_dr tl;_dr takeaway in_{one|a}_sentence one-sentence_summary one_sentence_summary one-line_summary bottom_line',
  links:
    '{论文|代码|项目|原文|相关|文章|}{链接|连结|地址|网址} 链接地址 网页链接 {项目|论文|代码|}{主页|页面} 论文 代码 源码 原文 项目 文章 数据{集|} 演示 开源{地址|代码|} link links url urls resources resource arxiv arxiv_id arxiv{链接|地址|编号} pdf {paper|code|project|data|dataset|demo|source|pdf|github|arxiv|abs|abstract}_{link|links|url|page} paper code codes github project project_page homepage home page website dataset datasets demo video view doi html',
  categories:
    '{研究|所属|论文|学科|主要|arxiv|arxiv所属|}{类别|分类|领域|方向} 学科 category categories subject subjects primary_category primary_subject field fields',
  note: '{发表|发布|提交|更新|收录}{于|时间|日期|} 日期 时间 会议 期刊 关键词 标签 备注 评论 点评 注释 来源 页数 引用 评分 {相关|推荐|推荐阅读}{度|指数|理由} comment comments venue keyword keywords tags published published_in published_at submitted submitted_on date updated source score journal journal_ref journal-ref report-no report_no acm-class msc-class license conference',
}

export const MAX_LABEL = 28

/** Each label of a title has one of these: a cheap look in front of the table. */
export const OF_TITLES = /[题題名译譯文]|title/i

export const labelWords: ReadonlyMap<string, LabelField> = new Map(
  (Object.entries(WORDS) as [WordField, string][]).flatMap(([field, words]) =>
    words.split(' ').flatMap((word) => expand(word.replaceAll('_', ' ')).map((one) => [one, field] as const)),
  ),
)

/** `{a|b|}c` → `ac`, `bc`, `c`. */
function expand(word: string): string[] {
  const match = /\{([^}]*)\}/.exec(word)
  if (match === null) return [word]
  const [whole, choices = ''] = match
  return choices.split('|').flatMap((choice) => expand(word.replace(whole, () => choice)))
}
