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
  RateLimitError,
  Status,
  Team,
} from 'discord.js'
import type { RESTPostAPIApplicationCommandsJSONBody } from 'discord-api-types/v10'
import type { Requests } from '../delivery/limits/requests.ts'
import type { Log } from '../log/log.ts'
import { sleep, systemClock } from '../schedule/clock.ts'
import { aborted } from './aborted.ts'
import type { CommandIds } from './command-mentions.ts'
import type { Outage } from './outage.ts'
import { guardPayloads } from './payload-guard.ts'
import { publishCommands, type Registration } from './rest/registration.ts'
import { createRequester, type HttpAnswer, type Requester, restOptions } from './rest/requester.ts'

export interface DiscordSettings {
  readonly token: string
  /** Base address without the version, such as `https://discord.com/api`. */
  readonly api: string
  /** How many connections the servers are spread over; `auto`: as many as Discord recommends. */
  readonly shards: 'auto' | number
  /** User ids that may use owners' commands; empty: the owner of the application, or its team. */
  readonly owners: readonly string[]
}

export interface DiscordParts extends DiscordSettings {
  readonly log: Log
  readonly outage: Outage
  /** Each answer of Discord's API. */
  readonly onAnswer?: (answer: HttpAnswer) => void
  /** The turns of all requests of the process. */
  readonly requests: Requests
  readonly definitions: readonly RESTPostAPIApplicationCommandsJSONBody[]
  readonly onInteraction: (interaction: Interaction) => Promise<void>
  /** Permissions or channels may have changed there. */
  readonly onChanged: (where: { channelId: string } | { guildId: string }) => void
  /** The bot was invited to a server, or removed from one; an outage of a server is neither. */
  readonly onServer?: (event: 'joined' | 'left', guildId: string) => void
  /**
   * The connection is lost for good: the token was refused, or Discord closed it with a code that
   * forbids to come back.
   */
  readonly onFatal: (why: string) => void
  /** While it ran, the servers became too many for its shards: another start takes more. */
  readonly onOutgrown: () => void
}

export type LoginOutcome =
  | {
      readonly kind: 'ready'
      readonly applicationId: string
      readonly userId: string
      readonly guilds: number
      /**
       * Goes on in parallel. Null where Discord would not take the commands: the log says
       * why, and the bot goes on with those of last time.
       */
      readonly registration: Promise<Registration | null>
    }
  /** Nothing but another token or another setting helps. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Discord cannot be reached, or does not answer as Discord does. */
  | { readonly kind: 'unreachable'; readonly why: string; readonly retryAfterMs: number | null }
  /** `stop` was called. */
  | { readonly kind: 'stopped' }

export interface Discord {
  /** Of the last attempt. */
  readonly client: Client
  readonly requester: Requester
  /** One attempt, with a client of its own: one that failed is never used again. */
  start(): Promise<LoginOutcome>
  /** In any state. Nothing is answered any more, and nothing is waited for longer than a moment. */
  stop(): Promise<void>
  isOwner(userId: string): Promise<boolean>
  /** Empty until the commands are published. */
  commandIds(): CommandIds
  /** Whether the gateway is connected now. */
  isConnected(): boolean
  /** Who may use owners' commands, and is asked what only an owner can say. */
  owners(): Promise<readonly string[]>
}

interface Connection {
  readonly client: Client
  readonly requester: Requester
  close(): Promise<void>
}

/**
 * discord.js waits for the other side to close; what has not by then is left to the end of the
 * process.
 */
const MAX_CLOSE_MS = 1_000

export function createDiscord(parts: DiscordParts): Discord {
  const stopping = new AbortController()
  let connection = connect(parts)
  let isUsed = false
  let owners: Promise<ReadonlySet<string>> | null = null
  let ids: CommandIds = new Map()

  async function start(): Promise<LoginOutcome> {
    if (isUsed) {
      await connection.close()
      connection = connect(parts)
    }
    isUsed = true
    const stopped = aborted(stopping.signal).then((): LoginOutcome => ({ kind: 'stopped' }))
    const outcome = await Promise.race([logInWith(connection.client, parts, stopping.signal), stopped])
    if (outcome.kind !== 'ready') {
      await connection.close()
      return outcome
    }
    const registration = outcome.registration.then((done) => {
      ids = done?.ids ?? ids
      return done
    })
    return { ...outcome, registration }
  }

  async function ownerIds(): Promise<readonly string[]> {
    if (parts.owners.length > 0) return parts.owners
    owners ??= ownersOf(connection.client)
    try {
      return [...(await owners)]
    } catch (error) {
      owners = null
      throw error
    }
  }

  return {
    get client() {
      return connection.client
    },
    get requester() {
      return connection.requester
    },
    start,
    async stop() {
      stopping.abort()
      await connection.close()
    },
    isConnected: () => isConnected(connection.client),
    commandIds: () => ids,
    isOwner: async (userId) => (await ownerIds()).includes(userId),
    owners: ownerIds,
  }
}

/** With all of its shards; what one of them has lost would not be seen in the whole. */
const isConnected = ({ ws }: Client) => ws.status === Status.Ready && ws.shards.every(({ status }) => status === Status.Ready)

function connect(parts: DiscordParts): Connection {
  const client = createClient(parts)
  const requester = createRequester(client.rest)
  requester.limitOwnRequests(parts.requests)
  const listeners = listen(client, parts)
  const unguard = guardPayloads(client, parts.log)
  let closing: Promise<void> | null = null

  async function close(): Promise<void> {
    listeners.end()
    await Promise.race([client.destroy(), sleep(systemClock, MAX_CLOSE_MS)])
    unguard()
  }

  return {
    client,
    requester,
    close() {
      closing ??= close()
      return closing
    },
  }
}

function createClient({ api, shards, outage, onAnswer }: DiscordParts): Client {
  const observe = (answer: HttpAnswer) => {
    outage.answered(answer.status)
    onAnswer?.(answer)
  }
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    ...(shards === 'auto' ? { shards } : { shardCount: shards }),
    rest: restOptions(api, { observe }),
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
      // The bot's own member is needed for its permissions; other members are not cached.
      GuildMemberManager: { maxSize: 0, keepOverLimit: (member) => member.id === member.client.user.id },
      UserManager: { maxSize: 0, keepOverLimit: (user) => user.id === user.client.user?.id },
    }),
  })
}

/** Without these handlers a lost connection would end the process. */
function listen(client: Client, parts: DiscordParts): { end(): void } {
  const { log, outage, onChanged, onFatal } = parts
  client.on(Events.Error, (error) => log.error({ err: error }, 'the Discord client reported an error'))
  client.on(Events.Warn, (text) => log.warn({}, text))
  client.on(Events.ShardError, (error, shard) =>
    log.debug({ err: error, shard }, 'the gateway connection had an error; it reconnects'),
  )
  const reconnecting = new Set<number>()
  client.on(Events.ShardReconnecting, (shard) => {
    const what = client.ws.shards.size > 1 ? `shard ${shard} of the gateway` : 'the gateway'
    outage.down('gateway', `${what} is not connected`)
    // It is said at each try.
    if (!reconnecting.has(shard)) log.info({ shard }, 'reconnecting to the gateway')
    reconnecting.add(shard)
  })
  const connected = (shard: number) => {
    reconnecting.delete(shard)
    if (reconnecting.size === 0) outage.up('gateway')
  }
  client.on(Events.ShardReady, connected)
  client.on(Events.ShardResume, (shard, replayed) => {
    log.info({ shard, replayed }, 'the gateway session was resumed')
    connected(shard)
  })
  client.on(Events.ShardDisconnect, ({ code }) => {
    if (code === TOO_FEW_SHARDS && parts.shards === 'auto') {
      // A login that fails so is tried again as it is.
      if (client.isReady()) parts.onOutgrown()
      return
    }
    const why = CLOSE_CODES[code] ?? 'see its list of close codes'
    const remedy = code === TOO_FEW_SHARDS ? `. ${moreShards(parts)}` : ''
    onFatal(`Discord closed the gateway for good (code ${code}: ${why})${remedy}`)
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

const TOO_FEW_SHARDS = 4011
const moreShards = ({ shards }: DiscordParts) => `discord.shards (PAPERBOY_SHARDS) is ${shards}: take more, or auto.`

const CLOSE_CODES: Readonly<Record<number, string>> = {
  4004: 'the token is not valid',
  4010: 'invalid shard',
  [TOO_FEW_SHARDS]: 'too many servers for one shard',
  4012: 'this version of the API is gone',
  4013: 'invalid intents',
  4014: 'an intent is not switched on for this application',
}

async function logInWith(client: Client, parts: DiscordParts, signal: AbortSignal): Promise<LoginOutcome> {
  const ready = new Promise<Client<true>>((resolve) => client.once(Events.ClientReady, resolve))
  let closedWith: number | null = null
  client.once(Events.ShardDisconnect, ({ code }) => {
    closedWith = code
  })
  try {
    await client.login(parts.token)
    const { application, user, guilds } = await ready
    const registration = publishCommands(client.rest, application.id, { ...parts, signal })
    return { kind: 'ready', applicationId: application.id, userId: user.id, guilds: guilds.cache.size, registration }
  } catch (error) {
    return loginFailure(error, parts, closedWith)
  }
}

function loginFailure(error: unknown, parts: DiscordParts, closedWith: number | null): LoginOutcome {
  const { api, shards } = parts
  const { host } = new URL(api)
  const isTokenRefused =
    (error instanceof DiscordjsError && error.code === DiscordjsErrorCodes.TokenInvalid) ||
    (error instanceof DiscordAPIError && error.status === 401)
  if (isTokenRefused)
    return {
      kind: 'refused',
      why: `${host} refused the token (401). Copy it again from the bot's page of the developer portal into DISCORD_TOKEN.`,
    }
  if (closedWith !== null && closedWith in CLOSE_CODES) {
    const why = `Discord refused the connection (code ${closedWith}: ${CLOSE_CODES[closedWith]})`
    if (closedWith !== TOO_FEW_SHARDS) return { kind: 'refused', why }
    // The next try asks again how many are recommended.
    if (shards === 'auto') return { kind: 'unreachable', why, retryAfterMs: null }
    return { kind: 'refused', why: `${why}. ${moreShards(parts)}` }
  }
  if (error instanceof RateLimitError) {
    const retryAfterMs = Math.max(error.retryAfter, error.timeToReset)
    return { kind: 'unreachable', why: `${host} limits logging in for ${Math.ceil(retryAfterMs / 1000)} s`, retryAfterMs }
  }
  const text = error instanceof Error ? error.message : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return { kind: 'unreachable', why: `${api} did not answer as Discord does: ${text}${cause}`, retryAfterMs: null }
}

async function ownersOf(client: Client): Promise<ReadonlySet<string>> {
  const application = await client.application?.fetch()
  const owner = application?.owner
  if (owner instanceof Team) return new Set(owner.members.keys())
  return new Set(owner ? [owner.id] : [])
}
