// Terms and categories that papers have more and more of, week by week, in both languages.
import type { Database } from '../database/database.ts'
import { documentCounts, runTerms, wholeTerms, wordTerms } from '../text/ngrams.ts'
import type { Archive, Trend, Trends } from './archive.ts'
import { contentOfRow } from './rows.ts'

const DAY_MS = 86_400_000
const MOST_PAPERS = 4_000
const MOST_WEEKS = 52
/** What is rare may rise tenfold by chance. */
const LEAST_PAPERS = 3

interface Recent {
  readonly week: number
  readonly en: string
  readonly zh: string
  readonly categories: readonly string[]
}

export function createTrends(parts: { database: Database }): Archive['trends'] {
  return async ({ weeks = 8, until, limit = 10 } = {}) => {
    const count = Math.min(MOST_WEEKS, Math.max(2, Math.trunc(weeks)))
    const last =
      until ??
      parts.database.reader.get<{ date: string | null }>('select max(date) as date from papers where retracted = 0')?.date
    if (!last || Number.isNaN(Date.parse(last))) return { weeks: [], papers: [], terms: { en: [], zh: [] }, categories: [] }
    const starts = weekStarts(last, count)
    const papers = recentPapers(parts.database, starts, last)
    return trendsOf(papers, starts, limit)
  }
}

/** The last week ends with `last`. */
function weekStarts(last: string, count: number): string[] {
  const end = Date.parse(`${last}T00:00:00Z`)
  return Array.from({ length: count }, (_, at) => new Date(end - (7 * (count - at) - 1) * DAY_MS).toISOString().slice(0, 10))
}

function recentPapers(database: Database, starts: readonly string[], last: string): Recent[] {
  const rows = database.reader.all<{ date: string; content: string }>(
    'select date, content from papers where retracted = 0 and date between ? and ? order by date desc limit ?',
    [starts[0] ?? last, last, MOST_PAPERS],
  )
  return rows.map(({ date, content }) => {
    const { title, takeaway, abstract, categories } = contentOfRow(content)
    return {
      week: starts.findLastIndex((start) => start <= date),
      en: `${title.en ?? ''}.\n${abstract.en ?? ''}`,
      zh: `${title.zh ?? ''}。${takeaway ?? ''}。${abstract.zh ?? ''}`,
      categories,
    }
  })
}

function trendsOf(papers: readonly Recent[], weeks: readonly string[], limit: number): Trends {
  const byWeek = weeks.map((_, week) => papers.filter((paper) => paper.week === week))
  const sizes = byWeek.map((list) => list.length)
  const rising = (termsOf: (paper: Recent) => string[]) => {
    const counts = byWeek.map((list) =>
      documentCounts(
        list.map((_, at) => String(at)),
        (at) => termsOf(list[Number(at)] as Recent),
      ),
    )
    return risingOf(counts, sizes)
  }
  return {
    weeks,
    papers: sizes,
    terms: {
      en: rising((paper) => wordTerms(paper.en)).slice(0, limit),
      zh: rising((paper) => runTerms(paper.zh)).slice(0, limit),
    },
    categories: rising((paper) => [...paper.categories]).slice(0, limit),
  }
}

/** Share of the papers in the later half over that in the earlier, each with one paper added against chance. */
function risingOf(counts: readonly ReadonlyMap<string, number>[], sizes: readonly number[]): Trend[] {
  const half = Math.floor(counts.length / 2)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const [earlier, later] = [sum(sizes.slice(0, half)), sum(sizes.slice(half))]
  const names = new Set(counts.flatMap((week) => [...week.keys()]))
  const terms = [...names].flatMap((text) => {
    const weekly = counts.map((week) => week.get(text) ?? 0)
    const [before, after] = [sum(weekly.slice(0, half)), sum(weekly.slice(half))]
    if (after < LEAST_PAPERS) return []
    const rise = (after + 1) / (later + 1) / ((before + 1) / (earlier + 1))
    return [{ text, counts: weekly, rise, count: after, weight: Math.log(rise) * Math.sqrt(after) }]
  })
  const steepest = terms
    .filter(({ rise }) => rise > 1)
    .sort((a, b) => b.weight - a.weight || b.text.length - a.text.length)
    .slice(0, 400)
  return wholeTerms(steepest).map(({ text, counts: weekly, rise }) => ({ text, counts: weekly, rise }))
}
