// Records as Discord shows them: members with their user, guilds as GUILD_CREATE, messages as the
// gateway sends them.
import { THREAD_TYPES } from './access.ts'
import type { GuildEmoji, GuildSettings, Presence, Sticker } from './guild/records.ts'
import { memberKey } from './store.ts'
import type { Channel, Guild, Member, Message, User } from './types.ts'
import type { World } from './world.ts'

export function presentMember(world: World, member: Member, withUser = true): object {
  const user = world.store.users.get(member.user_id)
  return {
    ...(withUser && { user: user && presentUser(user) }),
    nick: member.nick,
    avatar: member.avatar ?? null,
    banner: member.banner ?? null,
    roles: member.roles,
    joined_at: member.joined_at,
    premium_since: member.premium_since ?? null,
    deaf: member.deaf ?? false,
    mute: member.mute ?? false,
    flags: member.flags ?? 0,
    pending: member.pending ?? false,
    communication_disabled_until: member.communication_disabled_until,
  }
}

export function presentUser(user: User): object {
  const { id, username, discriminator, global_name, avatar, banner, accent_color, public_flags, flags, primary_guild, bot } = user
  return {
    id,
    username,
    discriminator,
    global_name,
    avatar,
    avatar_decoration_data: null,
    banner,
    accent_color,
    public_flags,
    flags,
    primary_guild,
    ...(bot && { bot }),
  }
}

/** Each of these numbers of boosts is one tier more. */
const BOOSTS_OF_TIERS = [2, 7, 14] as const

const DEFAULT_SETTINGS: GuildSettings = {
  icon: null,
  splash: null,
  discovery_splash: null,
  banner: null,
  description: null,
  afk_channel_id: null,
  afk_timeout: 300,
  verification_level: 0,
  default_message_notifications: 1,
  explicit_content_filter: 0,
  features: ['COMMUNITY', 'NEWS'],
  system_channel_id: null,
  system_channel_flags: 0,
  rules_channel_id: null,
  public_updates_channel_id: null,
  safety_alerts_channel_id: null,
  premium_progress_bar_enabled: false,
  incidents_data: null,
  widget_enabled: false,
  widget_channel_id: null,
}

export const settingsOf = (guild: Guild): GuildSettings => ({ ...DEFAULT_SETTINGS, ...guild.settings })

/** The guild object of REST and GUILD_UPDATE. */
export function presentGuild(guild: Guild): object {
  return {
    id: guild.id,
    name: guild.name,
    owner_id: guild.owner_id,
    preferred_locale: guild.preferred_locale,
    roles: guild.roles,
    emojis: (guild.emojis ?? []).map((emoji) => presentEmoji(emoji)),
    stickers: (guild.stickers ?? []).map((sticker) => presentSticker(sticker)),
    ...settingsOf(guild),
    mfa_level: 0,
    application_id: null,
    vanity_url_code: null,
    premium_tier: BOOSTS_OF_TIERS.filter((needed) => (guild.boosts ?? 0) >= needed).length,
    premium_subscription_count: guild.boosts ?? 0,
    nsfw_level: 0,
    nsfw: false,
    region: 'deprecated',
    home_header: null,
    hub_type: null,
    max_members: 500_000,
    max_presences: null,
    max_video_channel_users: 25,
    max_stage_video_channel_users: 50,
  }
}

/** With who made it where the reader may manage expressions. */
export function presentEmoji(emoji: GuildEmoji, user?: User): object {
  const { id, name, roles, animated } = emoji
  return {
    id,
    name,
    roles,
    require_colons: true,
    managed: false,
    animated,
    available: true,
    ...(user && { user: presentUser(user) }),
  }
}

export function presentSticker({ user_id: _, ...sticker }: Sticker, user?: User): object {
  return { ...sticker, type: 2, available: true, ...(user && { user: presentUser(user) }) }
}

export const channelsOf = (world: World, guildId: string): Channel[] => [...world.store.channels.inGuild(guildId)]

export const membersOf = (world: World, guildId: string): Member[] => [...world.store.members.inGuild(guildId)]

/** What others see of a person's status, in one of the servers they share. */
export function presentPresence({ user_id, status, activities }: Presence, guildId: string): object {
  const shown = status === 'invisible' ? 'offline' : status
  const client_status = shown === 'offline' ? {} : { web: shown }
  return { user: { id: user_id }, guild_id: guildId, status: shown, activities, client_status }
}

/** GUILD_CREATE: without the GUILD_MEMBERS intent only the bot itself is among the members. */
export function presentGuildCreate(world: World, guild: Guild, allMembers = false): object {
  const channels = channelsOf(world, guild.id)
  const members = membersOf(world, guild.id)
  return {
    ...presentGuild(guild),
    joined_at: guild.joined_at,
    large: false,
    unavailable: false,
    member_count: members.length,
    members: members.filter(({ user_id }) => allMembers || user_id === world.botId).map((member) => presentMember(world, member)),
    channels: channels.filter(({ type }) => !THREAD_TYPES.includes(type)),
    threads: channels.filter((channel) => THREAD_TYPES.includes(channel.type) && channel.thread_metadata?.archived === false),
    presences: [],
    voice_states: [...world.store.voiceStates.inGuild(guild.id)],
    stage_instances: [...world.store.stages.inGuild(guild.id)],
    guild_scheduled_events: [...world.store.events.inGuild(guild.id)],
    soundboard_sounds: [],
  }
}

/** MESSAGE_CREATE and MESSAGE_UPDATE carry the guild and the author's membership; REST does not. */
export function presentForGateway(world: World, message: Message): object {
  const guildId = world.store.channels.get(message.channel_id)?.guild_id
  if (guildId === undefined) return { ...message, channel_type: 1 }
  const member = world.store.members.get(memberKey(guildId, message.author.id))
  return { ...message, guild_id: guildId, channel_type: 0, ...(member && { member: presentMember(world, member, false) }) }
}
