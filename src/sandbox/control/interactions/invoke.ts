// A person does something: a command, a click, a choice, a submitted modal. Checked as the client
// would, then sent to the bot.
import { z } from 'zod'
import { MAX_WAIT_MS } from '../../clock.ts'
import { walk } from '../../validate/components.ts'
import { LOCALES } from '../../validate/limits.ts'
import { isDirect, mayIn, permissionsIn } from '../../world/access.ts'
import { botIsIn, directChannel } from '../../world/channels.ts'
import type { Commands } from '../../world/commands.ts'
import type { InteractionDraft, Interactions } from '../../world/interactions.ts'
import { PERMISSIONS } from '../../world/permissions.ts'
import { presentForGateway } from '../../world/present.ts'
import type { Channel, Command, Component, Interaction, Message, User } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { fileShape, type GivenFile, givenFile, keepFile } from '../given-files.ts'
import { unionOfKinds } from '../kinds.ts'
import { ControlError, findChannel, findMessage, findUser } from '../names.ts'
import { buttonCalled, menuOffering, valueCalled, valuesByCustomId } from './by-label.ts'
import { readLine } from './command-line.ts'
import { modalData } from './modal-data.ts'
import { buildOptions, compactResolved, noResolved, type OptionParts, resolveChannel, resolveUser } from './options.ts'
import { interactionPayload } from './payload.ts'

const common = {
  /** By name or id, where several applications could be meant. */
  application: z.string().optional(),
  user: z.string().default('member'),
  locale: z.string().default('en-US'),
  channel_id: z.string().optional(),
  wait: z.enum(['first', 'final', 'none']).default('first'),
  timeout_ms: z.number().int().min(0).max(MAX_WAIT_MS).default(60_000),
}
const options = z.record(z.string(), z.unknown()).default({})
/** Which component of the message: by its custom id, or by the words it shows. */
const component = { custom_id: z.string().optional(), label: z.string().optional() }
const value = z.union([z.string(), z.boolean(), fileShape, z.array(z.union([z.string(), fileShape]))])

const kinds = [
  z.object({ kind: z.literal('command'), ...common, name: z.string(), options }),
  z.object({ kind: z.literal('autocomplete'), ...common, name: z.string(), options, focused: z.string() }),
  z.object({ kind: z.literal('message-command'), ...common, name: z.string(), message_id: z.string() }),
  z.object({ kind: z.literal('user-command'), ...common, name: z.string(), target_user: z.string() }),
  z.object({ kind: z.literal('button'), ...common, message_id: z.string(), ...component }),
  z.object({ kind: z.literal('select'), ...common, message_id: z.string(), ...component, values: z.array(z.string()) }),
  z.object({ kind: z.literal('modal'), ...common, interaction_id: z.string(), values: z.record(z.string(), value).default({}) }),
] as const

export const interactionShape = unionOfKinds(kinds)
export type InteractionInput = z.input<typeof interactionShape>
export type Parsed = z.infer<typeof interactionShape>

export interface Invoker {
  /** Sends it to the bot; the answer is the interaction as it stands at that moment. */
  invoke(input: InteractionInput, files?: readonly GivenFile[]): Interaction
}

export interface InvokerParts {
  readonly world: World
  readonly commands: Commands
  readonly interactions: Interactions
  /** Of the server, or of direct messages where there is none. */
  readonly isConnected: (guildId: string | undefined) => boolean
}

interface Scene {
  readonly channel: Channel
  readonly user: User
  readonly locale: string
}

export function createInvoker({ world, commands, interactions, isConnected }: InvokerParts): Invoker {
  function sceneOf(input: Parsed, source?: Interaction): Scene {
    const user = findUser(world, input.user)
    const named = input.channel_id ?? source?.channel_id
    if (named === undefined) throw new ControlError(400, 'channel_id is missing: say where it happens (an id, "#name" or "dm")')
    const channel = named === 'dm' ? directChannel(world, user.id) : findChannel(world, named)
    if (!LOCALES.includes(input.locale))
      throw new ControlError(400, `"${input.locale}" is no locale of Discord's; known: ${LOCALES.join(', ')}`)
    if (!mayIn(world, user.id, channel, 'VIEW_CHANNEL')) throw new ControlError(403, `${user.username} cannot see this channel`)
    if (channel.guild_id !== undefined && !botIsIn(world, channel.guild_id))
      throw new ControlError(403, 'the bot is not in this server')
    if (!isConnected(channel.guild_id))
      throw new ControlError(503, 'no bot is connected to the gateway for this place; start it and try again')
    return { channel, user, locale: input.locale }
  }

  function commandFor({ channel, user }: Scene, name: string, type: number): Command {
    const known = [...commands.list(channel.guild_id), ...commands.list()].filter((command) => command.type === type)
    const command = known.find((each) => each.name === name)
    if (!command) {
      const names = known.map((each) => each.name).join(', ') || 'none; the bot has registered no commands yet'
      throw new ControlError(404, `there is no command "${name}"; known: ${names}`)
    }
    demandAllowed(command, channel, user)
    return command
  }

  function demandAllowed(command: Command, channel: Channel, user: User): void {
    const direct = isDirect(channel)
    if (command.contexts && !command.contexts.includes(direct ? 1 : 0)) {
      throw new ControlError(403, `/${command.name} cannot be used ${direct ? 'in direct messages' : 'in servers'}`)
    }
    if (direct && !command.contexts && command.dm_permission === false)
      throw new ControlError(403, `/${command.name} cannot be used in direct messages`)
    if (direct) return
    const permissions = permissionsIn(world, user.id, channel)
    if (!(permissions & PERMISSIONS.USE_APPLICATION_COMMANDS))
      throw new ControlError(403, `${user.username} may not use commands here`)
    const needed = command.default_member_permissions
    if (needed === null || permissions & PERMISSIONS.ADMINISTRATOR) return
    if (needed === '0' || (permissions & BigInt(needed)) !== BigInt(needed)) {
      throw new ControlError(403, `${user.username} lacks the permissions that /${command.name} asks for`)
    }
  }

  function send(
    scene: Scene,
    draft: Omit<InteractionDraft, 'user_id' | 'channel_id' | 'guild_id' | 'locale'>,
    data: object,
    more: { message?: Message; command?: Command } = {},
  ): Interaction {
    const { channel, user, locale } = scene
    const place = { user_id: user.id, channel_id: channel.id, ...(channel.guild_id && { guild_id: channel.guild_id }), locale }
    const installs = more.command?.integration_types
    const userInstalled = installs !== undefined && !installs.includes(0)
    const interaction = interactions.open({ ...draft, ...place, ...(userInstalled && { user_installed: true }) })
    const message = more.message && (presentForGateway(world, more.message) as Message)
    world.dispatch(
      'INTERACTION_CREATE',
      interactionPayload(world, { interaction, channel, data, message, userInstalled }),
      channel.guild_id,
    )
    return interaction
  }

  function partsOf(scene: Scene, files: OptionParts['files'], focused?: string): OptionParts {
    return { world, channel: scene.channel, userId: scene.user.id, files, focused }
  }

  function chat(input: Parsed & { kind: 'command' | 'autocomplete' }, files: OptionParts['files']): Interaction {
    const scene = sceneOf(input)
    const line = input.name.replace(/^\//, '')
    const [name = '', ...words] = line.split(' ')
    const command = commandFor(scene, name, 1)
    const isTyped = input.name.startsWith('/') && Object.keys(input.options).length === 0
    const { path, options } = isTyped ? readLine(command, line.slice(name.length)) : { path: words, options: input.options }
    const focused = input.kind === 'autocomplete' ? input.focused : undefined
    const { options: nodes, resolved } = buildOptions(partsOf(scene, files, focused), command, path, options)
    const data = { ...commandData(command), ...(nodes.length > 0 && { options: nodes }), ...compactResolved(resolved) }
    const type = focused === undefined ? 2 : 4
    return send(scene, { type, name: [name, ...path].join(' '), command_type: 1 }, data, { command })
  }

  const commandData = (command: Command) => ({
    id: command.id,
    name: command.name,
    type: command.type,
    ...(command.guild_id && { guild_id: command.guild_id }),
  })

  function menu(input: Parsed & { kind: 'message-command' | 'user-command' }): Interaction {
    const scene = sceneOf(input)
    const type = input.kind === 'user-command' ? 2 : 3
    const command = commandFor(scene, input.name, type)
    const resolved = noResolved()
    let target_id: string
    if (input.kind === 'user-command') target_id = resolveUser(partsOf(scene, []), resolved, input.target_user)
    else {
      const message = findMessage(world, scene.channel.id, input.message_id)
      target_id = message.id
      resolved.messages[message.id] = presentForGateway(world, message)
    }
    return send(
      scene,
      { type: 2, name: command.name, command_type: type },
      { ...commandData(command), target_id, ...compactResolved(resolved) },
      { command },
    )
  }

  function componentOf(scene: Scene, messageId: string, customId: string): { message: Message; component: Component } {
    const message = findMessage(world, scene.channel.id, messageId)
    const isHidden = (message.flags & 64) !== 0 && message.interaction_metadata?.user.id !== scene.user.id
    if (isHidden) throw new ControlError(403, 'this message is shown to somebody else only')
    const found = [...walk(message.components)].map(({ node }) => node as Component).find((node) => node.custom_id === customId)
    if (!found) {
      const known = [...walk(message.components)].flatMap(({ node }) =>
        typeof node.custom_id === 'string' ? [node.custom_id] : [],
      )
      throw new ControlError(404, `no component "${customId}" stands on this message; known: ${known.join(', ') || 'none'}`)
    }
    if (found.disabled) throw new ControlError(403, `the component "${customId}" is disabled`)
    return { message, component: found }
  }

  function customIdOf(scene: Scene, input: Parsed & { kind: 'button' | 'select' }): string {
    if (input.custom_id !== undefined) return input.custom_id
    const message = findMessage(world, scene.channel.id, input.message_id)
    if (input.kind === 'select') return menuOffering(message, input.values, input.label)
    if (input.label !== undefined) return buttonCalled(message, input.label)
    throw new ControlError(400, 'which button? Give its label, or its custom_id')
  }

  function component(input: Parsed & { kind: 'button' | 'select' }): Interaction {
    const scene = sceneOf(input)
    const custom_id = customIdOf(scene, input)
    const { message, component: found } = componentOf(scene, input.message_id, custom_id)
    const base = { component_type: found.type, custom_id, id: found.id }
    const draft = { type: 3, custom_id, source_id: message.id }
    if (input.kind === 'button') {
      if (found.type !== 2) throw new ControlError(400, `"${custom_id}" is no button`)
      return send(scene, draft, base, { message })
    }
    if (![3, 5, 6, 7, 8].includes(found.type)) throw new ControlError(400, `"${custom_id}" is no select`)
    const resolved = noResolved()
    const values = selected(partsOf(scene, []), found, input.values, resolved)
    return send(scene, draft, { ...base, values, ...compactResolved(resolved) }, { message })
  }

  function modal(input: Parsed & { kind: 'modal' }, files: readonly GivenFile[]): Interaction {
    const opened = world.store.interactions.get(input.interaction_id)
    if (!opened?.modal) throw new ControlError(404, `interaction ${input.interaction_id} has shown no modal`)
    const scene = sceneOf(input, opened)
    const data = modalData(opened.modal, valuesByCustomId(opened.modal, input.values), {
      select: (node, values, resolved) => selected(partsOf(scene, []), node, values, resolved),
      file: (node, given) => keepFile(world, givenFile(`"${node.custom_id}"`, given, files)),
    })
    const message = opened.source_id === undefined ? undefined : world.store.message(opened.channel_id, opened.source_id)
    const from = { opened_by: opened.id, ...(message && { source_id: message.id }) }
    return send(scene, { type: 5, custom_id: String(opened.modal.custom_id), ...from }, data, message ? { message } : {})
  }

  return {
    invoke(rough, files = []) {
      const input = interactionShape.parse(rough)
      try {
        switch (input.kind) {
          case 'command':
          case 'autocomplete':
            return chat(input, files)
          case 'message-command':
          case 'user-command':
            return menu(input)
          case 'button':
          case 'select':
            return component(input)
          case 'modal':
            return modal(input, files)
        }
      } finally {
        world.commit()
      }
    },
  }
}

/**
 * The values a select may give: among its options, as many as it takes, people and channels by id
 * or name.
 */
export function selected(
  parts: OptionParts,
  node: Component,
  values: readonly string[],
  resolved: ReturnType<typeof noResolved>,
): string[] {
  const min = Number(node.min_values ?? 1)
  const max = Number(node.max_values ?? 1)
  if (values.length < min || values.length > max)
    throw new ControlError(400, `"${node.custom_id}" takes ${min} to ${max} values, not ${values.length}`)
  if (node.type === 3) {
    return values.map((text) => {
      const value = valueCalled(node, text)
      if (value !== undefined) return value
      const known = (node.options as { value: string }[]).map((option) => option.value)
      throw new ControlError(400, `"${text}" is no value of "${node.custom_id}"; known: ${known.join(', ')}`)
    })
  }
  if (node.type === 8) return values.map((value) => resolveChannel(parts, resolved, value))
  if (node.type === 5 || node.type === 7) return values.map((value) => resolveUser(parts, resolved, value))
  const guild = parts.world.store.guilds.get(parts.channel.guild_id ?? '')
  return values.map((value) => {
    const role = guild?.roles.find(({ id, name }) => id === value || name === value)
    if (!role) throw new ControlError(404, `there is no role "${value}"`)
    resolved.roles[role.id] = role
    return role.id
  })
}
