// What /preview says, in both languages.

export const PREVIEW_WORDING = {
  'preview.name': { zh: '预览', en: 'preview' },
  'preview.description': {
    zh: '预览将发送的论文及未入选原因',
    en: 'Preview what would be posted, and why papers were left out',
  },
  'preview.subscription.name': { zh: '订阅', en: 'subscription' },
  'preview.subscription.description': { zh: '哪个订阅；默认是本频道的', en: 'Which subscription; this channel’s by default' },
  'preview.date.name': { zh: '日期', en: 'date' },
  'preview.date.description': { zh: '哪一天的速递；默认最新', en: 'The digest of which day; the newest by default' },
  'preview.no-subscription': {
    zh: '没有这个订阅。请从补全列表中选择。',
    en: 'No such subscription. Choose one from the suggestions.',
  },
  'preview.heading': {
    zh: '**预览** · <#{channel}> · {date}：{messages} 条消息，仅你可见。',
    en: '**Preview** · <#{channel}> · {date}: {messages} message{s:messages}, visible only to you.',
  },
  'preview.part': { zh: '下面是第 {first} 到 {last} 条。', en: 'Messages {first} to {last}:' },
  'preview.which': { zh: '预览哪个订阅？', en: 'Preview which subscription?' },
  'preview.in-file': { zh: '其余的在附件里。', en: 'The others are in the file.' },
  'preview.button.next': { zh: '接下来 {count} 条', en: 'Next {count}' },
  'preview.nothing': {
    zh: '{date} 没有速递，<#{channel}> 不会收到论文。',
    en: 'No digest for {date}; nothing would be posted in <#{channel}>.',
  },
  'preview.left-out': { zh: '未入选的 {count} 篇：', en: '{count} left out:' },
  'left-out.not-starred': { zh: '没有加星', en: 'not starred' },
  'left-out.not-featured': { zh: '不是详细介绍的', en: 'not featured' },
  'left-out.category': { zh: '类别不符', en: 'another category' },
  'left-out.author': { zh: '作者不符', en: 'none of the authors' },
  'left-out.affiliation': { zh: '机构不符', en: 'none of the institutions' },
  'left-out.no-included-word': { zh: '没有要找的词', en: 'none of the keywords' },
  'left-out.excluded-word': { zh: '有被排除的词', en: 'has an excluded keyword' },
  'left-out.seen-before': { zh: '以前发过', en: 'posted before' },
  'left-out.over-the-most': { zh: '超过每次最多篇数', en: 'over the limit per post' },
} as const
