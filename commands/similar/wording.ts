// What /similar says, in both languages.

export const SIMILAR_WORDING = {
  'similar.name': { zh: '相似', en: 'similar' },
  'similar.description': { zh: '找相似的论文，并说明相似之处', en: 'Papers like this one, and what they share' },
  'similar-menu.name': { zh: '相似论文', en: 'Similar' },
  'similar.this': { zh: '这篇论文', en: 'This paper' },
  'similar.heading': { zh: '与《{title}》相似的论文', en: 'Papers similar to “{title}”' },
  'similar.shared': { zh: '共同点：{terms}', en: 'In common: {terms}' },
  'similar.none': {
    zh: '没有找到与《{title}》相似的论文：其他论文与它的共同用词都太少。',
    en: 'No papers similar to “{title}”: none shares enough of what it is about.',
  },
} as const
