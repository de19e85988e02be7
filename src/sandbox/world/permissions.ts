// Discord's permission bits and their computation (docs: topics/permissions). Values are BigInt:
// bits go past 32.
import type { Snowflake } from '../snowflake.ts'
import type { Channel, Guild, Member, Overwrite } from './types.ts'

export const PERMISSIONS = {
  CREATE_INSTANT_INVITE: 1n << 0n,
  KICK_MEMBERS: 1n << 1n,
  BAN_MEMBERS: 1n << 2n,
  ADMINISTRATOR: 1n << 3n,
  MANAGE_CHANNELS: 1n << 4n,
  MANAGE_GUILD: 1n << 5n,
  ADD_REACTIONS: 1n << 6n,
  VIEW_AUDIT_LOG: 1n << 7n,
  PRIORITY_SPEAKER: 1n << 8n,
  STREAM: 1n << 9n,
  VIEW_CHANNEL: 1n << 10n,
  SEND_MESSAGES: 1n << 11n,
  SEND_TTS_MESSAGES: 1n << 12n,
  MANAGE_MESSAGES: 1n << 13n,
  EMBED_LINKS: 1n << 14n,
  ATTACH_FILES: 1n << 15n,
  READ_MESSAGE_HISTORY: 1n << 16n,
  MENTION_EVERYONE: 1n << 17n,
  USE_EXTERNAL_EMOJIS: 1n << 18n,
  VIEW_GUILD_INSIGHTS: 1n << 19n,
  CONNECT: 1n << 20n,
  SPEAK: 1n << 21n,
  MUTE_MEMBERS: 1n << 22n,
  DEAFEN_MEMBERS: 1n << 23n,
  MOVE_MEMBERS: 1n << 24n,
  USE_VAD: 1n << 25n,
  CHANGE_NICKNAME: 1n << 26n,
  MANAGE_NICKNAMES: 1n << 27n,
  MANAGE_ROLES: 1n << 28n,
  MANAGE_WEBHOOKS: 1n << 29n,
  MANAGE_GUILD_EXPRESSIONS: 1n << 30n,
  USE_APPLICATION_COMMANDS: 1n << 31n,
  REQUEST_TO_SPEAK: 1n << 32n,
  MANAGE_EVENTS: 1n << 33n,
  MANAGE_THREADS: 1n << 34n,
  CREATE_PUBLIC_THREADS: 1n << 35n,
  CREATE_PRIVATE_THREADS: 1n << 36n,
  USE_EXTERNAL_STICKERS: 1n << 37n,
  SEND_MESSAGES_IN_THREADS: 1n << 38n,
  USE_EMBEDDED_ACTIVITIES: 1n << 39n,
  MODERATE_MEMBERS: 1n << 40n,
  VIEW_CREATOR_MONETIZATION_ANALYTICS: 1n << 41n,
  USE_SOUNDBOARD: 1n << 42n,
  CREATE_GUILD_EXPRESSIONS: 1n << 43n,
  CREATE_EVENTS: 1n << 44n,
  USE_EXTERNAL_SOUNDS: 1n << 45n,
  SEND_VOICE_MESSAGES: 1n << 46n,
  SET_VOICE_CHANNEL_STATUS: 1n << 48n,
  SEND_POLLS: 1n << 49n,
  USE_EXTERNAL_APPS: 1n << 50n,
  PIN_MESSAGES: 1n << 51n,
  BYPASS_SLOWMODE: 1n << 52n,
} as const

export type PermissionName = keyof typeof PERMISSIONS

/** Who has one of these is not held by slow mode (docs: resources/channel). */
export const FREE_OF_SLOW_MODE = [
  'BYPASS_SLOWMODE',
  'MANAGE_MESSAGES',
  'MANAGE_CHANNELS',
] as const satisfies readonly PermissionName[]

export const ALL_PERMISSIONS = (1n << 53n) - 1n

export const bits = (...names: readonly PermissionName[]): bigint => names.reduce((sum, name) => sum | PERMISSIONS[name], 0n)

export const namesOf = (value: bigint): PermissionName[] =>
  (Object.keys(PERMISSIONS) as PermissionName[]).filter((name) => (value & PERMISSIONS[name]) !== 0n)

/** In direct messages everybody may do what the channel can do. */
export const DM_PERMISSIONS = bits(
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'ADD_REACTIONS',
  'USE_EXTERNAL_EMOJIS',
  'MENTION_EVERYONE',
  'PIN_MESSAGES',
  'USE_APPLICATION_COMMANDS',
  'SEND_POLLS',
  'SEND_VOICE_MESSAGES',
  'USE_EXTERNAL_STICKERS',
)

function applyOverwrites(base: bigint, overwrites: readonly Overwrite[], guildId: Snowflake, member: Member): bigint {
  const apply = (value: bigint, matching: readonly Overwrite[]) => {
    const deny = matching.reduce((sum, overwrite) => sum | BigInt(overwrite.deny), 0n)
    const allow = matching.reduce((sum, overwrite) => sum | BigInt(overwrite.allow), 0n)
    return (value & ~deny) | allow
  }
  const everyone = apply(
    base,
    overwrites.filter(({ id }) => id === guildId),
  )
  const roles = apply(
    everyone,
    overwrites.filter(({ id, type }) => type === 0 && member.roles.includes(id)),
  )
  return apply(
    roles,
    overwrites.filter(({ id, type }) => type === 1 && id === member.user_id),
  )
}

/**
 * The computed value as Discord sends it. Implied denials are not in it: ask `mayIn` whether
 * something is allowed.
 */
export function computePermissions(guild: Guild, member: Member, now: number, channel?: Channel): bigint {
  if (guild.owner_id === member.user_id) return ALL_PERMISSIONS
  const base = guild.roles
    .filter(({ id }) => id === guild.id || member.roles.includes(id))
    .reduce((sum, role) => sum | BigInt(role.permissions), 0n)
  if (base & PERMISSIONS.ADMINISTRATOR) return ALL_PERMISSIONS
  const full = channel ? applyOverwrites(base, channel.permission_overwrites ?? [], guild.id, member) : base
  const timedOut = member.communication_disabled_until !== null && Date.parse(member.communication_disabled_until) > now
  return timedOut ? full & bits('VIEW_CHANNEL', 'READ_MESSAGE_HISTORY') : full
}

/** Takes out what a denied VIEW_CHANNEL or SEND_MESSAGES denies with it. */
export function withImpliedDenials(value: bigint, isThread: boolean): bigint {
  if (!(value & PERMISSIONS.VIEW_CHANNEL)) return 0n
  const send = isThread ? PERMISSIONS.SEND_MESSAGES_IN_THREADS : PERMISSIONS.SEND_MESSAGES
  return value & send ? value : value & ~bits('MENTION_EVERYONE', 'SEND_TTS_MESSAGES', 'ATTACH_FILES', 'EMBED_LINKS')
}
