// Finds papers by their terms.
import type { ReadConnection } from '../../../database/sqlite/connection.ts'
import type { Condition, Expression, IndexColumn, IndexMatch, ScoringLimit, SearchIndex } from '../../search-index.ts'
import { conditionsSql, isOnRow, rowSql, type Sql, type Subject } from '../conditions.ts'
import { matchExpression, prefixOf, quoted } from './match-expression.ts'
import { createFrequency, createPairsBeginning } from './read-frequency.ts'
import { askedPartOf, isLarge, mostMatches, scoredPartOf } from './scoring-bounds.ts'

/**
 * Of the columns in their order: a match in a title outweighs any number in the abstracts; measured
 * by the evaluation.
 */
const WEIGHTS = '1.0, 1.0, 16.0, 8.0, 3.0'
const TITLE_COLUMNS: readonly IndexColumn[] = ['title', 'title_zh']
const MAX_TITLE_MATCHES = 1_500
/** So many are scored of those that have any of some terms. */
const MAX_SCORED_OF_ANY = 50_000
/** Of more matches so many of the newest are scored, and so many of those that match in the title. */
const MAX_NEWEST_SCORED = 20_000
const MAX_TITLED_SCORED = 5_000

export function createMatchReader(
  reader: ReadConnection,
): Pick<SearchIndex, 'match' | 'count' | 'mostMatches' | 'share' | 'frequency' | 'pairsBeginning' | 'wordFrequency' | 'titles'> {
  const frequency = createFrequency(reader)
  const papers = () => reader.get<{ n: number | null }>('select max(id) as n from search_terms_docsize')?.n ?? 0
  const costs = { frequency, papers }
  const totals = createTotals(reader)
  const matching = (expression: Expression, where: readonly Condition[], isShort: boolean): Matching => {
    const asked = askedPartOf(expression, costs)
    const conditions = conditionsOf(
      reader,
      asked,
      where.filter((condition) => textOf(condition) === null),
      isShort,
    )
    return { asked, written: [matchExpression(asked), ...where.flatMap((one) => textOf(one) ?? [])].join(' '), conditions }
  }
  /** Scores by `part` all that match, or the newest of them and `others`. */
  const bestOf = (found: Matching, part: Expression, most: number, others: Sql | null, limit: number): IndexMatch[] => {
    const chosen = choose(reader, found, most, others)
    if (chosen.isAll) totals.keep(found, chosen.papers)
    else if (isLarge(papers())) totals.keep(found, aboutSoMany(chosen, papers()))
    if (chosen.papers < 2) return (JSON.parse(chosen.pids) as number[]).slice(0, limit).map((pid) => ({ pid, score: 1 }))
    return scored(reader, matchExpression(part), amongSql(chosen), limit)
  }
  return {
    match(expression, { where, limit, order, scoringLimit }) {
      const found = matching(expression, where, order === 'newest')
      if (order === 'newest') return newestOf(reader, found, limit).map(({ pid }) => ({ pid, score: 0 }))
      if (scoringLimit !== undefined && where.length === 0)
        return bestOf(found, found.asked, scoringLimit.newest, titlesBeginning(scoringLimit), limit)
      const isOfAny = !isSelective(found.asked)
      if (!isLarge(papers())) {
        // Where one paper matches, or none, there is nothing to order.
        const few = isOfAny ? [] : newestOf(reader, found, 2)
        if (!isOfAny && few.length < 2) return few.slice(0, limit).map(({ pid }) => ({ pid, score: 1 }))
        return scored(reader, found.written, found.conditions, limit)
      }
      const part = scoredPartOf(found.asked, costs)
      if (isOfAny && part === found.asked && where.length === 0 && mostMatches(part, costs) <= MAX_SCORED_OF_ANY)
        return scored(reader, found.written, NOTHING, limit)
      return bestOf(found, part, MAX_NEWEST_SCORED, isOfAny ? null : matchesInTitles(found.asked), limit)
    },
    count(expression, where) {
      const found = matching(expression, where, false)
      return totals.of(found) ?? countOf(reader, found)
    },
    mostMatches: (expression) => mostMatches(expression, costs),
    share(expression) {
      const last = papers()
      const newest = Math.min(last, MAX_SHARED)
      const sql = 'select count(*) as n from search_terms where search_terms match ? and rowid > ?'
      return newest === 0 ? 0 : (reader.get<{ n: number }>(sql, [matchExpression(expression), last - newest])?.n ?? 0) / newest
    },
    wordFrequency(term) {
      return reader.get<{ n: number | null }>('select sum(papers) as n from search_words where term = ?', [term])?.n ?? 0
    },
    frequency,
    pairsBeginning: createPairsBeginning(reader),
    titles(words, prefix, limit) {
      if (words.length === 0 && prefix === null) return []
      const sql = 'select rowid as pid from search_titles where search_titles match ? order by rowid desc limit ?'
      const having = (terms: readonly string[], most: number) =>
        reader.all<{ pid: number }>(sql, [terms.join(' AND '), most]).map(({ pid }) => pid)
      const whole = words.map(quoted)
      if (prefix === null) return having(whole, limit)
      // All words that begin so would be gathered, even where no title has the others.
      if (whole.length > 0 && having(whole, 1).length === 0) return []
      return having([...whole, prefixOf(prefix)], limit)
    },
  }
}

/** Of so many papers a share is taken. */
const MAX_SHARED = 50_000

/** What is asked of the index. */
interface Matching {
  readonly asked: Expression
  /** The same, and what else is asked of the text, in the language of FTS5. */
  readonly written: string
  /** What is asked of all else. */
  readonly conditions: Sql
}

/** What FTS5 itself may be asked in addition: it skips what a list of all papers would have to hold. */
function textOf(condition: Condition): string | null {
  if (condition.kind === 'not' && condition.of.kind === 'matches') return `NOT ${matchExpression(condition.of.expression)}`
  return null
}

const newestSql = ({ conditions }: Matching) =>
  `select search_terms.rowid as pid from search_terms where search_terms match ? ${conditions.sql}
   order by search_terms.rowid desc limit ?`

const newestOf = (reader: ReadConnection, found: Matching, limit: number) =>
  reader.all<{ pid: number }>(newestSql(found), [found.written, ...found.conditions.values, limit])

function countOf(reader: ReadConnection, { written, conditions }: Matching): number {
  const sql = `select count(*) as n from search_terms where search_terms match ? ${conditions.sql}`
  return reader.get<{ n: number }>(sql, [written, ...conditions.values])?.n ?? 0
}

/** So many are kept. */
const MAX_TOTALS = 50

/** How many papers match what was asked for last: a search wants to know next. */
function createTotals(reader: ReadConnection) {
  const kept = new Map<string, number>()
  const keyOf = ({ written, conditions }: Matching) => {
    const reached = reader.get<{ reached: number }>('select reached from search_state')?.reached
    return JSON.stringify([reached, written, conditions])
  }
  return {
    keep(found: Matching, papers: number): void {
      if (kept.size >= MAX_TOTALS) kept.clear()
      kept.set(keyOf(found), papers)
    },
    of: (found: Matching) => kept.get(keyOf(found)),
  }
}

/** To count very many takes as long as to find them: their number follows from the newest. */
function aboutSoMany({ newest, oldest }: Chosen, papers: number): number {
  const about = (newest * papers) / Math.max(1, papers - oldest + 1)
  return Math.max(newest, Math.round(about / 1_000) * 1_000)
}

function scored(reader: ReadConnection, written: string, { sql, values }: Sql, limit: number): IndexMatch[] {
  return reader.all<IndexMatch>(
    `select search_terms.rowid as pid, -bm25(search_terms, ${WEIGHTS}) as score from search_terms
     where search_terms match ? ${sql} order by score desc, search_terms.rowid desc limit ?`,
    [written, ...values, limit],
  )
}

/** Whether few papers may match: one of several is found in most of them. */
const isSelective = ({ kind }: Expression) => kind !== 'any' && kind !== 'prefix'

/** Papers that are to be scored. */
interface Chosen {
  readonly papers: number
  /** Whether all that match are among them; else so many of the newest are, down to `oldest`. */
  readonly isAll: boolean
  readonly newest: number
  readonly oldest: number
  readonly first: number
  readonly last: number
  /** As JSON: they are handed back to SQLite. */
  readonly pids: string
}

type Listed = Pick<Chosen, 'papers' | 'first' | 'last' | 'pids'>

const LISTED = 'count(*) as papers, min(pid) as first, max(pid) as last, json_group_array(pid) as pids'
const NONE_LISTED: Listed = { papers: 0, first: 0, last: 0, pids: '[]' }

/** All that match, or where there are more than `most`, the newest of them and `others`. */
function choose(reader: ReadConnection, found: Matching, most: number, others: Sql | null): Chosen {
  const { written, conditions } = found
  const sql = `select ${LISTED} from (${newestSql(found)})`
  const listed = reader.get<Listed>(sql, [written, ...conditions.values, most + 1]) ?? NONE_LISTED
  if (listed.papers <= most) return { ...listed, newest: listed.papers, oldest: listed.first, isAll: true }
  // The oldest only says that there are more.
  const first = listed.first + 1
  const known = { newest: most, oldest: first, isAll: false }
  if (others === null) return { ...listed, papers: most, first, ...known }
  const more = `select value as pid from json_each(?) where value >= ? union ${others.sql}`
  return {
    ...(reader.get<Listed>(`select ${LISTED} from (${more})`, [listed.pids, first, ...others.values]) ?? NONE_LISTED),
    ...known,
  }
}

/** The plus keeps the planner from asking the index for each row; the range lets it skip the rest. */
const amongSql = ({ first, last, pids }: Chosen): Sql => ({
  sql: `and search_terms.rowid between ? and ? and +search_terms.rowid in (select value from json_each(?))`,
  values: [first, last, pids],
})

const titlesBeginning = ({ titleBeginnings }: ScoringLimit): Sql => ({
  sql: `select pid from (select rowid as pid from search_titles where search_titles match ? order by rowid desc limit ?)`,
  values: [titleBeginnings.map(prefixOf).join(' AND '), MAX_TITLE_MATCHES],
})

const matchesInTitles = (expression: Expression): Sql => ({
  sql: `select pid from (select rowid as pid from search_terms where search_terms match ? order by rowid desc limit ?)`,
  values: [matchExpression({ kind: 'in', columns: TITLE_COLUMNS, of: expression }), MAX_TITLED_SCORED],
})

const NOTHING: Sql = { sql: '', values: [] }

function conditionsOf(reader: ReadConnection, expression: Expression, where: readonly Condition[], isShort: boolean): Sql {
  const range = rangeOfDays(reader, where)
  const conditions = conditionsSql(where, subjectOf(reader, expression, where, isShort))
  return { sql: `${range.sql} ${conditions.sql}`, values: [...range.values, ...conditions.values] }
}

/** More papers than these are not looked through for the first and the last of them. */
const MAX_PAPERS_OF_DAYS = 30_000

/**
 * Papers come in about the order of their days, so that those of a month have numbers near each other:
 * the index then need not be read from end to end.
 */
function rangeOfDays(reader: ReadConnection, where: readonly Condition[]): Sql {
  const days = where.find((condition) => condition.kind === 'date')
  if (days === undefined) return NOTHING
  const { sql, values } = rowSql(days)
  const found = reader.get<{ n: number; first: number | null; last: number | null }>(
    `select count(*) as n, min(pid) as first, max(pid) as last from (select p.pid from papers p where ${sql} limit ?)`,
    [...values, MAX_PAPERS_OF_DAYS + 1],
  )
  if (found === undefined || found.first === null || found.last === null || found.n > MAX_PAPERS_OF_DAYS) return NOTHING
  return { sql: 'and search_terms.rowid between ? and ?', values: [found.first, found.last] }
}

/** To list fewer papers than this takes less time than to look up some hundred. */
const MAX_PAPERS_LISTED = 5_000
const MAX_MATCHES_LOOKED_UP = 2_000

/**
 * How the rows of papers are best asked. `isShort`: the first few of the matches end the query, so
 * that only a condition that few papers meet lets it go on for long.
 */
function subjectOf(reader: ReadConnection, expression: Expression, where: readonly Condition[], isShort: boolean): Subject {
  const onRow = where.filter(isOnRow).map(rowSql)
  if (onRow.length === 0) return 'matches'
  const isMoreThan = (most: number, from: string, values: Sql['values']) => {
    const sql = `select count(*) as n from (select 1 from ${from} limit ?)`
    return (reader.get<{ n: number }>(sql, [...values, most + 1])?.n ?? 0) > most
  }
  const papers = `papers p where ${onRow.map(({ sql }) => sql).join(' and ')}`
  const isBroad = isMoreThan(
    MAX_PAPERS_LISTED,
    papers,
    onRow.flatMap(({ values }) => values),
  )
  if (!isBroad) return 'many matches'
  const isManyMatched = () =>
    isMoreThan(MAX_MATCHES_LOOKED_UP, 'search_terms where search_terms match ?', [matchExpression(expression)])
  return isShort || !isManyMatched() ? 'matches' : 'many matches'
}
