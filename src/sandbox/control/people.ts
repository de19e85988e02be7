// People come to be, join, leave, change and boost: those actions upon the world that are about them.
import { z } from 'zod'
import { memberOf } from '../world/access.ts'
import { membersOf, presentGuild, presentMember, presentUser } from '../world/present.ts'
import { addMember, makeUser } from '../world/seed.ts'
import { memberKey } from '../world/store.ts'
import type { Guild, Member } from '../world/types.ts'
import type { World } from '../world/world.ts'
import { ControlError, findGuild, findRole, findUser } from './names.ts'

const guild = z.string().optional()
const user = z.string().default('member')

export const peopleShapes = {
  'create-user': z.object({
    name: z.string().regex(/^[\p{L}\p{N}._-]{2,32}$/u, 'a user name has 2 to 32 letters, digits, dots, hyphens and underscores'),
    display_name: z.string().max(32).nullable().default(null),
    bot: z.boolean().default(false),
  }),
  join: z.object({ guild, user, nick: z.string().max(32).nullable().default(null), roles: z.array(z.string()).default([]) }),
  leave: z.object({ guild, user }),
  'update-member': z.object({
    guild,
    user,
    nick: z.string().max(32).nullable().optional(),
    /** All roles that the member then has. */
    roles: z.array(z.string()).optional(),
    timeout_ms: z.number().int().min(0).optional(),
  }),
  boost: z.object({ guild, user, boosting: z.boolean().default(true) }),
} as const

type Shapes = typeof peopleShapes
type Acts = { [Name in keyof Shapes]: (world: World, input: z.infer<Shapes[Name]>) => unknown }

function changeMember(world: World, home: Guild, name: string, changes: Partial<Member>): object {
  const { id, username } = findUser(world, name)
  const member = memberOf(world, home.id, id)
  if (!member) throw new ControlError(404, `${username} is not in ${home.name}; the action "join" brings them there`)
  const after = world.store.members.put({ ...member, ...changes })
  const shown = presentMember(world, after)
  world.dispatch('GUILD_MEMBER_UPDATE', { ...shown, guild_id: home.id }, home.id)
  return shown
}

const roleIds = (home: Guild, names: readonly string[]) => names.map((name) => findRole(home, name).id)

export const peopleActs: Acts = {
  'create-user': (world, { name, display_name, bot }) => {
    const taken = [...world.store.users.values()].some(({ username }) => username === name)
    if (taken) throw new ControlError(409, `there is already a user "${name}"`)
    return world.store.users.put(makeUser(world.nextId(), name, display_name, bot))
  },
  join: (world, input) => {
    const home = findGuild(world, input.guild)
    const { id, username } = findUser(world, input.user)
    if (memberOf(world, home.id, id)) throw new ControlError(409, `${username} is already in ${home.name}`)
    addMember(world.store, home.id, id, roleIds(home, input.roles))
    const joined = world.store.members.get(memberKey(home.id, id))
    if (!joined) throw new Error('a member that was just added')
    const shown = presentMember(world, world.store.members.put({ ...joined, nick: input.nick, joined_at: world.timestamp() }))
    world.dispatch('GUILD_MEMBER_ADD', { ...shown, guild_id: home.id }, home.id)
    return shown
  },
  leave: (world, input) => {
    const home = findGuild(world, input.guild)
    const found = findUser(world, input.user)
    if (!memberOf(world, home.id, found.id)) throw new ControlError(404, `${found.username} is not in ${home.name}`)
    if (home.owner_id === found.id) throw new ControlError(403, `${found.username} owns ${home.name} and cannot leave it`)
    world.store.members.remove(memberKey(home.id, found.id))
    world.dispatch('GUILD_MEMBER_REMOVE', { guild_id: home.id, user: presentUser(found) }, home.id)
    return presentUser(found)
  },
  'update-member': (world, input) => {
    const home = findGuild(world, input.guild)
    const { nick, roles, timeout_ms } = input
    const until = timeout_ms ? new Date(world.clock.now() + timeout_ms).toISOString() : null
    return changeMember(world, home, input.user, {
      ...(nick !== undefined && { nick }),
      ...(roles && { roles: roleIds(home, roles) }),
      ...(timeout_ms !== undefined && { communication_disabled_until: until }),
    })
  },
  boost: (world, input) => {
    const home = findGuild(world, input.guild)
    const shown = changeMember(world, home, input.user, { premium_since: input.boosting ? world.timestamp() : null })
    const boosts = membersOf(world, home.id).filter(({ premium_since }) => premium_since).length
    world.dispatch('GUILD_UPDATE', presentGuild(world.store.guilds.put({ ...home, boosts })), home.id)
    return shown
  },
}
