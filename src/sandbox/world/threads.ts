// Threads: from a message (they share its id), standing alone, and forum posts with their first
// message.
import { refusal } from '../errors.ts'
import type { Snowflake } from '../snowflake.ts'
import { FLAGS } from '../validate/limits.ts'
import { isForum, isThread } from './access.ts'
import { createMessage, updateMessage } from './messages.ts'
import { memberKey, type ThreadMember } from './store.ts'
import type { Channel, Message } from './types.ts'
import { isoTime, type World } from './world.ts'

export interface ThreadFields {
  readonly name: string
  readonly owner: Snowflake
  readonly type?: number
  readonly autoArchive?: number | null | undefined
  readonly slowmode?: number | null | undefined
  readonly tags?: readonly Snowflake[] | undefined
  readonly invitable?: boolean | undefined
  /** False for a webhook, which joins nothing. */
  readonly joins?: boolean
  /** The message it starts from. */
  readonly from?: Message | undefined
}

const isAnnouncement = (channel: Channel) => channel.type === 5

function demandRoom(world: World, parent: Channel): void {
  let active = 0
  for (const channel of world.store.channels.inGuild(parent.guild_id)) {
    if (isThread(channel) && !channel.thread_metadata?.archived) active += 1
  }
  if (active >= world.counts.activeThreads) throw refusal(isAnnouncement(parent) ? 160007 : 160006)
}

export function createThread(world: World, parent: Channel, fields: ThreadFields): Channel {
  const { from } = fields
  if (from && world.store.channels.get(from.id)) throw refusal(160004)
  demandRoom(world, parent)
  const now = world.timestamp()
  const thread = world.store.channels.put({
    id: from?.id ?? world.nextId(),
    type: fields.type ?? (isAnnouncement(parent) ? 10 : 11),
    flags: 0,
    ...(parent.guild_id && { guild_id: parent.guild_id }),
    parent_id: parent.id,
    owner_id: fields.owner,
    name: fields.name.trim(),
    last_message_id: null,
    rate_limit_per_user: fields.slowmode ?? parent.default_thread_rate_limit_per_user ?? 0,
    message_count: 0,
    member_count: fields.joins === false ? 0 : 1,
    total_message_sent: 0,
    ...(isForum(parent) && { applied_tags: [...(fields.tags ?? [])] }),
    thread_metadata: {
      archived: false,
      archive_timestamp: now,
      auto_archive_duration: fields.autoArchive ?? parent.default_auto_archive_duration ?? 4_320,
      locked: false,
      create_timestamp: now,
      ...(fields.type === 12 && { invitable: fields.invitable ?? true }),
    },
  })
  const member = fields.joins === false ? undefined : joinThread(world, thread, fields.owner, true)
  world.dispatch('THREAD_CREATE', { ...thread, newly_created: true, ...(member && { member }) }, parent.guild_id)
  if (from) updateMessage(world, { ...from, flags: from.flags | FLAGS.HAS_THREAD, thread })
  if (!isForum(parent)) announceThread(world, parent, thread, from)
  return thread
}

const THREAD_CREATED = 18
const THREAD_STARTER = 21

/**
 * A thread begins with a pointer to its message; one without a message leaves a line in its parent
 * instead.
 */
function announceThread(world: World, parent: Channel, thread: Channel, from: Message | undefined): void {
  const author = thread.owner_id ?? world.botId
  const place = parent.guild_id ? { guild_id: parent.guild_id } : {}
  if (from) {
    const reference = { type: 0, message_id: from.id, channel_id: parent.id, ...place }
    createMessage(world, { channel: thread, author, input: {}, type: THREAD_STARTER, reference })
  } else if (thread.type !== 12) {
    const reference = { type: 0, channel_id: thread.id, ...place }
    createMessage(world, { channel: parent, author, input: { content: thread.name }, type: THREAD_CREATED, reference })
  }
}

export function joinThread(world: World, thread: Channel, userId: Snowflake, quiet = false): ThreadMember {
  const known = world.store.threadMembers.get(memberKey(thread.id, userId))
  if (known) return known
  const member = world.store.threadMembers.put({ id: thread.id, user_id: userId, join_timestamp: world.timestamp(), flags: 1 })
  if (!quiet) tellMembers(world, thread, { added_members: [member] })
  return member
}

export function leaveThread(world: World, thread: Channel, userId: Snowflake): void {
  world.store.threadMembers.remove(memberKey(thread.id, userId))
  tellMembers(world, thread, { removed_member_ids: [userId] })
}

export const threadMembersOf = (world: World, threadId: Snowflake): ThreadMember[] =>
  [...world.store.threadMembers.values()].filter(({ id }) => id === threadId)

function tellMembers(world: World, thread: Channel, changes: object): void {
  const member_count = Math.min(threadMembersOf(world, thread.id).length, 50)
  thread.member_count = member_count
  world.dispatch('THREAD_MEMBERS_UPDATE', { id: thread.id, guild_id: thread.guild_id, member_count, ...changes }, thread.guild_id)
}

/**
 * A thread sleeps once its auto-archive time has passed without a message; looked at when it is
 * asked for.
 */
export function settleThread(world: World, thread: Channel): Channel {
  const meta = thread.thread_metadata
  if (!meta || meta.archived) return thread
  const shelf = world.store.shelf(thread.id)
  const last = world.store.message(thread.id, shelf.ids.at(-1) ?? '')?.timestamp ?? meta.create_timestamp
  const idleSince = Math.max(Date.parse(last), Date.parse(meta.archive_timestamp))
  const due = idleSince + meta.auto_archive_duration * 60_000
  if (world.clock.now() < due) return thread
  const after = world.store.channels.put({
    ...thread,
    thread_metadata: { ...meta, archived: true, archive_timestamp: isoTime(due) },
  })
  world.dispatch('THREAD_UPDATE', after, thread.guild_id)
  return after
}
