// What /digest says, in both languages.

export const DIGEST_WORDING = {
  'digest.name': { zh: '速递', en: 'digest' },
  'digest.description': { zh: '查看某一天的论文', en: 'The papers of a day' },
  'digest.date.name': { zh: '日期', en: 'date' },
  'digest.date.description': { zh: '如 2021-07-10、昨天或 7d', en: 'Such as 2021-07-10, yesterday or 7d' },
  'digest.none': { zh: '{date} 没有速递。', en: 'No digest for {date}.' },
  'digest.nearest': { zh: '离这天最近的速递：{days}', en: 'Nearest digests: {days}' },
  'digest.held': {
    zh: '这份速递似乎不完整，已暂缓发送：{why}',
    en: 'This digest is on hold because it looks incomplete: {why}',
  },
} as const
