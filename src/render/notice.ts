// A short word from the bot itself in a channel: what is late, what is missing, what to do.
import type { Bilingual } from '../text/bilingual.ts'
import { clip } from '../text/graphemes.ts'
import { type LanguageChoice, LIMITS, type MessageBody, message } from './message.ts'

/** The wording is finished markdown: escape in it what comes from outside. */
export function renderNotice(text: Bilingual, language: LanguageChoice, options: { silent?: boolean } = {}): MessageBody {
  const sides = language === 'both' ? [text.zh, text.en] : [text[language] ?? text.en ?? text.zh]
  const content = sides.flatMap((side) => (side ? [clip(side, Math.floor(LIMITS.content / 2) - 1)] : [])).join('\n')
  return message({ content }, options)
}
