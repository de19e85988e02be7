// Terms and categories that papers have more and more of, week by week, in both languages.
import type { Archive, Trend, Trends } from '../archive/archive.ts'
import { isOfWholeWords } from '../text/whole-words.ts'
import { createYielder } from '../threads/yield.ts'
import type { SearchIndex } from './search-index.ts'
import type { SearchParts } from './search-parts.ts'
import { createChinesePhrases, isCut, piecesOfText } from './trends/chinese-phrases.ts'
import { type PhrasesOf, risingPhrases } from './trends/count-phrases.ts'
import { englishPhrases } from './trends/english-phrases.ts'
import { isSubject } from './trends/is-subject.ts'
import { isKnownTerm } from './trends/known-terms.ts'
import { lastDay, type RecentPaper, type RecentPapers, recentPapers, weekStarts } from './trends/recent-papers.ts'
import type { Rising } from './trends/rise.ts'

const MAX_WEEKS = 52
/** A phrase that so many of its papers have as a part of one longer phrase is cut out of that. */
const MIN_SHARE_OF_A_LONGER = 0.7

type YieldTurn = () => Promise<void>

/** To go through all papers of the weeks takes seconds, and papers come once a day. */
const MAX_KEPT = 20

export function createTrends({ database, index, ensureIndexed }: SearchParts): Archive['trends'] {
  const kept = new Map<string, Promise<Trends>>()
  let keptAt = ''
  return async (options = {}) => {
    await ensureIndexed()
    const now = `${index.lastChange()} ${index.reached()}`
    if (now !== keptAt || kept.size >= MAX_KEPT) kept.clear()
    keptAt = now
    const key = JSON.stringify(options)
    const known = kept.get(key)
    if (known) return known
    const found = findTrends(options)
    kept.set(key, found)
    found.catch(() => kept.delete(key))
    return found
  }

  async function findTrends({ weeks = 8, until, limit = 10 }: Parameters<Archive['trends']>[0] & object): Promise<Trends> {
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
  const chinesePhrases = createChinesePhrases()
  const pieces = papers.map(({ zh }) => piecesOfText(zh))
  const sizes = weeks.map((_, week) => papers.filter((paper) => paper.week === week).length)
  const rising = async (phrasesOf: PhrasesOf, isTerm: (text: string) => boolean) => {
    const steepest = await risingPhrases(papers, phrasesOf, sizes, yieldTurn)
    const found: Rising[] = []
    for (const one of steepest) {
      if (found.length === limit) break
      const longer = steepest.find((other) => isCutOutOf(one, other) && isTerm(other.text))
      const whole = longer ?? one
      const isShown = found.some((other) => isPartOf(whole, other) || isPartOf(other, whole))
      if (!isShown && (longer || isTerm(one.text))) found.push(whole)
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
        (text) => (isKnownTerm(text) || (!isCut(text, pieces) && isOfWholeWords(text, texts()))) && isSubject(index, text),
      ),
    },
    categories: await rising(
      ({ categories }) => categories.map((code) => ({ key: code, written: code })),
      () => true,
    ),
  }
}

/** "named entity" of "named entity recognition", which nearly all papers go on with. */
const isCutOutOf = (one: Rising, other: Rising) =>
  other.text.length > one.text.length && other.text.includes(one.text) && other.count >= one.count * MIN_SHARE_OF_A_LONGER

/** One of the two is shown: "reward model" beside "process reward model" says nothing more. */
const isPartOf = (one: Rising, other: Rising) => other.text.includes(one.text)

function* chineseTexts(papers: readonly RecentPaper[]): Iterable<string> {
  for (const { zh } of papers) yield zh
}
