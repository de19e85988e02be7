// Threads and forum posts.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { compareIds, momentOf } from '../../snowflake.ts'
import { badForm, check, flag, integer, pageLimit, setOf, snowflake, text } from '../../validate/form.ts'
import { FLAGS, LIMITS, REQUIRE_TAG } from '../../validate/limits.ts'
import { checkMessage } from '../../validate/message.ts'
import { demand, isForum, isThread, joinedGuild, mayIn, visibleChannel } from '../../world/access.ts'
import { activeThreads } from '../../world/channels.ts'
import { createMessage, visibleMessage } from '../../world/messages.ts'
import { presentMember } from '../../world/present.ts'
import { memberKey } from '../../world/store.ts'
import { createThread, joinThread, leaveThread, settleThread, threadMembersOf } from '../../world/threads.ts'
import type { Channel } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { under } from '../prefix.ts'
import { type Call, created, done, ok, type Route, route } from '../route.ts'
import { demandSending } from './messages.ts'

export const threadName = text({ min: 1, max: LIMITS.channelName, trim: true })
export const autoArchive = z.literal([60, 1_440, 4_320, 10_080]).nullish()
export const slowmode = integer(0, LIMITS.slowmodeSeconds).nullish()

const threadShape = z.object({
  name: threadName,
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  type: z.literal([10, 11, 12]).nullish(),
  invitable: flag().nullish(),
})
export const appliedTags = setOf(snowflake, LIMITS.appliedTags).nullish()
const postShape = z.object({
  name: threadName,
  auto_archive_duration: autoArchive,
  rate_limit_per_user: slowmode,
  applied_tags: appliedTags,
  message: z.looseObject({}),
})

function fromMessage(call: Call) {
  const { world } = call
  const parent = visibleChannel(world, call.param('channel'))
  if (parent.type !== 0 && parent.type !== 5) throw refusal(50024)
  const from = visibleMessage(world, parent.id, call.param('message'))
  demand(world, parent, 'CREATE_PUBLIC_THREADS')
  const input = check(threadShape, call.body)
  const fields = {
    name: input.name,
    owner: world.botId,
    autoArchive: input.auto_archive_duration,
    slowmode: input.rate_limit_per_user,
    from,
  }
  return created(createThread(world, parent, fields))
}

function standalone(call: Call, parent: Channel) {
  const { world } = call
  if (parent.type !== 0 && parent.type !== 5) throw refusal(50024)
  const input = check(threadShape, call.body)
  const type = input.type ?? 12
  if (type === 10 && parent.type !== 5) throw refusal(50024)
  if (type !== 10 && parent.type === 5) throw refusal(50024)
  demand(world, parent, type === 12 ? 'CREATE_PRIVATE_THREADS' : 'CREATE_PUBLIC_THREADS')
  return created(
    createThread(world, parent, {
      name: input.name,
      owner: world.botId,
      type,
      autoArchive: input.auto_archive_duration,
      slowmode: input.rate_limit_per_user,
      invitable: input.invitable ?? undefined,
    }),
  )
}

/**
 * The tags exist in this forum, moderated ones are allowed, and there is one where the forum asks
 * for it.
 */
export function demandTags(world: World, forum: Channel, applied: readonly string[]): void {
  const known = forum.available_tags ?? []
  for (const [index, id] of applied.entries()) {
    const tag = known.find((each) => each.id === id)
    if (!tag) throw badForm(['applied_tags', index], 'TAG_UNKNOWN', 'Unknown tag')
    if (tag.moderated) demand(world, forum, 'MANAGE_THREADS')
  }
  if (applied.length === 0 && forum.flags & REQUIRE_TAG) throw refusal(40067)
}

function forumPost(call: Call, forum: Channel) {
  const { world } = call
  const input = check(postShape, call.body)
  const files = call.uploads.map(({ name, bytes }) => ({ name, size: bytes.length }))
  const message = under('message', () =>
    checkMessage(input.message, { flags: FLAGS.SUPPRESS_EMBEDS | FLAGS.SUPPRESS_NOTIFICATIONS | FLAGS.IS_COMPONENTS_V2, files }),
  )
  demandSending(world, forum, message, files.length)
  const tags = input.applied_tags ?? []
  demandTags(world, forum, tags)
  const fields = {
    name: input.name,
    owner: world.botId,
    tags,
    autoArchive: input.auto_archive_duration,
    slowmode: input.rate_limit_per_user,
  }
  const thread = createThread(world, forum, fields)
  const first = createMessage(world, {
    channel: thread,
    author: world.botId,
    input: { ...message, nonce: undefined },
    uploads: call.uploads,
    id: thread.id,
  })
  return created({ ...thread, message: first })
}

function start(call: Call) {
  const parent = visibleChannel(call.world, call.param('channel'))
  return isForum(parent) ? forumPost(call, parent) : standalone(call, parent)
}

const withMine = (world: World, threads: readonly Channel[]) => ({
  threads,
  members: threads.flatMap(({ id }) => world.store.threadMembers.get(memberKey(id, world.botId)) ?? []),
})

function active(call: Call) {
  const { world } = call
  const guild = joinedGuild(world, call.param('guild'))
  const threads = activeThreads(world, guild.id)
    .map((thread) => settleThread(world, thread))
    .filter((thread) => !thread.thread_metadata?.archived && mayIn(world, world.botId, thread, 'VIEW_CHANNEL'))
    .sort((a, b) => compareIds(b.id, a.id))
  return ok({ ...withMine(world, threads), has_more: false })
}

const archivedShape = z.object({ limit: pageLimit(100, 50), before: z.string().optional() })

/** Newest archived first; `before` is a time (an id is taken too). */
function archived(call: Call, types: readonly number[]) {
  const { world } = call
  const parent = visibleChannel(world, call.param('channel'))
  demand(world, parent, 'READ_MESSAGE_HISTORY')
  const { limit, before } = check(archivedShape, { limit: call.query('limit'), before: call.query('before') })
  const edge =
    before === undefined ? Number.POSITIVE_INFINITY : /^\d{17,20}$/.test(before) ? momentOf(before) : Date.parse(before)
  if (Number.isNaN(edge)) throw badForm(['before'], 'DATE_TIME_TYPE_PARSE', `Could not parse ${before}. Should be ISO8601.`)
  const when = (thread: Channel) => Date.parse(thread.thread_metadata?.archive_timestamp ?? '')
  const found = [...world.store.channels.inGuild(parent.guild_id)]
    .filter((channel) => isThread(channel) && channel.parent_id === parent.id && types.includes(channel.type))
    .map((thread) => settleThread(world, thread))
    .filter((thread) => thread.thread_metadata?.archived && when(thread) < edge)
    .sort((a, b) => when(b) - when(a) || compareIds(b.id, a.id))
  return ok({ ...withMine(world, found.slice(0, limit)), has_more: found.length > limit })
}

function thread(call: Call): Channel {
  const channel = visibleChannel(call.world, call.param('channel'))
  if (!isThread(channel)) throw refusal(50024)
  return channel
}

function member(call: Call) {
  const found = call.world.store.threadMembers.get(memberKey(thread(call).id, call.param('user')))
  if (!found) throw refusal(10007)
  return ok(found)
}

function members(call: Call) {
  const channel = thread(call)
  return ok(
    threadMembersOf(call.world, channel.id).map((each) => {
      const found = channel.guild_id ? call.world.store.members.get(memberKey(channel.guild_id, each.user_id)) : undefined
      return call.asks('with_member') && found ? { ...each, member: presentMember(call.world, found) } : each
    }),
  )
}

function addMember(call: Call, userId: string) {
  const channel = thread(call)
  if (channel.thread_metadata?.archived) throw refusal(50083)
  if (!call.world.store.members.get(memberKey(channel.guild_id ?? '', userId))) throw refusal(10007)
  if (threadMembersOf(call.world, channel.id).length >= call.world.counts.threadMembers) throw refusal(30033)
  joinThread(call.world, channel, userId)
  return done
}

function removeMember(call: Call, userId: string) {
  const channel = thread(call)
  if (userId !== call.world.botId) demand(call.world, channel, 'MANAGE_THREADS')
  leaveThread(call.world, channel, userId)
  return done
}

const MEMBERS = '/channels/:channel/thread-members'

export const threadRoutes: readonly Route[] = [
  route('POST', '/channels/:channel/messages/:message/threads', fromMessage),
  route('POST', '/channels/:channel/threads', start),
  route('GET', '/guilds/:guild/threads/active', active),
  route('GET', '/channels/:channel/threads/archived/public', (call) => archived(call, [10, 11])),
  route('GET', '/channels/:channel/threads/archived/private', (call) => archived(call, [12])),
  route('GET', '/channels/:channel/users/@me/threads/archived/private', (call) => archived(call, [12])),
  route('GET', MEMBERS, members),
  route('PUT', `${MEMBERS}/@me`, (call) => addMember(call, call.world.botId)),
  route('DELETE', `${MEMBERS}/@me`, (call) => removeMember(call, call.world.botId)),
  route('GET', `${MEMBERS}/:user`, member),
  route('PUT', `${MEMBERS}/:user`, (call) => addMember(call, call.param('user'))),
  route('DELETE', `${MEMBERS}/:user`, (call) => removeMember(call, call.param('user'))),
]
