// Who may do what where, answered as Discord's routes answer: 10003 for what is gone, 50001 for
// what one cannot see, 50013 for a missing bit.
import { refusal } from '../errors.ts'
import type { Snowflake } from '../snowflake.ts'
import {
  ALL_PERMISSIONS,
  bits,
  computePermissions,
  DM_PERMISSIONS,
  PERMISSIONS,
  type PermissionName,
  withImpliedDenials,
} from './permissions.ts'
import { memberKey } from './store.ts'
import type { Channel, Guild, Member } from './types.ts'
import type { World } from './world.ts'

export const THREAD_TYPES: readonly number[] = [10, 11, 12]
export const isThread = (channel: Channel): boolean => THREAD_TYPES.includes(channel.type)
export const isDirect = (channel: Channel): boolean => channel.type === 1
export const isForum = (channel: Channel): boolean => channel.type === 15 || channel.type === 16

export const memberOf = (world: World, guildId: Snowflake | undefined, userId: Snowflake): Member | undefined =>
  guildId === undefined ? undefined : world.store.members.get(memberKey(guildId, userId))

/** The channel whose overwrites count: a thread has its parent's. */
export function rulingChannel(world: World, channel: Channel): Channel {
  return (isThread(channel) && channel.parent_id && world.store.channels.get(channel.parent_id)) || channel
}

/** The computed permissions, without implied denials. 0 for who is not there. */
export function permissionsIn(world: World, userId: Snowflake, channel: Channel): bigint {
  if (isDirect(channel)) {
    return (userId === world.botId && world.isOwn(channel)) || channel.recipients?.some(({ id }) => id === userId)
      ? DM_PERMISSIONS
      : 0n
  }
  const guild = channel.guild_id === undefined ? undefined : world.store.guilds.get(channel.guild_id)
  const member = memberOf(world, channel.guild_id, userId)
  return guild && member ? computePermissions(guild, member, world.clock.now(), rulingChannel(world, channel)) : 0n
}

export function permissionsOfMember(world: World, guild: Guild, userId: Snowflake): bigint {
  const member = memberOf(world, guild.id, userId)
  return member ? computePermissions(guild, member, world.clock.now()) : 0n
}

export function mayIn(world: World, userId: Snowflake, channel: Channel, ...names: readonly PermissionName[]): boolean {
  const value = permissionsIn(world, userId, channel)
  const effective = value === ALL_PERMISSIONS ? value : withImpliedDenials(value, isThread(channel))
  const wanted = bits(...names)
  return (effective & wanted) === wanted
}

/** May send here: in threads another bit counts. */
export const maySend = (world: World, userId: Snowflake, channel: Channel): boolean =>
  mayIn(world, userId, channel, 'VIEW_CHANNEL', isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES')

/** The channel, visible to the bot; refused with 10003 or 50001. */
export function visibleChannel(world: World, id: Snowflake): Channel {
  const channel = world.store.channels.get(id)
  if (!channel) throw refusal(10003)
  if (!mayIn(world, world.botId, channel, 'VIEW_CHANNEL')) throw refusal(50001)
  return channel
}

export function demand(world: World, channel: Channel, ...names: readonly PermissionName[]): void {
  if (!mayIn(world, world.botId, channel, ...names)) throw refusal(50013)
}

/** The guild, with the bot in it; refused with 10004. */
export function joinedGuild(world: World, id: Snowflake): Guild {
  const guild = world.store.guilds.get(id)
  if (!guild || !memberOf(world, id, world.botId)) throw refusal(10004)
  return guild
}

export function demandInGuild(world: World, guild: Guild, name: PermissionName): void {
  if (!(permissionsOfMember(world, guild, world.botId) & PERMISSIONS[name])) throw refusal(50013)
}
