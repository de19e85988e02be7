// /privacy: what is kept about its reader, to take along or to erase, all of it at once.
import { ButtonStyle } from 'discord.js'
import { button, row } from '../../src/render/parts/buttons.ts'
import { ACCENT } from '../../src/render/parts/colours.ts'
import { chatDefinition } from '../shared/define.ts'
import type { Answer, AnswerBody, ChatCommand, ComponentHandler, Handler, ReaderContext } from '../shared/services.ts'
import { updateHandler } from '../shared/update-handler.ts'
import { t } from '../shared/wording/wording.ts'

const privacy: ChatCommand = {
  kind: 'chat',
  definition: chatDefinition('privacy'),
  run: async (context) => ({ kind: 'reply', body: await overview(context) }),
}

async function overview({ services, locale, userId }: ReaderContext): Promise<AnswerBody> {
  const kept = await services.readers.kept.count(userId)
  const lines = [
    ...(kept.language === null
      ? []
      : [t(locale, 'privacy.language', { language: t(locale, `language.to.${kept.language}.name`) })]),
    ...(kept.saved === 0 ? [] : [t(locale, 'privacy.saved', kept)]),
    ...(kept.servers === 0 ? [] : [t(locale, 'privacy.votes', kept)]),
    ...(kept.watches + kept.found === 0 ? [] : [t(locale, 'privacy.watches', kept)]),
    ...(kept.messages === 0 ? [] : [t(locale, 'privacy.messages', kept)]),
  ]
  const isEmpty = lines.length === 0
  const buttons = [
    button(t(locale, 'privacy.button.export'), 'privacy-export:1'),
    button(t(locale, 'privacy.button.erase'), 'privacy-erase:1', ButtonStyle.Danger),
  ]
  return {
    embeds: [
      {
        title: t(locale, 'privacy.heading'),
        description: [...(isEmpty ? [t(locale, 'privacy.nothing')] : lines), '', t(locale, 'privacy.not-kept')].join('\n'),
        color: ACCENT,
      },
    ],
    components: isEmpty ? [] : [row(buttons)],
  }
}

const back = updateHandler('privacy', overview)

const exporting: ComponentHandler = {
  kind: 'component',
  name: 'privacy-export',
  answers: 'reply',
  async run({ services, locale, userId }): Promise<Answer> {
    const kept = await services.readers.kept.read(userId)
    const bytes = new TextEncoder().encode(`${JSON.stringify(kept, null, 2)}\n`)
    return { kind: 'reply', body: { content: t(locale, 'privacy.exported'), files: [{ name: 'paperboy-privacy.json', bytes }] } }
  },
}

const erase = updateHandler('privacy-erase', async ({ locale }) => ({
  content: t(locale, 'privacy.erase-sure'),
  components: [
    row([
      button(t(locale, 'privacy.button.erase-yes'), 'privacy-erase-yes:1', ButtonStyle.Danger),
      button(t(locale, 'privacy.button.cancel'), 'privacy:1'),
    ]),
  ],
}))

const eraseYes = updateHandler('privacy-erase-yes', async ({ services, locale, userId }) => {
  await services.readers.kept.erase(userId)
  return { content: t(locale, 'privacy.erased') }
})

export const privacyHandlers: readonly Handler[] = [privacy, back, exporting, erase, eraseYes]
