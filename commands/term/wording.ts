// What /term says, in both languages.

export const TERM_WORDING = {
  'term.name': { zh: '术语', en: 'term' },
  'term.description': { zh: '查术语的中英对照，取自库中的论文', en: 'Look up a term in the other language, from the papers' },
  'term.word.name': { zh: '词语', en: 'word' },
  'term.word.description': {
    zh: '中文或英文，如 扩散模型 或 diffusion model',
    en: 'Chinese or English, such as diffusion model',
  },
  'term.heading': { zh: '「{word}」的中英对照', en: '“{word}” in both languages' },
  'term.near': { zh: '常一起出现：{terms}', en: 'Often used with: {terms}' },
  'term.none': {
    zh: '没有找到「{word}」的中英对照，换个词试试。',
    en: 'No translation of “{word}” found in the papers. Try another word.',
  },
} as const
