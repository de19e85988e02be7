// The world a fresh sandbox starts with. Its ids come from a fixed moment, so they are the same on every machine.
import { snowflakeAt } from '../snowflake.ts'
import { bits, FEED_BOT_PERMISSIONS } from './permissions.ts'
import type { Store } from './store.ts'
import type { Channel, ForumTag, Guild, Role, User } from './types.ts'
import { isoTime } from './world.ts'

const MOMENT = Date.UTC(2024, 0, 1)
const seedId = (number: number) => snowflakeAt(MOMENT + number * 1_000)
const JOINED = isoTime(MOMENT)

export const SEED = {
  bot: seedId(1),
  owner: seedId(2),
  moderator: seedId(3),
  member: seedId(4),
  stranger: seedId(5),
  guild: seedId(10),
  secondGuild: seedId(11),
  papers: seedId(20),
  general: seedId(21),
  announcements: seedId(22),
  forum: seedId(23),
  lobby: seedId(30),
  papers2: seedId(31),
} as const

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

const MODERATOR_PERMISSIONS = bits(
  'MANAGE_GUILD',
  'MANAGE_CHANNELS',
  'MANAGE_MESSAGES',
  'MANAGE_THREADS',
  'MANAGE_ROLES',
  'PIN_MESSAGES',
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
  fields: { id: string; name: string; owner: string; botRole: string; moderatorRole: string },
): Guild {
  return store.guilds.put({
    id: fields.id,
    name: fields.name,
    owner_id: fields.owner,
    preferred_locale: 'en-US',
    joined_at: JOINED,
    unavailable: false,
    roles: [
      makeRole(fields.id, '@everyone', EVERYONE_PERMISSIONS, 0),
      makeRole(fields.botRole, 'Paperboy', FEED_BOT_PERMISSIONS, 1, { managed: true }),
      makeRole(fields.moderatorRole, 'Moderator', MODERATOR_PERMISSIONS, 2, { hoist: true, mentionable: true, color: 0x3498db }),
    ],
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

export function seedWorld(store: Store): void {
  store.users.put(makeUser(SEED.bot, 'Paperboy', null, true))
  store.users.put(makeUser(SEED.owner, 'owner', 'Olivia Owner'))
  store.users.put(makeUser(SEED.moderator, 'moderator', 'Mo Moderator'))
  store.users.put(makeUser(SEED.member, 'member', '明 Member'))
  store.users.put(makeUser(SEED.stranger, 'stranger', 'Sam Stranger'))
  const servers = [
    { id: SEED.guild, name: 'Paperboy Sandbox', botRole: seedId(40), moderatorRole: seedId(41) },
    { id: SEED.secondGuild, name: 'Second Server', botRole: seedId(42), moderatorRole: seedId(43) },
  ]
  for (const server of servers) {
    addGuild(store, { ...server, owner: SEED.owner })
    addMember(store, server.id, SEED.bot, [server.botRole])
    addMember(store, server.id, SEED.owner)
    addMember(store, server.id, SEED.moderator, [server.moderatorRole])
    addMember(store, server.id, SEED.member)
  }
  const channel = (id: string, guild_id: string, name: string, type: number, position: number) =>
    store.channels.put(makeGuildChannel({ id, guild_id, name, type, position }))
  channel(SEED.papers, SEED.guild, 'papers', 0, 0)
  channel(SEED.general, SEED.guild, 'general', 0, 1)
  channel(SEED.announcements, SEED.guild, 'announcements', 5, 2)
  const forum = channel(SEED.forum, SEED.guild, 'paper-forum', 15, 3)
  const tags = ['Featured', 'CV', 'NLP', 'ML'].map((name, index) => makeTag(seedId(50 + index), name))
  store.channels.put({ ...forum, topic: 'One post for each paper', available_tags: tags })
  channel(SEED.lobby, SEED.secondGuild, 'lobby', 0, 0)
  channel(SEED.papers2, SEED.secondGuild, 'papers-2', 0, 1)
}
