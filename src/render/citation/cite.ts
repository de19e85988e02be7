// A paper as reference lists want it. Plain text: escape it where markdown is read.
import { initialsOf, isChinese, type WrittenName, writtenName } from '../../names/written-name.ts'
import { oneLine } from '../../text/markdown.ts'
import type { PaperView } from '../message.ts'
import { mainLink, titleIn } from '../view.ts'

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

const authorsOf = (paper: PaperView) => paper.authors.map(writtenName).filter((name) => name.family !== '')

/** `2103.03206` or `cs/0101001`; null where no link is arXiv's. */
export function arxivId(paper: Pick<PaperView, 'links'>): string | null {
  for (const link of paper.links) {
    const found = /arxiv\.org\/(?:abs|pdf|html)\/(\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?\/\d{7})/i.exec(link)
    if (found?.[1] !== undefined) return found[1]
  }
  return null
}

/** arXiv's id tells year and month; without one the digest's year has to do. */
export function yearOf(paper: Pick<PaperView, 'links' | 'date'>): string | null {
  const digits = /(?:^|\/)(\d{2})\d{2}/.exec(arxivId(paper) ?? '')?.[1]
  if (digits === undefined) return paper.date?.slice(0, 4) ?? null
  return `${Number(digits) > 90 ? 19 : 20}${digits}`
}

function bibtex(paper: PaperView): string {
  const id = arxivId(paper)
  const link = mainLink(paper)
  const fields: [string, string | null][] = [
    ['title', `{${texEscaped(titleIn(paper, 'en'))}}`],
    ['author', authorsOf(paper).map(bibtexName).join(' and ') || null],
    ['year', yearOf(paper)],
    ['journal', id === null ? null : `arXiv preprint arXiv:${id}`],
    ['eprint', id],
    ['archivePrefix', id === null ? null : 'arXiv'],
    // A brace alone would end the field.
    ['url', link?.replaceAll('{', '%7B').replaceAll('}', '%7D') ?? null],
  ]
  const lines = fields.flatMap(([key, value]) => (value === null ? [] : [`  ${key} = {${value}}`]))
  return `@${id === null ? 'misc' : 'article'}{${bibtexKey(paper)},\n${lines.join(',\n')}\n}`
}

function bibtexName({ family, given, suffix }: WrittenName): string {
  if (given === '') return `{${texEscaped(family)}}`
  return [family, ...(suffix === '' ? [] : [suffix]), given].map((part) => texEscaped(part)).join(', ')
}

export function bibtexKey(paper: PaperView): string {
  const first = authorsOf(paper)[0]
  const words = titleIn(paper, 'en').match(/[a-z0-9]{2,}/gi) ?? []
  const word =
    words.find((one) => one.length > 3 && !/^(with|from|into|towards?|via|using|than|that|this|when|what|does)$/i.test(one)) ??
    words[0] ??
    ''
  const plain = (text: string) =>
    text
      .normalize('NFD')
      .replace(/[^a-z0-9]/gi, '')
      .toLowerCase()
  const key = `${plain(first?.family ?? '')}${yearOf(paper) ?? ''}${plain(word)}`
  // A year alone would be every Chinese paper's key.
  return /[a-z]/.test(key) ? key : `paper${plain(paper.id)}`
}

function texEscaped(text: string): string {
  return text.replace(/[\\%&$#_~^{}]/g, (mark) => TEX[mark] ?? mark)
}

const TEX: Readonly<Record<string, string>> = {
  '\\': '\\textbackslash{}',
  '~': '\\textasciitilde{}',
  '^': '\\textasciicircum{}',
  '%': '\\%',
  '&': '\\&',
  $: '\\$',
  '#': '\\#',
  _: '\\_',
  '{': '\\{',
  '}': '\\}',
}

/** GB/T 7714—2015, electronic resource: authors. title[EB/OL]. (published)[cited]. address. */
function gbt7714(paper: PaperView, today: string): string {
  const names = authorsOf(paper)
  const shown = names
    .slice(0, 3)
    .map((name) =>
      [isChinese(name) ? name.family : name.family.toUpperCase(), initialsOf(name.given).join(' '), name.suffix.replace('.', '')]
        .filter(Boolean)
        .join(' '),
    )
  const more = names.length > 3 ? [names.some(isChinese) ? '等' : 'et al'] : []
  const authors = [...shown, ...more].join(', ')
  const link = mainLink(paper)
  const year = yearOf(paper)
  const when = `${year === null ? '' : `(${year})`}[${today}]`
  return [...(authors === '' ? [] : [authors]), `${titleIn(paper, 'en')}[EB/OL]`, when, ...(link === null ? [] : [link])]
    .join('. ')
    .concat('.')
}

/** APA 7: all authors up to twenty, else nineteen, an ellipsis and the last. */
function apa(paper: PaperView): string {
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
  const source = id === null ? '' : ` (arXiv:${id}). arXiv`
  const link = mainLink(paper)
  const start = authors === '' ? '' : `${authors}${authors.endsWith('.') ? '' : '.'} `
  const title = titleIn(paper, 'en')
  // A title that ends with a mark of its own takes no full stop after it.
  const stop = source === '' && /[.!?。！？…]$/u.test(title) ? '' : '.'
  return `${start}(${yearOf(paper) ?? 'n.d.'}). ${title}${source}${stop}${link === null ? '' : ` ${link}`}`
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
