// Reactions and pins.
import { refusal } from '../../errors.ts'
import type { Snowflake } from '../../snowflake.ts'
import { updateMessage } from '../messages.ts'
import { presentMember } from '../present.ts'
import { memberKey } from '../store.ts'
import type { Channel, Emoji, Message } from '../types.ts'
import type { World } from '../world.ts'

/** `👍` or `name:id`; refused with 10014 where it is neither. */
export function parseEmoji(text: string): Emoji {
  const custom = /^(?:a:)?(\w{2,32}):(\d{17,20})$/.exec(text)
  if (custom) return { name: custom[1] ?? '', id: custom[2] ?? null }
  if (!/\p{Extended_Pictographic}|\p{Regional_Indicator}|[0-9#*]\u{fe0f}?\u{20e3}/u.test(text) || text.length > 32)
    throw refusal(10014)
  return { name: text, id: null }
}

const keyOf = (emoji: Emoji) => emoji.id ?? emoji.name
const same = (a: Emoji, b: Emoji) => keyOf(a) === keyOf(b)

export const reactorsOf = (world: World, message: Message, emoji: Emoji): Snowflake[] =>
  world.store.reactors.get(`${message.id}:${keyOf(emoji)}`)?.user_ids ?? []

function store(world: World, message: Message, emoji: Emoji, users: Snowflake[]): void {
  const key = `${message.id}:${keyOf(emoji)}`
  if (users.length === 0) world.store.reactors.remove(key)
  else world.store.reactors.put({ key, user_ids: users })
  const entry = {
    emoji,
    count: users.length,
    count_details: { burst: 0, normal: users.length },
    me: users.includes(world.firstId),
    me_burst: false,
    burst_colors: [],
  }
  const known = message.reactions ?? []
  const listed = known.some((each) => same(each.emoji, emoji))
    ? known.map((each) => (same(each.emoji, emoji) ? entry : each))
    : [...known, entry]
  setReactions(
    world,
    message,
    listed.filter(({ count }) => count > 0),
  )
}

function setReactions(world: World, message: Message, reactions: Message['reactions']): void {
  const { reactions: _, ...rest } = message
  world.store.putMessage(reactions?.length ? { ...rest, reactions } : rest)
}

function tell(world: World, t: string, channel: Channel, message: Message, more: object): void {
  const place = { channel_id: channel.id, message_id: message.id, ...(channel.guild_id && { guild_id: channel.guild_id }) }
  world.dispatch(t, { ...place, ...more }, channel.guild_id)
}

export function addReaction(world: World, channel: Channel, message: Message, emoji: Emoji, userId: Snowflake): void {
  const users = reactorsOf(world, message, emoji)
  if (users.includes(userId)) return
  if (users.length === 0 && (message.reactions?.length ?? 0) >= world.counts.reactions) throw refusal(30010)
  store(world, message, emoji, [...users, userId])
  const member = channel.guild_id ? world.store.members.get(memberKey(channel.guild_id, userId)) : undefined
  tell(world, 'MESSAGE_REACTION_ADD', channel, message, {
    user_id: userId,
    emoji,
    burst: false,
    type: 0,
    message_author_id: message.author.id,
    ...(member && { member: presentMember(world, member) }),
  })
}

export function removeReaction(world: World, channel: Channel, message: Message, emoji: Emoji, userId: Snowflake): void {
  const users = reactorsOf(world, message, emoji)
  if (!users.includes(userId)) return
  store(
    world,
    message,
    emoji,
    users.filter((id) => id !== userId),
  )
  tell(world, 'MESSAGE_REACTION_REMOVE', channel, message, { user_id: userId, emoji, burst: false, type: 0 })
}

/** All reactions, or all with one emoji. */
export function clearReactions(world: World, channel: Channel, message: Message, emoji?: Emoji): void {
  for (const each of message.reactions ?? []) {
    if (!emoji || same(each.emoji, emoji)) world.store.reactors.remove(`${message.id}:${keyOf(each.emoji)}`)
  }
  setReactions(world, message, emoji ? message.reactions?.filter((each) => !same(each.emoji, emoji)) : [])
  tell(world, emoji ? 'MESSAGE_REACTION_REMOVE_EMOJI' : 'MESSAGE_REACTION_REMOVE_ALL', channel, message, emoji ? { emoji } : {})
}

export function setPinned(world: World, channel: Channel, message: Message, pinned: boolean): void {
  if (message.pinned === pinned) return
  updateMessage(world, { ...message, pinned })
  const last_pin_timestamp = pinned ? world.timestamp() : (channel.last_pin_timestamp ?? null)
  world.store.channels.put({ ...channel, last_pin_timestamp })
  world.dispatch(
    'CHANNEL_PINS_UPDATE',
    { channel_id: channel.id, guild_id: channel.guild_id, last_pin_timestamp },
    channel.guild_id,
  )
}

export function pinnedIn(world: World, channelId: Snowflake): Message[] {
  const { ids, byId } = world.store.shelf(channelId)
  return ids.flatMap((id) => byId.get(id) ?? []).filter(({ pinned }) => pinned)
}
