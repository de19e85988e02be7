// People come to be, join, leave, change, boost, vote, speak: those actions upon the world that are
// about them.
import { z } from 'zod'
import { setPresence } from '../gateway/requests.ts'
import { MAX_TIMEOUT_MS } from '../validate/limits.ts'
import { mayIn, memberOf } from '../world/access.ts'
import { addGuildMember, banUser, removeMember, unbanUser, updateMember } from '../world/guild/members.ts'
import { setVoiceState, VOICE_TYPES } from '../world/guild/voice.ts'
import { setVote } from '../world/message/votes.ts'
import { membersOf, presentGuild, presentMember, presentUser } from '../world/present.ts'
import { makeUser } from '../world/seed.ts'
import type { Guild, Member } from '../world/types.ts'
import { isoTime, type World } from '../world/world.ts'
import { ControlError, findChannel, findGuild, findMessage, findRole, findUser } from './names.ts'

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
    timeout_ms: z.number().int().min(0).max(MAX_TIMEOUT_MS).optional(),
  }),
  boost: z.object({ guild, user, boosting: z.boolean().default(true) }),
  ban: z.object({ guild, user, banned: z.boolean().default(true), reason: z.string().nullable().default(null) }),
  vote: z.object({ channel: z.string(), message: z.string(), user, answer: z.number().int(), voted: z.boolean().default(true) }),
  presence: z.object({ user, status: z.enum(['online', 'idle', 'dnd', 'offline']) }),
  /** A null channel leaves. */
  voice: z.object({
    guild,
    user,
    channel: z.string().nullable(),
    mute: z.boolean().optional(),
    deaf: z.boolean().optional(),
  }),
} as const

type Shapes = typeof peopleShapes
type Acts = { [Name in keyof Shapes]: (world: World, input: z.infer<Shapes[Name]>) => unknown }

const roleIds = (home: Guild, names: readonly string[]) => names.map((name) => findRole(home, name).id)

/** The person as a member of the server; 404 with the way to get them there. */
function memberNamed(world: World, home: Guild, name: string): Member {
  const { id, username } = findUser(world, name)
  const member = memberOf(world, home.id, id)
  if (member) return member
  throw new ControlError(404, `${username} is not in ${home.name}; the action "join" brings them there`)
}

function join(world: World, input: z.infer<Shapes['join']>): object {
  const home = findGuild(world, input.guild)
  const { id, username } = findUser(world, input.user)
  if (memberOf(world, home.id, id)) throw new ControlError(409, `${username} is already in ${home.name}`)
  return presentMember(world, addGuildMember(world, home, id, { nick: input.nick, roles: roleIds(home, input.roles) }))
}

function leave(world: World, input: z.infer<Shapes['leave']>): object {
  const home = findGuild(world, input.guild)
  const found = findUser(world, input.user)
  if (!memberOf(world, home.id, found.id)) throw new ControlError(404, `${found.username} is not in ${home.name}`)
  if (home.owner_id === found.id) throw new ControlError(403, `${found.username} owns ${home.name} and cannot leave it`)
  removeMember(world, home, found.id)
  return presentUser(found)
}

function change(world: World, input: z.infer<Shapes['update-member']>): object {
  const home = findGuild(world, input.guild)
  const { nick, roles, timeout_ms } = input
  const until = timeout_ms ? isoTime(world.clock.now() + timeout_ms) : null
  const after = updateMember(world, memberNamed(world, home, input.user), {
    ...(nick !== undefined && { nick }),
    ...(roles && { roles: roleIds(home, roles) }),
    ...(timeout_ms !== undefined && { communication_disabled_until: until }),
  })
  return presentMember(world, after)
}

function boost(world: World, input: z.infer<Shapes['boost']>): object {
  const home = findGuild(world, input.guild)
  const premium_since = input.boosting ? world.timestamp() : null
  const after = updateMember(world, memberNamed(world, home, input.user), { premium_since })
  const boosts = membersOf(world, home.id).filter((member) => member.premium_since).length
  world.dispatch('GUILD_UPDATE', presentGuild(world.store.guilds.put({ ...home, boosts })), home.id)
  return presentMember(world, after)
}

function vote(world: World, input: z.infer<Shapes['vote']>): object {
  const where = findChannel(world, input.channel)
  const { id, username } = findUser(world, input.user)
  if (!mayIn(world, id, where, 'VIEW_CHANNEL')) throw new ControlError(403, `${username} cannot see this channel`)
  const message = findMessage(world, where.id, input.message)
  if (!message.poll) throw new ControlError(400, `the message ${message.id} has no poll`)
  setVote(world, where, message, { answer: input.answer, user: id, voted: input.voted })
  return findMessage(world, where.id, message.id)
}

function voice(world: World, input: z.infer<Shapes['voice']>): object {
  const where = input.channel === null ? null : findChannel(world, input.channel)
  if (where && !VOICE_TYPES.includes(where.type)) throw new ControlError(400, `#${where.name} is not a voice channel`)
  const home = where?.guild_id === undefined ? findGuild(world, input.guild) : findGuild(world, where.guild_id)
  const { user_id } = memberNamed(world, home, input.user)
  const { mute, deaf } = input
  const flags = { ...(mute !== undefined && { self_mute: mute }), ...(deaf !== undefined && { self_deaf: deaf }) }
  return setVoiceState(world, home.id, user_id, { channel_id: where?.id ?? null, ...flags })
}

function ban(world: World, input: z.infer<Shapes['ban']>): object {
  const home = findGuild(world, input.guild)
  const found = findUser(world, input.user)
  if (home.owner_id === found.id) throw new ControlError(403, `${found.username} owns ${home.name} and cannot be banned`)
  if (input.banned) banUser(world, home, found.id, input.reason, 0)
  else unbanUser(world, home, found.id)
  return presentUser(found)
}

export const peopleActs: Acts = {
  presence: (world, { user: name, status }) => {
    const { id } = findUser(world, name)
    setPresence({ world: world.as(id) }, { since: null, activities: [], status, afk: false })
    return { user: id, status }
  },
  'create-user': (world, { name, display_name, bot }) => {
    const taken = [...world.store.users.values()].some(({ username }) => username === name)
    if (taken) throw new ControlError(409, `there is already a user "${name}"`)
    return world.store.users.put(makeUser(world.nextId(), name, display_name, bot))
  },
  join,
  leave,
  'update-member': change,
  boost,
  ban,
  vote,
  voice,
}
