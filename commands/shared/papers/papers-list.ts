// A paper as a line of a list.
import type { ArchivedPaper } from '../../../src/archive/archive.ts'
import { fitLine } from '../../../src/render/parts/fit.ts'
import { linkTitle } from '../../../src/render/parts/link.ts'
import { mainLink, titleIn } from '../../../src/render/view.ts'
import type { Language } from '../../../src/text/bilingual.ts'
import { oneLine } from '../../../src/text/markdown.ts'

/**
 * The title, and a line below with the day, the categories and the other title. The line begins
 * with the day: a date in the middle of one would break at its hyphens.
 */
export function paperLine(paper: ArchivedPaper, number: number, language: Language, jump: string | null = null): string {
  const link = jump ?? mainLink(paper, 300)
  const second = otherTitle(paper, language)
  const facts = [...factsOf(paper), ...(second === null ? [] : [fitLine(second, 160)])]
  return [
    `**${number}.** ${linkTitle(titleIn(paper, language), link, 180)}`,
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
