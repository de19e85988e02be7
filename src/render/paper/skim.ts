// What is read of a paper in passing: the linked title, the other title, and what was done in each
// language.
import type { APIEmbed } from 'discord-api-types/v10'
import { escapeLine, oneLine } from '../../text/markdown.ts'
import { type LanguageChoice, LIMITS, label, type PaperView } from '../message.ts'
import { categoryColour } from '../parts/colours.ts'
import { clipColumns, fitLine, LINE } from '../parts/fit.ts'
import { leadLanguage, mainLink, titleIn } from '../view.ts'
import { WORDS } from '../wording.ts'
import { leadOf } from './lead.ts'
import { type MetadataOptions, metadataOf } from './metadata.ts'

/** Three lines, so that what was done begins before the eye gives up. */
const MAX_TITLE = 3 * LINE.title - 6
const MAX_OTHER_TITLE = 2 * LINE.text - 8

/** The layout `standard`: to be skimmed. */
export function standardEmbed(paper: PaperView, options: MetadataOptions): APIEmbed {
  const lines = skimLines(paper, options.language)
  return {
    ...titleOf(paper, options.language, MAX_TITLE),
    ...(lines.length === 0 ? {} : { description: lines.join('\n') }),
    footer: { text: metadataOf(paper, options) },
    color: categoryColour(paper.categories[0]),
  }
}

/** The layout `compact`: a line a language. */
export function compactEmbed(paper: PaperView, { language, updated }: MetadataOptions): APIEmbed {
  const start = paper.starred ? '★ ' : ''
  const end = updated ? ` · ${label(WORDS.updated, language)}` : ''
  const lead = leadLanguage(language)
  const { url } = titleOf(paper, language, LINE.title)
  const other = language === 'both' ? otherTitle(paper, language) : ''
  const title = clipColumns(`${start}${titleIn(paper, lead)}`, LINE.title - (other === '' ? [...end].length * 2 : 0))
  return {
    title: fitLine(other === '' ? `${title}${end}` : title, LIMITS.embedTitle),
    ...(url === undefined ? {} : { url }),
    ...(other === '' ? {} : { description: escapeLine(`${clipColumns(other, LINE.text - [...end].length * 2)}${end}`) }),
    color: categoryColour(paper.categories[0]),
  }
}

export function titleOf(paper: PaperView, language: LanguageChoice, columns?: number): Pick<APIEmbed, 'title' | 'url'> {
  const url = mainLink(paper)
  const title = titleIn(paper, leadLanguage(language))
  const shown = columns === undefined ? title : clipColumns(title, columns)
  return { title: fitLine(shown, LIMITS.embedTitle), ...(url === null ? {} : { url }) }
}

/** The title in the language that does not lead; empty where it is missing or says the same. */
function otherTitle(paper: PaperView, language: LanguageChoice): string {
  const lead = leadLanguage(language)
  const other = oneLine(paper.title[lead === 'en' ? 'zh' : 'en'] ?? '')
  return other === titleIn(paper, lead) ? '' : other
}

/** Escaped markdown, a line each. */
export function skimLines(paper: PaperView, language: LanguageChoice): readonly string[] {
  const other = language === 'en' ? '' : otherTitle(paper, language)
  const [zh, en] = [leadOf(paper, 'zh'), leadOf(paper, 'en')]
  const leads = language === 'both' ? [zh, en] : [(language === 'zh' ? zh : en) || zh || en]
  const heading = other === '' ? [] : [`**${fitLine(clipColumns(other, MAX_OTHER_TITLE), 200)}**`]
  return [...heading, ...leads].filter((line) => line !== '')
}
