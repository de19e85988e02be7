// Message bodies: create, edit, interaction answers. First the shape, then the rules between
// fields; 50006 where nothing could be seen.
import { z } from 'zod'
import { refusal } from '../errors.ts'
import { typeOf } from '../storage/files.ts'
import { displayComponents, displayFaults, legacyComponents, rowFaults, uniquenessFaults, walk } from './components.ts'
import { embeds, embedTotalFaults, isBlankEmbed } from './embeds.ts'
import { type Fault, faultsOf, flag, formError, integer, lengthOf, list, setOf, snowflake, text, tooLong } from './form.ts'
import { FLAGS, LIMITS } from './limits.ts'
import { pollShape } from './poll.ts'

const ids = list(snowflake, 0, LIMITS.mentionIds)
const allowedMentions = z.object({
  parse: z.array(z.literal(['roles', 'users', 'everyone'])).nullish(),
  roles: ids.nullish(),
  users: ids.nullish(),
  replied_user: flag().nullish(),
})
export type AllowedMentions = z.infer<typeof allowedMentions>

const attachment = z.object({
  id: snowflake,
  filename: text({ max: 1_024 }).nullish(),
  title: text({ max: 1_024 }).nullish(),
  description: text({ max: LIMITS.attachmentDescription }).nullish(),
  duration_secs: z.number().min(0).nullish(),
  waveform: text({ max: 400 }).nullish(),
  is_spoiler: flag().nullish(),
  is_remix: flag().nullish(),
})
export type AttachmentInput = z.infer<typeof attachment>

/** Colours that a message hands round; the client of a person can take them over. */
const clientTheme = z.object({
  colors: list(text({ min: 6, max: 6 }), 1, 5),
  gradient_angle: integer(0, 360),
  base_mix: integer(0, 100),
  base_theme: integer(0, 4)
    .nullish()
    .transform((value) => value ?? 0),
})

const nonce = z.union([z.number().int(), z.string()])

const common = {
  content: text({ max: LIMITS.content }).nullish(),
  tts: flag().nullish(),
  embeds: embeds.nullish(),
  allowed_mentions: allowedMentions.nullish(),
  attachments: list(attachment, 0, LIMITS.attachments).nullish(),
  flags: integer(0, 2 ** 31 - 1).nullish(),
  sticker_ids: setOf(snowflake, LIMITS.stickers).nullish(),
  poll: pollShape.nullish(),
  shared_client_theme: clientTheme.nullish(),
  nonce: nonce.nullish(),
  enforce_nonce: flag().nullish(),
  message_reference: z
    .object({
      type: z.literal([0, 1]).nullish(),
      message_id: snowflake.nullish(),
      channel_id: snowflake.nullish(),
      guild_id: snowflake.nullish(),
      fail_if_not_exists: flag().nullish(),
    })
    .nullish(),
}

const legacyBody = z.object({ ...common, components: legacyComponents.nullish() })
const displayBody = z.object({ ...common, components: displayComponents.nullish() })
export type MessageInput = z.infer<typeof displayBody>

export interface MessageRules {
  /** Flags that may be set here; others are ignored, as Discord does. */
  readonly flags: number
  /** Files that come with the request. */
  readonly files: readonly { readonly name: string; readonly size: number }[]
  /** An edit may leave everything out. */
  readonly edit?: {
    readonly isDisplay: boolean
    readonly keeps: {
      readonly embeds: boolean
      readonly content: boolean
      readonly attachments: readonly string[]
      readonly components: boolean
    }
  }
}

function allowedMentionFaults(mentions: AllowedMentions | null | undefined): Fault[] {
  if (!mentions) return []
  return (['users', 'roles'] as const).flatMap((kind) =>
    mentions.parse?.includes(kind) && mentions[kind]?.length
      ? [
          {
            path: ['allowed_mentions'],
            code: 'MESSAGE_ALLOWED_MENTIONS_PARSE_EXCLUSIVE',
            message: `parse:["${kind}"] and ${kind}: [ids...] are mutually exclusive.`,
          },
        ]
      : [],
  )
}

const LEGACY_FIELDS = { content: 'content', embeds: 'embeds', sticker_ids: 'sticker_ids', poll: 'poll' } as const

function displayFieldFaults(input: MessageInput): Fault[] {
  return (Object.keys(LEGACY_FIELDS) as (keyof typeof LEGACY_FIELDS)[]).flatMap((field) => {
    const value = input[field]
    const filled = Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null && value !== ''
    return filled
      ? [
          {
            path: [field],
            code: 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2',
            message: `The '${field}' field cannot be used when using MessageFlags.IS_COMPONENTS_V2`,
          },
        ]
      : []
  })
}

/** attachment://name must name a file of this message. */
function attachmentUrlFaults(input: MessageInput, names: ReadonlySet<string>): Fault[] {
  const faults: Fault[] = []
  const look = (url: unknown, path: readonly PropertyKey[]) => {
    if (typeof url !== 'string' || !url.startsWith('attachment://') || names.has(url.slice('attachment://'.length))) return
    faults.push({
      path,
      code: 'ATTACHMENT_NOT_FOUND',
      message: `The attachment ${url.slice('attachment://'.length)} was not found`,
    })
  }
  for (const [index, embed] of (input.embeds ?? []).entries()) {
    look(embed.image?.url, ['embeds', index, 'image', 'url'])
    look(embed.thumbnail?.url, ['embeds', index, 'thumbnail', 'url'])
    look(embed.footer?.icon_url, ['embeds', index, 'footer', 'icon_url'])
    look(embed.author?.icon_url, ['embeds', index, 'author', 'icon_url'])
  }
  for (const { node, path } of walk(input.components ?? [])) {
    look((node.media as { url?: string } | undefined)?.url, [...path, 'media', 'url'])
    look((node.file as { url?: string } | undefined)?.url, [...path, 'file', 'url'])
    for (const [index, item] of ((node.items as { media: { url: string } }[] | undefined) ?? []).entries()) {
      look(item.media.url, [...path, 'items', index, 'media', 'url'])
    }
  }
  return faults
}

function mediaUrlFaults(input: MessageInput): Fault[] {
  return [...walk(input.components ?? [])].flatMap(({ node, path }): Fault[] => {
    const urls: [unknown, PropertyKey[]][] = [
      [(node.media as { url?: string } | undefined)?.url, ['media', 'url']],
      ...((node.items as { media: { url: string } }[] | undefined) ?? []).map(({ media }, index): [unknown, PropertyKey[]] => [
        media.url,
        ['items', index, 'media', 'url'],
      ]),
    ]
    const file = (node.file as { url?: string } | undefined)?.url
    const faults = urls.flatMap(([url, rest]) =>
      typeof url === 'string' && !/^(https?:\/\/[^/\s]|attachment:\/\/)/i.test(url)
        ? [{ path: [...path, ...rest], code: 'URL_TYPE_INVALID_URL', message: 'Not a well formed URL.' }]
        : [],
    )
    return file !== undefined && !file.startsWith('attachment://')
      ? [
          ...faults,
          {
            path: [...path, 'file', 'url'],
            code: 'URL_TYPE_INVALID_SCHEME',
            message: 'A file component takes attachment://<filename> only.',
          },
        ]
      : faults
  })
}

function nonceFaults(value: string | number | null | undefined): Fault[] {
  return typeof value === 'string' && lengthOf(value) > LIMITS.nonce ? [{ path: ['nonce'], ...tooLong(LIMITS.nonce) }] : []
}

function hasSomething(input: MessageInput, rules: MessageRules): boolean {
  const keeps = rules.edit?.keeps
  const content = input.content === undefined ? keeps?.content : (input.content ?? '').trim() !== ''
  const shown = input.embeds === undefined ? keeps?.embeds : (input.embeds ?? []).some((embed) => !isBlankEmbed(embed))
  const kept = input.attachments === undefined ? (keeps?.attachments.length ?? 0) > 0 : (input.attachments ?? []).length > 0
  const parts = input.components === undefined ? keeps?.components : (input.components ?? []).length > 0
  return Boolean(
    content ||
      shown ||
      kept ||
      parts ||
      rules.files.length > 0 ||
      input.sticker_ids?.length ||
      input.poll ||
      input.shared_client_theme ||
      input.message_reference?.type === 1,
  )
}

function fileRefusals(rules: MessageRules, input: MessageInput): void {
  if (rules.files.some(({ size }) => size > LIMITS.fileBytes)) throw refusal(40005)
  const listed = new Set((input.attachments ?? []).map(({ id }) => id))
  const unlisted = rules.files.filter((_, index) => !listed.has(String(index))).length
  if ((input.attachments ?? []).length + unlisted > LIMITS.attachments) throw refusal(30015)
}

/** A voice message is one sound, with its length and shape, and nothing else. */
function voiceRefusals({ content, embeds, components, poll, sticker_ids, attachments }: MessageInput, rules: MessageRules): void {
  if (content?.trim() || embeds?.length || components?.length || poll || sticker_ids?.length) throw refusal(50159)
  const [only] = attachments ?? []
  const name = only?.filename ?? rules.files[0]?.name ?? ''
  if (rules.files.length !== 1 || (attachments?.length ?? 0) > 1 || !typeOf(name).startsWith('audio/')) throw refusal(50160)
  if (only?.duration_secs == null || !only.waveform) throw refusal(50161)
}

const flagsShape = z.object({ flags: integer(0, 2 ** 31 - 1) })
/** The flags of a body that is not checked yet: they decide by which rules it is. */
export const flagsIn = (body: unknown): number => flagsShape.safeParse(body).data?.flags ?? 0

/** The body of a message that is made or edited; throws 50035, 50006, 40005 or 30015. */
export function checkMessage(body: unknown, rules: MessageRules): MessageInput {
  const flags = flagsIn(body)
  const isDisplay = (flags & rules.flags & FLAGS.IS_COMPONENTS_V2) !== 0 || rules.edit?.isDisplay === true
  const result = (isDisplay ? displayBody : legacyBody).safeParse(body)
  if (!result.success) throw formError(faultsOf(result.error, body))
  const input: MessageInput = result.data
  fileRefusals(rules, input)
  if (!rules.edit && flags & rules.flags & FLAGS.IS_VOICE_MESSAGE) voiceRefusals(input, rules)
  const components = input.components ?? []
  const names = new Set([...rules.files.map(({ name }) => name), ...(rules.edit?.keeps.attachments ?? [])])
  const faults = [
    ...nonceFaults(input.nonce),
    ...embedTotalFaults(input.embeds ?? []),
    ...allowedMentionFaults(input.allowed_mentions),
    ...uniquenessFaults(components),
    ...rowFaults(components),
    ...(isDisplay ? [...displayFieldFaults(input), ...displayFaults(components), ...mediaUrlFaults(input)] : []),
    ...attachmentUrlFaults(input, names),
  ]
  if (faults.length > 0) throw formError(faults)
  if (!hasSomething(input, rules)) throw refusal(50006)
  return { ...input, flags: input.flags === undefined || input.flags === null ? undefined : flags & rules.flags }
}
