// Commands that an answer names become mentions, which fill the command in when they are pressed.
// Text from outside is escaped, and a slash in it is not a command (`escapeMarkdown`).
import { ApplicationCommandOptionType, ApplicationCommandType } from 'discord.js'
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10'
import { changeTexts } from '../render/parts/message-texts.ts'
import type { Locale } from '../text/locale.ts'
import { COMMAND_SLASH } from '../text/markdown.ts'
import type { AnswerBody } from './command.ts'

/** By name. Discord gives an id to each published command. */
export type CommandIds = ReadonlyMap<string, string>

export type MentionCommands = (body: AnswerBody, locale: Locale) => AnswerBody

/** Code is shown as it is, and a mention in it would be too. */
const CODE_OR_COMMAND = new RegExp(`\`\`\`[^]*?\`\`\`|\`[^\`\\n]*\`|${COMMAND_SLASH}([a-z]+)(?: ([a-z]+)\\b)?(?![\\w/:-])`, 'gmu')

interface Named {
  readonly name: string
  readonly name_localizations?: Readonly<Partial<Record<string, string | null>>> | null | undefined
}

/** Names are the reader's, as in the menu of commands; without ids all stays as it is. */
export function createCommandMentions(
  definitions: readonly RESTPostAPIApplicationCommandsJSONBody[],
  ids: () => CommandIds,
): MentionCommands {
  const chat = definitions.filter(({ type }) => (type ?? ApplicationCommandType.ChatInput) === ApplicationCommandType.ChatInput)
  const commands = new Map(chat.map((definition) => [definition.name, definition]))

  function mentionOf(name: string, next: string | undefined, locale: Locale): string | null {
    const [command, id] = [commands.get(name), ids().get(name)]
    if (command === undefined || id === undefined) return null
    const parts = subcommandsOf(command)
    if (parts.length === 0) return `</${nameIn(command, locale)}:${id}>${next === undefined ? '' : ` ${next}`}`
    // What has subcommands can not be run, and so not be mentioned, without one.
    const part = parts.find((one) => one.name === next)
    return part === undefined ? null : `</${nameIn(command, locale)} ${nameIn(part, locale)}:${id}>`
  }

  return (body, locale) =>
    changeTexts(body, (text, limit) => {
      if (limit === null) return text
      const mentioning = text.replace(
        CODE_OR_COMMAND,
        (found, name: string | undefined, next: string | undefined) =>
          (name === undefined ? null : mentionOf(name, next, locale)) ?? found,
      )
      return [...mentioning].length <= limit ? mentioning : text
    })
}

const nameIn = ({ name, name_localizations }: Named, locale: Locale) => name_localizations?.[locale] ?? name

function subcommandsOf(command: RESTPostAPIApplicationCommandsJSONBody): readonly Named[] {
  const options = ('options' in command ? command.options : undefined) ?? []
  return options.filter(({ type }) => type === ApplicationCommandOptionType.Subcommand)
}
