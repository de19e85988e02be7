// The short list of a digest: title, link, Chinese title, authors and affiliations of each, packed.
import type { APIEmbed } from 'discord-api-types/v10'
import type { PaperId } from '../../digest/digest.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { oneLine } from '../../text/markdown.ts'
import { type CommonOptions, type LanguageChoice, label, type MessageBody, message, type PaperView } from '../message.ts'
import { openMenus } from '../parts/buttons.ts'
import { categoryColour } from '../parts/colours.ts'
import { fitLine, fitNames } from '../parts/fit.ts'
import { linkTitle } from '../parts/link.ts'
import { leadLanguage, mainLink, titleIn } from '../view.ts'
import { PHRASES, phrase, WORDS } from '../wording.ts'
import { type PackedEntry, packEntries } from './pack.ts'

export interface BriefOptions extends CommonOptions {
  readonly date: string | null
  readonly buttons?: boolean
}

export interface BriefMessage {
  readonly body: MessageBody
  readonly papers: readonly PaperId[]
}

export function renderBriefs(papers: readonly PaperView[], options: BriefOptions): BriefMessage[] {
  const title = label(WORDS.briefs, options.language)
  const footer = [
    options.date ?? label(WORDS.noDate, options.language),
    ...(options.updated ? [label(WORDS.updated, options.language)] : []),
  ].join(' · ')
  const entries = papers.map((paper) => {
    const text = briefEntry(paper, options.language)
    return { item: paper, text, size: countCodePoints(text) }
  })
  return packEntries(entries, countCodePoints(title) + countCodePoints(footer)).map((embeds) => {
    const shown = embeds.flat().map((entry) => entry.item)
    const rows = options.buttons === false ? [] : openMenus(shown, options.language)
    return {
      papers: shown.map((paper) => paper.id),
      body: message({ embeds: briefEmbeds(embeds, title, footer), ...(rows.length === 0 ? {} : { components: rows }) }, options),
    }
  })
}

function briefEmbeds(embeds: readonly PackedEntry<PaperView>[][], title: string, footer: string): APIEmbed[] {
  return embeds.map((entries, i) => ({
    ...(i === 0 ? { title } : {}),
    description: entries.map((entry) => entry.text).join('\n\n'),
    ...(i === embeds.length - 1 ? { footer: { text: footer } } : {}),
    color: categoryColour(undefined),
  }))
}

export function briefEntry(paper: PaperView, language: LanguageChoice): string {
  const lead = leadLanguage(language)
  const link = mainLink(paper, 1000)
  const title = linkTitle(titleIn(paper, lead), link, 400)
  const codes = paper.categories
    .slice(0, 4)
    .map((code) => fitLine(code, 24))
    .join(', ')
  const lines = [
    `**${paper.position}.** ${paper.starred ? '★ ' : ''}${link === null ? `**${title}**` : title}${codes === '' ? '' : ` · ${codes}`}`,
  ]
  const other = oneLine(paper.title[lead === 'en' ? 'zh' : 'en'] ?? '')
  if (language !== 'en' && other !== '' && other !== titleIn(paper, lead)) lines.push(fitLine(other, 400))
  const more = (count: number) => phrase(PHRASES.moreNames, language, count)
  const people = [fitNames(paper.authors, 300, 6, more), fitNames(paper.affiliations, 250, 4, more)].filter((part) => part !== '')
  if (people.length > 0) lines.push(`-# ${people.join(' · ')}`)
  return lines.join('\n')
}
