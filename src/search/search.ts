// Answers a query: parse, find candidates, order them, cut snippets.
import type { SearchAnswer, SearchHit, SearchNote, SearchOptions } from '../archive/archive.ts'
import { papersOfPids } from '../archive/reading.ts'
import type { ReadOnlyDatabase } from '../database/database.ts'
import { scan } from '../text/terms.ts'
import { highlightsOf } from './highlights.ts'
import { withoutAsking } from './query/fillers.ts'
import { parseQuery } from './query/parse.ts'
import type { Clause, Query } from './query/query.ts'
import { findCandidates } from './ranking/candidates.ts'
import { conditionOfClause, conditionsOfFilters, createNameResolver } from './ranking/conditions.ts'
import { isRanking, isTextual, phraseOf } from './ranking/expressions.ts'
import { fuseRanks } from './ranking/fuse-ranks.ts'
import type { Candidate } from './ranking/gather.ts'
import { clausesWithNames, respellAuthors } from './ranking/names/find-names.ts'
import { readPlaces } from './ranking/names/read-places.ts'
import type { QueryPart } from './ranking/query-parts.ts'
import { type CandidateText, type Ranked, rank } from './ranking/rank.ts'
import { createTranslator, type Translator } from './ranking/translate.ts'
import type { Condition, LearnedTerm, PageRange, SearchIndex } from './search-index.ts'
import type { RememberingParts } from './search-parts.ts'
import { snippet } from './snippet.ts'

const DEFAULT_LIMIT = 10
const MAX_HITS = 100
/** So many of the best are ordered again by what the index does not see. */
const MAX_RANKED = 40
/**
 * What the index finds best counts so much beside what is seen in the papers themselves; measured.
 */
const WEIGHT_BY_TERMS = 0.5
const WEIGHT_BY_TITLE = 0.7
/** The same where a paper has all of a long question, which is hardly by chance. */
const SHARE_BESIDE_WHOLE = 0.3
const MANY_PARTS = 7

export interface Search {
  readonly search: (query: string, options?: SearchOptions) => Promise<SearchAnswer>
  /** What searches have learned of terms since the last call. */
  readonly takeLearned: () => Promise<readonly LearnedTerm[]>
}

interface FoundPapers {
  readonly ranked: readonly Ranked[]
  readonly total: number
  readonly notes: readonly SearchNote[]
}

interface AnsweredQuery {
  readonly query: Query
  /** The clauses that rank; the others only admit or exclude. */
  readonly ranking: readonly Clause[]
  readonly found: FoundPapers
}

export function createSearch(parts: RememberingParts & { readonly elapsed: () => number }): Search {
  const { database, remembering } = parts
  const names = createNameResolver(parts.index)
  const translator = createTranslator(remembering.lasting)
  const search: Search['search'] = async (typed, options = {}) => {
    const started = parts.elapsed()
    await parts.ensureIndexed()
    const index = remembering.ofOneSearch()
    const limit = Math.min(MAX_HITS, Math.max(1, Math.trunc(options.limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT))
    const offset = Math.max(0, Math.trunc(options.offset ?? 0) || 0)
    const range = { limit, offset, order: options.sort === 'date' ? 'newest' : 'best' } as const
    const find = async (query: Query): Promise<AnsweredQuery> => {
      const { clauses: named, notes: respelt } = respellAuthors(index, clausesWithNames(index, query))
      const places = readPlaces(index, named)
      const withNotes = (answered: AnsweredQuery, notes: readonly SearchNote[]): AnsweredQuery => ({
        ...answered,
        found: { ...answered.found, notes: [...notes, ...answered.found.notes] },
      })
      const atPlaces = await findAll(query, places.clauses)
      if (places.notes.length === 0) return withNotes(atPlaces, respelt)
      const isAnswered = hasAll(atPlaces) || (atPlaces.found.total > 0 && atPlaces.ranking.length < 2)
      return isAnswered ? withNotes(atPlaces, [...places.notes, ...respelt]) : withNotes(await findAll(query, named), respelt)
    }
    const findAll = async (query: Query, clauses: readonly Clause[]): Promise<AnsweredQuery> => {
      const where = [
        ...conditionsOfFilters(options, names),
        ...clauses.filter((clause) => !isRanking(clause)).map((clause) => conditionOfClause(clause, names)),
      ]
      const asked = clauses.filter(isRanking)
      // "author:He papers" asks for nothing beside the author.
      const ranking = where.length > 0 && withoutAsking(asked).length === 0 ? [] : asked
      const found =
        ranking.length > 0
          ? await findByText({ database, index, translator: translator.ofOneSearch() }, ranking, where, range)
          : findByConditions(index, where, range, typed, query)
      return { query, ranking, found }
    }
    const { query, ranking, found } = await likeliestReading(index, typed, options.today, find)
    const shown = found.ranked.slice(offset, offset + limit)
    const papers = await papersOfPids(
      database,
      shown.map(({ pid }) => pid),
    )
    const highlights = highlightsOf(ranking, found.notes)
    const hits = papers.map(
      (paper, at): SearchHit => ({
        paper,
        score: shown[at]?.score ?? 0,
        snippet: { en: snippet(paper.abstract.en, highlights, 'en'), zh: snippet(paper.abstract.zh, highlights, 'zh') },
        titles: { en: snippet(paper.title.en, highlights, 'en'), zh: snippet(paper.title.zh, highlights, 'zh') },
      }),
    )
    return { query: typed, total: found.total, tookMs: parts.elapsed() - started, hits, notes: [...query.notes, ...found.notes] }
  }
  return { search, takeLearned: async () => translator.takeLearned() }
}

/** A longer query is a title, a reference or a text, and its date hardly when a paper appeared. */
const MAX_WORDS_WITH_DATE = 7

const hasAll = ({ found }: AnsweredQuery) => found.total > 0 && found.notes.every(({ code }) => code !== 'some-terms-only')

/**
 * What may be a date is one where papers of that time have all the rest. Else it was a word of a
 * title, if any paper has all of it as text.
 */
async function likeliestReading(
  index: SearchIndex,
  typed: string,
  today: string | undefined,
  find: (query: Query) => Promise<AnsweredQuery>,
): Promise<AnsweredQuery> {
  const hasAllAsTyped = (answered: AnsweredQuery) =>
    hasAll(answered) && answered.found.notes.every(({ code }) => code !== 'respelled' && code !== 'also-searched')
  const sure = parseQuery(typed, { today })
  const withDate = sure.mayHaveBareYear ? parseQuery(typed, { today, dates: 'all' }) : sure
  const isShort = wordsIn(withDate) <= MAX_WORDS_WITH_DATE
  if (!withDate.hasDateInText || (!sure.hasDateInText && (!isShort || isNamedWithYear(index, withDate)))) return await find(sure)
  const dated = await find(withDate)
  if (hasAll(dated) && dated.found.notes.every(({ code }) => code !== 'respelled')) return dated
  const asText = await find(parseQuery(typed, { today, dates: 'none' }))
  if (hasAllAsTyped(asText)) return asText
  if (sure.hasDateInText ? dated.found.total > 0 : hasAll(dated)) return dated
  if (!isShort) return asText
  const anyTime = await find(withoutDate(withDate))
  return hasAll(anyTime) ? anyTime : asText
}

/** Those of a quoted title, too, and the date as one. */
const wordsIn = ({ clauses }: Query) =>
  clauses.reduce((sum, { anyOf: [first] }) => sum + (first && 'text' in first ? scan(first.text).length : 1), 0)

/** The same of any time, where none of that time has it. The date is the last clause. */
const withoutDate = (query: Query): Query => ({
  ...query,
  clauses: query.clauses.slice(0, -1),
  notes: query.notes.map((note) => (note.code === 'date-read' ? { ...note, code: 'none-then' } : note)),
})

const isNamedWithYear = (index: SearchIndex, { namesWithYear }: Query) =>
  namesWithYear.some((name) => index.count(phraseOf(scan(name)), []) > 0)

interface OrderedRange extends PageRange {
  readonly order: 'best' | 'newest'
}

async function findByText(
  { database, index, translator }: { database: ReadOnlyDatabase; index: SearchIndex; translator: Translator },
  ranking: readonly Clause[],
  where: readonly Condition[],
  range: OrderedRange,
): Promise<FoundPapers> {
  const papers = index.paperCount()
  const limit = Math.max(MAX_RANKED, range.offset + range.limit)
  const { matches, byTerms, byTitle, total, parts, notes, spellings } = findCandidates(index, ranking, {
    where,
    limit,
    order: range.order,
    papers,
    translator,
  })
  if (range.order === 'newest') return { ranked: byDate(await textsOf(database, matches)), total, notes }
  const respelled = new Map(notes.flatMap(({ code, found, used }) => (code === 'respelled' && used ? [[found, used]] : [])))
  const named = new Set(notes.flatMap(({ code, found }) => (code === 'name-read' ? found.split(' ') : [])))
  const typed = ranking.flatMap(({ anyOf }) =>
    anyOf
      .filter(isTextual)
      .filter(({ text }) => !named.has(text.toLowerCase()))
      .map((alternative) => ({ text: alternative.text, last: alternative.kind === 'text' && alternative.last })),
  )
  // Where no paper has all of it, what the index itself finds best is among what is ordered again.
  const isPartial = byTerms.length > 0
  const reordered = matches.slice(0, isPartial ? MAX_RANKED + byTerms.length + byTitle.length : MAX_RANKED)
  const texts = await textsOf(database, reordered)
  const byContent = rank(index, { typed, respelled, spellings, parts }, texts, papers)
  const share = isOfManyParts(parts) && matches.some(({ reach }) => reach !== 'part') ? SHARE_BESIDE_WHOLE : 1
  const others = [
    { pids: byTerms, weight: WEIGHT_BY_TERMS * share },
    { pids: byTitle, weight: WEIGHT_BY_TITLE * share },
  ]
  const ranked = isPartial ? fuseRanks(byContent, others) : byContent
  const best = texts.find(({ pid }) => pid === ranked[0]?.pid)
  return {
    ranked: [...ranked, ...matches.slice(reordered.length).map(({ pid }) => ({ pid, score: 0 }))],
    total,
    notes: best ? notes.flatMap((note) => asSpelledIn(best, note, spellings)) : notes,
  }
}

/**
 * A word that may be meant in several ways was taken as the best paper has it; one that this paper
 * has as it was typed was not taken for another.
 */
function asSpelledIn(
  { titleEn, content }: CandidateText,
  note: SearchNote,
  spellings: ReadonlyMap<string, readonly string[]>,
): readonly SearchNote[] {
  const taken = note.code === 'respelled' ? (spellings.get(note.found) ?? []) : []
  if (taken.length === 0) return [note]
  const texts = [titleEn, content].map((text) => text?.toLowerCase() ?? '')
  const isIn = (text: string) => (words: string) =>
    new RegExp(`(?<![a-z])${words.replaceAll(' ', '[^a-z]+')}(?![a-z])`).test(text)
  if (texts.some((text) => isIn(text)(note.found))) return []
  const used = texts.map((text) => taken.find(isIn(text))).find((words) => words !== undefined)
  return [used === undefined ? note : { ...note, used }]
}

const isOfManyParts = (parts: readonly QueryPart[]) => parts.filter(({ isFiller }) => !isFiller).length >= MANY_PARTS

const byDate = (candidates: readonly CandidateText[]): Ranked[] =>
  [...candidates]
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '') || b.pid - a.pid)
    .map(({ pid }) => ({ pid, score: 0 }))

/**
 * In the order of the matches. The whole content is read only where a paper may lack some of what
 * was asked.
 */
async function textsOf({ reading }: ReadOnlyDatabase, matches: readonly Candidate[]): Promise<CandidateText[]> {
  if (matches.length === 0) return []
  const isContentRead = matches.some(({ reach }) => reach !== 'typed')
  const rows = await reading
    .selectFrom('papers')
    .select(['pid', 'title_en as titleEn', 'title_zh as titleZh', 'date'])
    .$if(isContentRead, (query) => query.select(({ fn }) => fn<string>('lower', ['content']).as('content')))
    .where(
      'pid',
      'in',
      matches.map(({ pid }) => pid),
    )
    .where('retracted', '=', 0)
    .execute()
  const byPid = new Map(rows.map((row) => [row.pid, row]))
  return matches.flatMap((match) => {
    const row = byPid.get(match.pid)
    return row ? [{ ...match, ...row, content: (match.reach === 'typed' ? null : row.content) ?? null }] : []
  })
}

/**
 * Without any text: what the conditions admit, the newest first; without conditions either,
 * nothing.
 */
function findByConditions(
  index: SearchIndex,
  where: readonly Condition[],
  range: OrderedRange,
  typed: string,
  query: Query,
): FoundPapers {
  if (query.clauses.length === 0) {
    const notes: SearchNote[] = [{ code: 'no-terms', found: typed.slice(0, 60), used: null }]
    if (where.length === 0 || typed.trim() !== '') return { ranked: [], total: 0, notes }
  }
  const pids = index.list(where, { limit: range.offset + range.limit, offset: 0 })
  return { ranked: pids.map((pid, at) => ({ pid, score: 1 / (at + 1) })), total: index.countListed(where), notes: [] }
}
