// /language: the reader's own language, whatever their Discord is set to.
import { localeOf } from '../../src/text/locale.ts'
import { chatDefinition, textOption } from '../shared/define.ts'
import type { ChatCommand } from '../shared/services.ts'
import { t } from '../shared/wording/wording.ts'

export const language: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('language', [
    textOption('language.to', { required: true, choices: ['language.to.zh', 'language.to.en', 'language.to.auto'] }),
  ]),
  async run({ services, text, userId, interaction }) {
    const asked = text('to')
    const chosen = asked === 'zh' || asked === 'en' ? asked : null
    await services.readers.setLanguage(userId, chosen)
    const locale = localeOf(interaction.locale, chosen)
    const content = chosen === null ? t(locale, 'language.auto') : t(locale, 'language.set')
    return { kind: 'reply', body: { content } }
  },
}
