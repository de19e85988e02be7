// Which wording a reader gets. zh-TW is its own wording (Traditional characters), and Chinese where
// papers are concerned.
import type { Language } from './bilingual.ts'

export type Locale = 'zh-CN' | 'zh-TW' | 'en'

/** `chosen` is what the reader asked for once, `locale` what their Discord is set to. */
export function localeOf(locale: string, chosen: Language | null): Locale {
  if (chosen === 'en') return 'en'
  if (locale === 'zh-TW') return 'zh-TW'
  return chosen === 'zh' || locale === 'zh-CN' ? 'zh-CN' : 'en'
}

export function languageOf(locale: Locale): Language {
  return locale === 'en' ? 'en' : 'zh'
}
