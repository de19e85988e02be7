// A client of discord.js with only the GUILDS intent and no memory of messages, and its end.
import { Client, GatewayIntentBits, Options, type WebSocketOptions } from 'discord.js'
import { sleep, systemClock } from '../../schedule/clock.ts'
import { type HttpAnswer, restOptions } from '../rest/requester.ts'

/** All shards, as many as Discord recommends or so many; or one of them. */
export type ShardChoice = 'auto' | number | { readonly shard: number; readonly of: number }

export function createClient(parts: {
  readonly api: string
  readonly shards: ShardChoice
  readonly observe: (answer: HttpAnswer) => void
  readonly buildIdentifyThrottler?: WebSocketOptions['buildIdentifyThrottler']
}): Client {
  const { api, observe, buildIdentifyThrottler } = parts
  return new Client({
    intents: [GatewayIntentBits.Guilds],
    ...shardOptions(parts.shards),
    ...(buildIdentifyThrottler === undefined ? {} : { ws: { buildIdentifyThrottler } }),
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

function shardOptions(shards: ShardChoice) {
  if (shards === 'auto') return { shards }
  return typeof shards === 'number' ? { shardCount: shards } : { shards: [shards.shard], shardCount: shards.of }
}

/**
 * discord.js waits for the other side to close; what has not by then is left to the end of the
 * process.
 */
const MAX_CLOSE_MS = 1_000

/** What discord.js keeps to itself of a connection. */
interface InnerShard {
  internalConnect(): Promise<void>
  readonly connection: { on(event: 'error', listener: () => void): void; terminate(): void } | null
}

function innerShards(client: Client): readonly InnerShard[] {
  const { _ws } = client.ws as unknown as { _ws: { strategy?: { shards?: ReadonlyMap<number, InnerShard> } } | null }
  return [...(_ws?.strategy?.shards?.values() ?? [])]
}

/**
 * Nothing is left of it. By itself discord.js would connect a shard again that was waiting for
 * something, or about to reconnect, when it was destroyed.
 */
export async function endClient(client: Client): Promise<void> {
  const shards = innerShards(client)
  for (const shard of shards) shard.internalConnect = async () => {}
  await Promise.race([client.destroy().catch(() => {}), sleep(systemClock, MAX_CLOSE_MS)])
  for (const { connection } of shards) {
    // One that is cut while it connects says so, and what nobody listens to would end the process.
    connection?.on('error', () => {})
    connection?.terminate()
  }
}
