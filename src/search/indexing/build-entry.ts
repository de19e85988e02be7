// A paper → what the index holds of it.
import type { Content } from '../../archive/content.ts'
import { keysOfAffiliation } from '../../names/affiliations.ts'
import { nameOf } from '../../names/people.ts'
import { indexedText, pairsOf, scan } from '../../text/terms.ts'
import type { IndexEntry, NamesOfPaper, WordCount } from '../search-index.ts'

export interface WordCounts {
  readonly words: ReadonlyMap<string, WordCount>
  /** `words`: of one paper, each with its term. */
  add(words: ReadonlyMap<string, string>, inTitle: ReadonlySet<string>): void
}

export function createWordCounts(): WordCounts {
  const counts = new Map<string, { term: string; papers: number; inTitle: boolean }>()
  return {
    words: counts,
    add(words, inTitle) {
      for (const [word, term] of words) {
        const count = counts.get(word)
        if (count === undefined) counts.set(word, { term, papers: 1, inTitle: inTitle.has(word) })
        else {
          count.papers++
          count.inTitle ||= inTitle.has(word)
        }
      }
    },
  }
}

/** The words of the English texts and of names go into `counts`. */
export function buildEntry(pid: number, id: string, content: Content, counts: WordCounts): IndexEntry {
  const { title, abstract, authors, affiliations, points, takeaway } = content
  const people = [...authors, ...affiliations].join(' ; ')
  const zh = [abstract.zh, takeaway, ...points].filter((text) => text !== null).join('\n')
  const words = new Map<string, string>()
  const titles = { title: indexedText(title.en ?? '', words), titleZh: indexedText(title.zh ?? '', words) }
  const inTitle = new Set(words.keys())
  const entry = {
    pid,
    ...titles,
    people: `${indexedText(people, words)} ${id}`,
    abstract: indexedText(abstract.en ?? '', words),
    abstractZh: indexedText(zh),
    titleWords: titleWords(title.en ?? '', title.zh ?? ''),
  }
  counts.add(words, inTitle)
  return entry
}

export const namesOfPaper = (pid: number, { authors, affiliations }: Content): NamesOfPaper => ({
  pid,
  authors: authors.map((name) => ({ name, ...nameOf(name) })),
  affiliations: affiliations.map((name) => ({ name, keys: keysOfAffiliation(name) })),
})

function titleWords(...titles: readonly string[]): string {
  const words = new Set<string>()
  for (const title of titles)
    for (const { kind, folded, parts, readings } of scan(title)) {
      for (const word of kind === 'run' ? pairsOf(folded) : parts) words.add(word)
      for (const reading of readings) for (const word of reading) words.add(word)
    }
  return [...words].join(' ')
}
