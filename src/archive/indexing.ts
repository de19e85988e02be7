// A paper → what the index holds of it.
import type { IndexEntry } from '../database/search-index.ts'
import { indexedText, pairsOf, scan, termOf } from '../text/terms.ts'
import type { Content } from './content.ts'

const SPELLED = /^[a-z][a-z0-9]{2,}$/

export function indexEntry(pid: number, id: string, content: Content): IndexEntry {
  const { title, abstract, authors, affiliations, points, takeaway } = content
  const people = [...authors, ...affiliations].join(' ; ')
  const zh = [abstract.zh, takeaway, ...points].filter((text) => text !== null).join('\n')
  return {
    pid,
    title: indexedText(title.en ?? ''),
    titleZh: indexedText(title.zh ?? ''),
    people: `${indexedText(people)} ${id}`,
    abstract: indexedText(abstract.en ?? ''),
    abstractZh: indexedText(zh),
    titleWords: titleWords(title.en ?? '', title.zh ?? ''),
    words: wordsOf(title.en ?? '', title.zh ?? '', people, abstract.en ?? ''),
    inTitle: new Set(wordsOf(title.en ?? '', title.zh ?? '').keys()),
  }
}

function titleWords(...titles: readonly string[]): string {
  const words = titles.flatMap((title) =>
    scan(title).flatMap((unit) => (unit.kind === 'run' ? pairsOf(unit.folded) : [...unit.parts, ...unit.readings.flat()])),
  )
  return [...new Set(words)].join(' ')
}

/** Words that can be misspelt or left unfinished, each with its term. */
function wordsOf(...texts: readonly string[]): ReadonlyMap<string, string> {
  const words = new Map<string, string>()
  for (const text of texts)
    for (const unit of scan(text)) {
      if (unit.kind === 'run') continue
      for (const word of [...unit.parts, ...unit.readings.flat()]) if (SPELLED.test(word)) words.set(word, termOf(word))
    }
  return words
}
