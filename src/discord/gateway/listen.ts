// What a client of discord.js reports, as the rest of the program hears of it.
import { type Client, Events, type Interaction } from 'discord.js'
import type { ChangedPlace } from '../../delivery/port.ts'
import type { Log } from '../../log/log.ts'
import { CLOSE_CODES, TOO_FEW_SHARDS } from './close-codes.ts'
import type { ConnectionState } from './gateway-state.ts'

export interface Reception {
  /** Another process may answer it too: nothing is done before Discord has taken an answer. */
  readonly isContested: boolean
}

/** What the program does about what comes over the gateway. */
export interface GatewayEvents {
  readonly onInteraction: (interaction: Interaction, how?: Reception) => Promise<void>
  /** Permissions or channels may have changed there. */
  readonly onChanged: (where: ChangedPlace) => void
  /** The bot was invited to a server, or removed from one; an outage of a server is neither. */
  readonly onServer?: (event: 'joined' | 'left', guildId: string) => void
  /**
   * The connection is lost for good: the token was refused, or Discord closed it with a code that
   * forbids to come back.
   */
  readonly onFatal: (why: string) => void
}

/** Without these handlers a lost connection would end the process. */
export function listen(
  client: Client,
  parts: GatewayEvents & { readonly log: Log; readonly state: ConnectionState; readonly onTooFewShards: () => void },
): { end(): void } {
  const { log, state, onChanged, onFatal } = parts
  client.on(Events.Error, (error) => log.error({ err: error }, 'the Discord client reported an error'))
  client.on(Events.Warn, (text) => log.warn({}, text))
  client.on(Events.ShardError, (error, shard) =>
    log.debug({ err: error, shard }, 'the gateway connection had an error; it reconnects'),
  )
  client.on(Events.ShardReconnecting, (shard) => {
    const isOneOfSeveral = (client.options.shardCount ?? 1) > 1
    const isNew = state.down(shard, `${isOneOfSeveral ? `shard ${shard} of the gateway` : 'the gateway'} is not connected`)
    // It is said at each try.
    if (isNew) log.info({ shard }, 'reconnecting to the gateway')
  })
  client.on(Events.ShardReady, (shard) => state.up(shard))
  client.on(Events.ShardResume, (shard, replayed) => {
    log.info({ shard, replayed }, 'the gateway session was resumed')
    state.up(shard)
  })
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === TOO_FEW_SHARDS) parts.onTooFewShards()
    else onFatal(`Discord closed the gateway for good (code ${code}: ${CLOSE_CODES[code] ?? 'see its list of close codes'})`)
  })
  client.on(Events.Invalidated, () => onFatal('Discord invalidated the session'))
  client.on(Events.InteractionCreate, (interaction) => void parts.onInteraction(interaction))
  client.on(Events.ChannelCreate, (channel) => onChanged({ channelId: channel.id }))
  client.on(Events.ChannelUpdate, (_, channel) => onChanged({ channelId: channel.id }))
  client.on(Events.ThreadUpdate, (_, thread) => onChanged({ channelId: thread.parentId ?? thread.id }))
  client.on(Events.ChannelDelete, (channel) => onChanged({ channelId: channel.id }))
  client.on(Events.GuildCreate, (guild) => {
    onChanged({ guildId: guild.id })
    parts.onServer?.('joined', guild.id)
  })
  client.on(Events.GuildDelete, (guild) => parts.onServer?.('left', guild.id))
  client.on(Events.GuildAvailable, (guild) => onChanged({ guildId: guild.id }))
  client.on(Events.GuildUpdate, (_, guild) => onChanged({ guildId: guild.id }))
  client.on(Events.GuildRoleUpdate, (_, role) => onChanged({ guildId: role.guild.id }))
  client.on(Events.GuildRoleDelete, (role) => onChanged({ guildId: role.guild.id }))
  client.on(Events.GuildMemberUpdate, (_, member) => {
    if (member.id === client.user?.id) onChanged({ guildId: member.guild.id })
  })
  return {
    end() {
      client.removeAllListeners()
      // An error without a listener would be thrown.
      client.on(Events.Error, () => {})
    },
  }
}
