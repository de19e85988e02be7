// Messages come to be, change and go. Whether that is allowed has been asked before; here it
// happens.
import { refusal } from '../errors.ts'
import type { Snowflake } from '../snowflake.ts'
import { FLAGS } from '../validate/limits.ts'
import type { MessageInput } from '../validate/message.ts'
import { isDirect, isThread } from './access.ts'
import { attachmentsOf, componentsOf, embedsOf, type Upload } from './message/media.ts'
import { mentionsIn, textOf } from './message/mentions.ts'
import { makePoll } from './message/polls.ts'
import { presentForGateway } from './present.ts'
import { placeOf } from './store.ts'
import type { Channel, InteractionMetadata, Message, MessageReference, User } from './types.ts'
import type { World } from './world.ts'

export interface MessageDraft {
  readonly channel: Channel
  readonly author: Snowflake
  readonly input: MessageInput
  readonly uploads?: readonly Upload[]
  readonly type?: number
  readonly id?: Snowflake
  readonly extraFlags?: number
  readonly interaction?: InteractionMetadata
  readonly reference?: MessageReference
  /** The message speaks as a webhook does, under its own name. */
  readonly as?: { readonly user: User; readonly webhook_id: Snowflake; readonly application_id?: Snowflake | null }
  /**
   * What is already as Discord sends it: copied from another message, or made by Discord itself.
   */
  readonly ready?: Partial<Pick<Message, 'embeds' | 'attachments' | 'components' | 'message_snapshots'>>
  /**
   * Who may be mentioned where the body says nothing: all for messages, users only for
   * interactions.
   */
  readonly mentionDefault?: 'all' | 'users'
}

export const NONCE_MEMORY_MS = 5 * 60_000

const isHidden = (message: Message): boolean => (message.flags & FLAGS.EPHEMERAL) !== 0

export function existingByNonce(world: World, author: Snowflake, nonce: string | number): Message | undefined {
  const known = world.store.nonces.get(`${author}:${nonce}`)
  if (!known || world.clock.now() - known.at > NONCE_MEMORY_MS) return undefined
  return world.store.message(known.channel_id, known.message_id)
}

export function userOf(world: World, id: Snowflake): User {
  const user = world.store.users.get(id)
  if (!user) throw refusal(10013)
  return user
}

function referenced(world: World, reference: MessageReference | undefined) {
  if (!reference?.message_id) return {}
  const target = world.store.message(reference.channel_id, reference.message_id)
  if (!target) return { referenced_message: null }
  const { referenced_message: _, thread: __, ...shallow } = target
  return { referenced_message: shallow as Message }
}

/** Only the answer to a command has it: what follows up or answers a component refers to a message. */
function deprecatedInteraction(metadata: InteractionMetadata): Pick<Message, 'interaction'> {
  const { id, type, name, user, original_response_message_id } = metadata
  if (type !== 2 || name === undefined || original_response_message_id !== undefined) return {}
  return { interaction: { id, type, name, user } }
}

function rememberNonce(world: World, message: Message, nonce: string | number): void {
  const { nonces } = world.store
  const now = world.clock.now()
  for (const { key, at } of nonces.values()) {
    if (now - at <= NONCE_MEMORY_MS) break
    nonces.remove(key)
  }
  const key = `${message.author.id}:${nonce}`
  nonces.remove(key)
  nonces.put({ key, channel_id: message.channel_id, message_id: message.id, at: now })
}

function stickersOf(world: World, ids: readonly Snowflake[]): Pick<Message, 'sticker_items'> {
  const known = [...world.store.guilds.values()].flatMap(({ stickers }) => stickers ?? [])
  const sticker_items = ids.flatMap((wanted) =>
    known.filter(({ id }) => id === wanted).map(({ id, name, format_type }) => ({ id, name, format_type })),
  )
  return sticker_items.length > 0 ? { sticker_items } : {}
}

/** Whose application the message is from, and through which webhook. */
function ownershipOf(world: World, { as, author }: MessageDraft): Pick<Message, 'application_id' | 'webhook_id'> {
  if (as) return { webhook_id: as.webhook_id, ...(as.application_id && { application_id: as.application_id }) }
  return author === world.botId ? { application_id: world.botId } : {}
}

export function createMessage(world: World, draft: MessageDraft): Message {
  const { channel, author, input, uploads = [] } = draft
  const flags = (input.flags ?? 0) | (draft.extraFlags ?? 0)
  const isHiddenOne = (flags & FLAGS.EPHEMERAL) !== 0
  const attachments = draft.ready?.attachments ?? attachmentsOf(world, channel.id, input, uploads, [], isHiddenOne)
  const components = draft.ready?.components ?? componentsOf(world, input.components ?? [], attachments)
  const content = (input.content ?? '').trim()
  const id = draft.id ?? world.nextId()
  const nonce = input.nonce ?? undefined
  const message: Message = {
    id,
    channel_id: channel.id,
    type: draft.type ?? (draft.reference ? 19 : 0),
    author: draft.as?.user ?? userOf(world, author),
    content,
    timestamp: world.timestamp(),
    edited_timestamp: null,
    tts: input.tts ?? false,
    ...mentionsIn(world, draft, input.allowed_mentions, textOf(content, components)),
    attachments,
    embeds: draft.ready?.embeds ?? embedsOf(input.embeds, attachments),
    components,
    pinned: false,
    flags,
    ...(draft.reference && { message_reference: draft.reference }),
    ...referenced(world, draft.reference),
    ...(draft.interaction && {
      interaction_metadata: draft.interaction,
      ...deprecatedInteraction(draft.interaction),
      webhook_id: world.botId,
    }),
    ...(draft.ready?.message_snapshots && { message_snapshots: draft.ready.message_snapshots }),
    ...(input.shared_client_theme && { shared_client_theme: input.shared_client_theme }),
    ...(input.poll && { poll: makePoll(world, input.poll) }),
    ...stickersOf(world, input.sticker_ids ?? []),
    ...ownershipOf(world, draft),
  }
  world.store.putMessage(message)
  if (nonce !== undefined) rememberNonce(world, message, nonce)
  noteNewMessage(world, world.store.channels.get(channel.id) ?? channel, message)
  world.dispatch(
    'MESSAGE_CREATE',
    { ...presentForGateway(world, message), ...(nonce !== undefined && { nonce }) },
    channel.guild_id,
    isHidden(message),
  )
  return message
}

/**
 * Counters that a client shows; they are recomputed from the messages at a restart, so no journal
 * line is spent on them.
 */
function noteNewMessage(world: World, channel: Channel, message: Message): void {
  if (isHidden(message)) return
  channel.last_message_id = message.id
  if (!isThread(channel)) return
  if (message.id !== channel.id && message.type !== 21) {
    channel.message_count = (channel.message_count ?? 0) + 1
    channel.total_message_sent = (channel.total_message_sent ?? 0) + 1
  }
  if (channel.thread_metadata?.archived) {
    const woken = {
      ...channel,
      thread_metadata: { ...channel.thread_metadata, archived: false, archive_timestamp: world.timestamp() },
    }
    world.store.channels.put(woken)
    world.dispatch('THREAD_UPDATE', woken, channel.guild_id)
  }
}

export interface MessageEdit {
  readonly input: MessageInput
  readonly uploads?: readonly Upload[]
  readonly mentionDefault?: 'all' | 'users'
  /** An answer that was "thinking…" is filled in: no edit, then. */
  readonly fill?: boolean
}

export function editMessage(world: World, before: Message, edit: MessageEdit): Message {
  const { input, uploads = [] } = edit
  const channel = world.store.channels.get(before.channel_id)
  if (!channel) throw refusal(10003)
  const hidden = isHidden(before)
  const attachments = attachmentsOf(world, channel.id, input, uploads, before.attachments, hidden)
  for (const gone of before.attachments) if (!attachments.some(({ id }) => id === gone.id)) world.files.remove(gone.id)
  const components = input.components === undefined ? before.components : componentsOf(world, input.components ?? [], attachments)
  const content = input.content === undefined ? before.content : (input.content ?? '').trim()
  const settable = FLAGS.SUPPRESS_EMBEDS
  const flags =
    ((input.flags === undefined || input.flags === null ? before.flags : (before.flags & ~settable) | input.flags) &
      ~FLAGS.LOADING) |
    (before.flags & FLAGS.IS_COMPONENTS_V2)
  const touchesText = input.content !== undefined || input.components !== undefined
  const after: Message = {
    ...before,
    content,
    ...(touchesText &&
      mentionsIn(
        world,
        { channel, author: before.author.id, mentionDefault: edit.mentionDefault },
        input.allowed_mentions,
        textOf(content, components),
      )),
    attachments,
    embeds: input.embeds === undefined ? before.embeds : embedsOf(input.embeds, attachments),
    components,
    flags,
    edited_timestamp: edit.fill ? before.edited_timestamp : world.timestamp(),
  }
  return updateMessage(world, after)
}

/** Stores a changed message and tells of it. */
export function updateMessage(world: World, message: Message): Message {
  world.store.putMessage(message)
  const guildId = world.store.channels.get(message.channel_id)?.guild_id
  world.dispatch('MESSAGE_UPDATE', presentForGateway(world, message), guildId, isHidden(message))
  return message
}

function drop(world: World, message: Message): void {
  for (const { id } of message.attachments) world.files.remove(id)
  for (const reaction of message.reactions ?? [])
    world.store.reactors.remove(`${message.id}:${reaction.emoji.id ?? reaction.emoji.name}`)
  for (const { answer_id } of message.poll?.answers ?? []) world.store.votes.remove(`${message.id}:${answer_id}`)
  world.store.removeMessage(message.channel_id, message.id)
}

export function deleteMessage(world: World, message: Message): void {
  const channel = world.store.channels.get(message.channel_id)
  drop(world, message)
  if (channel && isThread(channel) && channel.message_count && !isHidden(message)) channel.message_count -= 1
  const gone = { id: message.id, channel_id: message.channel_id, ...(channel?.guild_id && { guild_id: channel.guild_id }) }
  world.dispatch('MESSAGE_DELETE', gone, channel?.guild_id, isHidden(message))
}

export function deleteMessages(world: World, channel: Channel, messages: readonly Message[]): void {
  for (const message of messages) drop(world, message)
  const gone = {
    ids: messages.map(({ id }) => id),
    channel_id: channel.id,
    ...(channel.guild_id && { guild_id: channel.guild_id }),
  }
  world.dispatch('MESSAGE_DELETE_BULK', gone, channel.guild_id)
}

export interface Window {
  readonly before?: Snowflake | undefined
  readonly after?: Snowflake | undefined
  readonly around?: Snowflake | undefined
  readonly limit: number
  /** Ephemeral messages are seen by the page only. */
  readonly hidden?: boolean
}

/** Messages around a place, oldest first. Costs the window, not the channel. */
export function messagesIn(world: World, channelId: Snowflake, window: Window): Message[] {
  const { ids, byId } = world.store.shelf(channelId)
  const { before, after, around, limit, hidden = false } = window
  const found: Message[] = []
  const take = (index: number) => {
    const message = byId.get(ids[index] ?? '')
    if (message && (hidden || !isHidden(message))) found.push(message)
  }
  if (after !== undefined) {
    let index = placeOf(ids, after)
    if (ids[index] === after) index += 1
    for (; index < ids.length && found.length < limit; index += 1) take(index)
    return found
  }
  if (around !== undefined) {
    const half = Math.floor(limit / 2)
    const older = messagesIn(world, channelId, { before: around, limit: half, hidden })
    const centre = byId.get(around)
    const newer = messagesIn(world, channelId, { after: around, limit: limit - half - 1, hidden })
    return [...older, ...(centre && (hidden || !isHidden(centre)) ? [centre] : []), ...newer]
  }
  for (let index = (before === undefined ? ids.length : placeOf(ids, before)) - 1; index >= 0 && found.length < limit; index -= 1)
    take(index)
  return found.reverse()
}

/** The message, seen by all; refused with 10008. */
export function visibleMessage(world: World, channelId: Snowflake, id: Snowflake): Message {
  const message = world.store.message(channelId, id)
  if (!message || isHidden(message)) throw refusal(10008)
  return message
}

/** In a direct-message channel the other one's side. */
export const recipientOf = (world: World, channel: Channel): User | undefined =>
  isDirect(channel) ? channel.recipients?.find(({ id }) => id !== world.botId) : undefined
