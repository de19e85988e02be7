// Channels and guilds come to be, change and go.
import { refusal } from '../errors.ts'
import type { Snowflake } from '../snowflake.ts'
import { isThread, memberOf, THREAD_TYPES } from './access.ts'
import { channelsOf, membersOf, presentGuildCreate, presentMember, presentUser } from './present.ts'
import { addGuild, addMember, EVERYONE_PERMISSIONS, makeGuildChannel, makeRole, makeTag } from './seed.ts'
import { memberKey } from './store.ts'
import { threadMembersOf } from './threads.ts'
import type { Channel, ForumTag, Guild, Overwrite } from './types.ts'
import { isoTime, type World } from './world.ts'

export interface ChannelFields {
  readonly name: string
  readonly type: number
  readonly parent_id?: Snowflake | null | undefined
  readonly topic?: string | null | undefined
  readonly tags?:
    | readonly {
        name: string
        id?: Snowflake | undefined
        moderated?: boolean | undefined
        emoji_id?: Snowflake | null | undefined
        emoji_name?: string | null | undefined
      }[]
    | undefined
  readonly flags?: number | undefined
  readonly overwrites?: readonly Overwrite[] | undefined
  /** Whatever else is set. */
  readonly more?: Partial<Channel>
}

/** Text channels are lower case with hyphens, as Discord makes them. */
export const channelName = (name: string, type: number): string =>
  [0, 5, 15, 16].includes(type) ? name.trim().toLowerCase().replace(/\s+/g, '-') : name.trim()

export function tagsOf(world: World, tags: NonNullable<ChannelFields['tags']>): ForumTag[] {
  return tags.map((tag) => ({
    ...makeTag(tag.id ?? world.nextId(), tag.name),
    moderated: tag.moderated ?? false,
    emoji_id: tag.emoji_id ?? null,
    emoji_name: tag.emoji_name ?? null,
  }))
}

export function createChannel(world: World, guild: Guild, fields: ChannelFields, quiet = false): Channel {
  const siblings = channelsOf(world, guild.id).filter((channel) => !isThread(channel))
  if (siblings.length >= world.counts.guildChannels) throw refusal(30013)
  return addChannel(world, guild, fields, siblings.length, quiet)
}

function addChannel(world: World, guild: Guild, fields: ChannelFields, position: number, quiet: boolean): Channel {
  const made = makeGuildChannel({
    id: world.nextId(),
    guild_id: guild.id,
    name: channelName(fields.name, fields.type),
    type: fields.type,
    position,
  })
  const channel = world.store.channels.put({
    ...made,
    parent_id: fields.parent_id ?? null,
    topic: fields.topic ?? null,
    flags: fields.flags ?? 0,
    permission_overwrites: [...(fields.overwrites ?? [])],
    ...(fields.tags && { available_tags: tagsOf(world, fields.tags) }),
    ...fields.more,
  })
  if (!quiet) world.dispatch('CHANNEL_CREATE', channel, guild.id)
  return channel
}

export function updateChannel(world: World, channel: Channel, changes: Partial<Channel>): Channel {
  const after = world.store.channels.put({ ...channel, ...changes })
  world.dispatch(isThread(after) ? 'THREAD_UPDATE' : 'CHANNEL_UPDATE', after, after.guild_id)
  return after
}

export function deleteChannel(world: World, channel: Channel): void {
  for (const each of world.store.channels.inGuild(channel.guild_id))
    if (isThread(each) && each.parent_id === channel.id) deleteChannel(world, each)
  if (isThread(channel)) {
    for (const { id, user_id } of threadMembersOf(world, channel.id)) world.store.threadMembers.remove(memberKey(id, user_id))
  }
  forgetAround(world, channel)
  for (const message of world.store.shelf(channel.id).byId.values())
    for (const { id } of message.attachments) world.files.remove(id)
  world.store.removeShelf(channel.id)
  world.store.channels.remove(channel.id)
  const { id, guild_id, parent_id, type } = channel
  if (isThread(channel)) world.dispatch('THREAD_DELETE', { id, guild_id, parent_id, type }, guild_id)
  else world.dispatch('CHANNEL_DELETE', channel, guild_id)
}

/**
 * What only makes sense with the channel: its webhooks, invites, the people talking in it, and its
 * place over other channels.
 */
function forgetAround(world: World, channel: Channel): void {
  const { webhooks, invites, voiceStates, channels } = world.store
  for (const { id, channel_id } of webhooks.values()) if (channel_id === channel.id) webhooks.remove(id)
  for (const { id, channel_id } of invites.values()) if (channel_id === channel.id) invites.remove(id)
  for (const { guild_id, user_id, channel_id } of voiceStates.values())
    if (channel_id === channel.id) voiceStates.remove(memberKey(guild_id, user_id))
  if (channel.type !== 4) return
  for (const child of channels.inGuild(channel.guild_id))
    if (child.parent_id === channel.id) updateChannel(world, child, { parent_id: null })
}

export function setOverwrite(world: World, channel: Channel, overwrite: Overwrite): Channel {
  const others = (channel.permission_overwrites ?? []).filter(({ id }) => id !== overwrite.id)
  const isEmpty = overwrite.allow === '0' && overwrite.deny === '0'
  return updateChannel(world, channel, { permission_overwrites: isEmpty ? others : [...others, overwrite] })
}

/** The direct-message channel of the bot and a user; made when first asked for. */
export function directChannel(world: World, userId: Snowflake): Channel {
  const user = world.store.users.get(userId)
  if (!user) throw refusal(10013)
  if (userId === world.botId) throw refusal(50033)
  for (const channel of world.store.channels.inGuild(undefined)) {
    if (channel.type === 1 && world.isOwn(channel) && channel.recipients?.some(({ id }) => id === userId)) return channel
  }
  const fields = { id: world.nextId(), type: 1, flags: 0, last_message_id: null, recipients: [user] }
  const made = world.store.channels.put(world.botId === world.firstId ? fields : { ...fields, application_id: world.botId })
  world.dispatch('CHANNEL_CREATE', { ...made, recipients: [presentUser(user)] })
  return made
}

/**
 * A new server like the world's first: its roles and people, the bot, and any number of text
 * channels; one GUILD_CREATE says so.
 */
export function createGuild(world: World, name: string, channels: readonly string[], owner: Snowflake): Guild {
  const { store } = world
  const id = world.nextId()
  const [model] = store.guilds.values()
  const fresh = new Map([[model?.id ?? '', id]])
  const roles = (model?.roles ?? [makeRole(id, '@everyone', EVERYONE_PERMISSIONS, 0)]).map((role) => {
    fresh.set(role.id, role.id === model?.id ? id : world.nextId())
    return { ...role, id: fresh.get(role.id) ?? id }
  })
  const guild = addGuild(store, { id, name, owner, locale: model?.preferred_locale ?? 'en-US', roles })
  for (const member of model ? membersOf(world, model.id) : []) {
    addMember(
      store,
      id,
      member.user_id,
      member.roles.flatMap((role) => fresh.get(role) ?? []),
    )
  }
  if (!memberOf(world, id, owner)) addMember(store, id, owner)
  if (!botIsIn(world, id)) joinBot(world, guild)
  for (const [position, each] of channels.entries()) addChannel(world, guild, { name: each, type: 0 }, position, true)
  world.dispatch('GUILD_CREATE', presentGuildCreate(world, guild, true), guild.id)
  return guild
}

/** The role that came with the bot, where it has been here before. */
const roleOf = (world: World, guild: Guild) => guild.roles.find(({ tags }) => tags?.bot_id === world.botId)

function joinBot(world: World, guild: Guild): void {
  const role = roleOf(world, guild)
  addMember(world.store, guild.id, world.botId, role ? [role.id] : [])
}

export const botIsIn = (world: World, guildId: Snowflake): boolean =>
  world.store.members.get(memberKey(guildId, world.botId)) !== undefined

export function removeBot(world: World, guild: Guild): void {
  world.dispatch('GUILD_DELETE', { id: guild.id }, guild.id, false, world.botId)
  world.store.members.remove(memberKey(guild.id, world.botId))
}

export function addBot(world: World, guild: Guild): void {
  joinBot(world, guild)
  world.dispatch('GUILD_CREATE', presentGuildCreate(world, guild), guild.id, false, world.botId)
}

export function setAvailability(world: World, guild: Guild, unavailable: boolean): void {
  const after = world.store.guilds.put({ ...guild, unavailable })
  if (unavailable) world.dispatch('GUILD_DELETE', { id: guild.id, unavailable: true }, guild.id)
  else world.dispatch('GUILD_CREATE', presentGuildCreate(world, after), guild.id)
}

export function timeoutMember(world: World, guildId: Snowflake, userId: Snowflake, ms: number): void {
  const member = world.store.members.get(memberKey(guildId, userId))
  if (!member) throw refusal(10007)
  const until = ms > 0 ? isoTime(world.clock.now() + ms) : null
  const after = world.store.members.put({ ...member, communication_disabled_until: until })
  world.dispatch('GUILD_MEMBER_UPDATE', { ...presentMember(world, after), guild_id: guildId }, guildId)
}

export const activeThreads = (world: World, guildId: Snowflake): Channel[] =>
  channelsOf(world, guildId).filter(
    (channel) => THREAD_TYPES.includes(channel.type) && channel.thread_metadata?.archived === false,
  )
