// What Discord does with a request, and answers: by its documented rules of channels, threads,
// permissions, nonces and tags.
import {
  ANNOUNCEMENT,
  addChannel,
  BOT,
  type Channel,
  DIRECT,
  type DiscordState,
  FORUM,
  GUILD,
  type Message,
  mayIn,
  OWNER,
  PUBLIC_THREAD,
  TEXT,
} from './state.ts'

export interface Request {
  readonly method: string
  readonly path: string
  readonly query: URLSearchParams
  // biome-ignore lint/suspicious/noExplicitAny: the body of any request
  readonly body: any
}

export interface Reply {
  readonly status: number
  readonly body: unknown
}

/** How long a nonce keeps a second message from being made. */
const NONCE_MS = 3 * 60_000
const PAGE = 100
const DIRECT_ID = '400000000000000001'

const ok = (body: unknown): Reply => ({ status: 200, body })
const no = (status: number, code: number, message: string): Reply => ({ status, body: { code, message } })

const UNKNOWN_CHANNEL = no(404, 10003, 'Unknown Channel')
const UNKNOWN_MESSAGE = no(404, 10008, 'Unknown Message')
const NO_ACCESS = no(403, 50001, 'Missing Access')
const NO_PERMISSION = no(403, 50013, 'Missing Permissions')
const ARCHIVED = no(400, 50083, 'Tried to perform an operation on an archived thread')
const LOCKED = no(400, 160005, 'Thread is locked')

export interface Rules {
  /** A text that automatic moderation takes in no channel. */
  readonly isBlocked: (text: string) => boolean
}

export function createRoutes(state: DiscordState, rules: Rules, now: () => number) {
  const shown = (message: Message) => ({
    id: message.id,
    channel_id: message.channelId,
    author: { id: message.own ? BOT : OWNER },
    components: message.body.components ?? [],
  })
  const channelOf = (channel: Channel) => ({
    id: channel.id,
    type: channel.type,
    parent_id: channel.parentId,
    name: channel.name,
    owner_id: BOT,
    flags: channel.requiresTag ? 16 : 0,
    available_tags: channel.tags.map((tag) => ({ ...tag, emoji_id: null, emoji_name: null })),
  })

  /** Null where it can be seen. */
  function unseen(channel: Channel | undefined): Reply | null {
    if (channel === undefined || channel.isGone) return UNKNOWN_CHANNEL
    const parent = channel.parentId === null ? undefined : state.channels.get(channel.parentId)
    if (parent?.isGone) return UNKNOWN_CHANNEL
    if (channel.type !== DIRECT && state.isKicked) return NO_ACCESS
    return mayIn(state, channel, 'view') ? null : NO_ACCESS
  }

  function addMessage(channelId: string, body: Message['body'], nonce: string | null, id = state.newId(now())): Message {
    const versions = [{ at: now(), text: JSON.stringify(body) }]
    const message = { id, channelId, own: true, nonce, at: now(), body, versions, publishedAt: null, deleted: null }
    state.messages.push(message)
    return message
  }

  function post(channel: Channel, request: Request): Reply {
    const { nonce, enforce_nonce: enforced, ...body } = request.body
    if (channel.type === FORUM) return no(400, 50008, 'Cannot send messages in a non-text channel')
    if (!mayIn(state, channel, 'send')) return NO_PERMISSION
    if (channel.isLocked && !mayIn(state, channel, 'manage')) return LOCKED
    if (rules.isBlocked(JSON.stringify(body))) return no(400, 200000, 'Message was blocked by automatic moderation')
    const before = state.messages.findLast(
      (one) => enforced === true && one.nonce === nonce && one.channelId === channel.id && one.at > now() - NONCE_MS,
    )
    if (before !== undefined) return ok(shown(before))
    channel.isArchived = false
    return ok(shown(addMessage(channel.id, body, nonce ?? null)))
  }

  function startPost(forum: Channel, { body }: Request): Reply {
    if (forum.type !== FORUM) return no(400, 50024, 'Cannot execute action on this channel type')
    if (!mayIn(state, forum, 'send')) return NO_PERMISSION
    const tags: readonly string[] = body.applied_tags ?? []
    if (tags.some((id) => forum.tags.every((tag) => tag.id !== id))) return no(400, 50035, 'Invalid Form Body')
    if (tags.some((id) => forum.tags.some((tag) => tag.id === id && tag.moderated))) return NO_PERMISSION
    if (forum.requiresTag && tags.length === 0) return no(400, 40067, 'A tag is required to create a forum post in this channel')
    if (rules.isBlocked(JSON.stringify(body))) return no(400, 200000, 'Message was blocked by automatic moderation')
    const id = state.newId(now())
    addChannel(state, { id, type: PUBLIC_THREAD, parentId: forum.id, name: body.name, appliedTags: tags })
    const message = addMessage(id, body.message, null, id)
    return ok({ id, message: shown(message) })
  }

  function startThread(channel: Channel, messageId: string, { body }: Request): Reply {
    if (channel.type !== TEXT && channel.type !== ANNOUNCEMENT)
      return no(400, 50024, 'Cannot execute action on this channel type')
    if (!mayIn(state, channel, 'threads')) return NO_PERMISSION
    if (state.channels.has(messageId)) return no(400, 160004, 'A thread has already been created for this message')
    const made = addChannel(state, { id: messageId, type: PUBLIC_THREAD, parentId: channel.id, name: body.name })
    return ok(channelOf(made))
  }

  function find(channel: Channel, id: string): Message | undefined {
    return state.messages.find((one) => one.id === id && one.channelId === channel.id && one.deleted === null)
  }

  function change(channel: Channel, id: string, { method, body }: Request): Reply {
    // What a bot may do is looked at before what there is.
    if (method === 'GET' && !mayIn(state, channel, 'history')) return NO_PERMISSION
    const message = find(channel, id)
    if (message === undefined) return UNKNOWN_MESSAGE
    if (method === 'GET') return ok(shown(message))
    if (channel.isLocked && !mayIn(state, channel, 'manage')) return channel.isArchived ? ARCHIVED : LOCKED
    if (channel.isArchived) return ARCHIVED
    if (method === 'DELETE') {
      message.deleted = { at: now(), by: 'bot' }
      return { status: 204, body: null }
    }
    if (rules.isBlocked(JSON.stringify(body))) return no(400, 200000, 'Message was blocked by automatic moderation')
    message.body = body
    message.versions.push({ at: now(), text: JSON.stringify(body) })
    return ok(shown(message))
  }

  function list(channel: Channel, { query }: Request): Reply {
    if (!mayIn(state, channel, 'history')) return ok([])
    const before = query.get('before')
    const older = (id: string) => before === null || BigInt(id) < BigInt(before)
    const found = state.messages.filter((one) => one.channelId === channel.id && one.deleted === null && older(one.id))
    return ok(found.slice(-PAGE).reverse().map(shown))
  }

  function publish(channel: Channel, id: string): Reply {
    const message = find(channel, id)
    if (message === undefined) return UNKNOWN_MESSAGE
    if (channel.type !== ANNOUNCEMENT) return no(400, 50024, 'Cannot execute action on this channel type')
    if (!mayIn(state, channel, 'send')) return NO_PERMISSION
    if (message.publishedAt !== null) return no(400, 40033, 'This message has already been crossposted')
    message.publishedAt = now()
    return ok(shown(message))
  }

  function patchChannel(channel: Channel, { body }: Request): Reply {
    if (channel.type === PUBLIC_THREAD) {
      if (channel.isLocked && !mayIn(state, channel, 'manage')) return NO_PERMISSION
      if (channel.isArchived && body.archived !== false) return ARCHIVED
      channel.isArchived = false
      channel.name = body.name ?? channel.name
      return ok(channelOf(channel))
    }
    if (!mayIn(state, channel, 'manage')) return NO_PERMISSION
    const wanted = body.available_tags as readonly { id?: string; name: string; moderated?: boolean }[]
    channel.tags = wanted.map((tag) => ({ id: tag.id ?? state.newId(now()), name: tag.name, moderated: tag.moderated ?? false }))
    return ok(channelOf(channel))
  }

  const threadsOf = (isArchived: boolean, parentId: string | null) => ({
    threads: [...state.channels.values()]
      .filter((one) => one.type === PUBLIC_THREAD && !one.isGone && one.isArchived === isArchived)
      .filter((one) => parentId === null || one.parentId === parentId)
      .filter((one) => unseen(one) === null)
      .map(channelOf),
  })

  return function answer(request: Request): Reply {
    const { method, path } = request
    if (path === '/users/@me/channels') {
      if (!state.channels.has(DIRECT_ID)) addChannel(state, { id: DIRECT_ID, type: DIRECT, name: 'direct' })
      return ok({ id: DIRECT_ID, type: DIRECT })
    }
    const [, root, id = '', kind, second, third] = path.split('/')
    if (root === 'guilds') {
      if (state.isKicked) return no(404, 10004, 'Unknown Guild')
      if (kind === 'threads') return ok(threadsOf(false, null))
      return ok({ id: GUILD, owner_id: OWNER, system_channel_id: state.systemChannelId })
    }
    const channel = state.channels.get(id)
    const hidden = unseen(channel)
    if (hidden !== null || channel === undefined) return hidden ?? UNKNOWN_CHANNEL
    if (kind === undefined) return method === 'GET' ? ok(channelOf(channel)) : patchChannel(channel, request)
    if (kind === 'threads') return second === 'archived' ? ok(threadsOf(true, id)) : startPost(channel, request)
    if (second === undefined) return method === 'GET' ? list(channel, request) : post(channel, request)
    if (third === 'crosspost') return publish(channel, second)
    if (third === 'threads') return startThread(channel, second, request)
    return change(channel, second, request)
  }
}
