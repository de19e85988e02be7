// Answers a query: parse, find candidates, order them, cut snippets.

import type { SearchAnswer, SearchHit, SearchNote, SearchOptions } from '../archive/archive.ts'
import { papersOfPids } from '../archive/reading.ts'
import type { Database } from '../database/database.ts'
import { scan, termOf, wantedOf } from '../text/terms.ts'
import { parseQuery } from './query/parse.ts'
import type { Clause, Query } from './query/query.ts'
import { type Candidate, findCandidates } from './ranking/candidates.ts'
import { conditionOfClause, conditionsOfFilters, createNames } from './ranking/conditions.ts'
import { isTextual } from './ranking/expressions.ts'
import { type CandidateText, type Ranked, rank } from './ranking/rank.ts'
import type { Condition, SearchIndex } from './search-index.ts'
import { type Sought, snippet } from './snippet.ts'

const DEFAULT_LIMIT = 10
const MAX_HITS = 100
/** So many of the best are put in order by more than the index sees. */
const RANKED = 40

export type Search = (query: string, options?: SearchOptions) => Promise<SearchAnswer>

interface Found {
  readonly ranked: readonly Ranked[]
  readonly total: number
  readonly notes: readonly SearchNote[]
}

export function createSearch(parts: {
  database: Database
  index: SearchIndex
  elapsed: () => number
  before: () => Promise<void>
}): Search {
  const { database } = parts
  const meant = createNames(parts.index)
  return async (typed, options = {}) => {
    const index = remembering(parts.index)
    const started = parts.elapsed()
    await parts.before()
    const query = parseQuery(typed)
    const limit = Math.min(MAX_HITS, Math.max(1, Math.trunc(options.limit ?? DEFAULT_LIMIT) || DEFAULT_LIMIT))
    const offset = Math.max(0, Math.trunc(options.offset ?? 0) || 0)
    const where = [
      ...conditionsOfFilters(options, meant),
      ...query.clauses.filter((clause) => !isSought(clause)).map((clause) => conditionOfClause(clause, meant)),
    ]
    const sought = query.clauses.filter(isSought)
    const page = { limit, offset, order: options.sort === 'date' ? 'newest' : 'best' } as const
    const found = sought.length > 0 ? findByText(database, index, sought, where, page) : listed(index, where, page, typed, query)
    const shown = found.ranked.slice(offset, offset + limit)
    const papers = papersOfPids(
      database,
      shown.map(({ pid }) => pid),
    )
    const marks = soughtIn(sought, found.notes)
    const hits = papers.map(
      (paper, at): SearchHit => ({
        paper,
        score: shown[at]?.score ?? 0,
        snippet: { en: snippet(paper.abstract.en, marks, 'en'), zh: snippet(paper.abstract.zh, marks, 'zh') },
        titles: { en: snippet(paper.title.en, marks, 'en'), zh: snippet(paper.title.zh, marks, 'zh') },
      }),
    )
    return { query: typed, total: found.total, tookMs: parts.elapsed() - started, hits, notes: [...query.notes, ...found.notes] }
  }
}

/** Every step of one search asks for the frequencies of the same few terms. */
function remembering(index: SearchIndex): SearchIndex {
  const remembered = (ask: (term: string) => number) => {
    const known = new Map<string, number>()
    return (term: string) => {
      const frequency = known.get(term) ?? ask(term)
      known.set(term, frequency)
      return frequency
    }
  }
  return { ...index, frequency: remembered(index.frequency), wordFrequency: remembered(index.wordFrequency) }
}

/** Clauses that rank; every other clause only admits or excludes. */
const isSought = (clause: Clause) => !clause.negative && clause.anyOf.every(isTextual)

interface Page {
  readonly limit: number
  readonly offset: number
  readonly order: 'best' | 'newest'
}

function findByText(
  database: Database,
  index: SearchIndex,
  sought: readonly Clause[],
  where: readonly Condition[],
  page: Page,
): Found {
  const papers = database.reader.get<{ n: number }>('select max(pid) as n from papers')?.n ?? 0
  const limit = Math.max(RANKED, page.offset + page.limit)
  const { matches, total, parts, notes } = findCandidates(index, sought, { where, limit, order: page.order, papers })
  if (page.order === 'newest') return { ranked: byDate(textsOf(database, matches)), total, notes }
  const mended = new Map(notes.flatMap(({ code, found, used }) => (code === 'respelled' && used ? [[found, used]] : [])))
  const typed = sought.flatMap(({ anyOf }) =>
    anyOf
      .filter(isTextual)
      .map((alternative) => ({ text: alternative.text, last: alternative.kind === 'text' && alternative.last })),
  )
  const ranked = rank(index, { typed, mended, parts }, textsOf(database, matches.slice(0, RANKED)), papers)
  return { ranked: [...ranked, ...matches.slice(RANKED).map(({ pid }) => ({ pid, score: 0 }))], total, notes }
}

const byDate = (candidates: readonly CandidateText[]): Ranked[] =>
  [...candidates]
    .sort((a, b) => (b.date ?? '').localeCompare(a.date ?? '') || b.pid - a.pid)
    .map(({ pid }) => ({ pid, score: 0 }))

/** In the order of the matches. The whole content is read only where a paper may lack some of what was asked. */
function textsOf(database: Database, matches: readonly Candidate[]): CandidateText[] {
  const content = matches.some(({ reach }) => reach === 'part') ? 'lower(content)' : 'null'
  const rows = database.reader.all<Omit<CandidateText, keyof Candidate> & { pid: number }>(
    `select pid, title_en as "titleEn", title_zh as "titleZh", date, ${content} as content from papers
     where pid in (select value from json_each(?)) and retracted = 0`,
    [JSON.stringify(matches.map(({ pid }) => pid))],
  )
  const byPid = new Map(rows.map((row) => [row.pid, row]))
  return matches.flatMap((match) => {
    const row = byPid.get(match.pid)
    return row ? [{ ...match, ...row, content: match.reach === 'part' ? row.content : null }] : []
  })
}

/** Without any text: what the conditions admit, the newest first; without conditions either, nothing. */
function listed(index: SearchIndex, where: readonly Condition[], page: Page, typed: string, query: Query): Found {
  if (query.clauses.length === 0) {
    const notes: SearchNote[] = [{ code: 'no-terms', found: typed.slice(0, 60), used: null }]
    if (where.length === 0 || typed.trim() !== '') return { ranked: [], total: 0, notes }
  }
  const pids = index.list(where, page.offset + page.limit, 0)
  return { ranked: pids.map((pid, at) => ({ pid, score: 1 / (at + 1) })), total: index.countListed(where), notes: [] }
}

function soughtIn(clauses: readonly Clause[], notes: readonly SearchNote[]): Sought {
  const terms = new Set<string>()
  const prefixes: string[] = []
  const runs: string[] = []
  for (const alternative of clauses.flatMap(({ anyOf }) => anyOf.filter(isTextual))) {
    const units = scan(alternative.text)
    for (const [at, unit] of units.entries()) {
      if (unit.kind === 'run') runs.push(unit.folded)
      else for (const word of [...unit.parts, ...unit.readings.flat()]) terms.add(termOf(word))
      const isUnfinished = alternative.kind === 'text' && alternative.last && at === units.length - 1 && unit.kind === 'word'
      if (isUnfinished && unit.folded.length >= 3) prefixes.push(unit.folded)
    }
  }
  for (const { code, used } of notes) if (code === 'respelled' && used !== null) terms.add(termOf(used))
  return { terms, prefixes, runs, wanted: wantedOf([...terms, ...prefixes], runs.length > 0) }
}
