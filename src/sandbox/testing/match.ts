// Whether a message is like the one a test waits for, and if not, in what it differs: the
// difference is what a failed test shows.
import { z } from 'zod'
import { ControlError, findChannel, findUser } from '../control/names.ts'
import { walk } from '../validate/components.ts'
import type { Embed, Message } from '../world/types.ts'
import type { World } from '../world/world.ts'

/**
 * A pattern is compiled when it is first used, once for texts of Latin letters and once for others,
 * and only then found to be too large: here, where it can still be refused.
 */
function compilePattern(pattern: string, flags: string): RegExp {
  const compiled = new RegExp(pattern, flags)
  for (const text of ['', '中']) compiled.test(text)
  compiled.lastIndex = 0
  return compiled
}

/** A text that contains this one; over the wire a pattern is `{ "pattern": "…", "flags": "i" }`. */
export const textLikeShape = z.union([
  z.string(),
  z.instanceof(RegExp),
  z
    .object({
      pattern: z.string(),
      flags: z
        .string()
        .regex(/^[dgimsuvy]*$/)
        .default(''),
    })
    .transform((value, context) => {
      try {
        return compilePattern(value.pattern, value.flags)
      } catch (error) {
        context.addIssue({ code: 'custom', message: (error as Error).message })
        return z.NEVER
      }
    }),
])
type TextLike = z.output<typeof textLikeShape>

const embedLike = z.union([
  textLikeShape,
  z.strictObject({
    title: textLikeShape.optional(),
    description: textLikeShape.optional(),
    footer: textLikeShape.optional(),
    author: textLikeShape.optional(),
    url: textLikeShape.optional(),
    field: textLikeShape.optional(),
    color: z.number().optional(),
  }),
])

export const messageLikeShape = z.strictObject({
  /** An id or `#name`; left out: any. */
  channel: z.string().optional(),
  /** An id, a user's or an application's name, or `bot`; left out: any application. */
  author: z.string().optional(),
  content: textLikeShape.optional(),
  /** In any embed: in any of its texts, or in the one that is named. */
  embed: embedLike.optional(),
  /** The label of a button, or the placeholder or an option of a menu. */
  component: textLikeShape.optional(),
  /** The name of a file. */
  attachment: textLikeShape.optional(),
  ephemeral: z.boolean().optional(),
  /** The id of the message it replies to. */
  reply_to: z.string().optional(),
  pinned: z.boolean().optional(),
})
/** What is left out may be anything. Texts are contained, patterns match. */
export type MessageLike = z.input<typeof messageLikeShape>
export type WantedMessage = z.output<typeof messageLikeShape>

const fits = (wanted: TextLike, text: unknown): boolean => {
  const given = typeof text === 'string' ? text : ''
  if (typeof wanted === 'string') return given.includes(wanted)
  wanted.lastIndex = 0
  return wanted.test(given)
}
const shown = (value: unknown): string => (value instanceof RegExp ? String(value) : JSON.stringify(value))

interface EmbedTexts {
  readonly title: string
  readonly description: string
  readonly footer: string
  readonly author: string
  readonly url: string
  readonly fields: readonly string[]
}

function textsOf(embed: Embed): EmbedTexts {
  const { title, description, url, footer, author, fields } = embed as {
    title?: string
    description?: string
    url?: string
    footer?: { text?: string }
    author?: { name?: string }
    fields?: { name: string; value: string }[]
  }
  return {
    title: title ?? '',
    description: description ?? '',
    url: url ?? '',
    footer: footer?.text ?? '',
    author: author?.name ?? '',
    fields: (fields ?? []).map(({ name, value }) => `${name}\n${value}`),
  }
}

function embedFits(wanted: NonNullable<WantedMessage['embed']>, embed: Embed): boolean {
  const { fields, ...texts } = textsOf(embed)
  if (typeof wanted === 'string' || wanted instanceof RegExp)
    return [...Object.values(texts), ...fields].some((text) => fits(wanted, text))
  const { field, color, ...named } = wanted
  if (color !== undefined && embed.color !== color) return false
  if (field !== undefined && !fields.some((text) => fits(field, text))) return false
  return Object.entries(named).every(([key, like]) => like === undefined || fits(like, texts[key as keyof typeof texts]))
}

/** Every word that a component shows: labels, placeholders, options, the text of the newer ones. */
export function componentTexts(message: Message): string[] {
  return [...walk(message.components)].flatMap(({ node }) => {
    const { label, placeholder, content, options } = node as {
      label?: string
      placeholder?: string
      content?: string
      options?: { label: string }[]
    }
    return [label, placeholder, content, ...(options ?? []).map((option) => option.label)].filter(
      (text) => typeof text === 'string',
    )
  })
}

/** A channel or a person that is waited for may come to be meanwhile, or have gone. */
function known<T>(find: () => T): T | undefined {
  try {
    return find()
  } catch (error) {
    if (error instanceof ControlError) return undefined
    throw error
  }
}

/** In what the message is not like the wanted one; empty where it is. */
export function differences(world: World, wanted: WantedMessage, message: Message): string[] {
  const found: string[] = []
  const demand = (holds: boolean, words: string) => {
    if (!holds) found.push(words)
  }
  const { channel, author } = wanted
  if (channel !== undefined)
    demand(known(() => findChannel(world, channel))?.id === message.channel_id, `it is not in ${channel}`)
  if (author !== undefined)
    demand(known(() => findUser(world, author))?.id === message.author.id, `it is by ${message.author.username}`)
  else
    demand(
      message.author.bot === true || message.webhook_id !== undefined,
      `it is by ${message.author.username}, who is not a bot`,
    )
  const { content, embed, component, attachment, ephemeral, reply_to, pinned } = wanted
  if (content !== undefined)
    demand(fits(content, message.content), `its content is ${shown(message.content)}, not ${shown(content)}`)
  if (embed !== undefined) {
    const titles = message.embeds.map((each) => textsOf(each).title)
    demand(
      message.embeds.some((each) => embedFits(embed, each)),
      `none of its ${titles.length} embeds is like ${shown(embed)}; their titles: ${shown(titles)}`,
    )
  }
  if (component !== undefined) {
    const texts = componentTexts(message)
    demand(
      texts.some((text) => fits(component, text)),
      `no component shows ${shown(component)}, but ${shown(texts)}`,
    )
  }
  if (attachment !== undefined) {
    const names = message.attachments.map(({ filename }) => filename)
    demand(
      names.some((name) => fits(attachment, name)),
      `no file is named ${shown(attachment)}, but ${shown(names)}`,
    )
  }
  if (ephemeral !== undefined) demand(((message.flags & 64) !== 0) === ephemeral, `it is ${ephemeral ? 'not ' : ''}ephemeral`)
  if (reply_to !== undefined) demand(message.message_reference?.message_id === reply_to, `it is not a reply to ${reply_to}`)
  if (pinned !== undefined) demand(message.pinned === pinned, `it is ${pinned ? 'not ' : ''}pinned`)
  return found
}
