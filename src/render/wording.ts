// The words that stand in posted messages, in both languages side by side.
import type { LanguageChoice } from './message.ts'

export const WORDS = {
  authors: { zh: '作者', en: 'Authors' },
  affiliations: { zh: '机构', en: 'Affiliations' },
  category: { zh: '类别', en: 'Category' },
  takeaway: { zh: '一句话总结', en: 'In one sentence' },
  points: { zh: '要点', en: 'Key points' },
  updated: { zh: '已更新', en: 'updated' },
  readAll: { zh: '全文', en: 'Read all' },
  similar: { zh: '相似', en: 'Similar' },
  save: { zh: '收藏', en: 'Save' },
  code: { zh: '代码', en: 'Code' },
  weibo: { zh: '微博', en: 'Weibo' },
  paper: { zh: '原文', en: 'Paper' },
  more: { zh: '全文请按下方「全文」', en: 'the rest: button “Read all” below' },
  search: { zh: '搜索', en: 'Search' },
  latest: { zh: '最新速递', en: 'Latest papers' },
  subscribe: { zh: '订阅', en: 'Subscribe' },
  briefs: { zh: '另外几篇值得关注的论文', en: 'Also worth reading' },
  openOne: { zh: '选择论文查看', en: 'Open a paper…' },
  dayOfPapers: { zh: 'AI 论文速递', en: 'AI papers' },
  promoted: { zh: '由简短列表升为详细介绍', en: 'promoted from the short list' },
  noDate: { zh: '日期不详', en: 'no date' },
} as const satisfies Record<string, { zh: string; en: string }>

/** Wording with a number or a date in it. */
export const PHRASES = {
  position: {
    zh: (n: number, total: number | undefined) => (total === undefined ? `第 ${n} 篇` : `第 ${n} 篇，共 ${total} 篇`),
    en: (n: number, total: number | undefined) => (total === undefined ? `no. ${n}` : `${n} of ${total}`),
  },
  moreNames: { zh: (n: number) => `等（另有 ${n}）`, en: (n: number) => `and ${n} more` },
  morePapers: { zh: (n: number) => `另有 ${n} 篇`, en: (n: number) => `${n} more` },
  papers: { zh: (n: number) => `${n} 篇`, en: (n: number) => (n === 1 ? '1 paper' : `${n} papers`) },
  removed: {
    zh: (date: string) => `已从 ${date} 的速递中撤下`,
    en: (date: string) => `removed from the digest of ${date}`,
  },
  movedFrom: { zh: (date: string) => `日期已更正，原为 ${date}`, en: (date: string) => `date corrected, was ${date}` },
  seen: { zh: (date: string) => `已于 ${date} 发布`, en: (date: string) => `posted on ${date}` },
} as const

interface PhrasePair<Args extends readonly unknown[]> {
  readonly zh: (...args: Args) => string
  readonly en: (...args: Args) => string
}

export function phrase<Args extends readonly unknown[]>(pair: PhrasePair<Args>, language: LanguageChoice, ...args: Args): string {
  return language === 'both' ? `${pair.zh(...args)} / ${pair.en(...args)}` : pair[language](...args)
}
