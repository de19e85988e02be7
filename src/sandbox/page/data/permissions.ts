// What the viewer and the bot may do, computed as the sandbox itself computes it.
import {
  computePermissions,
  DM_PERMISSIONS,
  FREE_OF_SLOW_MODE,
  PERMISSIONS,
  type PermissionName,
  withImpliedDenials,
} from '../../world/permissions.ts'
import type { Channel, Command } from '../../world/types.ts'
import type { Store } from './store.ts'
import { isDirect, isThread } from './types.ts'

type World = Pick<Store, 'guilds' | 'channels' | 'now' | 'bot'>

export function permissionsIn(world: World, userId: string, channel: Channel): bigint {
  if (isDirect(channel)) {
    return userId === world.bot.id || channel.recipients?.some(({ id }) => id === userId) ? DM_PERMISSIONS : 0n
  }
  const guild = world.guilds.get(channel.guild_id ?? '')
  const member = guild?.members.find(({ user }) => user.id === userId)
  if (!guild || !member) return 0n
  const ruling = isThread(channel) ? (world.channels.get(channel.parent_id ?? '') ?? channel) : channel
  return computePermissions(guild, { ...member, guild_id: guild.id, user_id: userId }, world.now(), ruling)
}

export function mayIn(world: World, userId: string, channel: Channel, name: PermissionName): boolean {
  const value = permissionsIn(world, userId, channel)
  const isAll = (value & PERMISSIONS.ADMINISTRATOR) !== 0n
  const effective = isAll ? value : withImpliedDenials(value, isThread(channel))
  return (effective & PERMISSIONS[name]) !== 0n
}

export const maySee = (world: World, userId: string, channel: Channel): boolean => mayIn(world, userId, channel, 'VIEW_CHANNEL')
export const mayWrite = (world: World, userId: string, channel: Channel): boolean =>
  mayIn(world, userId, channel, isThread(channel) ? 'SEND_MESSAGES_IN_THREADS' : 'SEND_MESSAGES')

/** Whether slow mode holds this person here, as the sandbox itself decides it. */
export const isSlowed = (world: World, userId: string, channel: Channel): boolean =>
  (channel.rate_limit_per_user ?? 0) > 0 && !FREE_OF_SLOW_MODE.some((name) => mayIn(world, userId, channel, name))

/** The commands that Discord would offer this person here. */
export function offered(store: Store, channel: Channel, type: number): Command[] {
  const { userId } = store.viewer
  const guild = store.guilds.get(channel.guild_id ?? '')
  const permissions = permissionsIn(store, userId, channel)
  const direct = isDirect(channel)
  if (!direct && (!guild?.botPresent || !(permissions & PERMISSIONS.USE_APPLICATION_COMMANDS))) return []
  return store.commands.filter((command) => {
    if (command.type !== type) return false
    if (command.guild_id !== undefined && command.guild_id !== channel.guild_id) return false
    if (command.contexts && !command.contexts.includes(direct ? 1 : 0)) return false
    if (direct) return command.contexts || command.dm_permission !== false
    const needed = command.default_member_permissions
    if (needed === null || permissions & PERMISSIONS.ADMINISTRATOR) return true
    return needed !== '0' && (permissions & BigInt(needed)) === BigInt(needed)
  })
}
