// Says which papers of the corpus hold given words, Chinese texts or authors: whether a query can
// mean one paper only.
import type { CorpusPaper } from './corpus.ts'
import { latinWords } from './words.ts'

export interface WordIndex {
  /** How many English abstracts and titles have the word. */
  frequency(word: string): number
  /** Positions of the papers whose title has all of the words, and one that starts with `start`. */
  titlesWith(words: readonly string[], start?: string): number[]
  /** Positions of the papers whose Chinese abstract has all of the texts, letter by letter. */
  papersWithChinese(texts: readonly string[]): number[]
  titleHas(position: number, word: string): boolean
  /** Positions of the papers whose English title or abstract has the word. */
  papersWithWord(word: string): readonly number[]
  papersOfSurname(surname: string): readonly number[]
  englishHas(position: number, word: string): boolean
  authorHas(position: number, surname: string): boolean
  positionOf(id: string): number
  paperAt(position: number): CorpusPaper | undefined
}

const parts = (text: string) => new Set(latinWords(text).flatMap((word) => [word, ...word.split(/[-'’.]/)]))

/** The digest prints fourteen authors at most. */
export const surnames = (paper: CorpusPaper) =>
  paper.authors.slice(0, 14).map((name) => (name.trim().split(/\s+/).at(-1) ?? name).toLowerCase())

export function createWordIndex(papers: readonly CorpusPaper[]): WordIndex {
  const titles = papers.map((paper) => parts(paper.title))
  const english = papers.map((paper) => parts(`${paper.title} ${paper.abstractEn}`))
  const authors = papers.map((paper) => new Set(surnames(paper)))
  const byTitleWord = invert(titles)
  let byWord: Map<string, number[]> | undefined
  const bySurname = invert(authors)
  const byPair = invert(papers.map((paper) => pairs(paper.abstractZh)))
  const positions = new Map(papers.map(({ id }, position) => [id, position]))
  const frequencies = new Map<string, number>()
  for (const words of english) for (const word of words) frequencies.set(word, (frequencies.get(word) ?? 0) + 1)
  const shortest = (lists: readonly (readonly number[])[]) =>
    lists.reduce((best, list) => (list.length < best.length ? list : best), lists[0] ?? [])
  const titleHas = (position: number, word: string) => titles[position]?.has(word) === true
  return {
    frequency: (word) => frequencies.get(word) ?? 0,
    titlesWith: (words, start = '') =>
      shortest(words.map((word) => byTitleWord.get(word) ?? [])).filter(
        (position) =>
          words.every((word) => titleHas(position, word)) && [...(titles[position] ?? [])].some((word) => word.startsWith(start)),
      ),
    papersWithChinese: (texts) =>
      shortest(texts.flatMap((text) => [...pairs(text)].map((pair) => byPair.get(pair) ?? []))).filter((position) =>
        texts.every((text) => papers[position]?.abstractZh.includes(text)),
      ),
    titleHas,
    papersWithWord(word) {
      byWord ??= invert(english)
      return byWord.get(word) ?? []
    },
    papersOfSurname: (surname) => bySurname.get(surname) ?? [],
    englishHas: (position, word) => english[position]?.has(word) === true,
    authorHas: (position, surname) => authors[position]?.has(surname) === true,
    positionOf: (id) => positions.get(id) ?? -1,
    paperAt: (position) => papers[position],
  }
}

function pairs(text: string): Set<string> {
  const found = new Set<string>()
  for (let at = 0; at < text.length - 1; at++) found.add(text.slice(at, at + 2))
  return found
}

function invert(sets: readonly ReadonlySet<string>[]): Map<string, number[]> {
  const inverted = new Map<string, number[]>()
  for (const [position, keys] of sets.entries()) {
    for (const key of keys) {
      const list = inverted.get(key)
      if (list) list.push(position)
      else inverted.set(key, [position])
    }
  }
  return inverted
}
