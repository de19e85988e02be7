// What /cite says, in both languages.

export const CITE_WORDING = {
  'cite.name': { zh: '引用', en: 'cite' },
  'cite.description': { zh: '生成引用：BibTeX、GB/T 7714、APA', en: 'A reference in BibTeX, GB/T 7714 or APA' },
  'cite.style.name': { zh: '格式', en: 'style' },
  'cite.style.description': { zh: '默认给出全部格式', en: 'All styles by default' },
  'cite.style.bibtex.name': { zh: 'BibTeX', en: 'BibTeX' },
  'cite.style.gbt7714.name': { zh: 'GB/T 7714', en: 'GB/T 7714' },
  'cite.style.apa.name': { zh: 'APA', en: 'APA' },
  'cite-menu.name': { zh: '引用此文', en: 'Cite' },
} as const
