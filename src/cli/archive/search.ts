// `paperboy search QUERY…`: what the archive answers, for people or as JSON.
import type { SearchAnswer, SearchHit, Snippet } from '../../archive/archive.ts'
import { terminalLine } from '../../text/terminal.ts'
import { type ConfigFlags, settingsOrComplain } from '../settings.ts'
import { withArchive } from './open-archive.ts'

interface SearchFlags extends ConfigFlags {
  readonly category: readonly string[]
  readonly from?: string
  readonly to?: string
  readonly author?: string
  readonly limit: number
  readonly json?: boolean
}

export async function search(query: string, options: SearchFlags): Promise<number> {
  const config = settingsOrComplain(options)
  if (config === null) return 2
  const { category, from, to, author, limit } = options
  const answer = await withArchive(config, (archive) =>
    archive.search(query, {
      limit,
      ...(category.length > 0 && { categories: category.map((code) => code.toUpperCase()) }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(author !== undefined && { author }),
    }),
  )
  process.stdout.write(options.json ? `${JSON.stringify(toJson(answer))}\n` : toText(answer))
  return answer.total > 0 || options.json ? 0 : 1
}

function toJson({ query, total, tookMs, hits }: SearchAnswer) {
  return {
    query,
    total,
    tookMs: Math.round(tookMs * 100) / 100,
    hits: hits.map(({ paper, score }) => ({
      id: paper.id,
      score,
      date: paper.date,
      categories: paper.categories,
      title: paper.title,
      authors: paper.authors,
      affiliations: paper.affiliations,
      links: paper.links,
    })),
  }
}

function toText(answer: SearchAnswer): string {
  const notes = answer.notes.map(
    ({ code, found, used }) => `  (${code}: ${terminalLine(found)}${used === null ? '' : ` → ${terminalLine(used)}`})`,
  )
  const head = answer.total === 0 ? 'Nothing found.' : `${answer.total} found in ${Math.round(answer.tookMs)} ms`
  return `${[head, ...notes, ...answer.hits.map(hitText)].join('\n')}\n`
}

function hitText({ paper, snippet }: SearchHit, index: number): string {
  const by = paper.authors.length > 4 ? `${paper.authors.slice(0, 4).join(', ')}, …` : paper.authors.join(', ')
  const facts = [paper.date, paper.categories.join('/'), by].filter(Boolean).join(' · ')
  const outside = [paper.title.zh, facts, paper.links[0]].map((text) => (text == null ? text : terminalLine(text)))
  const indented = [...outside, marked(snippet.zh), marked(snippet.en)].filter((line) => line != null && line !== '')
  return [
    `\n${index + 1}. ${terminalLine(paper.title.en ?? paper.title.zh ?? '')}`,
    ...indented.map((line) => `   ${line}`),
  ].join('\n')
}

function marked(snippet: Snippet | null): string | null {
  const [on, off] = process.stdout.isTTY ? ['\u001b[1m', '\u001b[0m'] : ['', '']
  return (
    snippet
      ?.map(({ text, match }) => (match ? `${on}${terminalLine(text)}${off}` : terminalLine(text)))
      .join('')
      .replace(/\s+/g, ' ') ?? null
  )
}
