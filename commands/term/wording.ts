// What /term says, in both languages.

export const TERM_WORDING = {
  'term.name': { zh: '术语', en: 'term' },
  'term.description': { zh: '从库中的论文查术语的中英对照', en: 'A term in both languages, drawn from the papers' },
  'term.word.name': { zh: '词语', en: 'word' },
  'term.word.description': {
    zh: '中文或英文，如 扩散模型 或 diffusion model',
    en: 'Chinese or English, such as diffusion model',
  },
  'term.heading': { zh: '「{word}」的对照', en: '“{word}” in both languages' },
  'term.near': { zh: '常同时出现：{terms}', en: 'Often beside it: {terms}' },
  'term.none': { zh: '论文里没有找到「{word}」的对照。', en: 'The papers have no counterpart of “{word}”.' },
} as const
