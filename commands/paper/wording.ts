// What /paper says, in both languages.

export const PAPER_WORDING = {
  'paper.name': { zh: '论文', en: 'paper' },
  'paper.description': { zh: '查看一篇论文的完整摘要', en: 'Show a paper with its full abstracts' },
} as const
