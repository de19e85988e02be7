// A paper as an entry of BibTeX, with braces around what a style must not write in lower case.
import type { WrittenName } from '../../names/written-name.ts'
import type { PaperView } from '../message.ts'
import { mainLink, titleIn } from '../view.ts'
import { arxivId, authorsOf, yearOf } from './source.ts'
import { bracedTitle } from './title-case.ts'

export function bibtex(paper: PaperView): string {
  const id = arxivId(paper)
  const link = mainLink(paper)
  const fields: [string, string | null][] = [
    ['title', bracedTitle(titleIn(paper, 'en'), paper.abstract.en, texEscaped)],
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
