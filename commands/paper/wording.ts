// What /paper says, in both languages.

export const PAPER_WORDING = {
  'paper.name': { zh: '论文', en: 'paper' },
  'paper.description': { zh: '查看一篇论文的全文摘要', en: 'Show one paper whole' },
} as const
