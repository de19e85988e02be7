// Which events need which intent (docs: events/gateway), and what a session without MESSAGE_CONTENT does not get to read.
import type { Snowflake } from '../snowflake.ts'

export const INTENTS = {
  GUILDS: 1 << 0,
  GUILD_MEMBERS: 1 << 1,
  GUILD_PRESENCES: 1 << 8,
  GUILD_MESSAGES: 1 << 9,
  GUILD_MESSAGE_REACTIONS: 1 << 10,
  GUILD_MESSAGE_TYPING: 1 << 11,
  DIRECT_MESSAGES: 1 << 12,
  DIRECT_MESSAGE_REACTIONS: 1 << 13,
  DIRECT_MESSAGE_TYPING: 1 << 14,
  MESSAGE_CONTENT: 1 << 15,
} as const

export const PRIVILEGED = INTENTS.GUILD_MEMBERS | INTENTS.GUILD_PRESENCES | INTENTS.MESSAGE_CONTENT

/** Every intent Discord knows: bits 0–16, 20, 21, 24, 25. */
export const KNOWN_INTENTS = (1 << 17) - 1 + (1 << 20) + (1 << 21) + (1 << 24) + (1 << 25)

/** The intent an event needs; 0 where it always comes. */
export function intentOf(t: string, inGuild: boolean): number {
  if (t === 'INTERACTION_CREATE') return 0
  if (t === 'TYPING_START') return inGuild ? INTENTS.GUILD_MESSAGE_TYPING : INTENTS.DIRECT_MESSAGE_TYPING
  if (t.startsWith('MESSAGE_REACTION_')) return inGuild ? INTENTS.GUILD_MESSAGE_REACTIONS : INTENTS.DIRECT_MESSAGE_REACTIONS
  if (t.startsWith('MESSAGE_')) return inGuild ? INTENTS.GUILD_MESSAGES : INTENTS.DIRECT_MESSAGES
  if (t.startsWith('GUILD_MEMBER_')) return INTENTS.GUILD_MEMBERS
  if (t === 'CHANNEL_PINS_UPDATE' && !inGuild) return INTENTS.DIRECT_MESSAGES
  if (t === 'CHANNEL_CREATE' && !inGuild) return INTENTS.DIRECT_MESSAGES
  return INTENTS.GUILDS
}

interface Readable {
  author?: { id: Snowflake }
  guild_id?: Snowflake
  mentions?: { id: Snowflake }[]
}

/** Without MESSAGE_CONTENT others' messages come empty, unless they are direct or mention the bot. */
export function withoutContent(d: object, botId: Snowflake): object {
  const { author, guild_id, mentions } = d as Readable
  if (guild_id === undefined || author?.id === botId || mentions?.some(({ id }) => id === botId)) return d
  return { ...d, content: '', embeds: [], attachments: [], components: [] }
}
