// Registered commands, global and by guild. A name that stays keeps its id, and costs none of the
// day's creates.
import { refusal } from '../errors.ts'
import type { Snowflake } from '../snowflake.ts'
import { type CommandInput, tooManyOf } from '../validate/commands.ts'
import type { Command } from './types.ts'
import type { World } from './world.ts'

const DAILY_CREATES = 200
const DAY_MS = 86_400_000

export interface Commands {
  list(guildId?: Snowflake): Command[]
  find(id: Snowflake, guildId?: Snowflake): Command
  create(input: CommandInput, guildId?: Snowflake): { command: Command; isNew: boolean }
  replace(inputs: readonly CommandInput[], guildId?: Snowflake): Command[]
  edit(id: Snowflake, input: CommandInput, guildId?: Snowflake): Command
  remove(id: Snowflake, guildId?: Snowflake): void
}

const withoutNullish = <T extends object>(value: T): T =>
  JSON.parse(JSON.stringify(value, (_, each) => (each === null ? undefined : each)))

export function createCommands(world: World): Commands {
  const { store, clock } = world
  const creates = new Map<string, number[]>()
  const inScope = (guildId?: Snowflake) => [...store.commands.values()].filter((command) => command.guild_id === guildId)
  const list = (guildId?: Snowflake) => inScope(guildId).filter((command) => command.application_id === world.botId)

  function countCreates(scope: string, number: number): void {
    const recent = (creates.get(scope) ?? []).filter((at) => clock.now() - at < DAY_MS)
    if (recent.length + number > DAILY_CREATES) throw refusal(30034)
    creates.set(scope, [...recent, ...Array.from({ length: number }, () => clock.now())])
  }

  function build(input: CommandInput, known: Command | undefined, guildId?: Snowflake): Command {
    const { options, contexts, integration_types, dm_permission, ...rest } = input
    const command: Command = {
      id: known?.id ?? world.nextId(),
      application_id: world.botId,
      version: world.nextId(),
      ...(guildId !== undefined && { guild_id: guildId }),
      type: rest.type,
      name: rest.name,
      name_localizations: rest.name_localizations ?? null,
      description: rest.description ?? '',
      description_localizations: rest.description_localizations ?? null,
      ...(options?.length && { options: withoutNullish(options) as NonNullable<Command['options']> }),
      default_member_permissions: rest.default_member_permissions ?? null,
      ...(guildId === undefined && {
        dm_permission: contexts ? contexts.includes(1) : (dm_permission ?? true),
        contexts: contexts ?? null,
        integration_types: integration_types ?? [0],
      }),
      nsfw: rest.nsfw ?? false,
    }
    const same = known && JSON.stringify({ ...known, version: '' }) === JSON.stringify({ ...command, version: '' })
    return same ? known : command
  }

  const tell = (guildId?: Snowflake) =>
    world.feed.hold({ kind: 'commands', scope: guildId ?? 'global', commands: inScope(guildId) })
  const scopeOf = (guildId?: Snowflake) => guildId ?? 'global'
  const named = (commands: readonly Command[], input: CommandInput) =>
    commands.find((command) => command.type === input.type && command.name === input.name)

  function find(id: Snowflake, guildId?: Snowflake): Command {
    const command = store.commands.get(id)
    if (!command || command.application_id !== world.botId || command.guild_id !== guildId) throw refusal(10063)
    return command
  }

  return {
    list,
    find,
    create(input, guildId) {
      const before = list(guildId)
      const known = named(before, input)
      if (!known) {
        if (tooManyOf([...before, input], input.type)) throw refusal(30032)
        countCreates(scopeOf(guildId), 1)
      }
      const command = store.commands.put(build(input, known, guildId))
      tell(guildId)
      return { command, isNew: !known }
    },
    replace(inputs, guildId) {
      const before = list(guildId)
      countCreates(scopeOf(guildId), inputs.filter((input) => !named(before, input)).length)
      const after = inputs.map((input) => build(input, named(before, input), guildId))
      for (const { id } of before) store.commands.remove(id)
      for (const command of after) store.commands.put(command)
      tell(guildId)
      return after
    },
    edit(id, input, guildId) {
      const command = store.commands.put(build(input, find(id, guildId), guildId))
      tell(guildId)
      return command
    },
    remove(id, guildId) {
      store.commands.remove(find(id, guildId).id)
      tell(guildId)
    },
  }
}
