// One paper, one message: in full, shorter, or as one line.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10'
import type { Figure } from '../../digest/digest.ts'
import { clip, countCodePoints } from '../../text/graphemes.ts'
import { oneLine } from '../../text/markdown.ts'
import { firstSentence } from '../../text/sentences.ts'
import {
  type CommonOptions,
  embedLength,
  type Layout,
  LIMITS,
  label,
  type MessageBody,
  message,
  type PaperView,
} from '../message.ts'
import { paperButtons } from '../parts/buttons.ts'
import { categoryColour } from '../parts/colours.ts'
import { fitLine, fitNames, fitText } from '../parts/fit.ts'
import { linkTitle } from '../parts/link.ts'
import { categoryLabel, leadLanguage, mainLink, titleIn } from '../view.ts'
import { PHRASES, phrase, WORDS } from '../wording.ts'
import { descriptionsOf } from './abstracts.ts'
import { attachmentsOf, figureEmbeds, figureFiles } from './figures.ts'
import { leadOf } from './lead.ts'

export interface PaperOptions extends CommonOptions {
  readonly layout: Layout
  /** Papers in the digest, for "3 of 9". */
  readonly total?: number
  /** Pictures to show; left out, the message has none. */
  readonly figures?: readonly Figure[]
  readonly buttons?: boolean
}

export function renderPaper(paper: PaperView, options: PaperOptions): MessageBody {
  const components = options.buttons === false ? {} : { components: [paperButtons(paper, options.language)] }
  switch (options.layout) {
    case 'full':
      return message({ ...paperParts(paper, options, textEmbeds(paper, options), LIMITS.attachments), ...components }, options)
    case 'standard':
      return message({ ...paperParts(paper, options, [standardEmbed(paper, options)], 1), ...components }, options)
    case 'compact':
      return message({ embeds: [compactEmbed(paper, options)], ...components }, options)
    case 'link':
      return message({ content: linkLine(paper, options), ...components }, options)
  }
}

function paperParts(
  paper: PaperView,
  options: PaperOptions,
  embeds: readonly APIEmbed[],
  mostFigures: number,
): Pick<MessageBody, 'embeds' | 'attachments'> {
  const figures = (options.figures ?? []).filter((figure) => figure.kind !== 'mark').slice(0, mostFigures)
  const files = figureFiles(figures)
  const pictures = figureEmbeds(figures, LIMITS.embeds - embeds.length, categoryColour(paper.categories[0]))
  return { embeds: [...embeds, ...pictures], ...(files.length === 0 ? {} : { attachments: attachmentsOf(files) }) }
}

function textEmbeds(paper: PaperView, options: PaperOptions): APIEmbed[] {
  const head = titleOf(paper, options)
  const tail: APIEmbed = { fields: fieldsOf(paper, options), footer: { text: footerOf(paper, options) } }
  const room = LIMITS.embedText - embedLength(head) - embedLength(tail)
  const descriptions = descriptionsOf(paper, options.language, room)
  const colour = { color: categoryColour(paper.categories[0]) }
  const [first, second] = descriptions
  const description = first === undefined ? {} : { description: first }
  return second === undefined
    ? [{ ...head, ...description, ...tail, ...colour }]
    : [
        { ...head, ...description, ...colour },
        { description: second, ...tail, ...colour },
      ]
}

function titleOf(paper: PaperView, options: PaperOptions): Pick<APIEmbed, 'title' | 'url'> {
  const url = mainLink(paper)
  return { title: fitLine(titleIn(paper, leadLanguage(options.language)), LIMITS.embedTitle), ...(url === null ? {} : { url }) }
}

function fieldsOf(paper: PaperView, options: PaperOptions): APIEmbedField[] {
  const { language } = options
  const more = (count: number) => phrase(PHRASES.moreNames, language, count)
  const fields = [
    { name: label(WORDS.authors, language), value: fitNames(paper.authors, LIMITS.fieldValue, paper.authors.length, more) },
    {
      name: label(WORDS.affiliations, language),
      value: fitNames(paper.affiliations, LIMITS.fieldValue, paper.affiliations.length, more),
    },
    { name: label(WORDS.category, language), value: categoriesOf(paper, options, ', ') },
  ]
  return fields.filter((field) => field.value.trim() !== '')
}

function categoriesOf(paper: PaperView, options: PaperOptions, separator: string): string {
  const labels = paper.categories
    .slice(0, 8)
    .map((code) => fitLine(categoryLabel(code, paper.categoryNames, options.language), 120))
  return labels.filter((text) => text !== '').join(separator)
}

/** Footers show no markdown: plain text, nothing escaped. */
function footerOf(paper: PaperView, options: PaperOptions): string {
  const parts = [
    paper.date ?? label(WORDS.noDate, options.language),
    phrase(PHRASES.position, options.language, paper.position, options.total),
    ...(paper.starred ? ['★'] : []),
    ...(options.updated ? [label(WORDS.updated, options.language)] : []),
  ]
  return parts.join(' · ')
}

/** To be skimmed: the titles, what was done in each language, and one line about the paper. */
function standardEmbed(paper: PaperView, options: PaperOptions): APIEmbed {
  const { language } = options
  const lead = leadLanguage(language)
  const other = oneLine(paper.title[lead === 'en' ? 'zh' : 'en'] ?? '')
  const hasOther = language !== 'en' && other !== '' && other !== titleIn(paper, lead)
  const [zh, en] = [leadOf(paper, 'zh'), leadOf(paper, 'en')]
  const leads = language === 'both' ? [zh, en] : [(language === 'zh' ? zh : en) || zh || en]
  const head = [...(hasOther ? [`**${fitLine(other, 160)}**`] : []), ...leads].filter((line) => line !== '')
  return {
    ...titleOf(paper, options),
    ...(head.length === 0 ? {} : { description: head.join('\n') }),
    footer: { text: metadataOf(paper, options) },
    color: categoryColour(paper.categories[0]),
  }
}

/**
 * `CV · A Jaegle, F Gimeno +3 · DeepMind · 2021-07-10 · 1 of 9`, plain: footers read no markdown.
 */
function metadataOf(paper: PaperView, options: PaperOptions): string {
  const some = (values: readonly string[], most: number, length: number) => {
    const named = values.map((value) => clip(oneLine(value), length)).filter((value) => value !== '')
    return named.slice(0, most).join(', ') + (named.length > most ? ` +${named.length - most}` : '')
  }
  const parts = [
    some(paper.categories, 3, 16),
    some(paper.authors, 2, 24),
    some(paper.affiliations, 2, 24),
    footerOf(paper, options),
  ]
  return parts.filter((part) => part !== '').join(' · ')
}

/**
 * Title, and one sentence in each language: what the digest sums up, else how the abstract begins.
 */
function compactEmbed(paper: PaperView, options: PaperOptions): APIEmbed {
  const { language } = options
  const lead = leadLanguage(language)
  const lines: string[] = []
  const other = oneLine(paper.title[lead === 'en' ? 'zh' : 'en'] ?? '')
  if (language !== 'en' && other !== '' && other !== titleIn(paper, lead)) lines.push(`**${fitLine(other, 300)}**`)
  const zh = paper.takeaway ?? (paper.abstract.zh === null ? null : firstSentence(paper.abstract.zh))
  const en = paper.abstract.en === null ? null : firstSentence(paper.abstract.en)
  const sentences = language === 'both' ? [zh, en] : language === 'zh' ? [zh ?? en] : [en ?? zh]
  for (const sentence of sentences) lines.push(fitText(sentence ?? '', 400).text)
  const description = lines.filter((line) => line !== '').join('\n')
  const codes = paper.categories
    .slice(0, 8)
    .map((code) => clip(oneLine(code), 24))
    .join(', ')
  return {
    ...titleOf(paper, options),
    ...(description === '' ? {} : { description }),
    footer: {
      text: [codes, footerOf(paper, options)].filter((part) => part !== '').join(' · '),
    },
    color: categoryColour(paper.categories[0]),
  }
}

function linkLine(paper: PaperView, options: PaperOptions): string {
  const lead = leadLanguage(options.language)
  const codes = paper.categories.slice(0, 3).map((code) => `**\\[${fitLine(code, 20)}\\]** `)
  const other = oneLine(paper.title[lead === 'en' ? 'zh' : 'en'] ?? '')
  const second = options.language === 'both' && other !== '' && other !== titleIn(paper, lead) ? `\n${fitLine(other, 250)}` : ''
  const link = mainLink(paper, 1000)
  const title = titleIn(paper, lead)
  const line = `${codes.join('')}${linkTitle(title, link === null ? null : `<${link}>`, 250)}${second}`
  return countCodePoints(line) <= LIMITS.content ? line : fitLine(title, 250)
}
