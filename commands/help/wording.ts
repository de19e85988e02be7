// What /help says, in both languages.

export const HELP_WORDING = {
  'help.name': { zh: '帮助', en: 'help' },
  'help.description': { zh: '这个机器人能做什么', en: 'What this bot can do' },
  'help.heading': { zh: 'Paperboy：中英双语 AI 论文速递', en: 'Paperboy: AI papers in Chinese and English' },
  'help.size': {
    zh: '库中有 {digests} 份速递、{papers} 篇论文。',
    en: 'The archive has {papers} paper{s:papers} from {digests} digest{s:digests}.',
  },
  'help.read': { zh: '阅读', en: 'Read' },
  'help.keep': { zh: '订阅与收藏', en: 'Subscribe and keep' },
  'help.buttons': {
    zh: '每篇论文下方的按钮：**全文** 用你的语言查看全文，**相似**（≈）找相似的论文，**收藏**（🔖）存入你的清单。右键点击消息（手机长按）→「应用」中还有引用、收藏和相似。',
    en: 'Buttons under each paper: **Read all** shows the full text in your language, **Similar** (≈) finds related papers, **Save** (🔖) adds it to your list. Right-click a message (long-press on a phone) → Apps for Cite, Save and Similar.',
  },
  'help.about': {
    zh: '我是 Paperboy，每天把中英双语的 AI 论文速递送到频道里。输入 /help 看我能做什么。',
    en: 'I am Paperboy: I bring AI papers in Chinese and English to this channel. Type /help to see what I can do.',
  },
} as const
