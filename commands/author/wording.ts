// What /author says, in both languages.

export const AUTHOR_WORDING = {
  'author.name': { zh: '作者', en: 'author' },
  'author.description': {
    zh: '一位作者的论文，以及各年份、各类别的篇数',
    en: 'Papers of an author, counted by year and category',
  },
  'author.name.name': { zh: '姓名', en: 'name' },
  'author.name.description': { zh: '作者姓名，输入几个字母即有补全', en: 'Name of the author; suggestions appear as you type' },
  'author.choice': { zh: '{name}（{papers} 篇）', en: '{name} ({papers} paper{s:papers})' },
  'author.several': {
    zh: '「{name}」可能指多位作者。要看哪一位？',
    en: 'Several authors are called “{name}”. Which one?',
  },
  'author.none': { zh: '没有找到作者「{name}」的论文。', en: 'No paper by “{name}”.' },
} as const
