// A reading list as a file that other programs read.
import type { ArchivedPaper } from '../../src/archive/archive.ts'
import { cite } from '../../src/render/citation/cite.ts'
import { mainLink, titleIn } from '../../src/render/view.ts'
import type { Language } from '../../src/text/bilingual.ts'
import { escapeLine, oneLine, plainText } from '../../src/text/markdown.ts'

interface ExportedEntry {
  readonly paper: ArchivedPaper
  readonly note: string | null
  readonly savedAt: number
}

interface ExportOptions {
  readonly language: Language
  /** `YYYY-MM-DD`. */
  readonly today: string
}

export const FORMATS = ['bibtex', 'ris', 'markdown', 'json'] as const
type Format = (typeof FORMATS)[number]

export const LABELS: Readonly<Record<Format, string>> = { bibtex: 'BibTeX', ris: 'RIS', markdown: 'Markdown', json: 'JSON' }

const NAMES: Readonly<Record<Format, string>> = {
  bibtex: 'reading-list.bib',
  ris: 'reading-list.ris',
  markdown: 'reading-list.md',
  json: 'reading-list.json',
}

export function exportFile(format: Format, entries: readonly ExportedEntry[], options: ExportOptions) {
  return { name: NAMES[format], bytes: new TextEncoder().encode(textOf(format, entries, options)) }
}

function textOf(format: Format, entries: readonly ExportedEntry[], options: ExportOptions): string {
  switch (format) {
    case 'bibtex':
      return bibtex(entries, options.today)
    case 'ris':
      return entries.map((entry) => ris(entry, options.today)).join('\n')
    case 'markdown':
      return markdown(entries, options.language)
    case 'json':
      return `${JSON.stringify(entries.map(jsonOf), null, 2)}\n`
  }
}

/** Two papers of one author, year and word would have one key: the later ones get a letter. */
function bibtex(entries: readonly ExportedEntry[], today: string): string {
  const used = new Set<string>()
  return entries
    .map(({ paper, note }) => {
      const text = cite(paper, 'bibtex', today).trimEnd()
      const [, head = '', key = ''] = /^(@\w+\{)([^,]*)/.exec(text) ?? []
      let unique = key
      for (let n = 1; used.has(unique); n++) unique = `${key}${lettersOf(n)}`
      used.add(unique)
      const entry = `${head}${unique}${text.slice(head.length + key.length)}`
      if (note === null) return entry
      const fields = entry.slice(0, entry.lastIndexOf('}')).trimEnd()
      return `${fields}${fields.endsWith(',') ? '' : ','}\n  annote = {${texOf(note)}}\n}`
    })
    .map((entry) => `${entry}\n`)
    .join('\n')
}

/** 1 → a, 26 → z, 27 → aa. */
function lettersOf(n: number): string {
  return n <= 0 ? '' : lettersOf(Math.floor((n - 1) / 26)) + String.fromCharCode(97 + ((n - 1) % 26))
}

const texOf = (text: string) =>
  oneLine(text)
    .replace(/[\\{}]/g, '')
    .replace(/[&%$#_]/g, '\\$&')

function ris({ paper, note }: ExportedEntry, today: string): string {
  const text = cite(paper, 'ris', today).trimEnd()
  return `${note === null ? text : text.replace(/\r?\nER {2}-\s*$/, (end) => `\nN1  - ${oneLine(note)}${end}`)}\n`
}

function markdown(entries: readonly ExportedEntry[], language: Language): string {
  const blocks = entries.map(({ paper, note }) => {
    const title = escapeLine(titleIn(paper, language))
    const link = mainLink(paper)
    const facts = [paper.authors.map(escapeLine).join(', '), paper.categories.map(escapeLine).join(', '), paper.date ?? '']
    return [
      `- ${link === null ? title : `[${title}](${link})`}`,
      `  ${facts.filter((fact) => fact !== '').join(' · ')}`,
      ...(note === null
        ? []
        : plainText(note)
            .split('\n')
            .map((line) => `  > ${escapeLine(line)}`)),
    ].join('\n')
  })
  return `${language === 'zh' ? '# 阅读清单' : '# Reading list'}\n\n${blocks.join('\n')}\n`
}

function jsonOf({ paper, note, savedAt }: ExportedEntry): object {
  const { id, title, authors, affiliations, categories, date, links, abstract } = paper
  return { id, title, authors, affiliations, categories, date, links, abstract, note, savedAt: new Date(savedAt).toISOString() }
}
