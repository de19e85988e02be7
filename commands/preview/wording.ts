// What /preview says, in both languages.

export const PREVIEW_WORDING = {
  'preview.name': { zh: '预览', en: 'preview' },
  'preview.description': {
    zh: '预演：会发什么，每篇没发的为什么',
    en: 'The rehearsal: what would be posted, and why the rest would not',
  },
  'preview.subscription.name': { zh: '订阅', en: 'subscription' },
  'preview.subscription.description': { zh: '哪个订阅；默认是本频道的', en: 'Which subscription; this channel’s if left out' },
  'preview.date.name': { zh: '日期', en: 'date' },
  'preview.date.description': { zh: '哪一天的日报；默认最新', en: 'The digest of which day; the newest if left out' },
  'preview.no-subscription': {
    zh: '没有这个订阅。请从补全列表中选择。',
    en: 'There is no such subscription. Choose from the suggestions.',
  },
  'preview.heading': {
    zh: '**预演** · <#{channel}> · {date}：{messages} 条消息，只有你看得见。',
    en: '**Rehearsal** · <#{channel}> · {date}: {messages} messages, seen by you alone.',
  },
  'preview.part': { zh: '下面是第 {first} 到 {last} 条。', en: 'Numbers {first} to {last} follow.' },
  'preview.which': { zh: '预览哪个订阅？', en: 'Rehearse which subscription?' },
  'preview.in-file': { zh: '其余的在文件里。', en: 'The others stand in the file.' },
  'preview.button.next': { zh: '接下来 {count} 条', en: 'Next {count}' },
  'preview.nothing': {
    zh: '{date} 没有日报，<#{channel}> 什么也不会收到。',
    en: 'There is no digest of {date}; <#{channel}> would get nothing.',
  },
  'preview.left-out': { zh: '不发的 {count} 篇：', en: '{count} left out:' },
  'left-out.not-starred': { zh: '没有加星', en: 'not starred' },
  'left-out.not-featured': { zh: '不是详细介绍的', en: 'not featured' },
  'left-out.category': { zh: '类别不符', en: 'another category' },
  'left-out.author': { zh: '作者不符', en: 'none of the authors' },
  'left-out.affiliation': { zh: '机构不符', en: 'none of the affiliations' },
  'left-out.no-included-word': { zh: '没有要找的词', en: 'none of the words' },
  'left-out.excluded-word': { zh: '有被排除的词', en: 'an excluded word' },
  'left-out.seen-before': { zh: '以前发过', en: 'posted before' },
  'left-out.over-the-most': { zh: '超过每次最多篇数', en: 'beyond the most at a time' },
} as const
