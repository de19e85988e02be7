// The papers of some weeks, evenly thinned where there are very many.
import { contentOfRow } from '../../archive/rows.ts'
import type { ReadOnlyDatabase } from '../../database/database.ts'
import { DAY_MS } from '../../text/duration.ts'

/**
 * More papers than this are looked at in part, evenly over the weeks, and the counts are scaled up.
 */
const MAX_PAPERS = 1_200
const ROWS_A_READ = 50

export interface RecentPaper {
  /** Which of the weeks, from 0. */
  readonly week: number
  readonly en: string
  readonly zh: string
  readonly categories: readonly string[]
}

export interface RecentPapers {
  readonly papers: readonly RecentPaper[]
  /** Each paper counts for so many. */
  readonly scale: number
}

export async function lastDay({ reading }: ReadOnlyDatabase): Promise<string | null | undefined> {
  const row = await reading
    .selectFrom('papers')
    .select(({ fn }) => fn.max('date').as('date'))
    .where('retracted', '=', 0)
    .executeTakeFirst()
  return row?.date
}

/** First days of so many weeks, of which the last ends with `last`. */
export function weekStarts(last: string, count: number): string[] {
  const end = Date.parse(`${last}T00:00:00Z`)
  return Array.from({ length: count }, (_, at) => new Date(end - (7 * (count - at) - 1) * DAY_MS).toISOString().slice(0, 10))
}

export async function recentPapers(
  { reading }: ReadOnlyDatabase,
  starts: readonly string[],
  last: string,
  yieldTurn: () => Promise<void>,
): Promise<RecentPapers> {
  const all = await reading
    .selectFrom('papers')
    .select('pid')
    .where('retracted', '=', 0)
    .where('date', '>=', starts[0] ?? last)
    .where('date', '<=', last)
    .orderBy('date')
    .orderBy('pid')
    .execute()
  const scale = Math.max(1, Math.ceil(all.length / MAX_PAPERS))
  const pids = all.filter((_, at) => at % scale === 0).map(({ pid }) => pid)
  const papers: RecentPaper[] = []
  for (let at = 0; at < pids.length; at += ROWS_A_READ) {
    const rows = await reading
      .selectFrom('papers')
      .select(['date', 'content'])
      .where('pid', 'in', pids.slice(at, at + ROWS_A_READ))
      .orderBy('date')
      .orderBy('pid')
      .execute()
    for (const { date, content } of rows) {
      const { title, takeaway, abstract, categories } = contentOfRow(content)
      papers.push({
        week: starts.findLastIndex((start) => start <= (date ?? '')),
        en: `${title.en ?? ''}.\n${abstract.en ?? ''}`,
        zh: `${title.zh ?? ''}。${takeaway ?? ''}。${abstract.zh ?? ''}`,
        categories,
      })
    }
    await yieldTurn()
  }
  return { papers, scale }
}
