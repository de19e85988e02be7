// Members come, change and go; bans keep them out.
import { refusal } from '../../errors.ts'
import { compareIds, momentOf, type Snowflake } from '../../snowflake.ts'
import { deleteMessages } from '../messages.ts'
import { channelsOf, membersOf, presentMember, presentUser } from '../present.ts'
import { memberKey } from '../store.ts'
import type { Guild, Member } from '../types.ts'
import type { World } from '../world.ts'

export function findMember(world: World, guildId: Snowflake, userId: Snowflake): Member {
  const member = world.store.members.get(memberKey(guildId, userId))
  if (!member) throw refusal(world.store.users.get(userId) ? 10007 : 10013)
  return member
}

export function addGuildMember(world: World, guild: Guild, userId: Snowflake, fields: Partial<Member> = {}): Member {
  const user = world.store.users.get(userId)
  if (!user) throw refusal(10013)
  if (world.store.bans.get(memberKey(guild.id, userId))) throw refusal(40007)
  const member = world.store.members.put({
    guild_id: guild.id,
    user_id: userId,
    roles: [],
    joined_at: world.timestamp(),
    nick: null,
    communication_disabled_until: null,
    ...fields,
  })
  world.dispatch('GUILD_MEMBER_ADD', { ...presentMember(world, member), guild_id: guild.id }, guild.id)
  return member
}

export function updateMember(world: World, member: Member, changes: Partial<Member>): Member {
  const after = world.store.members.put({ ...member, ...changes })
  world.dispatch('GUILD_MEMBER_UPDATE', { ...presentMember(world, after), guild_id: member.guild_id }, member.guild_id)
  return after
}

export function removeMember(world: World, guild: Guild, userId: Snowflake): void {
  const user = world.store.users.get(userId)
  world.store.members.remove(memberKey(guild.id, userId))
  const voice = world.store.voiceStates.get(memberKey(guild.id, userId))
  if (voice) world.store.voiceStates.remove(memberKey(guild.id, userId))
  world.dispatch('GUILD_MEMBER_REMOVE', { guild_id: guild.id, user: user && presentUser(user) }, guild.id)
}

/** Bans, removes who is a member, and deletes what they wrote in the last seconds. */
export function banUser(world: World, guild: Guild, userId: Snowflake, reason: string | null, deleteSeconds: number): void {
  const user = world.store.users.get(userId)
  if (!user) throw refusal(10013)
  world.store.bans.put({ guild_id: guild.id, user_id: userId, reason })
  if (world.store.members.get(memberKey(guild.id, userId))) removeMember(world, guild, userId)
  world.dispatch('GUILD_BAN_ADD', { guild_id: guild.id, user: presentUser(user) }, guild.id)
  if (deleteSeconds > 0) deleteRecent(world, guild, userId, world.clock.now() - deleteSeconds * 1_000)
}

function deleteRecent(world: World, guild: Guild, userId: Snowflake, since: number): void {
  for (const channel of channelsOf(world, guild.id)) {
    const { byId } = world.store.shelf(channel.id)
    const gone = [...byId.values()].filter(({ id, author }) => author.id === userId && momentOf(id) >= since)
    if (gone.length > 0) deleteMessages(world, channel, gone)
  }
}

export function unbanUser(world: World, guild: Guild, userId: Snowflake): void {
  const user = world.store.users.get(userId)
  if (!world.store.bans.get(memberKey(guild.id, userId))) throw refusal(10026)
  world.store.bans.remove(memberKey(guild.id, userId))
  world.dispatch('GUILD_BAN_REMOVE', { guild_id: guild.id, user: user && presentUser(user) }, guild.id)
}

/** In the order of their ids, as pages of members are. */
export const sortedMembers = (world: World, guildId: Snowflake): Member[] =>
  membersOf(world, guildId).sort((a, b) => compareIds(a.user_id, b.user_id))

/** Names and nicknames that begin with the text, whatever its case. */
export function searchMembers(world: World, guildId: Snowflake, text: string, limit: number): Member[] {
  const wanted = text.toLowerCase()
  const begins = (name: string | null | undefined) => name?.toLowerCase().startsWith(wanted) ?? false
  return sortedMembers(world, guildId)
    .filter(({ user_id, nick }) => {
      const user = world.store.users.get(user_id)
      return begins(nick) || begins(user?.username) || begins(user?.global_name)
    })
    .slice(0, limit)
}

/**
 * Who a prune would remove: members here never log in, so those without a role (or with the named
 * ones) who joined before the days began.
 */
export function prunable(world: World, guild: Guild, days: number, includeRoles: readonly Snowflake[]): Member[] {
  const edge = world.clock.now() - days * 86_400_000
  return membersOf(world, guild.id).filter(
    ({ user_id, roles, joined_at }) =>
      user_id !== guild.owner_id &&
      !world.store.users.get(user_id)?.bot &&
      roles.every((role) => includeRoles.includes(role)) &&
      Date.parse(joined_at) < edge,
  )
}
