// Finds papers by their terms.
import type { ReadConnection } from '../../database/sqlite/connection.ts'
import type { Expression, IndexMatch, ScoringLimit, SearchIndex } from '../search-index.ts'
import { conditionsSql, firstAfter, type Sql } from './conditions.ts'
import { matchExpression, prefixOf, quoted } from './match-expression.ts'

/** A match in a title outweighs any number in the abstracts; measured by the evaluation. */
const WEIGHTS = '16.0, 8.0, 3.0, 1.0, 1.0'
const MAX_TITLE_MATCHES = 1_500

export function createMatchReader(
  reader: ReadConnection,
): Pick<SearchIndex, 'match' | 'count' | 'frequency' | 'pairsBeginning' | 'wordFrequency' | 'titles'> {
  return {
    match(expression, { where, limit, order, scoringLimit }) {
      const conditions = conditionsSql(where)
      const scored = scoringLimit && where.length === 0 ? scoredSql(reader, expression, scoringLimit) : NOTHING
      const score = order === 'best' ? `-bm25(search_terms, ${WEIGHTS})` : '0.0'
      const sorting = order === 'best' ? 'score desc, search_terms.rowid desc' : 'search_terms.rowid desc'
      return reader.all<IndexMatch>(
        `select search_terms.rowid as pid, ${score} as score from search_terms ${joinOf(conditions)}
         where search_terms match ? ${scored.sql} ${conditions.sql} order by ${sorting} limit ?`,
        [matchExpression(expression), ...scored.values, ...conditions.values, limit],
      )
    },
    count(expression, where) {
      const conditions = conditionsSql(where)
      const sql = `select count(*) as n from search_terms ${joinOf(conditions)} where search_terms match ? ${conditions.sql}`
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

const NOTHING: Sql = { sql: '', values: [] }
const joinOf = ({ sql }: Sql) => (sql === '' ? '' : 'join papers p on p.pid = search_terms.rowid')

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
