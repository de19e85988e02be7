// Roles: made, changed, moved, deleted; only those below the bot's own, and no permission that the
// bot lacks itself.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { bitfield, flag, imageData, integer, snowflake, text } from '../../validate/form.ts'
import { permissionsOfMember } from '../../world/access.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import {
  createRole,
  deleteRole,
  findGuildRole,
  moveRoles,
  outranksRole,
  type RoleFields,
  updateRole,
} from '../../world/guild/roles.ts'
import { PERMISSIONS } from '../../world/permissions.ts'
import { membersOf } from '../../world/present.ts'
import type { Guild, Role } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { done, guildRoute, ok, type Route } from '../route.ts'

const color = integer(0, 0xffffff)
const roleShape = z.object({
  name: text({ max: 100 }).nullish(),
  permissions: bitfield.nullish(),
  color: color.nullish(),
  colors: z.object({ primary_color: color, secondary_color: color.nullish(), tertiary_color: color.nullish() }).nullish(),
  hoist: flag().nullish(),
  mentionable: flag().nullish(),
  icon: imageData.nullish(),
  unicode_emoji: text({ max: 100 }).nullish(),
})
type RoleInput = z.infer<typeof roleShape>

/** Role icons need a boosted server, and no server here is one. */
function fieldsOf({ name, permissions, color, colors, hoist, mentionable, icon, unicode_emoji }: RoleInput): RoleFields {
  if (icon || unicode_emoji) throw refusal(50101)
  const primary_color = colors?.primary_color ?? color
  return {
    name: name || undefined,
    permissions: permissions ?? undefined,
    hoist: hoist ?? undefined,
    mentionable: mentionable ?? undefined,
    colors:
      primary_color == null
        ? undefined
        : { primary_color, secondary_color: colors?.secondary_color ?? null, tertiary_color: colors?.tertiary_color ?? null },
  }
}

function demandPermissions(world: World, guild: Guild, wanted: string | undefined, before = '0'): void {
  if (wanted === undefined) return
  const own = permissionsOfMember(world, guild, world.botId)
  const fresh = BigInt(wanted) & ~BigInt(before)
  if (!(own & PERMISSIONS.ADMINISTRATOR) && (fresh & ~own) !== 0n) throw refusal(50013)
}

function below(world: World, guild: Guild, id: string): Role {
  const role = findGuildRole(guild, id)
  if (!outranksRole(world, guild, world.botId, role)) throw refusal(50013)
  return role
}

const positions = z.array(z.object({ id: snowflake, position: integer(0, 10_000).nullish() }))

export const roleRoutes: readonly Route[] = [
  guildRoute('GET', '/roles', {}, ({ guild }) => ok(guild.roles)),
  guildRoute('GET', '/roles/member-counts', {}, ({ world, guild }) => {
    const members = membersOf(world, guild.id)
    const others = guild.roles.filter(({ id }) => id !== guild.id)
    return ok(Object.fromEntries(others.map(({ id }) => [id, members.filter(({ roles }) => roles.includes(id)).length])))
  }),
  guildRoute('GET', '/roles/:role', {}, ({ guild, id }) => ok(findGuildRole(guild, id('role')))),
  guildRoute('POST', '/roles', { needs: 'MANAGE_ROLES', body: roleShape }, ({ call, world, guild, input }) => {
    demandPermissions(world, guild, input.permissions ?? undefined)
    const role = createRole(world, guild, fieldsOf(input))
    noteAudit(world, guild.id, 'ROLE_CREATE', { target: role.id, changes: changesBetween({}, role), reason: call.reason })
    return ok(role)
  }),
  guildRoute('PATCH', '/roles', { needs: 'MANAGE_ROLES', body: positions }, ({ world, guild, input }) => {
    const wanted = new Map<string, number>()
    for (const { id, position } of input) {
      const role = findGuildRole(guild, id)
      if (position == null || position === role.position) continue
      below(world, guild, id)
      wanted.set(id, position)
    }
    return ok(moveRoles(world, guild, wanted))
  }),
  guildRoute('PATCH', '/roles/:role', { needs: 'MANAGE_ROLES', body: roleShape }, ({ call, world, guild, id, input }) => {
    const before = below(world, guild, id('role'))
    demandPermissions(world, guild, input.permissions ?? undefined, before.permissions)
    const after = updateRole(world, guild, before, fieldsOf(input))
    const changes = changesBetween(before, after)
    noteAudit(world, guild.id, 'ROLE_UPDATE', { target: after.id, changes, reason: call.reason })
    return ok(after)
  }),
  guildRoute('DELETE', '/roles/:role', { needs: 'MANAGE_ROLES' }, ({ call, world, guild, id }) => {
    const role = below(world, guild, id('role'))
    if (role.managed || role.id === guild.id) throw refusal(50028)
    deleteRole(world, guild, role)
    noteAudit(world, guild.id, 'ROLE_DELETE', { target: role.id, changes: changesBetween(role, {}), reason: call.reason })
    return done
  }),
]
