// Finds papers by their terms.
import type { ReadConnection } from '../../database/sqlite/connection.ts'
import type { Condition, Expression, IndexMatch, MatchOptions, ScoringLimit, SearchIndex } from '../search-index.ts'
import { conditionsSql, firstAfter, isOnRow, rowSql, type Sql, type Subject } from './conditions.ts'
import { matchExpression, prefixOf, quoted } from './match-expression.ts'

/**
 * Of the columns in their order: a match in a title outweighs any number in the abstracts; measured
 * by the evaluation.
 */
const WEIGHTS = '1.0, 1.0, 16.0, 8.0, 3.0'
const MAX_TITLE_MATCHES = 1_500

export function createMatchReader(
  reader: ReadConnection,
): Pick<SearchIndex, 'match' | 'count' | 'frequency' | 'pairsBeginning' | 'wordFrequency' | 'titles'> {
  return {
    match(expression, options) {
      const { where, limit, order, scoringLimit } = options
      const few = order === 'best' && isSelective(expression) ? soleMatch(reader, expression, options) : null
      if (few) return few
      const conditions = conditionsOf(reader, expression, where, order === 'newest')
      const scored = scoringLimit && where.length === 0 ? scoredSql(reader, expression, scoringLimit) : NOTHING
      const score = order === 'best' ? `-bm25(search_terms, ${WEIGHTS})` : '0.0'
      const sorting = order === 'best' ? 'score desc, search_terms.rowid desc' : 'search_terms.rowid desc'
      return reader.all<IndexMatch>(
        `select search_terms.rowid as pid, ${score} as score from search_terms
         where search_terms match ? ${scored.sql} ${conditions.sql} order by ${sorting} limit ?`,
        [matchExpression(expression), ...scored.values, ...conditions.values, limit],
      )
    },
    count(expression, where) {
      const conditions = conditionsOf(reader, expression, where, false)
      const sql = `select count(*) as n from search_terms where search_terms match ? ${conditions.sql}`
      return reader.get<{ n: number }>(sql, [matchExpression(expression), ...conditions.values])?.n ?? 0
    },
    wordFrequency(term) {
      return reader.get<{ n: number | null }>('select sum(papers) as n from search_words where term = ?', [term])?.n ?? 0
    },
    frequency(term) {
      return reader.get<{ doc: number }>('select doc from search_terms_vocabulary where term = ?', [term])?.doc ?? 0
    },
    pairsBeginning(character, limit) {
      return reader.all<{ term: string; papers: number }>(
        `select term, doc as papers from search_terms_vocabulary where term >= ? and term < ?
         order by doc desc limit ?`,
        [character, firstAfter(character), limit],
      )
    },
    titles(words, prefix, limit) {
      if (words.length === 0 && prefix === null) return []
      const expression = [...words.map(quoted), ...(prefix === null ? [] : [prefixOf(prefix)])].join(' AND ')
      const sql = 'select rowid as pid from search_titles where search_titles match ? order by rowid desc limit ?'
      return reader.all<{ pid: number }>(sql, [expression, limit]).map(({ pid }) => pid)
    },
  }
}

/** Whether few papers may match: one of several is found in most of them. */
const isSelective = ({ kind }: Expression) => kind !== 'any' && kind !== 'prefix'

/**
 * Where one paper matches, or none, there is nothing to order: BM25 would first count the papers of
 * every term. Null where there are more.
 */
function soleMatch(reader: ReadConnection, expression: Expression, { where, limit }: MatchOptions): IndexMatch[] | null {
  const conditions = conditionsOf(reader, expression, where, true)
  const found = reader.all<{ pid: number }>(
    `select search_terms.rowid as pid from search_terms
     where search_terms match ? ${conditions.sql} limit 2`,
    [matchExpression(expression), ...conditions.values],
  )
  return found.length > 1 ? null : found.slice(0, limit).map(({ pid }) => ({ pid, score: 1 }))
}

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

/**
 * Nothing where no more papers match than are to be scored. The plus keeps the planner from asking
 * the index for each row.
 */
function scoredSql(reader: ReadConnection, expression: Expression, { newest, titleBeginnings }: ScoringLimit): Sql {
  const sql = 'select rowid as pid from search_terms where search_terms match ? order by rowid desc limit 1 offset ?'
  const oldest = reader.get<{ pid: number }>(sql, [matchExpression(expression), newest])
  if (!oldest) return NOTHING
  const inTitles = 'select rowid from search_titles where search_titles match ? order by rowid desc limit ?'
  return {
    sql: `and (+search_terms.rowid > ? or +search_terms.rowid in (${inTitles}))`,
    values: [oldest.pid, titleBeginnings.map(prefixOf).join(' AND '), MAX_TITLE_MATCHES],
  }
}
