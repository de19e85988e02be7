// The delivery's port over the REST client. Each call is one request.
import { Routes } from 'discord.js'
import type { APIChannel, APIGuild, APIGuildForumTag, APIMessage, APIThreadList } from 'discord-api-types/v10'
import type { Answer, ChannelMessage, Forum, ForumTag, MessageSender, ReadOutcome, RequestOptions } from '../../delivery/port.ts'
import { callFor, isId, sentBy } from './calls.ts'
import type { Call, Requester } from './requester.ts'

export interface SenderParts {
  readonly requester: Requester
  /** The bot's own user: whose messages are ours. */
  readonly userId: string
}

const REQUIRE_TAG = 1 << 4

export function createSender({ requester, userId }: SenderParts): MessageSender {
  async function read<Raw, T>(
    call: Call,
    { signal = new AbortController().signal }: RequestOptions = {},
    of: (raw: Raw) => T,
  ): Promise<Answer<ReadOutcome<T>>> {
    return await requester.answer(signal, async () => ({
      kind: 'read' as const,
      found: of((await requester.request(call, signal)) as Raw),
    }))
  }

  const messageOf = (message: APIMessage): ChannelMessage => ({
    id: idOf(message.id),
    own: message.author.id === userId,
    components: message.components ?? [],
  })

  return {
    async perform(act, { signal = new AbortController().signal } = {}) {
      return await requester.answer(signal, async () => sentBy(act, await requester.request(callFor(act), signal)))
    },
    async messages(channelId, { before }, options) {
      const query = { limit: '100', ...(before === undefined ? {} : { before }) }
      const call: Call = { method: 'GET', route: Routes.channelMessages(channelId), query }
      return await read(call, options, (raw: APIMessage[]) => raw.map(messageOf))
    },
    async message(channelId, messageId, options) {
      const call: Call = { method: 'GET', route: Routes.channelMessage(channelId, messageId) }
      const result = await read(call, options, messageOf)
      const { outcome } = result
      const isGone = outcome.kind === 'refused' && (outcome.refusal === 'message-gone' || outcome.refusal === 'channel-gone')
      return isGone ? { ...result, outcome: { kind: 'read', found: null } } : result
    },
    async threads({ parentId, guildId, archived }, options) {
      const call: Call = archived
        ? { method: 'GET', route: Routes.channelThreads(parentId, 'public'), query: { limit: '100' } }
        : { method: 'GET', route: Routes.guildActiveThreads(guildId) }
      return await read(call, options, (list: APIThreadList) => threadsOf(list, parentId, userId))
    },
    unarchive: async (threadId, options) =>
      await read({ method: 'PATCH', route: Routes.channel(threadId), body: { archived: false } }, options, () => null),
    openDirect: async (recipient, options) =>
      await read(
        { method: 'POST', route: Routes.userChannels(), body: { recipient_id: recipient } },
        options,
        (channel: APIChannel) => ({ channelId: idOf(channel.id) }),
      ),
    forum: async (channelId, options) => await read({ method: 'GET', route: Routes.channel(channelId) }, options, forumOf),
    setTags: async (channelId, tags, options) =>
      await read(
        { method: 'PATCH', route: Routes.channel(channelId), body: { available_tags: tags.map(tagBody) } },
        options,
        forumOf,
      ),
    contacts: async (guildId, options) =>
      await read({ method: 'GET', route: Routes.guild(guildId) }, options, (guild: APIGuild) => ({
        systemChannelId: isId(guild.system_channel_id) ? guild.system_channel_id : null,
        ownerId: idOf(guild.owner_id),
      })),
  }
}

/** An answer that is not Discord's must not be taken for one: it becomes an outcome of its own. */
function idOf(value: unknown): string {
  if (!isId(value)) throw new TypeError('the answer has no id')
  return value
}

function forumOf(channel: APIChannel): Forum {
  const { available_tags: tags, flags } = channel as { available_tags?: APIGuildForumTag[] | null; flags?: number | null }
  const name = typeof channel.name === 'string' ? { name: channel.name } : {}
  const guild = 'guild_id' in channel && isId(channel.guild_id) ? { guildId: channel.guild_id } : {}
  return { ...name, ...guild, tags: (tags ?? []).map(tagOf), requiresTag: ((flags ?? 0) & REQUIRE_TAG) !== 0 }
}

const tagOf = (tag: APIGuildForumTag): ForumTag => ({
  id: tag.id,
  name: tag.name,
  moderated: tag.moderated ?? false,
  emojiId: tag.emoji_id ?? null,
  emojiName: tag.emoji_name ?? null,
})

function tagBody(tag: ForumTag | { readonly name: string }): object {
  if (!('id' in tag)) return tag
  const { id, name, moderated, emojiId, emojiName } = tag
  return { id, name, moderated, emoji_id: emojiId, emoji_name: emojiName }
}

function threadsOf({ threads }: APIThreadList, wanted: string, userId: string) {
  return threads.flatMap((thread) => {
    const {
      parent_id: parentId,
      owner_id: ownerId,
      name,
    } = thread as { parent_id?: string; owner_id?: string; name?: string | null }
    return parentId === wanted ? [{ id: thread.id, parentId, name: name ?? '', own: ownerId === userId }] : []
  })
}
