// What /similar says, in both languages.

export const SIMILAR_WORDING = {
  'similar.name': { zh: '相似', en: 'similar' },
  'similar.description': { zh: '找相似的论文，并说明为何相似', en: 'Papers like this one, each with why' },
  'similar-menu.name': { zh: '相似论文', en: 'Similar' },
  'similar.heading': { zh: '与此相似', en: 'Similar papers' },
  'similar.shared': { zh: '共同：{terms}', en: 'In common: {terms}' },
  'similar.none': { zh: '没有找到与《{title}》相似的论文。', en: 'No paper is similar to “{title}”.' },
} as const
