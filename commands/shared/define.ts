// Definitions of commands, named in the wording table: `search.name`, `search.description`,
// `search.query.name` and so on.

import {
  ApplicationCommandType,
  ApplicationIntegrationType,
  InteractionContextType,
  ApplicationCommandOptionType as OptionType,
  PermissionFlagsBits,
} from 'discord.js'
import type {
  APIApplicationCommandBasicOption,
  APIApplicationCommandOption,
  APIApplicationCommandOptionChoice,
  APIApplicationCommandSubcommandOption,
  LocalizationMap,
  RESTPostAPIApplicationCommandsJSONBody,
} from 'discord-api-types/v10'
import type { Locale } from '../../src/text/locale.ts'
import { isKey, type Key, TABLE, t } from './wording/wording.ts'

type Stem = Key extends infer K ? (K extends `${infer S}.name` ? S : never) : never

const LOCALES: readonly Locale[] = ['zh-CN', 'zh-TW']

export interface Reach {
  /**
   * `everywhere`: servers, direct messages, and as an app of the reader's own. `server`: servers
   * only.
   */
  readonly where?: 'everywhere' | 'server'
  /** Who sees it by default; the router checks again. */
  readonly allowed?: 'everyone' | 'manage-server' | 'administrator'
}

export function chatDefinition(
  stem: Stem,
  options: readonly APIApplicationCommandOption[] = [],
  reach: Reach = {},
): RESTPostAPIApplicationCommandsJSONBody {
  return {
    type: ApplicationCommandType.ChatInput,
    ...described(stem),
    options: options as APIApplicationCommandBasicOption[],
    ...reachOf(reach),
  }
}

/** An entry of the menu on messages. */
export function messageDefinition(stem: Stem, reach: Reach = {}): RESTPostAPIApplicationCommandsJSONBody {
  return { type: ApplicationCommandType.Message, ...named(stem), ...reachOf(reach) }
}

export function textOption(
  stem: Stem,
  more: { required?: boolean; autocomplete?: boolean; maxLength?: number; choices?: readonly Stem[] } = {},
) {
  const { required, autocomplete, maxLength, choices } = more
  return {
    type: OptionType.String as const,
    ...described(stem),
    ...(required ? { required } : {}),
    ...(autocomplete ? { autocomplete } : {}),
    ...(choices === undefined ? {} : { choices: choices.map(choice) }),
    ...(choices !== undefined ? {} : { max_length: maxLength ?? 300 }),
  } as APIApplicationCommandBasicOption
}

export function integerOption(
  stem: Stem,
  more: { required?: boolean; min: number; max: number },
): APIApplicationCommandBasicOption {
  return {
    type: OptionType.Integer,
    ...described(stem),
    ...(more.required ? { required: true } : {}),
    min_value: more.min,
    max_value: more.max,
  }
}

export function flagOption(stem: Stem): APIApplicationCommandBasicOption {
  return { type: OptionType.Boolean, ...described(stem) }
}

/** Channel, role, user and attachment options: `type` of discord.js and whatever else it takes. */
export function otherOption(
  stem: Stem,
  option: Omit<APIApplicationCommandBasicOption, 'name' | 'description'>,
): APIApplicationCommandBasicOption {
  return { ...described(stem), ...option } as APIApplicationCommandBasicOption
}

export function subcommand(
  stem: Stem,
  options: readonly APIApplicationCommandBasicOption[] = [],
): APIApplicationCommandSubcommandOption {
  return { type: OptionType.Subcommand, ...described(stem), options: [...options] }
}

/** Every command whose answer others may see has it; the router reads it. */
export const shareOption: APIApplicationCommandBasicOption = flagOption('share')

/** The value is the last part of the stem: `cite.style.apa` → `apa`. */
function choice(stem: Stem): APIApplicationCommandOptionChoice<string> {
  return { ...named(stem), value: stem.split('.').at(-1) ?? stem }
}

function named(stem: Stem): { name: string; name_localizations: LocalizationMap } {
  const key = `${stem}.name` as Key
  return { name: TABLE[key].en, name_localizations: localized(key) }
}

/**
 * The name of a command and of an option is the same in every scope: Discord hands the English one
 * to the bot.
 */
function described(stem: Stem): ReturnType<typeof named> & { description: string; description_localizations: LocalizationMap } {
  const key = `${stem}.description`
  if (!isKey(key)) throw new Error(`the wording table has no "${key}"`)
  return { ...named(stem), description: TABLE[key].en, description_localizations: localized(key) }
}

function localized(key: Key): LocalizationMap {
  return Object.fromEntries(LOCALES.map((locale) => [locale, (t as (locale: Locale, key: Key) => string)(locale, key)]))
}

function reachOf(
  reach: Reach,
): Pick<RESTPostAPIApplicationCommandsJSONBody, 'contexts' | 'integration_types' | 'default_member_permissions'> {
  const server = reach.where === 'server'
  const bits = { everyone: null, 'manage-server': PermissionFlagsBits.ManageGuild.toString(), administrator: '0' }[
    reach.allowed ?? 'everyone'
  ]
  return {
    contexts: server
      ? [InteractionContextType.Guild]
      : [InteractionContextType.Guild, InteractionContextType.BotDM, InteractionContextType.PrivateChannel],
    integration_types: server
      ? [ApplicationIntegrationType.GuildInstall]
      : [ApplicationIntegrationType.GuildInstall, ApplicationIntegrationType.UserInstall],
    ...(bits === null ? {} : { default_member_permissions: bits }),
  }
}
