// The message a day begins with: date, counts by category, each paper's title, and a link to it
// once it was sent.

import type { APIEmbed } from 'discord-api-types/v10'
import { countCodePoints } from '../../text/graphemes.ts'
import { oneLine } from '../../text/markdown.ts'
import { customIds } from '../custom-id.ts'
import { type CommonOptions, type LanguageChoice, LIMITS, label, type MessageBody, message, type PaperView } from '../message.ts'
import { button, dayButtons, row } from '../parts/buttons.ts'
import { ACCENT } from '../parts/colours.ts'
import { clipColumns, fitLine, LINE } from '../parts/fit.ts'
import { linkTitle } from '../parts/link.ts'
import { categoryLabel, leadLanguage, titleIn } from '../view.ts'
import { PHRASES, phrase, WORDS } from '../wording.ts'
import { type PackedEntry, packEntries } from './pack.ts'

export interface DayEntry {
  readonly paper: PaperView
  /** The jump link of its message; null until it was sent. */
  readonly url: string | null
  /** It was posted from an earlier digest and is not posted again. */
  readonly seen?: { readonly date: string | null; readonly url: string | null; readonly promoted: boolean }
}

export interface DayView {
  readonly date: string | null
  readonly title: string | null
  /** The day that it was posted with, where its author has given it another one. */
  readonly movedFrom?: string
  readonly entries: readonly DayEntry[]
  /** Papers beyond the most that a slot posts; the token is what the button's handler is given. */
  readonly overflow?: { readonly count: number; readonly token: string }
}

export interface DayOptions extends CommonOptions {
  /** Id of a role to mention, once, on the first message. */
  readonly mentionRole?: string
  /** Search, the newest papers and a subscription under the last message; default true. */
  readonly buttons?: boolean
}

// https://discord.com/channels/<guild>/<channel>/<message> with ids of 20 digits, and what a link
// adds to its title.
const JUMP_LINK = 106

/** Two lines, and one for the title in the other language. */
const MAX_TITLE = 2 * LINE.text - 12
const MAX_OTHER_TITLE = LINE.text

/**
 * How many messages there are does not depend on which papers were sent, so edits always find
 * theirs.
 */
export function renderDayIndex(day: DayView, options: DayOptions): MessageBody[] {
  const title = fitLine(
    `${day.date ?? label(WORDS.noDate, options.language)} · ${oneLine(day.title ?? '') || label(WORDS.dayOfPapers, options.language)}`,
    LIMITS.embedTitle,
  )
  const counts = countsLine(day.entries, options.language)
  const footer =
    phrase(PHRASES.papers, options.language, day.entries.length + (day.overflow?.count ?? 0)) +
    (options.updated ? ` · ${label(WORDS.updated, options.language)}` : '') +
    (day.movedFrom === undefined ? '' : ` · ${phrase(PHRASES.movedFrom, options.language, day.movedFrom)}`)
  const overflowLine = day.overflow === undefined ? '' : phrase(PHRASES.morePapers, options.language, day.overflow.count)
  const overhead = [title, counts, footer, overflowLine].reduce((sum, text) => sum + countCodePoints(text) + 4, 0)
  const texts = day.entries.map((entry) => dayEntry(entry, options.language))
  const packed = texts.length === 0 ? [[[]]] : packEntries(texts, overhead, 1)
  return packed.map((embeds, i) => {
    const last = i === packed.length - 1
    const made = embeds.map((entries, j): APIEmbed => {
      const lines = [...(i === 0 && j === 0 && counts !== '' ? [counts, ''] : []), ...entries.map((entry) => entry.text)]
      if (last && j === embeds.length - 1 && overflowLine !== '') lines.push('', overflowLine)
      return { ...(j === 0 ? { title } : {}), ...(lines.length === 0 ? {} : { description: lines.join('\n') }), color: ACCENT }
    })
    return dayMessage(closeWith(made, footer), i === 0, last, day, overflowLine, options)
  })
}

function closeWith(embeds: readonly APIEmbed[], footer: string): APIEmbed[] {
  return embeds.map((embed, i) => (i === embeds.length - 1 ? { ...embed, footer: { text: footer } } : embed))
}

function dayMessage(
  embeds: APIEmbed[],
  first: boolean,
  last: boolean,
  day: DayView,
  overflowLine: string,
  options: DayOptions,
): MessageBody {
  const overflow = day.overflow === undefined ? [] : [button(overflowLine, customIds.more(day.overflow.token))]
  const buttons = last && options.buttons !== false ? [...overflow, ...dayButtons(options.language)] : last ? overflow : []
  const body = message({ embeds, ...(buttons.length === 0 ? {} : { components: [row(buttons)] }) }, options)
  if (!first || options.mentionRole === undefined) return body
  return { ...body, content: `<@&${options.mentionRole}>`, allowed_mentions: { parse: [], roles: [options.mentionRole] } }
}

function countsLine(entries: readonly DayEntry[], language: LanguageChoice): string {
  const counts = new Map<string, { count: number; name: string }>()
  for (const { paper } of entries) {
    const code = paper.categories[0]
    if (code === undefined) continue
    const known = counts.get(code) ?? { count: 0, name: fitLine(categoryLabel(code, paper.categoryNames, language), 100) }
    counts.set(code, { ...known, count: known.count + 1 })
  }
  const sorted = [...counts.values()].sort((a, b) => b.count - a.count).slice(0, 10)
  return sorted.map(({ name, count }) => `${name} **${count}**`).join('  ·  ')
}

function dayEntry(entry: DayEntry, language: LanguageChoice): PackedEntry<DayEntry> {
  const { paper, seen } = entry
  const lead = leadLanguage(language)
  const title = clipColumns(titleIn(paper, lead), MAX_TITLE)
  const url = entry.url ?? seen?.url ?? null
  const before = `**${paper.position}.** ${paper.starred ? '★ ' : ''}`
  const other = oneLine(paper.title.zh ?? '')
  const after = [
    ...(language === 'both' && other !== '' && other !== titleIn(paper, lead)
      ? [`— ${fitLine(clipColumns(other, MAX_OTHER_TITLE), 150)}`]
      : []),
    ...(seen === undefined ? [] : [seenNote(seen, language)]),
  ]
  const text = [`${before}${linkTitle(title, url, 200)}`, ...after].join(' ')
  const bare = [`${before}${linkTitle(title, null, 200)}`, ...after].join(' ')
  return { item: entry, text, size: Math.max(countCodePoints(text), countCodePoints(bare) + JUMP_LINK) }
}

function seenNote(seen: NonNullable<DayEntry['seen']>, language: LanguageChoice): string {
  const when = phrase(PHRASES.seen, language, seen.date ?? label(WORDS.noDate, language))
  return `· ${seen.promoted ? `${when} · ${label(WORDS.promoted, language)}` : when}`
}
