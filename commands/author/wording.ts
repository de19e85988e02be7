// What /author says, in both languages.

export const AUTHOR_WORDING = {
  'author.name': { zh: '作者', en: 'author' },
  'author.description': {
    zh: '查看一位作者的论文，按年份和类别统计',
    en: 'Papers by an author, counted by year and category',
  },
  'author.name.name': { zh: '姓名', en: 'name' },
  'author.name.description': { zh: '作者姓名，输入时会自动补全', en: 'Name of the author; suggestions appear as you type' },
  'author.choice': { zh: '{name}（{papers} 篇）', en: '{name} ({papers} paper{s:papers})' },
  'author.which': { zh: '「{name}」可能是多位作者。要看哪一位？', en: '“{name}” may be several authors. Which one?' },
  'author.several': {
    zh: '有多位作者姓「{name}」。要看哪一位？',
    en: 'Several authors have the surname “{name}”. Which one?',
  },
  'author.none': { zh: '没有找到作者「{name}」的论文。', en: 'No paper by “{name}”.' },
} as const
