// Which events need which intent (docs: events/gateway), and what a session without MESSAGE_CONTENT
// does not get to read.
import type { Snowflake } from '../snowflake.ts'
import { mayIn, permissionsOfMember } from '../world/access.ts'
import { PERMISSIONS } from '../world/permissions.ts'
import type { World } from '../world/world.ts'

export const INTENTS = {
  GUILDS: 1 << 0,
  GUILD_MEMBERS: 1 << 1,
  GUILD_MODERATION: 1 << 2,
  GUILD_EXPRESSIONS: 1 << 3,
  GUILD_INTEGRATIONS: 1 << 4,
  GUILD_WEBHOOKS: 1 << 5,
  GUILD_INVITES: 1 << 6,
  GUILD_VOICE_STATES: 1 << 7,
  GUILD_PRESENCES: 1 << 8,
  GUILD_MESSAGES: 1 << 9,
  GUILD_MESSAGE_REACTIONS: 1 << 10,
  GUILD_MESSAGE_TYPING: 1 << 11,
  DIRECT_MESSAGES: 1 << 12,
  DIRECT_MESSAGE_REACTIONS: 1 << 13,
  DIRECT_MESSAGE_TYPING: 1 << 14,
  MESSAGE_CONTENT: 1 << 15,
  GUILD_SCHEDULED_EVENTS: 1 << 16,
  AUTO_MODERATION_CONFIGURATION: 1 << 20,
  AUTO_MODERATION_EXECUTION: 1 << 21,
  GUILD_MESSAGE_POLLS: 1 << 24,
  DIRECT_MESSAGE_POLLS: 1 << 25,
} as const

export const PRIVILEGED = INTENTS.GUILD_MEMBERS | INTENTS.GUILD_PRESENCES | INTENTS.MESSAGE_CONTENT

/** Every intent Discord knows: bits 0–16, 20, 21, 24, 25. */
export const KNOWN_INTENTS = (1 << 17) - 1 + (1 << 20) + (1 << 21) + (1 << 24) + (1 << 25)

type Need = number | { readonly guild: number; readonly direct: number }

/**
 * By the beginning of an event's name; the first that fits counts (docs: events/gateway, list of
 * intents).
 */
const NEEDS: readonly (readonly [start: string, need: Need])[] = [
  ['INTERACTION_CREATE', 0],
  ['USER_UPDATE', 0],
  ['VOICE_SERVER_UPDATE', 0],
  ['ENTITLEMENT_', 0],
  ['TYPING_START', { guild: INTENTS.GUILD_MESSAGE_TYPING, direct: INTENTS.DIRECT_MESSAGE_TYPING }],
  ['MESSAGE_REACTION_', { guild: INTENTS.GUILD_MESSAGE_REACTIONS, direct: INTENTS.DIRECT_MESSAGE_REACTIONS }],
  ['MESSAGE_POLL_', { guild: INTENTS.GUILD_MESSAGE_POLLS, direct: INTENTS.DIRECT_MESSAGE_POLLS }],
  ['MESSAGE_', { guild: INTENTS.GUILD_MESSAGES, direct: INTENTS.DIRECT_MESSAGES }],
  ['CHANNEL_PINS_UPDATE', { guild: INTENTS.GUILDS, direct: INTENTS.DIRECT_MESSAGES }],
  ['CHANNEL_CREATE', { guild: INTENTS.GUILDS, direct: INTENTS.DIRECT_MESSAGES }],
  ['GUILD_MEMBER_', INTENTS.GUILD_MEMBERS],
  ['GUILD_AUDIT_LOG_', INTENTS.GUILD_MODERATION],
  ['GUILD_BAN_', INTENTS.GUILD_MODERATION],
  ['GUILD_EMOJIS_', INTENTS.GUILD_EXPRESSIONS],
  ['GUILD_STICKERS_', INTENTS.GUILD_EXPRESSIONS],
  ['GUILD_SCHEDULED_EVENT_', INTENTS.GUILD_SCHEDULED_EVENTS],
  ['GUILD_INTEGRATIONS_', INTENTS.GUILD_INTEGRATIONS],
  ['INTEGRATION_', INTENTS.GUILD_INTEGRATIONS],
  ['WEBHOOKS_', INTENTS.GUILD_WEBHOOKS],
  ['INVITE_', INTENTS.GUILD_INVITES],
  ['VOICE_', INTENTS.GUILD_VOICE_STATES],
  ['PRESENCE_', INTENTS.GUILD_PRESENCES],
  ['AUTO_MODERATION_RULE_', INTENTS.AUTO_MODERATION_CONFIGURATION],
  ['AUTO_MODERATION_ACTION_', INTENTS.AUTO_MODERATION_EXECUTION],
]

/** The intent an event needs; 0 where it always comes. */
export function intentOf(t: string, inGuild: boolean): number {
  const need = NEEDS.find(([start]) => t.startsWith(start))?.[1] ?? INTENTS.GUILDS
  if (typeof need === 'number') return need
  return inGuild ? need.guild : need.direct
}

interface About {
  user?: { id: Snowflake }
  channel_id?: Snowflake
  id?: Snowflake
}

const IN_CHANNEL = /^(MESSAGE_|TYPING_|CHANNEL_PINS_|THREAD_(?!LIST)|VOICE_CHANNEL_)/

/** What happens in a channel is for those who see it, the audit log for those who may read it. */
export function mayReceive(world: World, t: string, d: object, guildId: Snowflake | undefined): boolean {
  const guild = guildId === undefined ? undefined : world.store.guilds.get(guildId)
  if (!guild) return true
  if (t === 'GUILD_AUDIT_LOG_ENTRY_CREATE')
    return (permissionsOfMember(world, guild, world.botId) & PERMISSIONS.VIEW_AUDIT_LOG) !== 0n
  if (!IN_CHANNEL.test(t)) return true
  const { channel_id, id } = d as About
  const channel = world.store.channels.get(channel_id ?? id ?? '')
  return !channel || mayIn(world, world.botId, channel, 'VIEW_CHANNEL')
}

/** A bot learns of changes to itself whatever its intents (docs: events/gateway-events). */
export const isOfItself = (t: string, d: object, botId: Snowflake): boolean =>
  t === 'GUILD_MEMBER_UPDATE' && (d as About).user?.id === botId

interface Readable {
  author?: { id: Snowflake }
  guild_id?: Snowflake
  mentions?: { id: Snowflake }[]
}

/**
 * Without MESSAGE_CONTENT others' messages come empty, unless they are direct or mention the bot.
 */
export function withoutContent(d: object, botId: Snowflake): object {
  const { author, guild_id, mentions } = d as Readable
  if (guild_id === undefined || author?.id === botId || mentions?.some(({ id }) => id === botId)) return d
  const { poll: _, message_snapshots: __, ...rest } = d as Record<string, unknown>
  return { ...rest, content: '', embeds: [], attachments: [], components: [] }
}
