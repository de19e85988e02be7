// /help: what there is, from the definitions themselves, so that it cannot fall behind.

import { InteractionContextType, PermissionFlagsBits } from 'discord.js'
import { ACCENT } from '../../src/render/parts/colours.ts'
import type { Locale } from '../../src/text/locale.ts'
import { chatDefinition } from '../shared/define.ts'
import type { ChatCommand, ChatContext, ComponentHandler, Handler } from '../shared/services.ts'
import { isKey, type Key, t } from '../shared/wording/wording.ts'

const KEEPING = new Set(['subscribe', 'subscriptions', 'preview', 'status', 'watch', 'saved', 'privacy'])

/** The list is asked for when it is needed: it contains /help itself. */
export function createHelp(handlers: () => readonly Handler[]): ChatCommand {
  return {
    kind: 'chat',
    definition: chatDefinition('help'),
    async run(context) {
      const { services, locale } = context
      const size = await services.archive.size()
      const commands = handlers().flatMap((handler) =>
        handler.kind === 'chat' && mayUse(context, handler) ? [handler.definition.name] : [],
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

/** As the router will decide it, as far as that is known without asking. */
function mayUse({ guildId, interaction }: ChatContext, { allowed, definition }: ChatCommand): boolean {
  if (allowed === 'owner') return false
  const isServerOnly = definition.contexts?.every((where) => where === InteractionContextType.Guild) ?? false
  if (guildId === null && isServerOnly) return false
  return allowed !== 'manage-server' || interaction.memberPermissions?.has(PermissionFlagsBits.ManageGuild) === true
}

/** As it is published; the frame makes a mention of it. */
function commandLine(locale: Locale, name: string): string {
  const key = `${name}.description`
  return `/${name} ${isKey(key) ? (t as (locale: Locale, key: Key) => string)(locale, key) : ''}`
}

/** The small button of messages that have nothing else to press. */
export const aboutButton: ComponentHandler = {
  kind: 'component',
  name: 'about',
  answers: 'reply',
  run: async ({ locale }) => ({ kind: 'reply', body: { content: t(locale, 'help.about') } }),
}
