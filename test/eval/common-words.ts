// Queries of words that stand in a large part of the papers: the slowest kind, and no paper in
// particular answers them.
import type { CorpusPaper } from './corpus.ts'
import type { Query } from './query-sets.ts'
import { createRandom } from './random.ts'
import { chineseTerms, isTelling, latinWords } from './words.ts'

export const COMMON = 'common words'
const COMMONEST = 40
const QUERIES = 150

export function commonWordQueries(papers: readonly CorpusPaper[]): Query[] {
  const english = commonest(papers.map((paper) => latinWords(`${paper.title} ${paper.abstractEn}`).filter(isTelling)))
  const chinese = commonest(papers.map((paper) => chineseTerms(paper.abstractZh)))
  const random = createRandom(COMMON)
  const vocabularies = [english, chinese, [...english, ...chinese]]
  return Array.from({ length: QUERIES }, (_, number) => {
    const words = random.shuffle(vocabularies[number % vocabularies.length] ?? []).slice(0, 1 + (Math.floor(number / 3) % 3))
    return { set: COMMON, text: words.join(' '), answers: [] }
  })
}

function commonest(papers: readonly (readonly string[])[]): string[] {
  const counts = new Map<string, number>()
  for (const words of papers) for (const word of new Set(words)) counts.set(word, (counts.get(word) ?? 0) + 1)
  return [...counts]
    .sort(([one, a], [other, b]) => b - a || (one < other ? -1 : 1))
    .slice(0, COMMONEST)
    .map(([word]) => word)
}
