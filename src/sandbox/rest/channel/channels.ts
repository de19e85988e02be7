// Channels themselves: get, change, delete, overwrites, and the channels of a server.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { badForm, check, flag, integer, list, snowflake, text } from '../../validate/form.ts'
import { LIMITS } from '../../validate/limits.ts'
import { demand, demandInGuild, isDirect, isForum, isThread, joinedGuild, mayIn, visibleChannel } from '../../world/access.ts'
import { channelName, createChannel, deleteChannel, setOverwrite, tagsOf, updateChannel } from '../../world/channels.ts'
import { channelsOf } from '../../world/present.ts'
import { settleThread } from '../../world/threads.ts'
import type { Channel } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type Call, created, done, ok, type Route, route } from '../route.ts'
import { appliedTags, autoArchive, demandTags, slowmode, threadName } from './threads.ts'

const tag = z.object({
  id: snowflake.nullish().transform((id) => id ?? undefined),
  name: text({ min: 1, max: LIMITS.tagName }),
  moderated: z
    .boolean()
    .nullish()
    .transform((value) => value ?? undefined),
  emoji_id: snowflake.nullish(),
  emoji_name: z.string().nullish(),
})
const bitfield = z.union([z.string().regex(/^\d+$/), z.number().int().nonnegative()]).transform(String)
const overwrite = z.object({ id: snowflake, type: z.literal([0, 1]), allow: bitfield.default('0'), deny: bitfield.default('0') })

const channelFields = {
  topic: text({ max: LIMITS.forumTopic }).nullish(),
  nsfw: flag().nullish(),
  rate_limit_per_user: slowmode,
  default_auto_archive_duration: autoArchive,
  default_thread_rate_limit_per_user: slowmode,
  parent_id: snowflake.nullish(),
  position: integer(0, 10_000).nullish(),
  flags: z.number().int().nullish(),
  available_tags: list(tag, 0, LIMITS.forumTags).nullish(),
  permission_overwrites: z.array(overwrite).nullish(),
  default_sort_order: integer(0, 1).nullish(),
  default_forum_layout: integer(0, 2).nullish(),
}
const changeShape = z.object({ name: threadName.optional(), ...channelFields })
const createShape = z.object({ name: threadName, type: z.literal([0, 2, 4, 5, 13, 15, 16]).nullish(), ...channelFields })
const threadShape = z.object({
  name: threadName.optional(),
  archived: flag().nullish(),
  locked: flag().nullish(),
  invitable: flag().nullish(),
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  flags: z.number().int().nullish(),
  applied_tags: appliedTags,
})

function demandTopic(type: number, topic: string | null | undefined): void {
  if (type !== 15 && type !== 16 && topic && [...topic].length > LIMITS.channelTopic) {
    throw badForm(['topic'], 'BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.channelTopic} or fewer in length.`)
  }
}

const present = <T extends object>(value: T): Partial<T> =>
  Object.fromEntries(Object.entries(value).filter(([, each]) => each !== undefined)) as Partial<T>

function changeChannel(call: Call, channel: Channel) {
  const { world } = call
  demand(world, channel, 'MANAGE_CHANNELS')
  const input = check(changeShape, call.body)
  demandTopic(channel.type, input.topic)
  const { name, available_tags, permission_overwrites, ...rest } = input
  if (permission_overwrites) demand(world, channel, 'MANAGE_ROLES')
  const changes = {
    ...present(rest),
    ...(name !== undefined && { name: channelName(name, channel.type) }),
    ...(available_tags && { available_tags: tagsOf(world, available_tags) }),
    ...(permission_overwrites && { permission_overwrites }),
  }
  return ok(updateChannel(world, channel, changes as Partial<Channel>))
}

/** The creator may rename and archive; locking, slow mode and others' threads need MANAGE_THREADS. */
function demandThreadChange(world: World, thread: Channel, input: z.infer<typeof threadShape>): void {
  const manages = mayIn(world, world.botId, thread, 'MANAGE_THREADS')
  if (manages) return
  const strict = input.locked !== undefined || input.rate_limit_per_user !== undefined || thread.owner_id !== world.botId
  const wakesOnly = input.archived === false && Object.keys(present(input)).length === 1
  const mayWake = wakesOnly && !thread.thread_metadata?.locked && mayIn(world, world.botId, thread, 'SEND_MESSAGES_IN_THREADS')
  if (strict && !mayWake) throw refusal(50013)
  if (thread.thread_metadata?.locked) throw refusal(50013)
}

function changeThread(call: Call, thread: Channel) {
  const { world } = call
  const input = check(threadShape, call.body)
  demandThreadChange(world, thread, input)
  const meta = thread.thread_metadata
  if (!meta) throw refusal(50024)
  if (meta.archived && input.archived !== false) throw refusal(50083)
  const parent = world.store.channels.get(thread.parent_id ?? '')
  if (input.applied_tags && parent) demandTags(world, parent, input.applied_tags)
  const turned = input.archived !== undefined && input.archived !== null && input.archived !== meta.archived
  const thread_metadata = {
    ...meta,
    archived: input.archived ?? meta.archived,
    locked: input.locked ?? meta.locked,
    auto_archive_duration: input.auto_archive_duration ?? meta.auto_archive_duration,
    ...(turned && { archive_timestamp: world.timestamp() }),
  }
  const changes = {
    ...(input.name !== undefined && { name: input.name }),
    ...(input.rate_limit_per_user != null && { rate_limit_per_user: input.rate_limit_per_user }),
    ...(input.flags != null && { flags: input.flags }),
    ...(input.applied_tags && { applied_tags: input.applied_tags }),
    thread_metadata,
  }
  return ok(updateChannel(world, thread, changes))
}

function patch(call: Call) {
  const channel = visibleChannel(call.world, call.param('channel'))
  if (isDirect(channel)) throw refusal(50024)
  return isThread(channel) ? changeThread(call, settleThread(call.world, channel)) : changeChannel(call, channel)
}

function remove(call: Call) {
  const channel = visibleChannel(call.world, call.param('channel'))
  if (!isDirect(channel)) {
    demand(call.world, channel, isThread(channel) ? 'MANAGE_THREADS' : 'MANAGE_CHANNELS')
    deleteChannel(call.world, channel)
  }
  return ok(channel)
}

function create(call: Call) {
  const { world } = call
  const guild = joinedGuild(world, call.param('guild'))
  demandInGuild(world, guild, 'MANAGE_CHANNELS')
  const input = check(createShape, call.body)
  const type = input.type ?? 0
  demandTopic(type, input.topic)
  const fields = { name: input.name, type, topic: input.topic, parent_id: input.parent_id, flags: input.flags ?? 0 }
  const tags = isForum({ type } as Channel) ? (input.available_tags ?? []) : undefined
  return created(createChannel(world, guild, { ...fields, tags, overwrites: input.permission_overwrites ?? [] }))
}

const overwriteShape = z.object({ type: z.literal([0, 1]), allow: bitfield.nullish(), deny: bitfield.nullish() })

function putOverwrite(call: Call) {
  const channel = visibleChannel(call.world, call.param('channel'))
  demand(call.world, channel, 'MANAGE_ROLES')
  const { type, allow, deny } = check(overwriteShape, call.body)
  setOverwrite(call.world, channel, { id: call.param('overwrite'), type, allow: allow ?? '0', deny: deny ?? '0' })
  return done
}

function deleteOverwrite(call: Call) {
  const channel = visibleChannel(call.world, call.param('channel'))
  demand(call.world, channel, 'MANAGE_ROLES')
  setOverwrite(call.world, channel, { id: call.param('overwrite'), type: 0, allow: '0', deny: '0' })
  return done
}

export const channelRoutes: readonly Route[] = [
  route('GET', '/channels/:channel', (call) => {
    const channel = visibleChannel(call.world, call.param('channel'))
    return ok(isThread(channel) ? settleThread(call.world, channel) : channel)
  }),
  route('PATCH', '/channels/:channel', patch),
  route('DELETE', '/channels/:channel', remove),
  route('PUT', '/channels/:channel/permissions/:overwrite', putOverwrite),
  route('DELETE', '/channels/:channel/permissions/:overwrite', deleteOverwrite),
  route('GET', '/guilds/:guild/channels', (call) =>
    ok(channelsOf(call.world, joinedGuild(call.world, call.param('guild')).id).filter((channel) => !isThread(channel))),
  ),
  route('POST', '/guilds/:guild/channels', create),
]
