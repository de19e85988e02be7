// Search among the messages of a server, and among the threads of a channel.
import { z } from 'zod'
import { compareIds } from '../../snowflake.ts'
import { flag, integer, snowflake, text } from '../../validate/form.ts'
import { FLAGS } from '../../validate/limits.ts'
import { isThread, mayIn } from '../../world/access.ts'
import { channelsOf } from '../../world/present.ts'
import { memberKey } from '../../world/store.ts'
import { settleThread } from '../../world/threads.ts'
import type { Channel, Message } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { channelRoute, guildRoute, ok, type Route } from '../route.ts'

/** A name in a query that may come once or several times. */
const many = <T extends z.ZodType>(each: T) =>
  z.preprocess((value) => (value === undefined || Array.isArray(value) ? value : [value]), z.array(each).optional())

const page = { limit: integer(1, 25).default(25), offset: integer(0, 9_975).default(0) }
const HAS = ['image', 'video', 'file', 'sticker', 'embed', 'link', 'poll', 'snapshot', 'sound'] as const
type Has = (typeof HAS)[number]

export const messageQuery = z.object({
  ...page,
  content: text({ max: 1_024 }).optional(),
  author_id: many(snowflake),
  author_type: many(z.enum(['user', 'bot', 'webhook'])),
  channel_id: many(snowflake),
  mentions: many(snowflake),
  mentions_role_id: many(snowflake),
  mention_everyone: flag().optional(),
  has: many(z.enum([...HAS, ...HAS.map((each) => `-${each}` as const)])),
  pinned: flag().optional(),
  link_hostname: many(text({ max: 256 })),
  embed_provider: many(text({ max: 256 })),
  embed_type: many(z.enum(['image', 'video', 'gif', 'sound', 'article'])),
  attachment_extension: many(text({ max: 256 })),
  attachment_filename: many(text({ max: 1_024 })),
  replied_to_user_id: many(snowflake),
  replied_to_message_id: many(snowflake),
  include_nsfw: flag().default(false),
  min_id: snowflake.optional(),
  max_id: snowflake.optional(),
  sort_by: z.enum(['timestamp', 'relevance']).default('timestamp'),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
})
type MessageQuery = z.infer<typeof messageQuery>

const holds: Readonly<Record<Has, (message: Message) => boolean>> = {
  image: ({ attachments }) => attachments.some(({ content_type }) => content_type.startsWith('image/')),
  video: ({ attachments }) => attachments.some(({ content_type }) => content_type.startsWith('video/')),
  sound: ({ attachments }) => attachments.some(({ content_type }) => content_type.startsWith('audio/')),
  file: ({ attachments }) => attachments.length > 0,
  sticker: ({ sticker_items }) => (sticker_items?.length ?? 0) > 0,
  embed: ({ embeds }) => embeds.length > 0,
  link: ({ content }) => /https?:\/\//.test(content),
  poll: ({ poll }) => poll !== undefined,
  snapshot: ({ message_snapshots }) => message_snapshots !== undefined,
}

function kindOf({ webhook_id, author, interaction_metadata }: Message): 'user' | 'bot' | 'webhook' {
  if (webhook_id !== undefined && !interaction_metadata) return 'webhook'
  return author.bot ? 'bot' : 'user'
}

/** Every word of the text is in the message, as a word or the beginning of one. */
function hasWords(message: Message, content: string | undefined): boolean {
  if (!content) return true
  const embeds = message.embeds.map(({ title, description }) => `${title ?? ''} ${description ?? ''}`)
  const words = `${message.content} ${embeds.join(' ')}`.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  const wanted = content
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter(Boolean)
  // Chinese and Japanese have no blanks between their words.
  const hasWord = (each: string) =>
    words.some((word) => (/[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u.test(each) ? word.includes(each) : word.startsWith(each)))
  return wanted.every(hasWord)
}

const hostsOf = ({ content }: Message): string[] =>
  [...content.matchAll(/https?:\/\/([^\s/?#:<>]+)/g)].map(([, host]) => host?.toLowerCase() ?? '')

function matches(message: Message, query: MessageQuery): boolean {
  const amongst = (list: readonly string[] | undefined, ids: readonly string[]) =>
    list === undefined || list.some((each) => ids.includes(each))
  const { attachments, embeds, message_reference: reference, referenced_message: original } = message
  const lower = (texts: readonly (string | undefined)[]) => texts.map((each) => each?.toLowerCase() ?? '')
  return (
    amongst(query.link_hostname && lower(query.link_hostname), hostsOf(message)) &&
    amongst(
      query.embed_provider,
      embeds.map(({ provider }) => (provider as { name?: string } | undefined)?.name ?? ''),
    ) &&
    amongst(
      query.embed_type,
      embeds.map(({ type }) => String(type)),
    ) &&
    amongst(
      query.attachment_extension && lower(query.attachment_extension),
      lower(attachments.map(({ filename }) => filename.split('.').at(-1))),
    ) &&
    amongst(
      query.attachment_filename,
      attachments.map(({ filename }) => filename),
    ) &&
    amongst(query.replied_to_user_id, original ? [original.author.id] : []) &&
    amongst(query.replied_to_message_id, message.type === 19 && reference?.message_id ? [reference.message_id] : []) &&
    hasWords(message, query.content) &&
    amongst(query.author_id, [message.author.id]) &&
    amongst(query.author_type, [kindOf(message)]) &&
    amongst(
      query.mentions,
      message.mentions.map(({ id }) => id),
    ) &&
    amongst(query.mentions_role_id, message.mention_roles) &&
    (query.mention_everyone === undefined || message.mention_everyone === query.mention_everyone) &&
    (query.pinned === undefined || message.pinned === query.pinned) &&
    (query.min_id === undefined || compareIds(message.id, query.min_id) > 0) &&
    (query.max_id === undefined || compareIds(message.id, query.max_id) < 0) &&
    (query.has ?? []).every((each) =>
      each.startsWith('-') ? !holds[each.slice(1) as Has](message) : holds[each as Has](message),
    )
  )
}

/** What somebody may read in these channels, ephemeral messages left out. */
export function findMessages(world: World, userId: string, channels: Iterable<Channel>, query: MessageQuery): Message[] {
  const found: Message[] = []
  for (const channel of channels) {
    if (channel.nsfw && !query.include_nsfw) continue
    if (query.channel_id && !query.channel_id.includes(channel.id)) continue
    if (!mayIn(world, userId, channel, 'VIEW_CHANNEL', 'READ_MESSAGE_HISTORY')) continue
    for (const message of world.store.shelf(channel.id).byId.values()) {
      if ((message.flags & FLAGS.EPHEMERAL) === 0 && matches(message, query)) found.push(message)
    }
  }
  return found.sort((a, b) => (query.sort_order === 'asc' ? compareIds(a.id, b.id) : compareIds(b.id, a.id)))
}

function search(world: World, guildId: string, query: MessageQuery) {
  const found = findMessages(world, world.botId, channelsOf(world, guildId), query)
  const messages = found.slice(query.offset, query.offset + query.limit)
  const threads = [...new Set(messages.map(({ channel_id }) => channel_id))].flatMap((id) => {
    const channel = world.store.channels.get(id)
    return channel && isThread(channel) ? [channel] : []
  })
  return {
    doing_deep_historical_index: false,
    documents_indexed: null,
    total_results: found.length,
    messages: messages.map((message) => [{ ...message, hit: true }]),
    ...(threads.length > 0 && {
      threads,
      members: threads.flatMap(({ id }) => world.store.threadMembers.get(memberKey(id, world.botId)) ?? []),
    }),
  }
}

const threadQuery = z.object({
  ...page,
  name: text({ max: 100 }).optional(),
  tag: many(snowflake),
  tag_setting: z.enum(['match_all', 'match_some']).default('match_some'),
  archived: flag().optional(),
  min_id: snowflake.optional(),
  max_id: snowflake.optional(),
  sort_by: z.enum(['last_message_time', 'archive_time', 'relevance', 'creation_time']).default('last_message_time'),
  sort_order: z.enum(['asc', 'desc']).default('desc'),
})

export const searchRoutes: readonly Route[] = [
  guildRoute('GET', '/messages/search', { needs: 'READ_MESSAGE_HISTORY', query: messageQuery }, ({ world, guild, query }) =>
    ok(search(world, guild.id, query)),
  ),
  channelRoute('GET', '/threads/search', { needs: 'READ_MESSAGE_HISTORY', query: threadQuery }, ({ world, channel, query }) => {
    const { name, tag, tag_setting, archived, min_id, max_id, sort_by, sort_order, offset, limit } = query
    const hasTags = (applied: readonly string[]) =>
      tag === undefined || tag[tag_setting === 'match_all' ? 'every' : 'some']((each) => applied.includes(each))
    const found = [...world.store.channels.inGuild(channel.guild_id)]
      .filter((each) => isThread(each) && each.parent_id === channel.id)
      .map((each) => settleThread(world, each))
      .filter(
        (each) =>
          (name === undefined || (each.name ?? '').toLowerCase().includes(name.toLowerCase())) &&
          hasTags(each.applied_tags ?? []) &&
          (archived === undefined || each.thread_metadata?.archived === archived) &&
          (min_id === undefined || compareIds(each.id, min_id) > 0) &&
          (max_id === undefined || compareIds(each.id, max_id) < 0),
      )
    const keyOf = (each: (typeof found)[number]) =>
      sort_by === 'last_message_time' ? (each.last_message_id ?? each.id) : each.id
    found.sort((a, b) => compareIds(keyOf(a), keyOf(b)) * (sort_order === 'asc' ? 1 : -1))
    const threads = found.slice(offset, offset + limit)
    return ok({
      threads,
      members: threads.flatMap(({ id }) => world.store.threadMembers.get(memberKey(id, world.botId)) ?? []),
      has_more: found.length > offset + limit,
      total_results: found.length,
      first_messages: threads.flatMap(({ id }) => world.store.message(id, id) ?? []),
    })
  }),
]
