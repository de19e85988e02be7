// A paper as a reference of APA, 7th edition.
import { initialsOf } from '../../names/written-name.ts'
import type { PaperView } from '../message.ts'
import { mainLink, titleIn } from '../view.ts'
import { arxivId, authorsOf, sourceKind, yearOf } from './source.ts'
import { sentenceCase } from './title-case.ts'

/** All authors up to twenty, else nineteen, an ellipsis and the last. */
export function apa(paper: PaperView): string {
  const names = authorsOf(paper).map((name) =>
    name.given === ''
      ? name.family
      : `${name.family}, ${initialsOf(name.given)
          .map((initial) => `${initial.replaceAll('-', '.-')}.`)
          .join(' ')}${name.suffix === '' ? '' : `, ${name.suffix}`}`,
  )
  const last = names.at(-1) ?? ''
  const authors =
    names.length > 20
      ? `${names.slice(0, 19).join(', ')}, … ${last}`
      : names.length < 2
        ? last
        : `${names.slice(0, -1).join(', ')}, & ${last}`
  const id = arxivId(paper)
  const software = sourceKind(paper) === 'software' ? ' [Computer software]' : ''
  const source = id === null ? software : ` (arXiv:${id}). arXiv`
  const link = mainLink(paper)
  const start = authors === '' ? '' : `${authors}${authors.endsWith('.') ? '' : '.'} `
  const title = sentenceCase(titleIn(paper, 'en'), paper.abstract.en)
  // A title that ends with a mark of its own takes no full stop after it.
  const stop = source === '' && /[.!?。！？…]$/u.test(title) ? '' : '.'
  return `${start}(${yearOf(paper) ?? 'n.d.'}). ${title}${source}${stop}${link === null ? '' : ` ${link}`}`
}
