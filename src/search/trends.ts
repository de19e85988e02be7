// Terms and categories that papers have more and more of, week by week, in both languages.
import type { Archive, Trend, Trends } from '../archive/archive.ts'
import { isOfWholeWords } from '../text/whole-words.ts'
import { createYielder } from '../threads/yield.ts'
import type { SearchIndex } from './search-index.ts'
import type { SearchParts } from './search-parts.ts'
import { chinesePhrases, isCut } from './trends/chinese-phrases.ts'
import { type PhrasesOf, risingPhrases } from './trends/count-phrases.ts'
import { englishPhrases } from './trends/english-phrases.ts'
import { isSubject } from './trends/is-subject.ts'
import { lastDay, type RecentPaper, type RecentPapers, recentPapers, weekStarts } from './trends/recent-papers.ts'
import type { Rising } from './trends/rise.ts'

const MAX_WEEKS = 52
type YieldTurn = () => Promise<void>

export function createTrends({ database, index, ensureIndexed }: SearchParts): Archive['trends'] {
  return async ({ weeks = 8, until, limit = 10 } = {}) => {
    await ensureIndexed()
    const count = Math.min(MAX_WEEKS, Math.max(2, Math.trunc(weeks)))
    const last = until ?? (await lastDay(database))
    if (!last || Number.isNaN(Date.parse(last)))
      return { weeks: [], until: null, papers: [], terms: { en: [], zh: [] }, categories: [] }
    const starts = weekStarts(last, count)
    const yieldTurn = createYielder()
    const recent = await recentPapers(database, starts, last, yieldTurn)
    return { ...(await trendsOf(index, recent, starts, limit, yieldTurn)), until: last }
  }
}

async function trendsOf(
  index: SearchIndex,
  { papers, scale }: RecentPapers,
  weeks: readonly string[],
  limit: number,
  yieldTurn: YieldTurn,
): Promise<Omit<Trends, 'until'>> {
  const texts = () => chineseTexts(papers)
  const sizes = weeks.map((_, week) => papers.filter((paper) => paper.week === week).length)
  const rising = async (phrasesOf: PhrasesOf, isTerm: (text: string) => boolean) => {
    const steepest = await risingPhrases(papers, phrasesOf, sizes, yieldTurn)
    const found: Rising[] = []
    for (const one of steepest) {
      if (found.length === limit) break
      if (!found.some((other) => isPartOf(one, other) || isPartOf(other, one)) && isTerm(one.text)) found.push(one)
      await yieldTurn()
    }
    return found.map(({ text, counts, rise }): Trend => ({ text, rise, counts: counts.map((number) => number * scale) }))
  }
  return {
    weeks,
    papers: sizes.map((size) => size * scale),
    terms: {
      en: await rising(
        ({ en }) => englishPhrases(en),
        (text) => isSubject(index, text),
      ),
      zh: await rising(
        ({ zh }) => chinesePhrases(zh).map((text) => ({ key: text, written: text })),
        (text) => !isCut(text, texts()) && isOfWholeWords(text, texts()) && isSubject(index, text),
      ),
    },
    categories: await rising(
      ({ categories }) => categories.map((code) => ({ key: code, written: code })),
      () => true,
    ),
  }
}

/** One of the two is shown: "reward model" beside "process reward model" says nothing more. */
const isPartOf = (one: Rising, other: Rising) => other.text.includes(one.text)

function* chineseTexts(papers: readonly RecentPaper[]): Iterable<string> {
  for (const { zh } of papers) yield zh
}
