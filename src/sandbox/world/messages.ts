// Messages come to be, change and go. Whether that is allowed has been asked before; here it happens.
import { refusal } from '../errors.ts'
import { imageSize, isImage, safeFilename, typeOf } from '../files.ts'
import type { Snowflake } from '../snowflake.ts'
import { walk } from '../validate/components.ts'
import { FLAGS } from '../validate/limits.ts'
import type { AllowedMentions, MessageInput } from '../validate/message.ts'
import { isDirect, isThread, mayIn } from './access.ts'
import { presentForGateway } from './present.ts'
import { placeOf } from './store.ts'
import type { Attachment, Channel, Component, Embed, InteractionMetadata, Message, MessageReference, User } from './types.ts'
import type { World } from './world.ts'

export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
  /** The N of `files[N]`. */
  readonly index: string
}

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
  /** Who may be mentioned where the body says nothing: all for messages, users only for interactions. */
  readonly mentionDefault?: 'all' | 'users'
}

export const NONCE_MEMORY_MS = 5 * 60_000

const isHidden = (message: Message): boolean => (message.flags & FLAGS.EPHEMERAL) !== 0

export function existingByNonce(world: World, author: Snowflake, nonce: string | number): Message | undefined {
  const known = world.store.nonces.get(`${author}:${nonce}`)
  if (!known || world.clock.now() - known.at > NONCE_MEMORY_MS) return undefined
  return world.store.message(known.channel_id, known.message_id)
}

function attach(
  world: World,
  channelId: Snowflake,
  upload: Upload,
  more: { description?: string | null | undefined },
  ephemeral: boolean,
): Attachment {
  const id = world.nextId()
  const filename = safeFilename(upload.name)
  const content_type = typeOf(filename)
  const url = `${world.base}/cdn/attachments/${channelId}/${id}/${encodeURIComponent(filename)}`
  world.files.save(id, upload.bytes)
  return {
    id,
    filename,
    ...(more.description && { description: more.description }),
    content_type,
    size: upload.bytes.length,
    url,
    proxy_url: url,
    ...(isImage(content_type) && imageSize(upload.bytes)),
    ...(ephemeral && { ephemeral: true }),
  }
}

/** Uploads with what `attachments` says of them, after those that stay. */
function attachmentsOf(
  world: World,
  channelId: Snowflake,
  input: MessageInput,
  uploads: readonly Upload[],
  kept: readonly Attachment[],
  hidden: boolean,
) {
  const said = new Map((input.attachments ?? []).map((each) => [each.id, each]))
  const staying = input.attachments === undefined ? kept : kept.filter(({ id }) => said.has(id))
  const described = staying.map((each) => {
    const description = said.get(each.id)?.description
    return description ? { ...each, description } : each
  })
  const fresh = uploads.map((upload) => {
    const entry = said.get(upload.index)
    return attach(
      world,
      channelId,
      { ...upload, name: entry?.filename ?? upload.name },
      { description: entry?.description },
      hidden,
    )
  })
  return [...described, ...fresh]
}

/** attachment://name becomes the file's address. */
function resolveMedia<T extends { url?: string } | null | undefined>(media: T, attachments: readonly Attachment[]) {
  const url = media?.url
  if (url === undefined) return undefined
  const found = url.startsWith('attachment://')
    ? attachments.findLast(({ filename }) => filename === safeFilename(url.slice(13)))
    : undefined
  if (!found) return { url, proxy_url: url }
  const { url: address, proxy_url, width, height, content_type, id } = found
  return { url: address, proxy_url, ...(width !== undefined && { width, height }), content_type, attachment_id: id }
}

function embedOf(input: NonNullable<MessageInput['embeds']>[number], attachments: readonly Attachment[]): Embed {
  const icon = (url: string | null | undefined) => {
    const resolved = url ? resolveMedia({ url }, attachments) : undefined
    return resolved && { icon_url: resolved.url, proxy_icon_url: resolved.proxy_url }
  }
  const image = resolveMedia(input.image, attachments)
  const thumbnail = resolveMedia(input.thumbnail, attachments)
  return {
    type: 'rich',
    ...(input.url && { url: input.url }),
    ...(input.title && { title: input.title }),
    ...(input.description && { description: input.description }),
    ...(input.color !== undefined && input.color !== null && { color: input.color }),
    ...(input.timestamp && { timestamp: new Date(input.timestamp).toISOString().replace('Z', '000+00:00') }),
    ...(input.fields?.length && {
      fields: input.fields.map(({ name, value, inline }) => ({ name, value, inline: inline ?? false })),
    }),
    ...(input.author && {
      author: { name: input.author.name, ...(input.author.url && { url: input.author.url }), ...icon(input.author.icon_url) },
    }),
    ...(input.footer?.text && { footer: { text: input.footer.text, ...icon(input.footer.icon_url) } }),
    ...(image && { image }),
    ...(thumbnail && { thumbnail }),
  }
}

/** Of several embeds with the same url only the first is shown. */
function embedsOf(inputs: MessageInput['embeds'], attachments: readonly Attachment[]): Embed[] {
  const seen = new Set<string>()
  return (inputs ?? []).flatMap((input) => {
    if (input.url && seen.has(input.url)) return []
    if (input.url) seen.add(input.url)
    return [embedOf(input, attachments)]
  })
}

const withoutNulls = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(withoutNulls)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, each]) => (each === null || each === undefined ? [] : [[key, withoutNulls(each)]])),
  )
}

/** Components get the ids Discord gives them: 1, 2, 3 … where none is set. */
export function componentsOf(inputs: readonly unknown[], attachments: readonly Attachment[]): Component[] {
  const made = withoutNulls(inputs) as Component[]
  const found = [...walk(made)].map(({ node }) => node as Component)
  const taken = new Set(found.map(({ id }) => id))
  let next = 1
  for (const node of found) {
    if (!node.id) {
      while (taken.has(next)) next += 1
      node.id = next++
    }
    finishComponent(node, attachments)
  }
  return made
}

function finishComponent(node: Component, attachments: readonly Attachment[]): void {
  const media = (value: unknown) => ({ ...resolveMedia(value as { url: string }, attachments), loading_state: 2 })
  if (node.media) node.media = media(node.media)
  if (node.file) {
    const found = attachments.findLast(
      ({ filename }) => filename === safeFilename(String((node.file as { url: string }).url).slice(13)),
    )
    node.file = media(node.file)
    if (found) Object.assign(node, { name: found.filename, size: found.size })
  }
  if (Array.isArray(node.items)) node.items = node.items.map((item) => ({ ...item, media: media(item.media) }))
  if (node.type === 2) node.disabled ??= false
  if ([3, 5, 6, 7, 8].includes(node.type))
    Object.assign(node, { min_values: node.min_values ?? 1, max_values: node.max_values ?? 1, disabled: node.disabled ?? false })
  if (node.type === 14) Object.assign(node, { divider: node.divider ?? true, spacing: node.spacing ?? 1 })
  if ([11, 13, 17].includes(node.type)) node.spoiler ??= false
}

function textOf(content: string, components: readonly Component[]): string {
  return [content, ...[...walk(components)].filter(({ node }) => node.type === 10).map(({ node }) => String(node.content))].join(
    '\n',
  )
}

interface Mentions {
  mentions: User[]
  mention_roles: Snowflake[]
  mention_everyone: boolean
}

function mentionsIn(
  world: World,
  draft: { channel: Channel; author: Snowflake; mentionDefault?: 'all' | 'users' | undefined },
  allowed: AllowedMentions | null | undefined,
  words: string,
): Mentions {
  const { channel, author } = draft
  const parse = allowed ? (allowed.parse ?? []) : draft.mentionDefault === 'users' ? ['users'] : ['users', 'roles', 'everyone']
  const idsOf = (pattern: RegExp) => [...new Set([...words.matchAll(pattern)].map((match) => match[1] ?? ''))]
  const loud = mayIn(world, author, channel, 'MENTION_EVERYONE')
  const roles = (channel.guild_id && world.store.guilds.get(channel.guild_id)?.roles) || []
  return {
    mentions: idsOf(/<@!?(\d{17,20})>/g)
      .filter((id) => (parse as string[]).includes('users') || allowed?.users?.includes(id))
      .flatMap((id) => world.store.users.get(id) ?? []),
    mention_roles: idsOf(/<@&(\d{17,20})>/g).filter(
      (id) =>
        ((parse as string[]).includes('roles') || allowed?.roles?.includes(id)) &&
        roles.some((role) => role.id === id && (role.mentionable || loud)),
    ),
    mention_everyone: (parse as string[]).includes('everyone') && loud && /@(everyone|here)\b/.test(words),
  }
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

export function createMessage(world: World, draft: MessageDraft): Message {
  const { channel, author, input, uploads = [] } = draft
  const flags = (input.flags ?? 0) | (draft.extraFlags ?? 0)
  const attachments = attachmentsOf(world, channel.id, input, uploads, [], (flags & FLAGS.EPHEMERAL) !== 0)
  const components = componentsOf(input.components ?? [], attachments)
  const content = (input.content ?? '').trim()
  const id = draft.id ?? world.nextId()
  const nonce = input.nonce ?? undefined
  const message: Message = {
    id,
    channel_id: channel.id,
    type: draft.type ?? (draft.reference ? 19 : 0),
    author: userOf(world, author),
    content,
    timestamp: world.timestamp(),
    edited_timestamp: null,
    tts: input.tts ?? false,
    ...mentionsIn(world, draft, input.allowed_mentions, textOf(content, components)),
    attachments,
    embeds: embedsOf(input.embeds, attachments),
    components,
    pinned: false,
    flags,
    ...(draft.reference && { message_reference: draft.reference }),
    ...referenced(world, draft.reference),
    ...(draft.interaction && { interaction_metadata: draft.interaction, webhook_id: world.botId }),
    ...(author === world.botId && { application_id: world.botId }),
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

/** Counters that a client shows; they are recomputed from the messages at a restart, so no journal line is spent on them. */
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
  const components = input.components === undefined ? before.components : componentsOf(input.components ?? [], attachments)
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
