// What /affiliation says, in both languages.

export const AFFILIATION_WORDING = {
  'affiliation.name': { zh: '机构', en: 'affiliation' },
  'affiliation.description': {
    zh: '查看一个机构的论文，按年份和类别统计',
    en: 'Papers from an institution, counted by year and category',
  },
  'affiliation.name.name': { zh: '名称', en: 'name' },
  'affiliation.name.description': { zh: '机构名称，如 DeepMind 或 清华', en: 'Name of the institution, such as DeepMind' },
  'affiliation.none': { zh: '没有找到机构「{name}」的论文。', en: 'No paper from “{name}”.' },
} as const
