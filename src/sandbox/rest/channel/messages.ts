// /channels/:channel/messages: read, create, edit, delete, crosspost, typing, pins.
import { z } from 'zod'
import { refusal } from '../../errors.ts'
import { compareIds, momentOf } from '../../snowflake.ts'
import { badForm, check, pageLimit, snowflake } from '../../validate/form.ts'
import { FLAGS, LIMITS } from '../../validate/limits.ts'
import { checkMessage, type MessageInput } from '../../validate/message.ts'
import { demand, isDirect, isForum, isThread, mayIn, maySend, visibleChannel } from '../../world/access.ts'
import { copyToFollowers, snapshotOf } from '../../world/message/copies.ts'
import { pinnedIn, setPinned } from '../../world/message/reactions.ts'
import { watchPoll } from '../../world/message/votes.ts'
import {
  createMessage,
  deleteMessage,
  deleteMessages,
  editMessage,
  existingByNonce,
  messagesIn,
  recipientOf,
  updateMessage,
  visibleMessage,
} from '../../world/messages.ts'
import { settleThread } from '../../world/threads.ts'
import type { Channel, Message, MessageReference } from '../../world/types.ts'
import type { World } from '../../world/world.ts'
import { type Call, done, ok, type Route, route } from '../route.ts'

const FORWARD = 1
const TWO_WEEKS_MS = 14 * 86_400_000
const CREATE_FLAGS = FLAGS.SUPPRESS_EMBEDS | FLAGS.SUPPRESS_NOTIFICATIONS | FLAGS.IS_VOICE_MESSAGE | FLAGS.IS_COMPONENTS_V2
const EDIT_FLAGS = FLAGS.SUPPRESS_EMBEDS | FLAGS.IS_COMPONENTS_V2

export const filesOf = (call: Call) => call.uploads.map(({ name, bytes }) => ({ name, size: bytes.length }))

/** Voice and stage channels have a chat of their own. */
const TEXT_TYPES: readonly number[] = [0, 1, 2, 5, 10, 11, 12, 13]

/** A channel that holds messages: 40058 for forums, 50008 for categories. */
function textChannel(world: World, id: string): Channel {
  const channel = visibleChannel(world, id)
  if (isForum(channel)) throw refusal(40058)
  if (!TEXT_TYPES.includes(channel.type)) throw refusal(50008)
  return isThread(channel) ? settleThread(world, channel) : channel
}

/** In a locked thread only who manages threads may write, change a message or react. */
export function demandUnlocked(world: World, channel: Channel): void {
  const locked = channel.thread_metadata?.locked
  if (locked && !mayIn(world, world.botId, channel, 'MANAGE_THREADS')) throw refusal(160005)
}

/** A sticker of another server needs a permission; one that is nowhere is refused. */
function demandStickers(world: World, channel: Channel, ids: readonly string[]): void {
  for (const id of ids) {
    const home = [...world.store.guilds.values()].find(({ stickers }) => stickers?.some((sticker) => sticker.id === id))
    if (!home) throw refusal(50081)
    if (home.id === channel.guild_id) continue
    if (channel.guild_id !== undefined && !mayIn(world, world.botId, channel, 'USE_EXTERNAL_STICKERS')) throw refusal(50600)
  }
}

/** The bits that sending needs: where to send, embeds, files. */
export function demandSending(world: World, channel: Channel, input: MessageInput, files: number): void {
  if (!maySend(world, world.botId, channel)) throw refusal(50013)
  if (input.embeds?.length) demand(world, channel, 'EMBED_LINKS')
  if (files > 0) demand(world, channel, 'ATTACH_FILES')
  if (input.poll) demand(world, channel, 'SEND_POLLS')
  if (input.tts) demand(world, channel, 'SEND_TTS_MESSAGES')
  demandStickers(world, channel, input.sticker_ids ?? [])
  demandUnlocked(world, channel)
  const recipient = recipientOf(world, channel)
  if (!recipient) return
  if (world.store.blocked.get(recipient.id)) throw refusal(50007)
  const shared = [...world.store.members.values()].some(
    ({ guild_id, user_id }) => user_id === recipient.id && world.store.members.get(`${guild_id}:${world.botId}`),
  )
  const installed = [...world.store.interactions.values()].some(
    ({ user_id, channel_id }) => user_id === recipient.id && channel_id === channel.id,
  )
  if (!shared && !installed) throw refusal(50278)
}

/**
 * What a forward points to: any message that the bot can read, wherever it is. It carries nothing
 * of its own.
 */
function forwardOf(world: World, channel: Channel, input: MessageInput): MessageReference {
  const { channel_id, message_id } = input.message_reference ?? {}
  const source = visibleChannel(world, channel_id ?? channel.id)
  if (!mayIn(world, world.botId, source, 'READ_MESSAGE_HISTORY')) throw refusal(160002)
  const message = world.store.message(source.id, message_id ?? '')
  if (!message) throw badForm(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message')
  const filled = (['content', 'embeds', 'components', 'poll', 'sticker_ids', 'attachments'] as const).find((field) => {
    const value = input[field]
    return Array.isArray(value) ? value.length > 0 : Boolean(value)
  })
  if (filled) throw badForm([filled], 'MESSAGE_FORWARD_CANNOT_HAVE_CONTENT', 'A forwarded message has no content of its own')
  return {
    type: FORWARD,
    message_id: message.id,
    channel_id: source.id,
    ...(source.guild_id && { guild_id: source.guild_id }),
  }
}

function referenceOf(world: World, channel: Channel, input: MessageInput): MessageReference | undefined {
  const reference = input.message_reference
  if (!reference?.message_id) return undefined
  if (reference.type === FORWARD) return forwardOf(world, channel, input)
  if (!mayIn(world, world.botId, channel, 'READ_MESSAGE_HISTORY')) throw refusal(160002)
  const target = world.store.message(channel.id, reference.message_id)
  if (!target) {
    if (reference.fail_if_not_exists === false) return undefined
    throw badForm(['message_reference'], 'MESSAGE_REFERENCE_UNKNOWN_MESSAGE', 'Unknown message')
  }
  return { type: 0, message_id: target.id, channel_id: channel.id, ...(channel.guild_id && { guild_id: channel.guild_id }) }
}

function post(call: Call) {
  const { world } = call
  const channel = textChannel(world, call.param('channel'))
  const input = checkMessage(call.body, { flags: CREATE_FLAGS, files: filesOf(call) })
  demandSending(world, channel, input, call.uploads.length)
  const reference = referenceOf(world, channel, input)
  if (input.enforce_nonce && input.nonce !== undefined && input.nonce !== null) {
    const existing = existingByNonce(world, world.botId, input.nonce)
    if (existing) return ok({ ...existing, nonce: input.nonce })
  }
  const isForward = reference?.type === FORWARD
  const forwarded = isForward ? world.store.message(reference.channel_id, reference.message_id ?? '') : undefined
  const message = createMessage(world, {
    channel,
    author: world.botId,
    input,
    uploads: call.uploads,
    ...(reference && { reference, type: isForward ? 0 : 19 }),
    ...(forwarded && { ready: { message_snapshots: [snapshotOf(forwarded)] } }),
  })
  watchPoll(world, message)
  return ok(input.nonce === undefined || input.nonce === null ? message : { ...message, nonce: input.nonce })
}

/** What an edit would leave standing where it says nothing. */
export const editRules = (message: Message, flags: number, files: readonly { name: string; size: number }[]) => ({
  flags,
  files,
  edit: {
    isDisplay: (message.flags & FLAGS.IS_COMPONENTS_V2) !== 0,
    keeps: {
      content: message.content !== '',
      embeds: message.embeds.length > 0,
      components: message.components.length > 0,
      attachments: message.attachments.map(({ filename }) => filename),
    },
  },
})

/** Setting the new generation's flag by an edit asks that the old fields are emptied. */
export function demandEmptied(message: Message, input: MessageInput): void {
  const becomes = ((input.flags ?? 0) & FLAGS.IS_COMPONENTS_V2) !== 0 && (message.flags & FLAGS.IS_COMPONENTS_V2) === 0
  if (!becomes) return
  for (const field of ['content', 'embeds'] as const) {
    if (message[field].length > 0 && input[field] === undefined) {
      throw badForm(
        [field],
        'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
        `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
      )
    }
  }
}

function patch(call: Call) {
  const { world } = call
  const channel = visibleChannel(world, call.param('channel'))
  const message = visibleMessage(world, channel.id, call.param('message'))
  const settled = isThread(channel) ? settleThread(world, channel) : channel
  const body = call.body as Record<string, unknown> | null
  if (message.author.id !== world.botId) {
    const onlyFlags = Object.keys(body ?? {}).every((key) => key === 'flags')
    if (!onlyFlags || !mayIn(world, world.botId, channel, 'MANAGE_MESSAGES')) throw refusal(50005)
  }
  if (settled.thread_metadata?.archived) throw refusal(50083)
  demandUnlocked(world, settled)
  if (message.poll) throw refusal(520003)
  const input = checkMessage(body, editRules(message, EDIT_FLAGS, filesOf(call)))
  demandEmptied(message, input)
  if (input.embeds?.length) demand(world, channel, 'EMBED_LINKS')
  if (call.uploads.length > 0) demand(world, channel, 'ATTACH_FILES')
  return ok(editMessage(world, message, { input, uploads: call.uploads }))
}

function remove(call: Call) {
  const { world } = call
  const channel = visibleChannel(world, call.param('channel'))
  const message = visibleMessage(world, channel.id, call.param('message'))
  if (message.author.id !== world.botId) {
    if (isDirect(channel)) throw refusal(50003)
    demand(world, channel, 'MANAGE_MESSAGES')
  }
  if (channel.thread_metadata?.archived) throw refusal(50083)
  deleteMessage(world, message)
  return done
}

const windowShape = z.object({
  limit: pageLimit(100, 50),
  before: snowflake.optional(),
  after: snowflake.optional(),
  around: snowflake.optional(),
})

function list(call: Call) {
  const { world } = call
  const channel = textChannel(world, call.param('channel'))
  const query = Object.fromEntries(['limit', 'before', 'after', 'around'].map((key) => [key, call.query(key)]))
  const window = check(windowShape, query)
  if (!mayIn(world, world.botId, channel, 'READ_MESSAGE_HISTORY')) return ok([])
  return ok(messagesIn(world, channel.id, window).reverse())
}

function get(call: Call) {
  const channel = textChannel(call.world, call.param('channel'))
  demand(call.world, channel, 'READ_MESSAGE_HISTORY')
  return ok(visibleMessage(call.world, channel.id, call.param('message')))
}

const bulkShape = z.object({ messages: z.array(snowflake) })

function bulkDelete(call: Call) {
  const { world } = call
  const channel = textChannel(world, call.param('channel'))
  if (isDirect(channel)) throw refusal(50003)
  demand(world, channel, 'MANAGE_MESSAGES')
  const ids = check(bulkShape, call.body).messages
  if (ids.length < 2 || ids.length > LIMITS.bulkDelete) throw refusal(50016)
  if (ids.some((id) => world.clock.now() - momentOf(id) > TWO_WEEKS_MS)) throw refusal(50034)
  const found = [...new Set(ids)].sort(compareIds).flatMap((id) => world.store.message(channel.id, id) ?? [])
  deleteMessages(world, channel, found)
  return done
}

function crosspost(call: Call) {
  const { world } = call
  const channel = textChannel(world, call.param('channel'))
  if (channel.type !== 5) throw refusal(50024)
  const message = visibleMessage(world, channel.id, call.param('message'))
  if (message.author.id !== world.botId) demand(world, channel, 'MANAGE_MESSAGES')
  else if (!maySend(world, world.botId, channel)) throw refusal(50013)
  if (message.flags & FLAGS.CROSSPOSTED) throw refusal(40033)
  const published = updateMessage(world, { ...message, flags: message.flags | FLAGS.CROSSPOSTED })
  copyToFollowers(world, channel, published)
  return ok(published)
}

function typing(call: Call) {
  const { world } = call
  const channel = textChannel(world, call.param('channel'))
  if (!maySend(world, world.botId, channel)) throw refusal(50013)
  const place = { channel_id: channel.id, ...(channel.guild_id && { guild_id: channel.guild_id }) }
  world.dispatch(
    'TYPING_START',
    { ...place, user_id: world.botId, timestamp: Math.floor(world.clock.now() / 1_000) },
    channel.guild_id,
  )
  return done
}

function pin(call: Call, pinned: boolean) {
  const { world } = call
  const channel = textChannel(world, call.param('channel'))
  demand(world, channel, 'PIN_MESSAGES')
  const message = visibleMessage(world, channel.id, call.param('message'))
  if (pinned && !message.pinned && pinnedIn(world, channel.id).length >= world.counts.pins) throw refusal(30003)
  setPinned(world, channel, message, pinned)
  return done
}

function pins(call: Call) {
  const channel = textChannel(call.world, call.param('channel'))
  if (!mayIn(call.world, call.world.botId, channel, 'READ_MESSAGE_HISTORY')) return []
  return pinnedIn(call.world, channel.id).reverse()
}

const MESSAGE = '/channels/:channel/messages/:message'

export const messageRoutes: readonly Route[] = [
  route('POST', '/channels/:channel/messages', post),
  route('GET', '/channels/:channel/messages', list),
  route('GET', '/channels/:channel/messages/pins', (call) =>
    ok({
      items: pins(call).map((message) => ({ pinned_at: message.edited_timestamp ?? message.timestamp, message })),
      has_more: false,
    }),
  ),
  route('POST', '/channels/:channel/messages/bulk-delete', bulkDelete),
  route('PUT', '/channels/:channel/messages/pins/:message', (call) => pin(call, true)),
  route('DELETE', '/channels/:channel/messages/pins/:message', (call) => pin(call, false)),
  route('GET', MESSAGE, get),
  route('PATCH', MESSAGE, patch),
  route('DELETE', MESSAGE, remove),
  route('POST', `${MESSAGE}/crosspost`, crosspost),
  route('POST', '/channels/:channel/typing', typing),
  route('GET', '/channels/:channel/pins', (call) => ok(pins(call))),
  route('PUT', '/channels/:channel/pins/:message', (call) => pin(call, true)),
  route('DELETE', '/channels/:channel/pins/:message', (call) => pin(call, false)),
]
