// /help: what there is, from the definitions themselves, so that it cannot fall behind.

import { ACCENT } from '../../src/render/parts/colours.ts'
import type { Locale } from '../../src/text/locale.ts'
import { chatDefinition } from '../shared/define.ts'
import type { ChatCommand, ComponentHandler, Handler } from '../shared/services.ts'
import { isKey, type Key, t } from '../shared/wording/wording.ts'

const KEEPING = new Set(['subscribe', 'subscriptions', 'preview', 'status', 'watch', 'saved'])

/** The list is asked for when it is needed: it contains /help itself. */
export function createHelp(handlers: () => readonly Handler[]): ChatCommand {
  return {
    kind: 'chat',
    definition: chatDefinition('help'),
    async run({ services, locale }) {
      const size = await services.archive.size()
      const commands = handlers().flatMap((handler) =>
        handler.kind === 'chat' && handler.allowed !== 'owner' ? [handler.definition.name] : [],
      )
      const list = (names: readonly string[]) => names.map((name) => commandLine(locale, name)).join('\n')
      const embed = {
        title: t(locale, 'help.heading'),
        description: `${t(locale, 'help.size', size)}\n\n${t(locale, 'help.buttons')}`,
        fields: [
          { name: t(locale, 'help.read'), value: list(commands.filter((name) => !KEEPING.has(name))) },
          { name: t(locale, 'help.keep'), value: list(commands.filter((name) => KEEPING.has(name))) },
        ].filter((field) => field.value !== ''),
        color: ACCENT,
      }
      return { kind: 'reply', body: { embeds: [embed] } }
    },
  }
}

function commandLine(locale: Locale, name: string): string {
  const [shown, about] = [`${name}.name`, `${name}.description`].map((key) =>
    isKey(key) ? (t as (locale: Locale, key: Key) => string)(locale, key) : name,
  )
  return `\`/${shown}\` ${about}`
}

/** The small button of messages that have nothing else to press. */
export const aboutButton: ComponentHandler = {
  kind: 'component',
  name: 'about',
  answers: 'reply',
  run: async ({ locale }) => ({ kind: 'reply', body: { content: t(locale, 'help.about') } }),
}
