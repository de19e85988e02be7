// Roles and their order, which decides who may act on whom.
import { refusal } from '../../errors.ts'
import { compareIds, type Snowflake } from '../../snowflake.ts'
import { memberOf } from '../access.ts'
import { membersOf } from '../present.ts'
import { makeRole } from '../seed.ts'
import type { Guild, Role } from '../types.ts'
import type { World } from '../world.ts'

/** Of two roles at one position the older one is the higher. */
const isHigher = (a: Role, b: Role) => a.position > b.position || (a.position === b.position && compareIds(a.id, b.id) < 0)

function highestRole(world: World, guild: Guild, userId: Snowflake): Role | undefined {
  const held = memberOf(world, guild.id, userId)?.roles ?? []
  return guild.roles
    .filter(({ id }) => id === guild.id || held.includes(id))
    .reduce<Role | undefined>((top, role) => (!top || isHigher(role, top) ? role : top), undefined)
}

/** Whether the role is below everything the person holds; the owner is above all. */
export function outranksRole(world: World, guild: Guild, userId: Snowflake, role: Role): boolean {
  if (guild.owner_id === userId) return true
  const top = highestRole(world, guild, userId)
  return top !== undefined && top.id !== role.id && isHigher(top, role)
}

export function outranks(world: World, guild: Guild, userId: Snowflake, other: Snowflake): boolean {
  if (guild.owner_id === userId) return true
  if (guild.owner_id === other) return false
  const top = highestRole(world, guild, other)
  return top === undefined || outranksRole(world, guild, userId, top)
}

export function findGuildRole(guild: Guild, id: Snowflake): Role {
  const role = guild.roles.find((each) => each.id === id)
  if (!role) throw refusal(10011)
  return role
}

const putRoles = (world: World, guild: Guild, roles: Role[]): Guild => world.store.guilds.put({ ...guild, roles })

export interface RoleFields {
  readonly name?: string | undefined
  readonly permissions?: string | undefined
  readonly colors?: Role['colors'] | undefined
  readonly hoist?: boolean | undefined
  readonly mentionable?: boolean | undefined
  readonly unicode_emoji?: string | null | undefined
  readonly icon?: string | null | undefined
}

const fieldsOf = ({ colors, ...fields }: RoleFields): Partial<Role> => ({
  ...(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Role>),
  ...(colors && { colors, color: colors.primary_color }),
})

/** A new role comes directly above @everyone; the others move up. */
export function createRole(world: World, guild: Guild, fields: RoleFields): Role {
  if (guild.roles.length >= world.counts.guildRoles) throw refusal(30005)
  const made = makeRole(world.nextId(), fields.name ?? 'new role', BigInt(fields.permissions ?? everyonePermissions(guild)), 1)
  const role: Role = { ...made, ...fieldsOf(fields) }
  const moved = guild.roles.map((each) => (each.position >= 1 ? { ...each, position: each.position + 1 } : each))
  putRoles(world, guild, [...moved, role])
  world.dispatch('GUILD_ROLE_CREATE', { guild_id: guild.id, role }, guild.id)
  for (const each of moved) if (each.position > 1) dispatchRole(world, guild, each)
  return role
}

const everyonePermissions = (guild: Guild): string => guild.roles.find(({ id }) => id === guild.id)?.permissions ?? '0'

const dispatchRole = (world: World, guild: Guild, role: Role) =>
  world.dispatch('GUILD_ROLE_UPDATE', { guild_id: guild.id, role }, guild.id)

export function updateRole(world: World, guild: Guild, role: Role, fields: RoleFields): Role {
  const after = { ...role, ...fieldsOf(fields) }
  putRoles(
    world,
    guild,
    guild.roles.map((each) => (each.id === role.id ? after : each)),
  )
  dispatchRole(world, guild, after)
  return after
}

export function deleteRole(world: World, guild: Guild, role: Role): void {
  const left = guild.roles
    .filter(({ id }) => id !== role.id)
    .map((each) => (each.position > role.position ? { ...each, position: each.position - 1 } : each))
  putRoles(world, guild, left)
  for (const member of membersOf(world, guild.id)) {
    if (member.roles.includes(role.id)) world.store.members.put({ ...member, roles: member.roles.filter((id) => id !== role.id) })
  }
  world.dispatch('GUILD_ROLE_DELETE', { guild_id: guild.id, role_id: role.id }, guild.id)
}

/** Moves roles to the wanted positions and numbers all anew, @everyone at the bottom. */
export function moveRoles(world: World, guild: Guild, wanted: ReadonlyMap<Snowflake, number>): Role[] {
  const place = (role: Role) => wanted.get(role.id) ?? role.position
  const ordered = guild.roles
    .filter(({ id }) => id !== guild.id)
    .sort((a, b) => place(a) - place(b) || Number(wanted.has(a.id)) - Number(wanted.has(b.id)) || compareIds(b.id, a.id))
  const positions = new Map(ordered.map(({ id }, index) => [id, index + 1]))
  const after = guild.roles.map((role) => ({ ...role, position: positions.get(role.id) ?? 0 }))
  putRoles(world, guild, after)
  for (const role of after) {
    if (guild.roles.find(({ id }) => id === role.id)?.position !== role.position) dispatchRole(world, guild, role)
  }
  return after
}
