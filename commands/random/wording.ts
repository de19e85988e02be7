// What /random says, in both languages.

export const RANDOM_WORDING = {
  'random.name': { zh: '随机', en: 'random' },
  'random.description': { zh: '随机看一篇论文', en: 'A random paper' },
  'random.any': { zh: '任意类别', en: 'Any category' },
  'random.none': { zh: '类别 {category} 里没有论文。', en: 'No papers in {category}.' },
} as const
