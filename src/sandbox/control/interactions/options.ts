// From `{ query: "x", channel: "#papers" }` to the option tree and `resolved` of an interaction,
// checked as a Discord client would.
import { lengthOf } from '../../validate/form.ts'
import { LIMITS } from '../../validate/limits.ts'
import { memberOf, permissionsIn } from '../../world/access.ts'
import { presentMember, presentUser } from '../../world/present.ts'
import type { Channel, Command, CommandOption } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type GivenFile, givenFile, keepFile } from '../given-files.ts'
import { ControlError, findChannel, findRole, findUser } from '../names.ts'
import { partialChannel } from './payload.ts'

export interface OptionNode {
  name: string
  type: number
  value?: string | number | boolean
  focused?: true
  options?: OptionNode[]
}

export type Resolved = Record<'users' | 'members' | 'roles' | 'channels' | 'attachments' | 'messages', Record<string, object>>

export interface OptionParts {
  readonly world: World
  readonly channel: Channel
  readonly userId: string
  readonly files: readonly GivenFile[]
  /** The option whose value is being typed: nothing is demanded of the others then. */
  readonly focused?: string | undefined
}

type Values = Readonly<Record<string, unknown>>

export function noResolved(): Resolved {
  return { users: {}, members: {}, roles: {}, channels: {}, attachments: {}, messages: {} }
}

/**
 * Only what is there: discord.js stumbles over empty collections no more than over absent ones, but
 * Discord leaves them out.
 */
export function compactResolved(resolved: Resolved): object {
  const filled = Object.entries(resolved).filter(([, values]) => Object.keys(values).length > 0)
  return filled.length > 0 ? { resolved: Object.fromEntries(filled) } : {}
}

function wrong(option: CommandOption, found: unknown, wanted: string): ControlError {
  return new ControlError(400, `option "${option.name}": ${wanted}, but found ${JSON.stringify(found)}`)
}

export function resolveUser(parts: OptionParts, resolved: Resolved, name: string): string {
  const user = findUser(parts.world, name)
  resolved.users[user.id] = presentUser(user)
  const member = memberOf(parts.world, parts.channel.guild_id, user.id)
  if (member) {
    resolved.members[user.id] = {
      ...presentMember(parts.world, member, false),
      permissions: String(permissionsIn(parts.world, user.id, parts.channel)),
    }
  }
  return user.id
}

function resolveRole(parts: OptionParts, resolved: Resolved, name: string): string {
  const guild = parts.world.store.guilds.get(parts.channel.guild_id ?? '')
  if (!guild) throw new ControlError(400, 'there are no roles in direct messages')
  const role = findRole(guild, name)
  resolved.roles[role.id] = role
  return role.id
}

export function resolveChannel(parts: OptionParts, resolved: Resolved, name: string): string {
  const own = [...parts.world.store.channels.values()].find(
    ({ guild_id, name: known }) =>
      guild_id !== undefined && guild_id === parts.channel.guild_id && known === name.replace(/^#/, ''),
  )
  const channel = own ?? findChannel(parts.world, name)
  resolved.channels[channel.id] = partialChannel(parts.world, channel, parts.userId)
  return channel.id
}

function resolveAttachment(parts: OptionParts, resolved: Resolved, option: CommandOption, value: unknown): string {
  const kept = keepFile(parts.world, givenFile(`option "${option.name}"`, value, parts.files))
  resolved.attachments[kept.id] = kept
  return kept.id
}

/** As it would be typed; what cannot be typed, an object, as JSON. */
const wordsOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value))

const valuesOf = (value: unknown): Values => (typeof value === 'object' && value !== null ? (value as Values) : {})

function textValue(option: CommandOption, value: unknown): string {
  const text = wordsOf(value)
  const length = lengthOf(text)
  if (length < (option.min_length ?? 0) || length > (option.max_length ?? LIMITS.optionText)) {
    throw wrong(option, value, `${option.min_length ?? 0} to ${option.max_length ?? LIMITS.optionText} characters`)
  }
  return text
}

function numberValue(option: CommandOption, value: unknown): number {
  const number = typeof value === 'number' ? value : Number(wordsOf(value))
  if (!Number.isFinite(number) || wordsOf(value).trim() === '' || (option.type === 4 && !Number.isInteger(number))) {
    throw wrong(option, value, option.type === 4 ? 'a whole number' : 'a number')
  }
  if (number < (option.min_value ?? -(2 ** 53)) || number > (option.max_value ?? 2 ** 53)) {
    throw wrong(option, value, `a number from ${option.min_value ?? '−2⁵³'} to ${option.max_value ?? '2⁵³'}`)
  }
  return number
}

/** A choice by its value or its shown name, as the list in a client gives it. */
function chosen(option: CommandOption, value: unknown): string | number | undefined {
  const choice = option.choices?.find(
    (each) => each.value === value || String(each.value) === wordsOf(value) || each.name === value,
  )
  if (option.choices?.length && !choice)
    throw wrong(option, value, `one of ${option.choices.map((each) => JSON.stringify(each.value)).join(', ')}`)
  return choice?.value
}

function optionValue(parts: OptionParts, resolved: Resolved, option: CommandOption, value: unknown): string | number | boolean {
  switch (option.type) {
    case 3:
      return chosen(option, value) ?? textValue(option, value)
    case 4:
    case 10:
      return chosen(option, value) ?? numberValue(option, value)
    case 5:
      if (value === true || value === 'true') return true
      if (value === false || value === 'false') return false
      throw wrong(option, value, 'true or false')
    case 6:
      return resolveUser(parts, resolved, wordsOf(value))
    case 7: {
      const id = resolveChannel(parts, resolved, wordsOf(value))
      const type = parts.world.store.channels.get(id)?.type ?? 0
      if (option.channel_types?.length && !option.channel_types.includes(type))
        throw wrong(option, value, `a channel of type ${option.channel_types.join(', ')}`)
      return id
    }
    case 8:
      return resolveRole(parts, resolved, wordsOf(value))
    case 9:
      return wordsOf(value).startsWith('@') || parts.world.store.users.get(wordsOf(value))
        ? resolveUser(parts, resolved, wordsOf(value))
        : resolveRole(parts, resolved, wordsOf(value))
    default:
      return resolveAttachment(parts, resolved, option, value)
  }
}

function leaves(parts: OptionParts, resolved: Resolved, options: readonly CommandOption[], values: Values): OptionNode[] {
  for (const name of Object.keys(values)) {
    if (!options.some((option) => option.name === name)) {
      throw new ControlError(
        400,
        `there is no option "${name}"; known: ${options.map((option) => option.name).join(', ') || 'none'}`,
      )
    }
  }
  return options.flatMap((option): OptionNode[] => {
    const value = Object.hasOwn(values, option.name) ? values[option.name] : undefined
    if (parts.focused === option.name) {
      // What is being typed comes as it is, numbers too: the bot sees it before it is whole.
      return [{ name: option.name, type: option.type, value: wordsOf(value ?? ''), focused: true }]
    }
    if (value === undefined || value === null) {
      if (option.required && parts.focused === undefined) throw new ControlError(400, `option "${option.name}" is required`)
      return []
    }
    return [{ name: option.name, type: option.type, value: optionValue(parts, resolved, option, value) }]
  })
}

/**
 * `path` are the words after the command's name: group and subcommand; they may also be keys of
 * `values`.
 */
export function buildOptions(
  parts: OptionParts,
  command: Command | CommandOption,
  path: readonly string[],
  values: Values,
): { options: OptionNode[]; resolved: Resolved } {
  const resolved = noResolved()
  const descend = (options: readonly CommandOption[], words: readonly string[], given: Values): OptionNode[] => {
    const nested = options.filter(({ type }) => type <= 2)
    if (nested.length === 0) {
      if (words.length > 0) throw new ControlError(404, `"${command.name}" has no subcommand "${words.join(' ')}"`)
      return leaves(parts, resolved, options, given)
    }
    const word = words[0] ?? Object.keys(given).find((key) => nested.some(({ name }) => name === key))
    const found = nested.find(({ name }) => name === word)
    if (!found) throw new ControlError(400, `"${command.name}" needs a subcommand: ${nested.map(({ name }) => name).join(', ')}`)
    const inner = words.length > 0 ? given : valuesOf(Object.hasOwn(given, found.name) ? given[found.name] : undefined)
    return [{ name: found.name, type: found.type, options: descend(found.options ?? [], words.slice(1), inner) }]
  }
  return { options: descend(command.options ?? [], path, values), resolved }
}
