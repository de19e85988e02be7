// /help: what there is, from the definitions themselves, so that it cannot fall behind.

import { ApplicationCommandType, InteractionContextType, PermissionFlagsBits } from 'discord.js'
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
      const ids = await commandIds(context)
      const list = (names: readonly string[]) => names.map((name) => commandLine(locale, name, ids.get(name))).join('\n')
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

/** By name. Discord gives an id to each published command; where they are not to be had, none. */
async function commandIds({ interaction, services }: ChatContext): Promise<ReadonlyMap<string, string>> {
  try {
    const published = await interaction.client.application.commands.fetch()
    return new Map(published.filter(({ type }) => type === ApplicationCommandType.ChatInput).map(({ name, id }) => [name, id]))
  } catch (error) {
    services.log.warn({ err: error }, 'The commands could not be read; /help names them without links')
    return new Map()
  }
}

function commandLine(locale: Locale, name: string, id: string | undefined): string {
  const [shown, about] = [`${name}.name`, `${name}.description`].map((key) =>
    isKey(key) ? (t as (locale: Locale, key: Key) => string)(locale, key) : name,
  )
  return id === undefined ? `\`/${shown}\` ${about}` : `</${shown}:${id}> ${about}`
}

/** The small button of messages that have nothing else to press. */
export const aboutButton: ComponentHandler = {
  kind: 'component',
  name: 'about',
  answers: 'reply',
  run: async ({ locale }) => ({ kind: 'reply', body: { content: t(locale, 'help.about') } }),
}
