// Files, embeds and components as a message keeps them: uploads stored and described, attachment://
// made an address, component ids given.
import { createHash } from 'node:crypto'
import type { Snowflake } from '../../snowflake.ts'
import { imageSize, isImage, safeFilename, typeOf } from '../../storage/files.ts'
import { walk } from '../../validate/components.ts'
import type { AttachmentInput, MessageInput } from '../../validate/message.ts'
import type { Attachment, Component, Embed } from '../types.ts'
import type { World } from '../world.ts'

/** The bytes of an image that came as a data URI. */
export const bytesOf = (image: string): Uint8Array => new Uint8Array(Buffer.from(image.slice(image.indexOf(',') + 1), 'base64'))

/**
 * Discord names pictures of people and servers by a hash of their content, animated ones with `a_`
 * before it.
 */
export function imageHash(image: string): string {
  const hash = createHash('sha256').update(bytesOf(image)).digest('hex').slice(0, 32)
  return image.startsWith('data:image/gif') ? `a_${hash}` : hash
}

export interface Upload {
  readonly name: string
  readonly bytes: Uint8Array
  /** The N of `files[N]`. */
  readonly index: string
}

function attach(
  world: World,
  channelId: Snowflake,
  upload: Upload,
  said: AttachmentInput | undefined,
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
    content_type,
    size: upload.bytes.length,
    url,
    proxy_url: url,
    ...(isImage(content_type) && imageSize(upload.bytes)),
    ...(ephemeral && { ephemeral: true }),
    ...saidOf(said),
  }
}

const ATTACHMENT_FLAGS = { remix: 1 << 2, spoiler: 1 << 3 }

/** What the body of a request says of a file. */
function saidOf(said: AttachmentInput | undefined): Partial<Attachment> {
  const { title, description, duration_secs, waveform, is_spoiler, is_remix } = said ?? {}
  const flags = (is_spoiler ? ATTACHMENT_FLAGS.spoiler : 0) | (is_remix ? ATTACHMENT_FLAGS.remix : 0)
  return {
    ...(title && { title }),
    ...(description && { description }),
    ...(duration_secs != null && { duration_secs }),
    ...(waveform && { waveform }),
    ...(flags !== 0 && { flags }),
  }
}

/** Uploads with what `attachments` says of them, after those that stay. */
export function attachmentsOf(
  world: World,
  channelId: Snowflake,
  input: MessageInput,
  uploads: readonly Upload[],
  kept: readonly Attachment[],
  hidden: boolean,
) {
  const said = new Map((input.attachments ?? []).map((each) => [each.id, each]))
  const staying = input.attachments === undefined ? kept : kept.filter(({ id }) => said.has(id))
  const described = staying.map((each) => ({ ...each, ...saidOf(said.get(each.id)) }))
  const fresh = uploads.map((upload) => {
    const entry = said.get(upload.index)
    return attach(world, channelId, { ...upload, name: entry?.filename ?? upload.name }, entry, hidden)
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
export function embedsOf(inputs: MessageInput['embeds'], attachments: readonly Attachment[]): Embed[] {
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
export function componentsOf(world: World, inputs: readonly unknown[], attachments: readonly Attachment[]): Component[] {
  const made = withoutNulls(inputs) as Component[]
  const found = [...walk(made)].map(({ node }) => node as Component)
  const taken = new Set(found.map(({ id }) => id))
  let next = 1
  for (const node of found) {
    if (!node.id) {
      while (taken.has(next)) next += 1
      node.id = next++
    }
    finishComponent(world, node, attachments)
  }
  return made
}

/** Libraries name a server's emoji by its id alone: an answer has its name too. */
function nameEmojis(world: World, node: Component): void {
  for (const holder of [node, ...((node.options ?? []) as object[])]) {
    const { emoji } = holder as { emoji?: { id?: string; name?: string } }
    if (!emoji || emoji.name) continue
    const known = [...world.store.guilds.values()].flatMap(({ emojis }) => emojis ?? []).find(({ id }) => id === emoji.id)
    emoji.name = known?.name ?? world.store.applicationEmojis.get(emoji.id ?? '')?.name ?? '_'
  }
}

function finishComponent(world: World, node: Component, attachments: readonly Attachment[]): void {
  nameEmojis(world, node)
  const media = (value: unknown) => {
    const resolved = resolveMedia(value as { url: string }, attachments)
    return {
      id: resolved && 'attachment_id' in resolved ? resolved.attachment_id : world.nextId(),
      ...resolved,
      loading_state: 2,
    }
  }
  if (node.media) node.media = media(node.media)
  if (node.file) {
    const found = attachments.findLast(
      ({ filename }) => filename === safeFilename(String((node.file as { url: string }).url).slice(13)),
    )
    node.file = media(node.file)
    if (found) Object.assign(node, { name: found.filename, size: found.size })
  }
  if (Array.isArray(node.items))
    node.items = node.items.map((item) => ({ description: null, spoiler: false, ...item, media: media(item.media) }))
  if (node.type === 2) node.disabled ??= false
  if ([3, 5, 6, 7, 8].includes(node.type))
    Object.assign(node, { min_values: node.min_values ?? 1, max_values: node.max_values ?? 1, disabled: node.disabled ?? false })
  if (node.type === 14) Object.assign(node, { divider: node.divider ?? true, spacing: node.spacing ?? 1 })
  if ([11, 13, 17].includes(node.type)) node.spoiler ??= false
  if (node.type === 11) node.description ??= null
  if (node.type === 17) node.accent_color ??= null
}
