// What handlers see of an interaction.
import type {
  AutocompleteInteraction,
  ChatInputCommandInteraction,
  Interaction,
  MessageComponentInteraction,
  ModalSubmitInteraction,
} from 'discord.js'
import type { ParsedCustomId } from '../render/custom-id.ts'
import { type Locale, languageOf } from '../text/locale.ts'
import type { AutocompleteContext, ChatContext, ComponentContext, Context, ModalContext } from './command.ts'

export function contextOf<S, I extends Interaction>(interaction: I, services: S, locale: Locale): Context<S, I> {
  return {
    services,
    locale,
    language: languageOf(locale),
    userId: interaction.user.id,
    guildId: interaction.guildId,
    channelId: interaction.channelId,
    interaction,
  }
}

export function chatContext<S>(context: Context<S, ChatInputCommandInteraction>): ChatContext<S> {
  const { options } = context.interaction
  return {
    ...context,
    text: (option) => blankToNull(options.getString(option)),
    whole: (option) => options.getInteger(option),
    flag: (option) => options.getBoolean(option) ?? false,
  }
}

export function componentContext<S>(context: Context<S, MessageComponentInteraction>, id: ParsedCustomId): ComponentContext<S> {
  const { interaction } = context
  return {
    ...context,
    interaction: interaction as ComponentContext<S>['interaction'],
    version: id.version,
    args: id.args,
    values: 'values' in interaction ? (interaction.values as readonly string[]) : [],
  }
}

export function modalContext<S>(context: Context<S, ModalSubmitInteraction>, id: ParsedCustomId): ModalContext<S> {
  const { fields } = context.interaction
  return {
    ...context,
    version: id.version,
    args: id.args,
    field: (customId) => {
      const data = fields.fields.get(customId)
      return data !== undefined && 'value' in data && typeof data.value === 'string' ? blankToNull(data.value) : null
    },
    chosen: (customId) => {
      const data = fields.fields.get(customId)
      return data !== undefined && 'values' in data ? (data.values as readonly string[]) : []
    },
  }
}

export function autocompleteContext<S>(context: Context<S, AutocompleteInteraction>): AutocompleteContext<S> {
  const { options } = context.interaction
  const focused = options.getFocused(true)
  return {
    ...context,
    option: focused.name,
    typed: String(focused.value).toWellFormed(),
    text: (option) => blankToNull(options.getString(option)),
  }
}

/** Half of a surrogate pair, which JSON can hold, would make the answer unreadable for Discord. */
function blankToNull(text: string | null): string | null {
  const trimmed = text?.toWellFormed().trim() ?? ''
  return trimmed === '' ? null : trimmed
}
