// A paper in a list: two or three lines.
import type { ArchivedPaper } from '../../../src/archive/archive.ts'
import { clipColumns, fitLine, LINE } from '../../../src/render/parts/fit.ts'
import { linkTitle } from '../../../src/render/parts/link.ts'
import { mainLink, titleIn } from '../../../src/render/view.ts'
import type { Language } from '../../../src/text/bilingual.ts'
import { escapeLine, oneLine } from '../../../src/text/markdown.ts'
import { displayWidth } from '../../../src/text/width.ts'

/** Two lines, less the number and what does not fit at the end of the first. */
const MAX_TITLE = 2 * LINE.text - 14
/** What is shorter says nothing. */
const MIN_OTHER = 16

/**
 * The title, and a line below with the day, the categories and as much of the other title as fits.
 * The line begins with the day: a date in the middle of one would break at its hyphens.
 */
export function paperLine(paper: ArchivedPaper, number: number, language: Language, jump: string | null = null): string {
  const link = jump ?? mainLink(paper, 300)
  const known = factsOf(paper)
  const room = LINE.small - displayWidth(known.join(' · ')) - 3
  const second = otherTitle(paper, language)
  const facts = [...known, ...(second === null || room < MIN_OTHER ? [] : [escapeLine(clipColumns(second, room))])]
  return [
    `**${number}.** ${linkTitle(clipColumns(titleIn(paper, language), MAX_TITLE), link, 250)}`,
    ...(facts.length === 0 ? [] : [`-# ${facts.join(' · ')}`]),
  ].join('\n')
}

export function factsOf(paper: ArchivedPaper): readonly string[] {
  const codes = paper.categories.slice(0, 3).map((code) => fitLine(code, 24))
  return [paper.date ?? '', codes.join(', ')].filter((part) => part !== '')
}

export function otherTitle(paper: ArchivedPaper, language: Language): string | null {
  const other = oneLine(paper.title[language === 'zh' ? 'en' : 'zh'] ?? '')
  return other === '' || other === titleIn(paper, language) ? null : other
}
