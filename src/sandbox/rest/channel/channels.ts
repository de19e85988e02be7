// Channels themselves: get, change, delete, and the channels of a server with their order.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { badForm, bitfield, check, flag, integer, list, snowflake, text } from '../../validate/form.ts'
import { LIMITS } from '../../validate/limits.ts'
import { demand, isDirect, isForum, isThread, visibleChannel } from '../../world/access.ts'
import { channelName, createChannel, deleteChannel, tagsOf, updateChannel } from '../../world/channels.ts'
import { changesBetween, noteAudit } from '../../world/guild/audit.ts'
import { channelsOf, settingsOf } from '../../world/present.ts'
import { settleThread } from '../../world/threads.ts'
import type { Channel, Guild } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type Call, created, done, guildRoute, ok, type Route, route } from '../route.ts'
import { changeThread } from './change-thread.ts'
import { demandSettable } from './overwrites.ts'
import { autoArchive, slowmode, threadName } from './threads.ts'

const CATEGORY = 4
const TEXT = 0
const ANNOUNCEMENT = 5
const SIMPLE_BITRATE = { min: 8_000, max: 96_000 }

const tag = z.object({
  id: snowflake.nullish().transform((id) => id ?? undefined),
  name: text({ min: 1, max: LIMITS.tagName }),
  moderated: flag()
    .nullish()
    .transform((value) => value ?? undefined),
  emoji_id: snowflake.nullish(),
  emoji_name: z.string().nullish(),
})
const overwrite = z.object({
  id: snowflake,
  type: z.literal([0, 1]).default(0),
  allow: bitfield.nullish().transform((value) => value ?? '0'),
  deny: bitfield.nullish().transform((value) => value ?? '0'),
})

const channelFields = {
  topic: text({ max: LIMITS.forumTopic }).nullish(),
  nsfw: flag().nullish(),
  rate_limit_per_user: slowmode,
  default_auto_archive_duration: autoArchive,
  default_thread_rate_limit_per_user: slowmode,
  parent_id: snowflake.nullish(),
  position: integer(0, 10_000).nullish(),
  flags: integer(0, 2 ** 31 - 1).nullish(),
  available_tags: list(tag, 0, LIMITS.forumTags).nullish(),
  permission_overwrites: z.array(overwrite).nullish(),
  default_sort_order: integer(0, 1).nullish(),
  default_forum_layout: integer(0, 2).nullish(),
  default_reaction_emoji: z
    .object({ emoji_id: snowflake.nullish(), emoji_name: z.string().nullish() })
    .transform(({ emoji_id = null, emoji_name = null }) => ({ emoji_id, emoji_name }))
    .nullish(),
  bitrate: integer(SIMPLE_BITRATE.min, SIMPLE_BITRATE.max).nullish(),
  user_limit: integer(0, 10_000).nullish(),
  rtc_region: z.string().nullish(),
  video_quality_mode: integer(1, 2).nullish(),
}
const changeShape = z.object({ name: threadName.optional(), type: integer(0, 16).nullish(), ...channelFields })
const createShape = z.object({ name: threadName, type: z.literal([0, 2, 4, 5, 13, 15, 16]).nullish(), ...channelFields })

type Fields = z.infer<typeof createShape>

/**
 * Which fields a channel of each kind has; what is sent for another kind is left out, as Discord
 * does.
 */
const FIELDS_OF: readonly (readonly [types: readonly number[], fields: readonly (keyof Fields)[]])[] = [
  [
    [0, 5, 15, 16],
    ['topic', 'default_auto_archive_duration', 'default_thread_rate_limit_per_user'],
  ],
  [
    [0, 2, 5, 13, 15, 16],
    ['nsfw', 'rate_limit_per_user', 'parent_id'],
  ],
  [
    [2, 13],
    ['bitrate', 'user_limit', 'rtc_region', 'video_quality_mode'],
  ],
  [
    [15, 16],
    ['default_sort_order', 'default_forum_layout', 'default_reaction_emoji'],
  ],
]

function fieldsFor(type: number, input: Partial<Fields>): Partial<Channel> {
  const names: (keyof Fields)[] = [
    'position',
    'flags',
    ...FIELDS_OF.flatMap(([types, each]) => (types.includes(type) ? each : [])),
  ]
  const keepsNull: readonly (keyof Fields)[] = [
    'topic',
    'parent_id',
    'rtc_region',
    'default_sort_order',
    'default_reaction_emoji',
  ]
  const given = names.flatMap((name) => {
    const value = input[name]
    return value === undefined || (value === null && !keepsNull.includes(name)) ? [] : [[name, value] as const]
  })
  return Object.fromEntries(given) as Partial<Channel>
}

function demandTopic(type: number, topic: string | null | undefined): void {
  if (type !== 15 && type !== 16 && topic && [...topic].length > LIMITS.channelTopic) {
    throw badForm(['topic'], 'BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.channelTopic} or fewer in length.`)
  }
}

/** A parent is a category of the same server, and holds fifty channels. */
function demandParent(world: World, guildId: string, parentId: string | null | undefined, own?: string): void {
  if (!parentId) return
  const parent = world.store.channels.get(parentId)
  if (!parent || parent.guild_id !== guildId || parent.type !== CATEGORY)
    throw badForm(['parent_id'], 'CHANNEL_PARENT_INVALID_TYPE', 'Not a category')
  const children = channelsOf(world, guildId).filter(({ parent_id, id }) => parent_id === parentId && id !== own)
  if (children.length >= LIMITS.categoryChannels)
    throw badForm(['parent_id'], 'CHANNEL_PARENT_MAX_CHANNELS', 'Maximum number of channels in category reached (50)')
}

function demandTagNames(tags: Fields['available_tags']): void {
  const names = (tags ?? []).map(({ name }) => name)
  if (new Set(names).size < names.length) throw refusal(40061)
}

/** Only text channels and announcement channels turn into each other. */
function newType(channel: Channel, wanted: number | null | undefined): number {
  if (wanted == null || wanted === channel.type) return channel.type
  const pair = [TEXT, ANNOUNCEMENT]
  if (!pair.includes(channel.type) || !pair.includes(wanted))
    throw badForm(['type'], 'BASE_TYPE_CHOICES', `Value must be one of (${channel.type}).`)
  return wanted
}

function changeChannel(call: Call, channel: Channel) {
  const { world } = call
  demand(world, channel, 'MANAGE_CHANNELS')
  const input = check(changeShape, call.body)
  const type = newType(channel, input.type)
  demandTopic(type, input.topic)
  demandParent(world, channel.guild_id ?? '', input.parent_id, channel.id)
  demandTagNames(input.available_tags)
  const { name, available_tags, permission_overwrites } = input
  if (permission_overwrites) {
    demand(world, channel, 'MANAGE_ROLES')
    demandOverwrites(world, channel, permission_overwrites)
  }
  const after = updateChannel(world, channel, {
    ...fieldsFor(type, { ...input, name: name ?? channel.name ?? '', type: null }),
    type,
    ...(name !== undefined && { name: channelName(name, type) }),
    ...(available_tags && isForum(channel) && { available_tags: tagsOf(world, available_tags) }),
    ...(permission_overwrites && { permission_overwrites }),
  })
  const changes = changesBetween(channel, after)
  noteAudit(world, channel.guild_id ?? '', 'CHANNEL_UPDATE', { target: channel.id, changes, reason: call.reason })
  return ok(after)
}

function demandOverwrites(world: World, channel: Channel, fresh: NonNullable<Fields['permission_overwrites']>): void {
  const nothing = { allow: '0', deny: '0' }
  const known = channel.permission_overwrites ?? []
  for (const { id } of [...known, ...fresh]) {
    const find = (all: readonly { id: string; allow: string; deny: string }[]) => all.find((each) => each.id === id) ?? nothing
    demandSettable(world, channel, find(known), find(fresh))
  }
}

function patch(call: Call) {
  const channel = visibleChannel(call.world, call.param('channel'))
  if (isDirect(channel)) throw refusal(50024)
  return isThread(channel) ? changeThread(call, settleThread(call.world, channel)) : changeChannel(call, channel)
}

function remove(call: Call) {
  const { world } = call
  const channel = visibleChannel(world, call.param('channel'))
  if (isDirect(channel)) return ok(channel)
  demand(world, channel, isThread(channel) ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS')
  const guild = world.store.guilds.get(channel.guild_id ?? '')
  const required = guild && [settingsOf(guild).rules_channel_id, settingsOf(guild).public_updates_channel_id]
  if (required?.includes(channel.id)) throw refusal(50074)
  deleteChannel(world, channel)
  const action = isThread(channel) ? 'THREAD_DELETE' : 'CHANNEL_DELETE'
  noteAudit(world, channel.guild_id ?? '', action, {
    target: channel.id,
    changes: changesBetween({ name: channel.name, type: channel.type }, {}),
    reason: call.reason,
  })
  return ok(channel)
}

function create(call: Call, guild: Guild, input: Fields) {
  const { world } = call
  const type = input.type ?? TEXT
  demandTopic(type, input.topic)
  demandParent(world, guild.id, input.parent_id)
  demandTagNames(input.available_tags)
  const channel = createChannel(world, guild, {
    name: input.name,
    type,
    tags: type === 15 || type === 16 ? (input.available_tags ?? []) : undefined,
    overwrites: input.permission_overwrites ?? [],
    more: fieldsFor(type, input),
  })
  const changes = changesBetween({}, { name: channel.name, type })
  noteAudit(world, guild.id, 'CHANNEL_CREATE', { target: channel.id, changes, reason: call.reason })
  return created(channel)
}

const positionsShape = z.array(
  z.object({
    id: snowflake,
    position: integer(0, 10_000).nullish(),
    parent_id: snowflake.nullish(),
    lock_permissions: flag().nullish(),
  }),
)

function move(world: World, guild: Guild, moves: z.infer<typeof positionsShape>): void {
  for (const each of moves) {
    const channel = world.store.channels.get(each.id)
    if (!channel || channel.guild_id !== guild.id) throw refusal(10003)
    demandParent(world, guild.id, each.parent_id, channel.id)
  }
  for (const { id, position, parent_id, lock_permissions } of moves) {
    const channel = visibleChannel(world, id)
    const parent = world.store.channels.get((parent_id === undefined ? channel.parent_id : parent_id) ?? '')
    updateChannel(world, channel, {
      ...(position != null && { position }),
      ...(parent_id !== undefined && { parent_id }),
      ...(lock_permissions && parent && { permission_overwrites: parent.permission_overwrites ?? [] }),
    })
  }
}

export const channelRoutes: readonly Route[] = [
  route('GET', '/channels/:channel', (call) => {
    const channel = visibleChannel(call.world, call.param('channel'))
    return ok(isThread(channel) ? settleThread(call.world, channel) : channel)
  }),
  route('PATCH', '/channels/:channel', patch),
  route('DELETE', '/channels/:channel', remove),
  guildRoute('GET', '/channels', {}, ({ world, guild }) =>
    ok(channelsOf(world, guild.id).filter((channel) => !isThread(channel))),
  ),
  guildRoute('POST', '/channels', { needs: 'MANAGE_CHANNELS', body: createShape }, ({ call, guild, input }) =>
    create(call, guild, input),
  ),
  guildRoute('PATCH', '/channels', { needs: 'MANAGE_CHANNELS', body: positionsShape }, ({ world, guild, input }) => {
    move(world, guild, input)
    return done
  }),
]
