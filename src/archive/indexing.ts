// A paper → what the index holds of it.
import type { IndexEntry } from '../database/search-index.ts'
import { indexedText, pairsOf, scan } from '../text/terms.ts'
import type { Content } from './content.ts'

export function indexEntry(pid: number, id: string, content: Content): IndexEntry {
  const { title, abstract, authors, affiliations, points, takeaway } = content
  const people = [...authors, ...affiliations].join(' ; ')
  const zh = [abstract.zh, takeaway, ...points].filter((text) => text !== null).join('\n')
  const words = new Map<string, string>()
  const titles = { title: indexedText(title.en ?? '', words), titleZh: indexedText(title.zh ?? '', words) }
  const inTitle = new Set(words.keys())
  return {
    pid,
    ...titles,
    people: `${indexedText(people, words)} ${id}`,
    abstract: indexedText(abstract.en ?? '', words),
    abstractZh: indexedText(zh),
    titleWords: titleWords(title.en ?? '', title.zh ?? ''),
    words,
    inTitle,
  }
}

function titleWords(...titles: readonly string[]): string {
  const words = titles.flatMap((title) =>
    scan(title).flatMap((unit) => (unit.kind === 'run' ? pairsOf(unit.folded) : [...unit.parts, ...unit.readings.flat()])),
  )
  return [...new Set(words)].join(' ')
}
