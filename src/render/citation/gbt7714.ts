// A paper as a reference of GB/T 7714—2015.
import { initialsOf, isChinese } from '../../names/written-name.ts'
import type { PaperView } from '../message.ts'
import { mainLink, titleIn } from '../view.ts'
import { authorsOf, publishedOn, type SourceKind, sourceKind, yearOf } from './source.ts'

/** The mark of the kind of source, and that it is online. */
const MARKS: Readonly<Record<SourceKind, string>> = {
  preprint: 'EB/OL',
  article: 'J/OL',
  conference: 'C/OL',
  software: 'CP/OL',
  web: 'EB/OL',
}

/** Authors. title[mark]. (published)[cited]. address. */
export function gbt7714(paper: PaperView, today: string): string {
  const names = authorsOf(paper)
  const shown = names
    .slice(0, 3)
    .map((name) =>
      [
        isChinese(name) ? name.family : name.family.toUpperCase(),
        initialsOf(name.given).join(' ').replaceAll('-', ' '),
        name.suffix.replace('.', ''),
      ]
        .filter(Boolean)
        .join(' '),
    )
  const more = names.length > 3 ? [names.some(isChinese) ? '等' : 'et al'] : []
  const authors = [...shown, ...more].join(', ')
  const link = mainLink(paper)
  const when = `${publishedIn(paper)}[${today}]`
  return [
    ...(authors === '' ? [] : [authors]),
    `${titleIn(paper, 'en')}[${MARKS[sourceKind(paper)]}]`,
    when,
    ...(link === null ? [] : [link]),
  ]
    .join('. ')
    .concat('.')
}

/** A journal or a conference has its year, what is only online the day in brackets. */
function publishedIn(paper: PaperView): string {
  const kind = sourceKind(paper)
  if (kind === 'article' || kind === 'conference') return yearOf(paper) ?? ''
  const day = publishedOn(paper)
  return day === null ? '' : `(${day})`
}
