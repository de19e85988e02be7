// Embeds: the shape of each, and the sum over all of them that feed bots forget.
import { z } from 'zod'
import { type Fault, flag, integer, lengthOf, list, moment, text } from './form.ts'
import { LIMITS } from './limits.ts'

const EXTENSIONS = /\.(jpe?g|png|webp|gif)$/i

function urlCheck(attachments: boolean) {
  return z.string().check((context) => {
    const value = context.value
    const push = (code: string, message: string): void => {
      context.issues.push({ code: 'custom', input: value, message, params: { code }, continue: true })
    }
    if (lengthOf(value) > LIMITS.url) return push('BASE_TYPE_MAX_LENGTH', `Must be ${LIMITS.url} or fewer in length.`)
    if (attachments && value.startsWith('attachment://')) {
      if (!EXTENSIONS.test(value))
        push('URL_TYPE_INVALID_EXTENSION', 'The attachment must be a .jpg, .jpeg, .png, .webp or .gif.')
      return
    }
    const scheme = value.slice(0, value.indexOf(':')).toLowerCase()
    const schemes = attachments ? "('http', 'https', 'attachment')" : "('http', 'https')"
    if (value.includes(':') && scheme !== 'http' && scheme !== 'https') {
      return push('URL_TYPE_INVALID_SCHEME', `Scheme "${scheme}" is not supported. Scheme must be one of ${schemes}.`)
    }
    if (!URL.canParse(value) || !/^https?:\/\/[^/\s]/i.test(value)) push('URL_TYPE_INVALID_URL', 'Not a well formed URL.')
  })
}

export const linkUrl = urlCheck(false)
const mediaUrl = urlCheck(true)

/** Present means not empty after trimming; white space around is not counted. */
const words = (max: number, min = 0) => text({ min, max, trim: true })

/**
 * Builders of other libraries send the parts that were left empty as `{}`: Discord takes such a
 * part for absent.
 */
const part = <T extends z.ZodType>(shape: T) =>
  z.preprocess((value) => (isEmptyObject(value) ? undefined : value), shape.nullish())
const isEmptyObject = (value: unknown) =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  Object.values(value).every((each) => each === null || each === undefined)

const media = z.object({ url: mediaUrl })

const embed = z.object({
  title: words(LIMITS.embedTitle).nullish(),
  description: words(LIMITS.embedDescription).nullish(),
  url: linkUrl.nullish(),
  // Discord takes 0 for none, as discord.js 13 sends it with every embed.
  timestamp: z.preprocess((value) => (value === 0 ? null : value), moment.nullish()),
  color: integer(0, 0xffffff).nullish(),
  footer: part(z.object({ text: words(LIMITS.embedFooter), icon_url: mediaUrl.nullish() })),
  image: part(media),
  thumbnail: part(media),
  author: part(z.object({ name: words(LIMITS.embedAuthor, 1), url: linkUrl.nullish(), icon_url: mediaUrl.nullish() })),
  fields: list(
    z.object({ name: words(LIMITS.embedFieldName, 1), value: words(LIMITS.embedFieldValue, 1), inline: flag().nullish() }),
    0,
    LIMITS.embedFields,
  ).nullish(),
})

export const embeds = list(embed, 0, LIMITS.embeds)
export type EmbedInput = z.infer<typeof embed>

const sizeOf = (input: EmbedInput): number =>
  [
    input.title,
    input.description,
    input.footer?.text,
    input.author?.name,
    ...(input.fields ?? []).flatMap(({ name, value }) => [name, value]),
  ].reduce((sum, part) => sum + (part ? lengthOf(part) : 0), 0)

export function embedTotalFaults(list: readonly EmbedInput[]): Fault[] {
  const total = list.reduce((sum, each) => sum + sizeOf(each), 0)
  if (total <= LIMITS.embedTotal) return []
  return [
    { path: ['embeds'], code: 'MAX_EMBED_SIZE_EXCEEDED', message: `Embed size exceeds maximum size of ${LIMITS.embedTotal}` },
  ]
}

/** Nothing in it that could be seen. */
export const isBlankEmbed = (input: EmbedInput): boolean =>
  sizeOf(input) === 0 && !input.image && !input.thumbnail && !input.timestamp && !input.url
