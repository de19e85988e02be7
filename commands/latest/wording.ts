// What /latest says, in both languages.

export const LATEST_WORDING = {
  'latest.name': { zh: '最新', en: 'latest' },
  'latest.description': { zh: '查看最新速递', en: 'The newest digest' },
} as const
