// The delivery's port over discord.js' REST. Its queues, retries and waiting are off: when a request goes and when it is tried again is
// decided by delivery, which must know of each single one.
import { DiscordAPIError, REST, RESTEvents, type RequestMethod, Routes } from 'discord.js'
import type { APIChannel, APIGuild, APIMessage, APIThreadList } from 'discord-api-types/v10'
import type { Act, Answer, Forum, MessageSender, Outcome, ReadMessage, ReadOutcome } from '../delivery/port.ts'
import { bucketOf, type Failure, failureOf, type SeenResponse } from './sender-answer.ts'
import { type Call, callFor, placeOf } from './sender-call.ts'

export interface SenderParts {
  readonly token: string
  /** Without the version, such as `https://discord.com/api`. */
  readonly api: string
  /** The bot's own user: whose messages are ours. */
  readonly userId: string
  readonly timeoutMs?: number
}

const DEFAULT_TIMEOUT = 15_000
const THREAD_IS_ARCHIVED = 50083
const REQUIRE_TAG = 1 << 4

type Request = (call: Call, signal: AbortSignal) => Promise<unknown>

/** Requests whose answers' headers can be seen, beside what discord.js makes of them. */
function createRequests(parts: SenderParts) {
  /** By the signal of their request: the only thing of it that discord.js hands back with the answer. */
  const seen = new WeakMap<AbortSignal, SeenResponse>()
  const rest = new REST({
    version: '10',
    api: parts.api,
    retries: 0,
    offset: 0,
    timeout: parts.timeoutMs ?? DEFAULT_TIMEOUT,
    globalRequestsPerSecond: Number.MAX_SAFE_INTEGER,
    // It keeps a queue for each route of each channel; a thousand channels leave thousands that nobody needs again.
    handlerSweepInterval: 15_000,
    // Without this a 429 that has no Retry-After is repeated at once, without end.
    rejectOnRateLimit: () => true,
  }).setToken(parts.token)
  rest.on(RESTEvents.Response, ({ data }, response) => {
    if (data.signal) seen.set(data.signal, response)
  })

  const request: Request = async ({ body, files = [], query, method, route }, signal) =>
    await rest.request({
      method: method as RequestMethod,
      fullRoute: route,
      signal,
      ...(query === undefined ? {} : { query: new URLSearchParams(query) }),
      ...(body === undefined ? {} : { body }),
      ...(files.length === 0
        ? {}
        : { files: files.map(({ name, bytes, mediaType }) => ({ name, data: bytes, contentType: mediaType })) }),
    })

  async function answer<T>(signal: AbortSignal, act: () => Promise<T>): Promise<Answer<T | Failure>> {
    try {
      const outcome = await act()
      return { outcome, bucket: bucketOf(seen.get(signal) ?? null) }
    } catch (error) {
      const response = seen.get(signal) ?? null
      return { outcome: failureOf(error, response), bucket: bucketOf(response) }
    }
  }
  return { request, answer }
}

async function perform(act: Act, request: Request, signal: AbortSignal): Promise<Outcome> {
  if (act.kind === 'direct') {
    const opened = await request({ method: 'POST', route: Routes.userChannels(), body: { recipient_id: act.userId } }, signal)
    const { id: channelId } = opened as APIChannel
    return await perform({ kind: 'message', channelId, body: act.body, files: [], nonce: act.nonce }, request, signal)
  }
  try {
    return placeOf(act, await request(callFor(act), signal))
  } catch (error) {
    if (!(act.kind === 'edit' && error instanceof DiscordAPIError && error.code === THREAD_IS_ARCHIVED)) throw error
    await request({ method: 'PATCH', route: Routes.channel(act.channelId), body: { archived: false } }, signal)
    return placeOf(act, await request(callFor(act), signal))
  }
}

export function createSender(parts: SenderParts): MessageSender {
  const { request, answer } = createRequests(parts)

  const read = async <Raw, T>(call: Call, signal: AbortSignal, of: (raw: Raw) => T): Promise<Answer<ReadOutcome<T>>> =>
    await answer(signal, async () => ({ kind: 'read' as const, found: of((await request(call, signal)) as Raw) }))

  const messageOf = (message: APIMessage): ReadMessage => ({
    id: message.id,
    own: message.author.id === parts.userId,
    components: message.components ?? [],
  })

  const forumAt = async (call: Call, signal: AbortSignal) => await read(call, signal, forumOf)

  return {
    perform: async (act, signal) => await answer(signal, async () => await perform(act, request, signal)),
    async messages(channelId, options, signal) {
      const query = { limit: '100', ...(options.before === undefined ? {} : { before: options.before }) }
      const call: Call = { method: 'GET', route: Routes.channelMessages(channelId), query }
      return await read(call, signal, (raw: APIMessage[]) => raw.map(messageOf))
    },
    async message(channelId, messageId, signal) {
      const result = await read({ method: 'GET', route: Routes.channelMessage(channelId, messageId) }, signal, messageOf)
      const { outcome } = result
      const gone = outcome.kind === 'refused' && (outcome.refusal === 'message-gone' || outcome.refusal === 'channel-gone')
      return gone ? { ...result, outcome: { kind: 'read', found: null } } : result
    },
    async threads({ forumId, guildId, archived }, signal) {
      const call: Call = archived
        ? { method: 'GET', route: Routes.channelThreads(forumId, 'public'), query: { limit: '100' } }
        : { method: 'GET', route: Routes.guildActiveThreads(guildId) }
      return await read(call, signal, (list: APIThreadList) => threadsOf(list, forumId, parts.userId))
    },
    forum: async (channelId, signal) => await forumAt({ method: 'GET', route: Routes.channel(channelId) }, signal),
    setTags: async (channelId, tags, signal) =>
      await forumAt({ method: 'PATCH', route: Routes.channel(channelId), body: { available_tags: tags } }, signal),
    guild: async (guildId, signal) =>
      await read({ method: 'GET', route: Routes.guild(guildId) }, signal, (guild: APIGuild) => ({
        systemChannelId: guild.system_channel_id ?? null,
        ownerId: guild.owner_id,
      })),
  }
}

function forumOf(channel: APIChannel): Forum {
  const { available_tags: tags = [], flags = 0 } = channel as { available_tags?: { id: string; name: string }[]; flags?: number }
  return { tags: tags.map(({ id, name }) => ({ id, name })), requiresTag: (flags & REQUIRE_TAG) !== 0 }
}

function threadsOf({ threads }: APIThreadList, forumId: string, userId: string) {
  return threads.flatMap((thread) => {
    const {
      parent_id: parentId,
      owner_id: ownerId,
      name,
    } = thread as { parent_id?: string; owner_id?: string; name?: string | null }
    return parentId === forumId ? [{ id: thread.id, parentId, name: name ?? '', own: ownerId === userId }] : []
  })
}
