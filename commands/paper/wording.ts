// What /paper says, in both languages.

export const PAPER_WORDING = {
  'paper.name': { zh: '论文', en: 'paper' },
  'paper.description': { zh: '查看一篇论文的完整摘要', en: 'Show a paper with its full abstracts' },
  'paper.more.similar': { zh: '相似论文', en: 'Similar papers' },
  'paper.more.cite': { zh: '引用格式', en: 'Cite' },
  'paper.more.share': { zh: '分享到本频道', en: 'Share in this channel' },
  'paper.more.author': { zh: '{name} 的论文', en: 'Papers by {name}' },
  'paper.more.affiliation': { zh: '{name} 的论文', en: 'Papers from {name}' },
  'paper.more.day': { zh: '{date} 的速递', en: 'Digest of {date}' },
} as const
