// The servers that this process sees, as delivery has to know of them.
import type { Client, Guild } from 'discord.js'
import type { ChangedPlace, SeenServer } from '../delivery/port.ts'
import { answersTo } from './channels.ts'

/**
 * `refs` are the channels as the settings write them. Where only some places may have changed, only
 * the servers of these. A server in an outage is left out: nothing is known of it.
 */
export function seeServers(
  clients: readonly Client[],
  refs: readonly string[],
  changed: readonly ChangedPlace[] | 'all',
): readonly SeenServer[] {
  const guilds = clients.flatMap((client) => [...client.guilds.cache.values()]).filter(({ available }) => available)
  const touched = (guild: Guild) =>
    changed === 'all' ||
    changed.some((where) => ('guildId' in where ? where.guildId === guild.id : guild.channels.cache.has(where.channelId)))
  return guilds.filter(touched).map((guild) => ({
    guildId: guild.id,
    channels: refs.flatMap((ref) => answersTo(guild, ref).map((channelId) => ({ ref, channelId }))),
    hasRole: (roleId) => guild.roles.cache.has(roleId),
  }))
}
