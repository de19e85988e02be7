// What render makes and is asked for, and the limits of Discord that it keeps to.
import type { APIEmbed, RESTPostAPIChannelMessageJSONBody } from 'discord-api-types/v10'
import { ComponentType } from 'discord-api-types/v10'
import type { Paper } from '../digest/digest.ts'
import type { Bilingual, Language } from '../text/bilingual.ts'
import { countCodePoints } from '../text/graphemes.ts'
import { withWholeDates } from './parts/whole-dates.ts'

export type { Layout } from './ladder.ts'
export type MessageBody = RESTPostAPIChannelMessageJSONBody
export type LanguageChoice = Language | 'both'

/** A paper as render needs it. One of the archive fits; for a digest see `viewsOf`. */
export interface PaperView extends Omit<Paper, 'figures' | 'lines'> {
  readonly date: string | null
  readonly categoryNames: Readonly<Record<string, Bilingual>>
}

/** Source: Discord's message and embed documentation; lengths in code points. */
export const LIMITS = {
  content: 2000,
  embeds: 10,
  embedTitle: 256,
  embedDescription: 4096,
  fieldValue: 1024,
  embedText: 6000,
  attachments: 10,
  attachmentAlt: 1024,
  fileBytes: 10 * 1024 * 1024,
  // The whole request may have 25 MiB; the rest is left to the JSON and the multipart marks.
  requestBytes: 25 * 1024 * 1024 - 64 * 1024,
  displayText: 4000,
  galleryItems: 10,
  buttonUrl: 512,
  buttonLabel: 80,
  customId: 100,
  optionText: 100,
  selectOptions: 25,
  forumName: 100,
  forumTag: 20,
  forumTags: 5,
} as const

const SUPPRESS_NOTIFICATIONS = 1 << 12
export const IS_COMPONENTS_V2 = 1 << 15

export interface CommonOptions {
  readonly language: LanguageChoice
  /** The digest was corrected after it was posted. */
  readonly updated?: boolean
  /** Arrives without a notification. */
  readonly silent?: boolean
}

/** Everything that every message has, and only the keys that have a value. */
export function message(
  parts: Omit<MessageBody, 'flags' | 'allowed_mentions'>,
  options: { silent?: boolean | undefined },
): MessageBody {
  const flags = (options.silent ? SUPPRESS_NOTIFICATIONS : 0) | (isCard(parts) ? IS_COMPONENTS_V2 : 0)
  return {
    ...withWholeDates(parts),
    ...(flags === 0 ? {} : { flags }),
    allowed_mentions: { parse: [] },
  }
}

/**
 * Whether it is made of Components V2, which take neither content nor embeds and need a flag that
 * an edit can not take away again.
 */
export function isCard({
  components,
}: {
  readonly components?: readonly { readonly type: number }[] | null | undefined
}): boolean {
  return components?.some(({ type }) => type !== ComponentType.ActionRow) ?? false
}

/** What counts against the 6000 characters over all embeds of a message. */
export function embedLength(embed: APIEmbed): number {
  const texts = [embed.title, embed.description, embed.footer?.text, embed.author?.name]
  for (const field of embed.fields ?? []) texts.push(field.name, field.value)
  return texts.reduce((sum, text) => sum + countCodePoints(text ?? ''), 0)
}

/**
 * Discord shows only the first of several embeds with one address: the others keep their text and
 * lose the link.
 */
export function withUniqueUrls(embeds: readonly APIEmbed[]): APIEmbed[] {
  const seen = new Set<string>()
  return embeds.map((embed) => {
    if (embed.url === undefined || !seen.has(embed.url)) {
      if (embed.url !== undefined) seen.add(embed.url)
      return embed
    }
    const { url: _url, ...rest } = embed
    return rest
  })
}

/** Both languages as one label where both are wanted, else the one. */
export function label(pair: { readonly zh: string; readonly en: string }, language: LanguageChoice): string {
  return language === 'both' ? `${pair.zh} / ${pair.en}` : pair[language]
}
