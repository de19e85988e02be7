// A paper with nothing left out, for one reader: in as many messages as that takes.
import type { APIEmbed } from 'discord-api-types/v10'
import type { Language } from '../../text/bilingual.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { escapeMarkdown, oneLine, plainText } from '../../text/markdown.ts'
import { splitAtSentences } from '../../text/sentences.ts'
import { type LanguageChoice, LIMITS, label, type MessageBody, message, type PaperView } from '../message.ts'
import { categoryColour } from '../parts/colours.ts'
import { fitLine } from '../parts/fit.ts'
import { categoryLabel, mainLink, titleIn } from '../view.ts'
import { PHRASES, phrase, WORDS } from '../wording.ts'

// Below the 4096 of a description, so that the parts of one message stay below 6000 more often.
const PIECE = 3000

/** The first language leads; with both, the other one follows. Never empty. */
export function renderWhole(paper: PaperView, lead: Language, both: boolean, total?: number): MessageBody[] {
  const language: LanguageChoice = both ? 'both' : lead
  const order: readonly Language[] = both ? [lead, lead === 'zh' ? 'en' : 'zh'] : [lead]
  const texts = [...order.flatMap((side, i) => sideOf(paper, side, i === 0 ? lead : null)), peopleOf(paper, language)].filter(
    (text) => text !== '',
  )
  const color = categoryColour(paper.categories[0])
  const url = mainLink(paper)
  const footer = `${paper.date ?? label(WORDS.noDate, language)} · ${phrase(PHRASES.position, language, paper.position, total)}${paper.starred ? ' · ★' : ''}`
  const title: APIEmbed = { title: fitLine(titleIn(paper, lead), LIMITS.embedTitle), ...(url === null ? {} : { url }), color }
  const embeds = pieces(texts).map((description, i): APIEmbed => ({ ...(i === 0 ? title : { color }), description }))
  const closed = embeds.length === 0 ? [title] : embeds
  return packed(closed.map((embed, i) => (i === closed.length - 1 ? { ...embed, footer: { text: footer } } : embed)))
}

/**
 * Texts that share an embed where they fit into one; a longer one is divided at its
 * sentences. Escaped here.
 */
function pieces(texts: readonly string[]): string[] {
  const fits = (part: string) => countCodePoints(part) <= PIECE
  const made: string[] = []
  for (const text of texts) {
    const joined = `${made.at(-1) ?? ''}\n\n${text}`
    if (made.length > 0 && fits(joined)) made[made.length - 1] = joined
    else made.push(text)
  }
  return made
}

function sideOf(paper: PaperView, language: Language, lead: Language | null): string[] {
  const title = oneLine(paper.title[language] ?? '')
  const other = lead === null ? '' : oneLine(paper.title[lead === 'zh' ? 'en' : 'zh'] ?? '')
  const heading = lead === null ? title : other === title ? '' : other
  const whole = lead !== null && countCodePoints(escapeMarkdown(title)) > LIMITS.embedTitle ? escaped(title) : []
  const abstract = escaped(plainText(paper.abstract[language] ?? ''))
  const chinese = language === 'zh' ? [...takeawayOf(paper), ...pointsOf(paper)] : []
  return [...whole, ...escaped(heading).map((text) => `**${text}**`), ...abstract, ...chinese]
}

const escaped = (text: string) =>
  splitAtSentences(text, (part) => countCodePoints(escapeMarkdown(part)) <= PIECE - 24).map(escapeMarkdown)

function takeawayOf(paper: PaperView): string[] {
  return escaped(oneLine(paper.takeaway ?? '')).map((part) => `> ${WORDS.takeaway.zh}: ${part}`)
}

function pointsOf(paper: PaperView): string[] {
  const points = paper.points.flatMap((point) => escaped(oneLine(point)).map((part) => `- ${part}`))
  return points.length === 0 ? [] : [`**${WORDS.points.zh}**`, ...points]
}

function peopleOf(paper: PaperView, language: LanguageChoice): string {
  const list = (name: string, values: readonly string[], limit: number) =>
    values.length === 0 ? [] : [`**${name}** ${fitLine(values.join(', '), limit)}`]
  return [
    ...list(label(WORDS.authors, language), paper.authors, 1400),
    ...list(label(WORDS.affiliations, language), paper.affiliations, 800),
    ...list(
      label(WORDS.category, language),
      paper.categories.map((code) => categoryLabel(code, paper.categoryNames, language)),
      600,
    ),
  ].join('\n')
}

function packed(embeds: readonly APIEmbed[]): MessageBody[] {
  const messages: APIEmbed[][] = []
  let room = 0
  for (const embed of embeds) {
    const size = [embed.title, embed.description, embed.footer?.text].reduce((sum, text) => sum + countCodePoints(text ?? ''), 0)
    if (messages.length === 0 || size > room || (messages.at(-1)?.length ?? 0) === LIMITS.embeds) {
      messages.push([])
      room = LIMITS.embedText
    }
    messages.at(-1)?.push(embed)
    room -= size
  }
  return messages.map((group) => message({ embeds: group }, {}))
}
