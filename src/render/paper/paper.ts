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
import { categoryLabel, leadLanguage, mainLink, titleIn } from '../view.ts'
import { PHRASES, phrase, WORDS } from '../wording.ts'
import { type Depth, descriptionsOf } from './abstracts.ts'
import { attachmentsOf, figureEmbeds, figureFiles } from './figures.ts'

export interface PaperOptions extends CommonOptions {
  readonly layout: Layout
  /** Papers in the digest, for "3 of 9". */
  readonly total?: number
  /** Pictures to show; left out, the message has none. */
  readonly figures?: readonly Figure[]
  readonly buttons?: boolean
}

const DEPTHS: Readonly<Record<'full' | 'standard', Depth & { names: number; figures: number }>> = {
  full: { abstract: LIMITS.embedDescription, points: true, names: Number.POSITIVE_INFINITY, figures: LIMITS.attachments },
  standard: { abstract: 700, points: false, names: 8, figures: 1 },
}

export function renderPaper(paper: PaperView, options: PaperOptions): MessageBody {
  const components = options.buttons === false ? {} : { components: [paperButtons(paper, options.language)] }
  switch (options.layout) {
    case 'full':
    case 'standard':
      return message({ ...paperParts(paper, options, DEPTHS[options.layout]), ...components }, options)
    case 'compact':
      return message({ embeds: [compactEmbed(paper, options)], ...components }, options)
    case 'link':
      return message({ content: linkLine(paper, options), ...components }, options)
  }
}

type PaperDepth = (typeof DEPTHS)['full']

function paperParts(paper: PaperView, options: PaperOptions, depth: PaperDepth): Pick<MessageBody, 'embeds' | 'attachments'> {
  const embeds = textEmbeds(paper, options, depth)
  const figures = (options.figures ?? []).filter((figure) => figure.kind !== 'mark').slice(0, depth.figures)
  const files = figureFiles(figures)
  const pictures = figureEmbeds(figures, LIMITS.embeds - embeds.length, categoryColour(paper.categories[0]))
  return { embeds: [...embeds, ...pictures], ...(files.length === 0 ? {} : { attachments: attachmentsOf(files) }) }
}

function textEmbeds(paper: PaperView, options: PaperOptions, depth: PaperDepth): APIEmbed[] {
  const head = titleOf(paper, options)
  const tail: APIEmbed = { fields: fieldsOf(paper, options, depth.names), footer: { text: footerOf(paper, options) } }
  const room = LIMITS.embedText - embedLength(head) - embedLength(tail)
  const descriptions = descriptionsOf(paper, options.language, depth, room)
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

function fieldsOf(paper: PaperView, options: PaperOptions, most: number): APIEmbedField[] {
  const { language } = options
  const more = (count: number) => phrase(PHRASES.moreNames, language, count)
  const fields = [
    { name: label(WORDS.authors, language), value: fitNames(paper.authors, LIMITS.fieldValue, most, more) },
    { name: label(WORDS.affiliations, language), value: fitNames(paper.affiliations, LIMITS.fieldValue, most, more) },
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
  const title = fitLine(titleIn(paper, lead), 250)
  const line = `${codes.join('')}${link === null ? title : `[${title}](<${link}>)`}${second}`
  return countCodePoints(line) <= LIMITS.content ? line : title
}
