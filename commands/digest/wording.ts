// What /digest says, in both languages.

export const DIGEST_WORDING = {
  'digest.name': { zh: '速递', en: 'digest' },
  'digest.description': { zh: '查看某一天的论文', en: 'The papers of a day' },
  'digest.date.name': { zh: '日期', en: 'date' },
  'digest.date.description': { zh: '如 2021-07-10、昨天或 7d', en: 'Such as 2021-07-10, yesterday or 7d' },
  'digest.none': { zh: '{date} 没有速递。', en: 'There is no digest of {date}.' },
  'digest.nearest': { zh: '最近的有：{days}', en: 'The nearest days: {days}' },
  'digest.held': { zh: '这份速递因内容异常暂未发布：{why}', en: 'This digest looks wrong and is not posted yet: {why}' },
} as const
