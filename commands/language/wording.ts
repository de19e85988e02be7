// What /language says, in both languages.

export const LANGUAGE_WORDING = {
  'language.name': { zh: '语言', en: 'language' },
  'language.description': { zh: '选择机器人回答你的语言', en: 'Choose the language the bot answers you in' },
  'language.to.name': { zh: '选择', en: 'to' },
  'language.to.description': {
    zh: '语言；「自动」跟随你的 Discord 设置',
    en: 'The language; “automatic” follows your Discord settings',
  },
  'language.to.zh.name': { zh: '中文', en: '中文 (Chinese)' },
  'language.to.en.name': { zh: 'English（英语）', en: 'English' },
  'language.to.auto.name': { zh: '自动', en: 'Automatic' },
  'language.set': { zh: '已设置：以后用中文回答你。', en: 'Done. The bot now answers you in English.' },
  'language.auto': {
    zh: '已设置：以后跟随你的 Discord 语言。',
    en: 'Done. The bot now follows your Discord language.',
  },
} as const
