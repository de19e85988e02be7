// Which channels a name in the settings means: every one so called, in every server that the bot
// sees.
import { ChannelType, type Client, type Guild, PermissionFlagsBits } from 'discord.js'
import type { ChannelRights, Servers } from '../delivery/port.ts'
import type { SeenClients } from './gateway/gateway.ts'

export interface FoundChannel {
  readonly channelId: string
  readonly guildId: string | null
}

const POSTABLE: readonly ChannelType[] = [ChannelType.GuildText, ChannelType.GuildAnnouncement, ChannelType.GuildForum]

/**
 * `channel` is an id or `#name`. An id that is not seen (yet) is taken as it is; a name without a
 * channel gives an empty list.
 */
export function findChannels({ all }: Pick<SeenClients, 'all'>, channel: string): readonly FoundChannel[] {
  if (!channel.startsWith('#')) {
    const known = channelOf(all(), channel)
    return [{ channelId: channel, guildId: known !== undefined && 'guildId' in known ? known.guildId : null }]
  }
  return all()
    .flatMap((client) => [...client.guilds.cache.values()])
    .flatMap((guild) => answersTo(guild, channel).map((id) => ({ channelId: id, guildId: guild.id })))
}

/** The ids of the channels of one server that an id or a `#name` means. */
export function answersTo(guild: Guild, channel: string): readonly string[] {
  const { cache } = guild.channels
  if (!channel.startsWith('#')) return cache.has(channel) ? [channel] : []
  const name = channel.slice(1)
  return [...cache.filter(({ name: its, type }) => its === name && POSTABLE.includes(type)).keys()]
}

const channelOf = (clients: readonly Client[], channelId: string) =>
  clients.map((client) => client.channels.cache.get(channelId)).find((channel) => channel !== undefined)

/** From what the gateway has sent; no request is made for it. */
export function createRights({ all }: Pick<SeenClients, 'all'>): ChannelRights {
  return {
    has(channelId, right) {
      const channel = channelOf(all(), channelId)
      if (channel === undefined || channel.isDMBased()) return null
      const me = channel.guild.members.me
      try {
        return me === null ? null : channel.permissionsFor(me).has(PermissionFlagsBits[right])
      } catch {
        // An odd event may have left a role or an overwrite behind that discord.js cannot read.
        return null
      }
    },
  }
}

/** From what the gateway has sent. */
export function createServers({ of }: Pick<SeenClients, 'of'>): Servers {
  return {
    isMember: (guildId) => of(guildId)?.guilds.cache.has(guildId) ?? null,
    hasRole(guildId, roleId) {
      const guild = of(guildId)?.guilds.cache.get(guildId)
      return guild === undefined || !guild.available ? null : guild.roles.cache.has(roleId)
    },
  }
}
