// What stays of a message whose papers the author took out of their digest: the titles, struck
// through, and why.
import type { Bilingual } from '../text/bilingual.ts'
import { type LanguageChoice, type MessageBody, message } from './message.ts'
import { textDisplay } from './paper/card.ts'
import { latestButton, row } from './parts/buttons.ts'
import { fitLine } from './parts/fit.ts'
import { PHRASES, phrase, WORDS } from './wording.ts'

const MAX_TITLE = 300
const MAX_TITLES = 5

export function renderRemoved(
  titles: readonly Bilingual[],
  options: { date: string | null; language: LanguageChoice; silent: boolean; isCard: boolean },
): MessageBody {
  const { date, language, isCard } = options
  const lead = language === 'en' ? 'en' : 'zh'
  const lines = titles.slice(0, MAX_TITLES).flatMap((title) => {
    const text = title[lead] ?? title.en ?? title.zh
    return text === null ? [] : [`~~${fitLine(text, MAX_TITLE)}~~`]
  })
  const day = date ?? (language === 'both' ? `${WORDS.noDate.zh} / ${WORDS.noDate.en}` : WORDS.noDate[language])
  const content = [...lines, `-# ${phrase(PHRASES.removed, language, day)}`].join('\n')
  const next = row([latestButton(language)])
  return message(isCard ? { components: [textDisplay(content), next] } : { content, components: [next] }, options)
}
