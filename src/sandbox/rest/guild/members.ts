// Members of a server: listed, searched, added, changed, removed; their roles.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { badForm, flag, imageData, integer, moment, pageLimit, setOf, snowflake, text } from '../../validate/form.ts'
import { MAX_TIMEOUT_MS } from '../../validate/limits.ts'
import { demandInGuild } from '../../world/access.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import {
  addGuildMember,
  findMember,
  removeMember,
  searchMembers,
  sortedMembers,
  updateMember,
} from '../../world/guild/members.ts'
import { findGuildRole, outranks, outranksRole } from '../../world/guild/roles.ts'
import { setVoiceState, VOICE_TYPES, voiceStateOf } from '../../world/guild/voice.ts'
import { imageHash } from '../../world/message/media.ts'
import type { PermissionName } from '../../world/permissions.ts'
import { presentMember } from '../../world/present.ts'
import { memberKey } from '../../world/store.ts'
import type { Guild, Member } from '../../world/types.ts'
import { isoTime, type World } from '../../world/world.ts'
import { type Call, created, done, guildRoute, ok, type Route } from '../route.ts'

const nick = text({ max: 32 }).nullish()
const memberShape = z.object({
  nick,
  roles: setOf(snowflake).nullish(),
  mute: flag().nullish(),
  deaf: flag().nullish(),
  channel_id: snowflake.nullish(),
  communication_disabled_until: moment.nullish(),
  flags: integer(0, 2 ** 31 - 1).nullish(),
})
type MemberInput = z.infer<typeof memberShape>

/** Which permission each field asks for. */
const NEEDS: readonly (readonly [keyof MemberInput, PermissionName])[] = [
  ['nick', 'MANAGE_NICKNAMES'],
  ['roles', 'MANAGE_ROLES'],
  ['mute', 'MUTE_MEMBERS'],
  ['deaf', 'DEAFEN_MEMBERS'],
  ['channel_id', 'MOVE_MEMBERS'],
  ['communication_disabled_until', 'MODERATE_MEMBERS'],
]

/** 50013 where the person is not below the bot. */
function demandBelow(world: World, guild: Guild, userId: Snowflake): void {
  if (userId !== world.botId && !outranks(world, guild, world.botId, userId)) throw refusal(50013)
}

/** Only roles below the bot's own may be given or taken. */
function demandRoles(world: World, guild: Guild, before: readonly Snowflake[], after: readonly Snowflake[]): void {
  const changed = [...after.filter((id) => !before.includes(id)), ...before.filter((id) => !after.includes(id))]
  for (const id of changed) {
    const role = findGuildRole(guild, id)
    if (role.managed || role.id === guild.id) throw refusal(50028)
    if (!outranksRole(world, guild, world.botId, role)) throw refusal(50013)
  }
}

function timeoutOf(world: World, until: string | null): string | null {
  if (until === null) return null
  const ms = Date.parse(until)
  if (ms > world.clock.now() + MAX_TIMEOUT_MS) {
    throw badForm(['communication_disabled_until'], 'BASE_TYPE_INVALID', 'The time-out must end within 28 days.')
  }
  return isoTime(ms)
}

function demandVoice(world: World, guild: Guild, userId: Snowflake, input: MemberInput): void {
  const inVoice = voiceStateOf(world, guild.id, userId)
  const asks = input.channel_id !== undefined || input.mute != null || input.deaf != null
  if (asks && !inVoice) throw refusal(40032)
  if (input.channel_id == null) return
  const channel = world.store.channels.get(input.channel_id)
  if (!channel || channel.guild_id !== guild.id) throw refusal(10003)
  if (!VOICE_TYPES.includes(channel.type)) throw refusal(50024)
}

function changeMember(call: Call, guild: Guild, member: Member, input: MemberInput): Member {
  const { world, reason } = call
  const userId = member.user_id
  for (const [field, name] of NEEDS) if (input[field] !== undefined) demandInGuild(world, guild, name)
  demandBelow(world, guild, userId)
  if (input.roles) demandRoles(world, guild, member.roles, input.roles)
  demandVoice(world, guild, userId, input)
  const { channel_id, ...fields } = input
  const changes: Partial<Member> = {
    ...(fields.nick !== undefined && { nick: fields.nick || null }),
    ...(fields.roles && { roles: fields.roles }),
    ...(fields.mute != null && { mute: fields.mute }),
    ...(fields.deaf != null && { deaf: fields.deaf }),
    ...(fields.flags != null && { flags: fields.flags }),
    ...(fields.communication_disabled_until !== undefined && {
      communication_disabled_until: timeoutOf(world, fields.communication_disabled_until),
    }),
  }
  const after = updateMember(world, member, changes)
  if (channel_id !== undefined || fields.mute != null || fields.deaf != null) {
    setVoiceState(world, guild.id, userId, {
      ...(channel_id !== undefined && { channel_id }),
      ...(fields.mute != null && { mute: fields.mute }),
      ...(fields.deaf != null && { deaf: fields.deaf }),
    })
  }
  noteMember(call, guild, member, after, reason)
  return after
}

function noteMember(call: Call, guild: Guild, before: Member, after: Member, reason: string | undefined): void {
  const { roles: old, ...restBefore } = before
  const { roles: fresh, ...restAfter } = after
  const nameAll = (ids: readonly Snowflake[]) => ids.map((id) => ({ id, name: findGuildRole(guild, id).name }))
  const added = nameAll(fresh.filter((id) => !old.includes(id)))
  const removed = nameAll(old.filter((id) => !fresh.includes(id)))
  if (added.length + removed.length > 0) {
    const changes = [
      ...(added.length > 0 ? [{ key: '$add', new_value: added }] : []),
      ...(removed.length > 0 ? [{ key: '$remove', new_value: removed }] : []),
    ]
    noteAudit(call.world, guild.id, 'MEMBER_ROLE_UPDATE', { target: before.user_id, changes, reason })
  }
  const changes = changesBetween(restBefore, restAfter)
  if (changes.length > 0) noteAudit(call.world, guild.id, 'MEMBER_UPDATE', { target: before.user_id, changes, reason })
}

/** Adds or takes one role. */
function toggleRole(call: Call, guild: Guild, roleId: Snowflake, has: boolean) {
  const member = findMember(call.world, guild.id, call.param('user'))
  findGuildRole(guild, roleId)
  const roles = has ? [...new Set([...member.roles, roleId])] : member.roles.filter((id) => id !== roleId)
  if (roles.length !== member.roles.length) {
    demandRoles(call.world, guild, member.roles, roles)
    noteMember(call, guild, member, updateMember(call.world, member, { roles }), call.reason)
  }
  return done
}

const ROLE = '/members/:user/roles/:role'
const selfShape = z.object({
  nick,
  avatar: imageData.nullish(),
  banner: imageData.nullish(),
  bio: text({ max: 190 }).nullish(),
})

/** The bot's own profile in a server. */
function changeSelf(call: Call, guild: Guild, { nick, avatar, banner }: z.infer<typeof selfShape>): Member {
  if (nick !== undefined) demandInGuild(call.world, guild, 'CHANGE_NICKNAME')
  const before = findMember(call.world, guild.id, call.world.botId)
  const after = updateMember(call.world, before, {
    ...(nick !== undefined && { nick: nick || null }),
    ...(avatar !== undefined && { avatar: avatar && imageHash(avatar) }),
    ...(banner !== undefined && { banner: banner && imageHash(banner) }),
  })
  noteMember(call, guild, before, after, call.reason)
  return after
}

const joinShape = z.object({
  access_token: z.string(),
  nick,
  roles: setOf(snowflake).nullish(),
  mute: flag().nullish(),
  deaf: flag().nullish(),
})

export const memberRoutes: readonly Route[] = [
  guildRoute(
    'GET',
    '/members',
    { query: z.object({ limit: pageLimit(1_000, 1), after: snowflake.default('0') }) },
    ({ world, guild, query }) =>
      ok(
        sortedMembers(world, guild.id)
          .filter(({ user_id }) => BigInt(user_id) > BigInt(query.after))
          .slice(0, query.limit)
          .map((member) => presentMember(world, member)),
      ),
  ),
  guildRoute(
    'GET',
    '/members/search',
    { query: z.object({ query: text({ min: 1, max: 100 }), limit: pageLimit(1_000, 1) }) },
    ({ world, guild, query }) =>
      ok(searchMembers(world, guild.id, query.query, query.limit).map((member) => presentMember(world, member))),
  ),
  guildRoute('GET', '/members/:user', {}, ({ world, guild, id }) =>
    ok(presentMember(world, findMember(world, guild.id, id('user')))),
  ),
  guildRoute('PUT', '/members/:user', { needs: 'CREATE_INSTANT_INVITE', body: joinShape }, ({ world, guild, id, input }) => {
    if (world.store.members.get(memberKey(guild.id, id('user')))) return done
    const { access_token: _, roles, nick, ...rest } = input
    if (roles?.length) demandInGuild(world, guild, 'MANAGE_ROLES')
    demandRoles(world, guild, [], roles ?? [])
    const member = addGuildMember(world, guild, id('user'), {
      roles: roles ?? [],
      nick: nick ?? null,
      mute: rest.mute ?? false,
      deaf: rest.deaf ?? false,
    })
    return created(presentMember(world, member))
  }),
  guildRoute('PATCH', '/members/@me', { body: selfShape }, ({ call, guild, input }) =>
    ok(presentMember(call.world, changeSelf(call, guild, input))),
  ),
  // Deprecated, and still what older versions of libraries call.
  guildRoute('PATCH', '/members/@me/nick', { body: selfShape.pick({ nick: true }) }, ({ call, guild, input }) =>
    ok({ nick: changeSelf(call, guild, input).nick ?? null }),
  ),
  guildRoute('PATCH', '/members/:user', { body: memberShape }, ({ call, world, guild, id, input }) =>
    ok(presentMember(world, changeMember(call, guild, findMember(world, guild.id, id('user')), input))),
  ),
  guildRoute('DELETE', '/members/:user', { needs: 'KICK_MEMBERS' }, ({ call, world, guild, id }) => {
    const { user_id } = findMember(world, guild.id, id('user'))
    demandBelow(world, guild, user_id)
    removeMember(world, guild, user_id)
    noteAudit(world, guild.id, 'MEMBER_KICK', { target: user_id, reason: call.reason })
    return done
  }),
  guildRoute('PUT', ROLE, { needs: 'MANAGE_ROLES' }, ({ call, guild, id }) => toggleRole(call, guild, id('role'), true)),
  guildRoute('DELETE', ROLE, { needs: 'MANAGE_ROLES' }, ({ call, guild, id }) => toggleRole(call, guild, id('role'), false)),
]
