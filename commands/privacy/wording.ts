// What /privacy says, in both languages.

export const PRIVACY_WORDING = {
  'privacy.name': { zh: '隐私', en: 'privacy' },
  'privacy.description': {
    zh: '机器人保存了你的哪些数据；导出或全部删除',
    en: 'What the bot keeps about you; export or erase all of it',
  },
  'privacy.heading': { zh: '关于你的数据', en: 'What is kept about you' },
  'privacy.nothing': { zh: '没有保存任何关于你的数据。', en: 'Nothing is kept about you.' },
  'privacy.language': { zh: '- 语言：{language}', en: '- Language: {language}' },
  'privacy.saved': {
    zh: '- 阅读清单：{saved} 篇，其中 {notes} 篇有备注',
    en: '- Reading list: {saved} paper{s:saved}, {notes} with a note',
  },
  'privacy.votes': {
    zh: '- 在 {servers} 个服务器里的收藏计入了「本周热门」（只显示数量，不显示是谁）',
    en: '- Saves in {servers} server{s:servers}, counted in “Most saved this week” (how many, never who)',
  },
  'privacy.watches': {
    zh: '- 关注：{watches} 个关键词，找到 {found} 篇论文',
    en: '- Watches: {watches} with {found} paper{s:found} found',
  },
  'privacy.messages': { zh: '- 私信：{messages} 条', en: '- Direct messages: {messages}' },
  'privacy.not-kept': {
    zh: '不会保存：你的名字和头像、你搜索的内容、你在频道里写的内容（机器人读不到）。',
    en: 'Not kept: your name and picture, what you search for, and what you write in channels (the bot can’t read it).',
  },
  'privacy.exported': {
    zh: '关于你的全部数据，JSON 格式。',
    en: 'Everything that is kept about you, as JSON.',
  },
  'privacy.erase-sure': {
    zh: '删除关于你的全部数据？语言、阅读清单和备注、投票、关注和私信记录都会删除，不能恢复。已收到的私信留在你的 Discord 里。',
    en: 'Erase everything kept about you? Your language, reading list with notes, votes, watches and the record of direct messages are deleted for good. Messages that you have received stay in your Discord.',
  },
  'privacy.erased': { zh: '已全部删除。', en: 'Everything was erased.' },
  'privacy.button.export': { zh: '导出', en: 'Export' },
  'privacy.button.erase': { zh: '全部删除', en: 'Erase everything' },
  'privacy.button.erase-yes': { zh: '是，全部删除', en: 'Yes, erase everything' },
  'privacy.button.cancel': { zh: '取消', en: 'Cancel' },
} as const
