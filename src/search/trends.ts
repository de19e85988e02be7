// Terms and categories that papers have more and more of, week by week, in both languages.
import type { Archive, Trend, Trends } from '../archive/archive.ts'
import { contentOfRow } from '../archive/rows.ts'
import type { ReadOnlyDatabase } from '../database/database.ts'
import { runTerms, wholeTerms, wordTerms } from '../text/ngrams.ts'
import { isOfWholeWords } from '../text/whole-words.ts'
import { createYielder } from '../threads/yield.ts'
import type { SearchParts } from './search-parts.ts'

const DAY_MS = 86_400_000
const MAX_WEEKS = 52
/**
 * More papers than this are looked at in part, evenly over the weeks, and the counts are scaled up.
 */
const MAX_PAPERS = 4_000
/** Candidates for terms come from so many of them; these terms are then counted in all. */
const MAX_CUT_UP = 600
const CANDIDATES = 400
const COUNTED = 60
/** What is rare may rise tenfold by chance. */
const MIN_PAPERS = 3
/** The same as a share of the papers of the later half. */
const MIN_PAPERS_SHARE = 0.004
/** How far above what the earlier half lets expect a count must be, in standard deviations. */
const MIN_DEVIATIONS = 2.5
/** A term is a subject where so many of the papers that have it name it in their title. */
const MIN_TITLE_SHARE = 0.12
/** A phrase is one thing where its rarest part is hardly ever found without the rest. */
const MIN_COHESION = 0.5
/** One word alone, or two characters, may be any word of the language. */
const MIN_TITLE_SHARE_OF_A_WORD = 0.3
const ROWS_A_READ = 50

interface Recent {
  readonly week: number
  /** Lower case, both languages. */
  readonly titles: string
  readonly en: string
  readonly zh: string
  readonly categories: readonly string[]
}

type YieldTurn = () => Promise<void>

export function createTrends({ database }: Pick<SearchParts, 'database'>): Archive['trends'] {
  return async ({ weeks = 8, until, limit = 10 } = {}) => {
    const count = Math.min(MAX_WEEKS, Math.max(2, Math.trunc(weeks)))
    const last = until ?? (await lastDay(database))
    if (!last || Number.isNaN(Date.parse(last))) return { weeks: [], papers: [], terms: { en: [], zh: [] }, categories: [] }
    const starts = weekStarts(last, count)
    const yieldTurn = createYielder()
    const { papers, scale } = await recentPapers(database, starts, last, yieldTurn)
    return trendsOf(papers, starts, scale, limit, yieldTurn)
  }
}

async function lastDay({ reading }: ReadOnlyDatabase): Promise<string | null | undefined> {
  const row = await reading
    .selectFrom('papers')
    .select(({ fn }) => fn.max('date').as('date'))
    .where('retracted', '=', 0)
    .executeTakeFirst()
  return row?.date
}

/** The last week ends with `last`. */
function weekStarts(last: string, count: number): string[] {
  const end = Date.parse(`${last}T00:00:00Z`)
  return Array.from({ length: count }, (_, at) => new Date(end - (7 * (count - at) - 1) * DAY_MS).toISOString().slice(0, 10))
}

/** `scale`: each paper counts for so many. */
async function recentPapers(
  { reading }: ReadOnlyDatabase,
  starts: readonly string[],
  last: string,
  yieldTurn: YieldTurn,
): Promise<{ papers: Recent[]; scale: number }> {
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
  const papers: Recent[] = []
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
        titles: `${title.en ?? ''}\n${title.zh ?? ''}\n${takeaway ?? ''}`.toLowerCase(),
        en: `${title.en ?? ''}.\n${abstract.en ?? ''}`,
        zh: `${title.zh ?? ''}。${takeaway ?? ''}。${abstract.zh ?? ''}`,
        categories,
      })
    }
    await yieldTurn()
  }
  return { papers, scale }
}

async function trendsOf(
  papers: readonly Recent[],
  weeks: readonly string[],
  scale: number,
  limit: number,
  yieldTurn: YieldTurn,
): Promise<Trends> {
  const sizes = weeks.map((_, week) => papers.filter((paper) => paper.week === week).length)
  const measure = (text: string, counts: readonly number[]) => riseOf(text, counts, sizes, scale)
  const step = Math.max(1, Math.ceil(papers.length / MAX_CUT_UP))
  const cutUp = papers.filter((_, at) => at % step === 0)
  const rising = async (termsOf: (paper: Recent) => readonly string[], has: Has, isTerm: (text: string) => boolean) => {
    const candidates = await candidatesOf(cutUp, termsOf, weeks.length, yieldTurn)
    const counts = await countsOf(papers, candidates, has, weeks.length, yieldTurn)
    const found: Trend[] = []
    for (const { text, counts: weekly, rise } of steepest([...counts].flatMap(([text, weekly]) => measure(text, weekly) ?? []))) {
      if (found.length === limit) break
      if (isTerm(text)) found.push({ text, counts: weekly, rise })
      await yieldTurn()
    }
    return found
  }
  return {
    weeks,
    papers: sizes.map((size) => size * scale),
    terms: {
      en: await rising(
        ({ en }) => wordTerms(en),
        wordsOf,
        (text) => isSubject(text, papers, wordsOf),
      ),
      zh: await rising(
        ({ zh }) => runTerms(zh),
        runsOf,
        (text) => isSubject(text, papers, runsOf) && isOfWholeWords(text, runTexts(papers)),
      ),
    },
    categories: await rising(
      ({ categories }) => categories,
      ({ categories }) =>
        (code) =>
          categories.includes(code),
      () => true,
    ),
  }
}

function isSubject(term: string, papers: readonly Recent[], has: Has): boolean {
  const having = papers.filter((paper) => has(paper)(term))
  const titled = having.filter(({ titles }) => titles.includes(term)).length
  const parts = partsOfTerm(term)
  if (parts.length < 2) return titled >= having.length * MIN_TITLE_SHARE_OF_A_WORD
  if (titled >= having.length * MIN_TITLE_SHARE) return true
  const rarest = Math.min(...parts.map((part) => papers.filter((paper) => has(paper)(part)).length))
  return having.length >= rarest * MIN_COHESION
}

/** Words, or what a run of characters begins and ends with. */
function partsOfTerm(term: string): readonly string[] {
  if (!/^\p{Script=Han}+$/u.test(term)) return term.split(' ')
  return term.length < 3 ? [term] : [term.slice(0, 2), term.slice(-2)]
}

function* runTexts(papers: readonly Recent[]): Iterable<string> {
  for (const { zh } of papers) yield zh.toLowerCase()
}

/** Whether a paper has a term. */
type Has = (paper: Recent) => (term: string) => boolean

/** What a paper is looked through for many times is made once. */
function once(has: Has): Has {
  const made = new WeakMap<Recent, (term: string) => boolean>()
  return (paper) => {
    const known = made.get(paper) ?? has(paper)
    made.set(paper, known)
    return known
  }
}

const wordsOf: Has = once(({ en }) => {
  const text = ` ${en.toLowerCase().replace(/[^\p{L}\p{N}\p{M}'’&+#-]+/gu, ' ')} `
  return (term) => text.includes(` ${term} `)
})

const runsOf: Has = once(({ zh }) => {
  const text = zh.toLowerCase()
  return (term) => text.includes(term)
})

/**
 * The terms that rise most in the papers given: far more than are shown, for their counts are of a
 * part.
 */
async function candidatesOf(
  papers: readonly Recent[],
  termsOf: (paper: Recent) => readonly string[],
  weeks: number,
  yieldTurn: YieldTurn,
): Promise<string[]> {
  const half = Math.floor(weeks / 2)
  const counts = new Map<string, number>()
  let [earlier, later] = [0, 0]
  for (const paper of papers) {
    // Both halves in one number: a map of pairs takes several times the memory and the time.
    const one = paper.week < half ? 1 : 65_536
    if (one === 1) earlier++
    else later++
    for (const term of new Set(termsOf(paper))) counts.set(term, (counts.get(term) ?? 0) + one)
    await yieldTurn()
  }
  const least = papers.length < 100 ? MIN_PAPERS - 1 : MIN_PAPERS
  const rising: Steep[] = []
  for (const [text, both] of counts) {
    const [before, after] = [both & 65_535, both >>> 16]
    const rise = (after + 1) / (later + 1) / ((before + 1) / (earlier + 1))
    if (after >= least && rise > 1) rising.push({ text, rise, count: after, counts: [] })
  }
  await yieldTurn()
  return steepest(rising)
    .slice(0, COUNTED)
    .map(({ text }) => text)
}

async function countsOf(
  papers: readonly Recent[],
  terms: readonly string[],
  has: Has,
  weeks: number,
  yieldTurn: YieldTurn,
): Promise<Map<string, number[]>> {
  const counts = new Map(terms.map((term) => [term, Array.from({ length: weeks }, () => 0)]))
  for (const paper of papers) {
    const hasTerm = has(paper)
    for (const [term, weekly] of counts) if (hasTerm(term)) weekly[paper.week] = (weekly[paper.week] ?? 0) + 1
    await yieldTurn()
  }
  return counts
}

interface Steep extends Trend {
  readonly count: number
}

/**
 * Share of the papers in the later half over that in the earlier, each with one paper added against
 * chance; null where it doesn't rise.
 */
function riseOf(text: string, weekly: readonly number[], sizes: readonly number[], scale: number): Steep | null {
  const half = Math.floor(sizes.length / 2)
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0)
  const [earlier, later] = [sum(sizes.slice(0, half)), sum(sizes.slice(half))]
  const [before, after] = [sum(weekly.slice(0, half)), sum(weekly.slice(half))]
  const rise = (after + 1) / (later + 1) / ((before + 1) / (earlier + 1))
  const expected = ((before + 1) / (earlier + 1)) * later
  const isByChance = earlier > 0 && after - expected < MIN_DEVIATIONS * Math.sqrt(expected)
  if (after < Math.max(MIN_PAPERS, later * MIN_PAPERS_SHARE) || rise <= 1 || isByChance) return null
  return { text, counts: weekly.map((count) => count * scale), rise, count: after }
}

/** Steep and frequent first, without what is only a part of another. */
function steepest(terms: readonly Steep[]): Steep[] {
  const weight = ({ rise, count }: Steep) => Math.log(rise) * Math.sqrt(count)
  const sorted = [...terms].sort((a, b) => weight(b) - weight(a) || b.text.length - a.text.length)
  return wholeTerms(sorted.slice(0, CANDIDATES))
}
