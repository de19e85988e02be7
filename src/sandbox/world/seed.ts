// How users, roles, servers and channels are made, with all that Discord's records have.
import { bits } from './permissions.ts'
import type { Store } from './store.ts'
import type { Channel, ForumTag, Guild, Role, User } from './types.ts'
import { isoTime } from './world.ts'

/** When a fresh world is made to have begun: fixed, so that it is the same on every machine. */
export const SEED_MOMENT = Date.UTC(2024, 0, 1)
export const JOINED = isoTime(SEED_MOMENT)

export const EVERYONE_PERMISSIONS = bits(
  'VIEW_CHANNEL',
  'SEND_MESSAGES',
  'EMBED_LINKS',
  'ATTACH_FILES',
  'READ_MESSAGE_HISTORY',
  'ADD_REACTIONS',
  'USE_EXTERNAL_EMOJIS',
  'CREATE_INSTANT_INVITE',
  'CHANGE_NICKNAME',
  'CREATE_PUBLIC_THREADS',
  'SEND_MESSAGES_IN_THREADS',
  'USE_APPLICATION_COMMANDS',
)

export function makeUser(id: string, username: string, globalName: string | null, bot = false): User {
  return {
    id,
    username,
    discriminator: bot ? '0001' : '0',
    global_name: globalName,
    avatar: null,
    banner: null,
    accent_color: null,
    public_flags: 0,
    flags: 0,
    primary_guild: null,
    ...(bot && { bot: true }),
  }
}

export function makeRole(id: string, name: string, permissions: bigint, position: number, more: Partial<Role> = {}): Role {
  return {
    id,
    name,
    color: 0,
    colors: { primary_color: 0, secondary_color: null, tertiary_color: null },
    hoist: false,
    icon: null,
    unicode_emoji: null,
    position,
    permissions: String(permissions),
    managed: false,
    mentionable: false,
    flags: 0,
    ...more,
  }
}

export function makeGuildChannel(fields: {
  id: string
  guild_id: string
  name: string
  type: number
  position: number
}): Channel {
  const forum = fields.type === 15 || fields.type === 16
  const voice = fields.type === 2 || fields.type === 13
  return {
    flags: 0,
    parent_id: null,
    topic: null,
    nsfw: false,
    rate_limit_per_user: 0,
    permission_overwrites: [],
    ...(fields.type !== 4 && { last_message_id: null }),
    ...(voice && { bitrate: 64_000, user_limit: 0, rtc_region: null }),
    ...(forum && {
      available_tags: [],
      default_reaction_emoji: null,
      default_sort_order: null,
      default_forum_layout: 0,
      default_thread_rate_limit_per_user: 0,
    }),
    ...fields,
  }
}

export const makeTag = (id: string, name: string): ForumTag => ({ id, name, moderated: false, emoji_id: null, emoji_name: null })

export function addGuild(
  store: Store,
  fields: { id: string; name: string; owner: string; locale: string; roles: Role[] },
): Guild {
  return store.guilds.put({
    id: fields.id,
    name: fields.name,
    owner_id: fields.owner,
    preferred_locale: fields.locale,
    joined_at: JOINED,
    unavailable: false,
    roles: fields.roles,
  })
}

export function addMember(store: Store, guildId: string, userId: string, roles: string[] = []): void {
  store.members.put({
    guild_id: guildId,
    user_id: userId,
    roles,
    joined_at: JOINED,
    nick: null,
    communication_disabled_until: null,
  })
}
