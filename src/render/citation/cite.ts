// A paper as reference lists want it. Plain text: escape it where markdown is read.
import { oneLine } from '../../text/markdown.ts'
import type { PaperView } from '../message.ts'
import { mainLink, titleIn } from '../view.ts'
import { apa } from './apa.ts'
import { bibtex } from './bibtex.ts'
import { gbt7714 } from './gbt7714.ts'
import { arxivId, authorsOf, yearOf } from './source.ts'

export type CitationStyle = 'bibtex' | 'gbt7714' | 'apa' | 'ris'

export function cite(paper: PaperView, style: CitationStyle, today: string): string {
  switch (style) {
    case 'bibtex':
      return bibtex(paper)
    case 'gbt7714':
      return gbt7714(paper, today)
    case 'apa':
      return apa(paper)
    case 'ris':
      return ris(paper)
  }
}

function ris(paper: PaperView): string {
  const id = arxivId(paper)
  const link = mainLink(paper)
  const abstract = oneLine(paper.abstract.en ?? paper.abstract.zh ?? '')
  const lines: [string, string | null][] = [
    ['TY', id === null ? 'GEN' : 'PREP'],
    ['TI', titleIn(paper, 'en')],
    ...authorsOf(paper).map((name): [string, string] => [
      'AU',
      name.given === '' ? name.family : `${name.family}, ${name.given}`,
    ]),
    ['PY', yearOf(paper)],
    ['AN', id === null ? null : `arXiv:${id}`],
    ['UR', link],
    ['AB', abstract === '' ? null : abstract],
    ...paper.categories.map((code): [string, string] => ['KW', oneLine(code)]),
    ['ER', ''],
  ]
  return lines.flatMap(([tag, value]) => (value === null ? [] : [`${tag}  - ${value}`])).join('\n')
}
