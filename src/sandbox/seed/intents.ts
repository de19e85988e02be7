// Gateway intents by name, as Discord's documentation lists them.
export const GATEWAY_INTENTS = {
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
export type IntentName = keyof typeof GATEWAY_INTENTS

const PRIVILEGED: readonly IntentName[] = ['GUILD_MEMBERS', 'GUILD_PRESENCES', 'MESSAGE_CONTENT']
export const PRIVILEGED_BITS = PRIVILEGED.reduce((sum, name) => sum | GATEWAY_INTENTS[name], 0)

/** The bits of the privileged ones among them: the others need no switch. */
export const privilegedBits = (names: 'all' | readonly IntentName[]): number =>
  names === 'all' ? PRIVILEGED_BITS : names.reduce((sum, name) => sum | GATEWAY_INTENTS[name], 0) & PRIVILEGED_BITS
