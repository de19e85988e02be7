// What /trends says, in both languages.

export const TRENDS_WORDING = {
  'trends.name': { zh: '趋势', en: 'trends' },
  'trends.description': {
    zh: '近几周上升的词语和类别',
    en: 'Terms and categories that rose in the last weeks',
  },
  'trends.weeks.name': { zh: '周数', en: 'weeks' },
  'trends.weeks.description': { zh: '看几周，2 到 52，默认 8', en: 'How many weeks, 2 to 52; 8 by default' },
  'trends.title': { zh: '{weeks} 周趋势（{from} 至 {to}）', en: 'Trends over {weeks} weeks ({from} to {to})' },
  'trends.papers': { zh: '{papers} 篇论文', en: '{papers} paper{s:papers}' },
  'trends.terms-zh': { zh: '上升的中文词语', en: 'Rising Chinese terms' },
  'trends.terms-en': { zh: '上升的英文词语', en: 'Rising English terms' },
  'trends.categories': { zh: '上升的类别', en: 'Rising categories' },
  'trends.line': { zh: '{papers} 篇，×{rise}', en: '{papers} paper{s:papers}, ×{rise}' },
  'trends.none': {
    zh: '论文还太少，看不出趋势。至少需要两周的速递。',
    en: 'Not enough papers to show a trend yet: at least two weeks of digests are needed.',
  },
  'trends.alt': { zh: '条形图：{items}', en: 'Bar chart: {items}' },
} as const
