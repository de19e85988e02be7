// What people and accidents do to the world while a bot runs: POST /sandbox/world.
import { z } from 'zod'
import { refusal } from '../errors.ts'
import { MAX_TIMEOUT_MS, REQUIRE_TAG } from '../validate/limits.ts'
import { isForum } from '../world/access.ts'
import {
  addBot,
  createChannel,
  createGuild,
  deleteChannel,
  directChannel,
  removeBot,
  setAvailability,
  setOverwrite,
  tagsOf,
  timeoutMember,
  updateChannel,
} from '../world/channels.ts'
import { bits, PERMISSIONS, type PermissionName } from '../world/permissions.ts'
import { makeRole } from '../world/seed.ts'
import type { Channel, Guild, Overwrite } from '../world/types.ts'
import type { World } from '../world/world.ts'
import type { GivenFile } from './given-files.ts'
import { ControlError, findChannel, findGuild, findRole, findUser } from './names.ts'
import { peopleActs, peopleShapes } from './people.ts'
import { slowmode, writingActs, writingShapes } from './writing.ts'

const permission = z.enum(Object.keys(PERMISSIONS) as [PermissionName, ...PermissionName[]])
const permissions = z.array(permission)
const guild = z.string().optional()
const channel = z.string()
const user = z.string().default('member')
const tags = z.array(z.union([z.string(), z.object({ name: z.string(), moderated: z.boolean().optional() })]))

const shapes = {
  'create-channel': z.object({
    guild,
    name: z.string().min(1),
    type: z.literal([0, 2, 4, 5, 13, 15, 16]).default(0),
    parent: z.string().optional(),
    topic: z.string().optional(),
    tags: tags.optional(),
    require_tag: z.boolean().default(false),
    rate_limit_per_user: slowmode,
  }),
  'update-channel': z.object({
    channel,
    name: z.string().optional(),
    topic: z.string().optional(),
    tags: tags.optional(),
    require_tag: z.boolean().optional(),
    rate_limit_per_user: slowmode,
  }),
  'delete-channel': z.object({ channel }),
  'set-permission': z.object({
    channel,
    target: z.string().default('bot'),
    allow: permissions.default([]),
    deny: permissions.default([]),
    clear: permissions.default([]),
  }),
  'kick-bot': z.object({ guild }),
  'add-bot': z.object({ guild }),
  'unavailable-guild': z.object({ guild }),
  'available-guild': z.object({ guild }),
  'create-guild': z.object({
    name: z.string().min(1),
    channels: z.union([z.number().int().min(0).max(500), z.array(z.string())]).default([]),
  }),
  'create-role': z.object({
    guild,
    name: z.string().min(1),
    permissions: permissions.default([]),
    mentionable: z.boolean().default(false),
  }),
  'update-role': z.object({ guild, role: z.string(), name: z.string().optional(), permissions: permissions.optional() }),
  'delete-role': z.object({ guild, role: z.string() }),
  'open-dm': z.object({ user }),
  'block-dm': z.object({ user, blocked: z.boolean().default(true) }),
  'timeout-bot': z.object({ guild, ms: z.number().int().min(0).max(MAX_TIMEOUT_MS) }),
  ...peopleShapes,
  ...writingShapes,
} as const

type Shapes = typeof shapes
export type ActionName = keyof Shapes
/** `application`: which bot is meant, where there are several. */
export type WorldAction = { [Name in ActionName]: { action: Name; application?: string } & z.input<Shapes[Name]> }[ActionName]
type Acts = {
  [Name in ActionName]: (world: World, input: z.infer<Shapes[Name]>, uploads: readonly GivenFile[]) => unknown
}

const tagList = (input: z.infer<typeof tags> | undefined) => input?.map((tag) => (typeof tag === 'string' ? { name: tag } : tag))

/** bot, everyone, a role or a user → whose overwrite it is. */
function targetOf(world: World, where: Channel, name: string): Pick<Overwrite, 'id' | 'type'> {
  const home = world.store.guilds.get(where.guild_id ?? '')
  if (!home) throw new ControlError(400, 'direct messages have no permissions to set')
  if (name === 'everyone') return { id: home.id, type: 0 }
  if (name === 'bot') return { id: world.botId, type: 1 }
  const role = home.roles.find((each) => each.id === name || each.name === name)
  return role ? { id: role.id, type: 0 } : { id: findUser(world, name).id, type: 1 }
}

function setPermission(world: World, input: z.infer<Shapes['set-permission']>) {
  const where = findChannel(world, input.channel)
  const target = targetOf(world, where, input.target)
  const known = where.permission_overwrites?.find(({ id }) => id === target.id)
  const [allow, deny, clear] = [bits(...input.allow), bits(...input.deny), bits(...input.clear)]
  const next = (value: string | undefined, add: bigint, drop: bigint) => String((BigInt(value ?? '0') | add) & ~drop & ~clear)
  return setOverwrite(world, where, { ...target, allow: next(known?.allow, allow, deny), deny: next(known?.deny, deny, allow) })
}

function withRoles(world: World, home: Guild, roles: Guild['roles'], event: string, role: object) {
  world.store.guilds.put({ ...home, roles })
  world.dispatch(event, { guild_id: home.id, ...role }, home.id)
}

function changeRole(world: World, input: z.infer<Shapes['update-role']>) {
  const home = findGuild(world, input.guild)
  const before = findRole(home, input.role)
  const role = {
    ...before,
    name: input.name ?? before.name,
    permissions: input.permissions ? String(bits(...input.permissions)) : before.permissions,
  }
  withRoles(
    world,
    home,
    home.roles.map((each) => (each.id === role.id ? role : each)),
    'GUILD_ROLE_UPDATE',
    { role },
  )
  return role
}

/** Who owns the servers that are made: the owner of the first, or else anybody who is not a bot. */
function ownerOf(world: World): string {
  const [first] = world.store.guilds.values()
  const owner = first?.owner_id ?? [...world.store.users.values()].find(({ bot }) => !bot)?.id
  if (owner === undefined) throw new ControlError(409, 'there is nobody to own the server; make somebody with "create-user"')
  return owner
}

const ACTS: Acts = {
  ...peopleActs,
  ...writingActs,
  'create-channel': (world, { guild: home, parent, tags: list, require_tag, rate_limit_per_user, ...fields }) =>
    createChannel(world, findGuild(world, home), {
      ...fields,
      parent_id: parent,
      flags: require_tag ? REQUIRE_TAG : 0,
      tags: isForum({ type: fields.type } as Channel) ? (tagList(list) ?? []) : undefined,
      ...(rate_limit_per_user !== undefined && { more: { rate_limit_per_user } }),
    }),
  'update-channel': (world, input) => {
    const where = findChannel(world, input.channel)
    const flags =
      input.require_tag === undefined ? where.flags : input.require_tag ? where.flags | REQUIRE_TAG : where.flags & ~REQUIRE_TAG
    const list = tagList(input.tags)
    const keep = (name: string) => where.available_tags?.find((tag) => tag.name === name)?.id
    return updateChannel(world, where, {
      flags,
      ...(input.name !== undefined && { name: input.name }),
      ...(input.topic !== undefined && { topic: input.topic }),
      ...(input.rate_limit_per_user !== undefined && { rate_limit_per_user: input.rate_limit_per_user }),
      ...(list && {
        available_tags: tagsOf(
          world,
          list.map((tag) => ({ ...tag, id: keep(tag.name) })),
        ),
      }),
    })
  },
  'delete-channel': (world, input) => {
    const where = findChannel(world, input.channel)
    deleteChannel(world, where)
    return where
  },
  'set-permission': setPermission,
  'kick-bot': (world, input) => removeBot(world, findGuild(world, input.guild)),
  'add-bot': (world, input) => addBot(world, findGuild(world, input.guild)),
  'unavailable-guild': (world, input) => setAvailability(world, findGuild(world, input.guild), true),
  'available-guild': (world, input) => setAvailability(world, findGuild(world, input.guild), false),
  'create-guild': (world, input) => {
    const names =
      typeof input.channels === 'number'
        ? Array.from({ length: input.channels }, (_, index) => `channel-${index + 1}`)
        : input.channels
    return createGuild(world, input.name, names, ownerOf(world))
  },
  'create-role': (world, input) => {
    const home = findGuild(world, input.guild)
    if (home.roles.length >= 250) throw refusal(30005)
    const role = makeRole(world.nextId(), input.name, bits(...input.permissions), home.roles.length, {
      mentionable: input.mentionable,
    })
    withRoles(world, home, [...home.roles, role], 'GUILD_ROLE_CREATE', { role })
    return role
  },
  'update-role': changeRole,
  'delete-role': (world, input) => {
    const home = findGuild(world, input.guild)
    const role = findRole(home, input.role)
    withRoles(
      world,
      home,
      home.roles.filter(({ id }) => id !== role.id),
      'GUILD_ROLE_DELETE',
      { role_id: role.id },
    )
    return role
  },
  'open-dm': (world, input) => directChannel(world, findUser(world, input.user).id),
  'block-dm': (world, input) => {
    const { id } = findUser(world, input.user)
    if (input.blocked) world.store.blocked.put({ id })
    else world.store.blocked.remove(id)
    return { user: id, blocked: input.blocked }
  },
  'timeout-bot': (world, input) => timeoutMember(world, findGuild(world, input.guild).id, world.botId, input.ms),
}

/** As the application sees the world that is named, or that the direct messages are with. */
function seenFor(world: World, fields: { channel?: string }, application: string | undefined): World {
  if (application !== undefined) return world.as(findUser(world, application).id)
  return world.as(world.store.channels.get(fields.channel ?? '')?.application_id ?? world.botId)
}

/** What every action has; the rest is checked by the shape of its own. */
const actionShape = z.looseObject({ action: z.string(), application: z.string().optional() })

const isActionName = (name: string): name is ActionName => Object.hasOwn(shapes, name)

/** Does one action; what is wrong with it is a ControlError, a ZodError or Discord's own error. */
export function actOnWorld(world: World, action: WorldAction, uploads: readonly GivenFile[] = []): unknown {
  const { action: name, application, ...fields } = actionShape.parse(action)
  if (!isActionName(name)) throw new ControlError(400, `there is no action "${name}"; known: ${Object.keys(shapes).join(', ')}`)
  try {
    const input = shapes[name].parse(fields)
    return ACTS[name](seenFor(world, fields as { channel?: string }, application), input as never, uploads) ?? null
  } finally {
    world.commit()
  }
}
