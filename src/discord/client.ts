// The connection to Discord: the real client with only the GUILDS intent and no memory of messages.

import {
  Client,
  DiscordAPIError,
  DiscordjsError,
  DiscordjsErrorCodes,
  Events,
  GatewayIntentBits,
  type Interaction,
  Options,
  Team,
} from 'discord.js'
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10'
import type { Requests } from '../delivery/limits/requests.ts'
import type { Log } from '../log/log.ts'
import { type Registration, registerCommands } from './rest/registration.ts'
import { createRequester, type Requester, restOptions } from './rest/requester.ts'

export interface DiscordSettings {
  readonly token: string
  /** Base address without the version, such as `https://discord.com/api`. */
  readonly api: string
  /** User ids that may use owners' commands; empty: the owner of the application, or its team. */
  readonly owners: readonly string[]
}

export interface DiscordParts extends DiscordSettings {
  readonly log: Log
  /** The turns of all requests of the process. */
  readonly requests: Requests
  readonly definitions: readonly RESTPostAPIApplicationCommandsJSONBody[]
  readonly onInteraction: (interaction: Interaction) => Promise<void>
  /** Permissions or channels may have changed there. */
  readonly onChanged: (where: { channelId: string } | { guildId: string }) => void
  /**
   * The connection is lost for good: the token was refused, or Discord closed it with a code that
   * forbids to come back.
   */
  readonly onFatal: (why: string) => void
}

export type LoginOutcome =
  | {
      readonly kind: 'ready'
      readonly applicationId: string
      readonly userId: string
      readonly guilds: number
      /**
       * Null where Discord would not take the commands: the log says why, and the bot goes on with
       * those of last time.
       */
      readonly registration: Registration | null
    }
  /** Nothing but another token or another setting helps. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Discord cannot be reached, or does not answer as Discord does. */
  | { readonly kind: 'unreachable'; readonly why: string }

export interface Discord {
  readonly client: Client
  readonly requester: Requester
  start(): Promise<LoginOutcome>
  stop(): Promise<void>
  isOwner(userId: string): Promise<boolean>
}

export function createDiscord(parts: DiscordParts): Discord {
  const client = new Client({
    intents: [GatewayIntentBits.Guilds],
    rest: restOptions(parts.api),
    allowedMentions: { parse: [] },
    makeCache: Options.cacheWithLimits({
      ...Options.DefaultMakeCacheSettings,
      MessageManager: 0,
      ReactionManager: 0,
      ReactionUserManager: 0,
      PresenceManager: 0,
      VoiceStateManager: 0,
      ThreadMemberManager: 0,
      GuildInviteManager: 0,
      GuildBanManager: 0,
      GuildEmojiManager: 0,
      GuildStickerManager: 0,
      GuildScheduledEventManager: 0,
      StageInstanceManager: 0,
      AutoModerationRuleManager: 0,
      // The bot's own member is needed for its permissions; everybody else is a passer-by.
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
    }),
  })
  const requester = createRequester(client.rest)
  requester.limitOwnRequests(parts.requests)
  listen(client, parts)
  let owners: Promise<ReadonlySet<string>> | null = null

  return {
    client,
    requester,
    start: () => start(client, parts),
    stop: () => client.destroy(),
    isOwner: async (userId) => {
      if (parts.owners.length > 0) return parts.owners.includes(userId)
      owners ??= ownersOf(client)
      try {
        return (await owners).has(userId)
      } catch (error) {
        owners = null
        throw error
      }
    },
  }
}

/** Without these handlers one bad payload, or a lost connection, would end the process. */
function listen(client: Client, parts: DiscordParts): void {
  const { log, onChanged } = parts
  client.on(Events.Error, (error) => log.error({ err: error }, 'the Discord client reported an error'))
  client.on(Events.Warn, (text) => log.warn({}, text))
  client.on(Events.ShardError, (error, shard) =>
    log.warn({ err: error, shard }, 'the gateway connection had an error; it reconnects'),
  )
  client.on(Events.ShardReconnecting, (shard) => log.info({ shard }, 'reconnecting to the gateway'))
  client.on(Events.ShardResume, (shard, replayed) => log.info({ shard, replayed }, 'the gateway session goes on'))
  client.on(Events.ShardDisconnect, (event) =>
    parts.onFatal(
      `Discord closed the gateway for good (code ${event.code}: ${CLOSE_CODES[event.code] ?? 'see its list of close codes'})`,
    ),
  )
  client.on(Events.Invalidated, () => parts.onFatal('Discord invalidated the session'))
  client.on(Events.InteractionCreate, (interaction) => void parts.onInteraction(interaction))
  client.on(Events.ChannelCreate, (channel) => onChanged({ channelId: channel.id }))
  client.on(Events.ChannelUpdate, (_, channel) => onChanged({ channelId: channel.id }))
  client.on(Events.ThreadUpdate, (_, thread) => onChanged({ channelId: thread.parentId ?? thread.id }))
  client.on(Events.ChannelDelete, (channel) => onChanged({ channelId: channel.id }))
  client.on(Events.GuildCreate, (guild) => onChanged({ guildId: guild.id }))
  client.on(Events.GuildAvailable, (guild) => onChanged({ guildId: guild.id }))
  client.on(Events.GuildUpdate, (_, guild) => onChanged({ guildId: guild.id }))
  client.on(Events.GuildRoleUpdate, (_, role) => onChanged({ guildId: role.guild.id }))
  client.on(Events.GuildRoleDelete, (role) => onChanged({ guildId: role.guild.id }))
  client.on(Events.GuildMemberUpdate, (_, member) => {
    if (member.id === client.user?.id) onChanged({ guildId: member.guild.id })
  })
}

const CLOSE_CODES: Readonly<Record<number, string>> = {
  4004: 'the token is not valid',
  4010: 'invalid shard',
  4011: 'too many servers for one shard',
  4012: 'this version of the API is gone',
  4013: 'invalid intents',
  4014: 'an intent is not switched on for this application',
}

async function start(client: Client, parts: DiscordParts): Promise<LoginOutcome> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  try {
    await client.login(parts.token)
    const { application, user, guilds } = await ready
    const registration = await registered(client, application.id, parts)
    return { kind: 'ready', applicationId: application.id, userId: user.id, guilds: guilds.cache.size, registration }
  } catch (error) {
    await client.destroy()
    return loginFailure(error, parts.api)
  }
}

async function registered(client: Client, applicationId: string, parts: DiscordParts): Promise<Registration | null> {
  try {
    return await registerCommands(client.rest, applicationId, parts.definitions)
  } catch (error) {
    if (error instanceof DiscordAPIError && error.status === 401) throw error
    parts.log.error({ err: error }, 'the commands could not be published; the bot goes on with those that Discord has')
    return null
  }
}

function loginFailure(error: unknown, api: string): LoginOutcome {
  if (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid)
    return {
      kind: 'refused',
      why: `${new URL(api).host} refused the token (401). Copy it again from the bot's page of the developer portal into DISCORD_TOKEN.`,
    }
  const text = error instanceof Error ? error.message : String(error)
  if (/intents?/i.test(text)) return { kind: 'refused', why: `Discord refused the connection: ${text}` }
  if (error instanceof DiscordAPIError && error.status === 401) return { kind: 'refused', why: `the token was refused: ${text}` }
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return { kind: 'unreachable', why: `${api} did not answer as Discord does: ${text}${cause}` }
}

async function ownersOf(client: Client): Promise<ReadonlySet<string>> {
  const application = await client.application?.fetch()
  const owner = application?.owner
  if (owner instanceof Team) return new Set(owner.members.keys())
  return new Set(owner ? [owner.id] : [])
}
