// The running text of a paper's message: Chinese title and abstract, points, English abstract,
// within the room that is left.
import type { Language } from '../../text/bilingual.ts'
import { countCodePoints } from '../../text/graphemes.ts'
import { escapeMarkdown, oneLine, plainText } from '../../text/markdown.ts'
import { type LanguageChoice, LIMITS, label, type PaperView } from '../message.ts'
import { fitLine, fitText, shareRoom } from '../parts/fit.ts'
import { titleIn } from '../view.ts'
import { WORDS } from '../wording.ts'

export interface Descriptions {
  /** In order: one where everything fits into one embed, else one for each language. */
  readonly texts: readonly string[]
  readonly isCut: boolean
}

export function descriptionsOf(paper: PaperView, language: LanguageChoice, room: number): Descriptions {
  const head = headOf(paper, language)
  const points = pointsOf(paper, language)
  const hint = `-# … ${label(WORDS.more, language)}`
  const fixed = countCodePoints(head) + countCodePoints(points) + countCodePoints(hint) + 10
  const [first, second] = abstractsOf(paper, language)
  const most = LIMITS.embedDescription - fixed
  const needs = [first, second].map((text) => Math.min(most, countCodePoints(escapeMarkdown(text.trim()))))
  const rooms = shareRoom(Math.max(0, room - fixed), needs[0] ?? 0, needs[1] ?? 0)
  const cuts = [fitText(first, rooms[0]), fitText(second, rooms[1])] as const
  const isCut = cuts.some((cut) => cut.isCut)
  const leading = join([head, cuts[0].text, points])
  const trailing = join([cuts[1].text, isCut ? hint : ''])
  const together = join([leading, trailing])
  const parts = countCodePoints(together) <= LIMITS.embedDescription ? [together] : [leading, trailing]
  return { texts: parts.filter((part) => part !== ''), isCut }
}

/**
 * The abstracts to show, in order. A language that the paper does not have gives way to the one
 * that it has.
 */
function abstractsOf(paper: PaperView, language: LanguageChoice): [string, string] {
  const zh = plainText(paper.abstract.zh ?? '')
  const en = plainText(paper.abstract.en ?? '')
  switch (language) {
    case 'both':
      return [zh, en]
    case 'zh':
      return [zh || en, '']
    case 'en':
      return [en || zh, '']
  }
}

/**
 * What comes above the abstract: the whole title where the embed's is cut, the other language's
 * title, the sentence that sums up.
 */
function headOf(paper: PaperView, language: LanguageChoice): string {
  const lead: Language = language === 'zh' ? 'zh' : 'en'
  const title = titleIn(paper, lead)
  const lines: string[] = []
  if (countCodePoints(escapeMarkdown(title)) > LIMITS.embedTitle) lines.push(`**${fitLine(title, 500)}**`)
  const other = oneLine(paper.title[lead === 'en' ? 'zh' : 'en'] ?? '')
  if (language !== 'en' && other !== '' && other !== title) lines.push(`**${fitLine(other, 400)}**`)
  const takeaway = oneLine(paper.takeaway ?? '')
  if (takeaway !== '' && language !== 'en') lines.push(`> ${label(WORDS.takeaway, language)}: ${fitText(takeaway, 300).text}`)
  return lines.join('\n')
}

/** Whole points only, as many as fit 600 code points; the digests write them in Chinese. */
function pointsOf(paper: PaperView, language: LanguageChoice): string {
  if (language === 'en') return ''
  const lines: string[] = []
  let length = 0
  for (const point of paper.points) {
    const line = `- ${fitText(oneLine(point), 300).text}`
    length += countCodePoints(line) + 1
    if (line === '- ' || length > 600) break
    lines.push(line)
  }
  return lines.length === 0 ? '' : `**${label(WORDS.points, language)}**\n${lines.join('\n')}`
}

function join(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join('\n\n')
}
