// One paper, one message: in full, shorter, as a card, or as one line.
import type { APIEmbed, APIEmbedField } from 'discord-api-types/v10'
import type { Figure } from '../../digest/digest.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { oneLine } from '../../text/markdown.ts'
import { embedLength, type Layout, LIMITS, label, type MessageBody, message, type PaperView } from '../message.ts'
import { paperButtons } from '../parts/buttons.ts'
import { categoryColour } from '../parts/colours.ts'
import { fitLine, fitNames } from '../parts/fit.ts'
import { linkTitle } from '../parts/link.ts'
import { categoryLabel, leadLanguage, mainLink, titleIn } from '../view.ts'
import { PHRASES, phrase, WORDS } from '../wording.ts'
import { descriptionsOf } from './abstracts.ts'
import { cardOf, textDisplay } from './card.ts'
import { attachmentsOf, type FigureFile, figureEmbeds, figureFiles } from './figures.ts'
import { footerOf, type MetadataOptions } from './metadata.ts'
import { compactEmbed, standardEmbed, titleOf } from './skim.ts'

export interface PaperOptions extends MetadataOptions {
  readonly layout: Layout
  /** Pictures to show; left out, the message has none. */
  readonly figures?: readonly Figure[]
  readonly buttons?: boolean
}

export function renderPaper(paper: PaperView, options: PaperOptions): MessageBody {
  const { language, layout } = options
  const rowsOf = (shown: 'part' | 'whole') => (options.buttons === false ? [] : [paperButtons(paper, language, shown)])
  const closed = (parts: MessageParts, shown: 'part' | 'whole' = 'part') => {
    const rows = rowsOf(shown)
    return message({ ...parts, ...(rows.length === 0 ? {} : { components: rows }) }, options)
  }
  switch (layout) {
    case 'full': {
      const { embeds, isCut } = textEmbeds(paper, options)
      return closed(withFigures(paper, options, embeds, LIMITS.attachments), isCut ? 'part' : 'whole')
    }
    case 'standard':
      return closed(withFigures(paper, options, [standardEmbed(paper, options)], 1))
    case 'compact':
      return closed({ embeds: [compactEmbed(paper, options)] })
    case 'card': {
      const figures = shownFigures(options, LIMITS.galleryItems)
      const files = figureFiles(figures)
      return message({ components: [cardOf(paper, options, { figures, files }, rowsOf('part'))], ...attached(files) }, options)
    }
    case 'link':
      return closed({ content: linkLine(paper, options) })
    case 'card-link':
      return message({ components: [textDisplay(linkLine(paper, options)), ...rowsOf('part')] }, options)
  }
}

type MessageParts = Parameters<typeof message>[0]

const shownFigures = ({ figures = [] }: PaperOptions, most: number) =>
  figures.filter((figure) => figure.kind !== 'mark').slice(0, most)

const attached = (files: readonly FigureFile[]) => (files.length === 0 ? {} : { attachments: attachmentsOf(files) })

function withFigures(
  paper: PaperView,
  options: PaperOptions,
  embeds: readonly APIEmbed[],
  mostFigures: number,
): Pick<MessageBody, 'embeds' | 'attachments'> {
  const figures = shownFigures(options, mostFigures)
  const pictures = figureEmbeds(figures, LIMITS.embeds - embeds.length, categoryColour(paper.categories[0]))
  return { embeds: [...embeds, ...pictures], ...attached(figureFiles(figures)) }
}

function textEmbeds(paper: PaperView, options: PaperOptions): { readonly embeds: APIEmbed[]; readonly isCut: boolean } {
  const head = titleOf(paper, options.language)
  const tail: APIEmbed = { fields: fieldsOf(paper, options), footer: { text: footerOf(paper, options) } }
  const room = LIMITS.embedText - embedLength(head) - embedLength(tail)
  const { texts, isCut } = descriptionsOf(paper, options.language, room)
  const colour = { color: categoryColour(paper.categories[0]) }
  const [first, second] = texts
  const description = first === undefined ? {} : { description: first }
  const embeds =
    second === undefined
      ? [{ ...head, ...description, ...tail, ...colour }]
      : [
          { ...head, ...description, ...colour },
          { description: second, ...tail, ...colour },
        ]
  return { embeds, isCut }
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
