// Lists and counts of papers that need no text search.
import type { ReadConnection } from '../../database/sqlite/connection.ts'
import type { Condition, ListedPapers, PageRange, SearchIndex } from '../search-index.ts'
import { conditionsSql, pidsByNameSql, type Sql } from './conditions.ts'

/**
 * Rows of papers are wide: for more of them than this, an index that holds what is counted is read
 * from end to end instead.
 */
const MAX_ROWS_LOOKED_UP = 500

type ListReader = Pick<SearchIndex, 'list' | 'countListed' | 'counts' | 'listWithCounts'>

interface NamedCount {
  readonly name: string
  readonly n: number
}

export function createListReader(reader: ReadConnection): ListReader {
  const lists: Omit<ListReader, 'listWithCounts'> = {
    list(where, { limit, offset }) {
      const { sql, values } = conditionsSql(where)
      const pids = `select pid from papers p where retracted = 0 ${sql} order by date desc, pid desc limit ? offset ?`
      return reader.all<{ pid: number }>(pids, [...values, limit, offset]).map(({ pid }) => pid)
    },
    countListed(where) {
      const { sql, values } = conditionsSql(where)
      return reader.get<{ n: number }>(`select count(*) as n from papers p where retracted = 0 ${sql}`, values)?.n ?? 0
    },
    counts(where) {
      const { sql, values } = conditionsSql(where)
      const grouped = (query: string) => byName(reader.all<NamedCount>(query, values))
      const papers = `select pid from papers p where retracted = 0 ${sql}`
      // Nearly every paper is among those that count, so without conditions the few others are
      // looked up.
      const which = where.length === 0 ? 'not in (select pid from papers where retracted > 0)' : `in (${papers})`
      return {
        byCategory: grouped(`select category as name, count(*) as n from paper_categories where pid ${which} group by category`),
        byMonth: grouped(
          `select substr(date, 1, 7) as name, count(*) as n from papers p where retracted = 0 and date is not null ${sql} group by name`,
        ),
      }
    },
  }
  return {
    ...lists,
    listWithCounts(condition, range) {
      if (condition.kind === 'author' || condition.kind === 'affiliation')
        return listByName(reader, pidsByNameSql(condition), range)
      const where: readonly Condition[] = [condition]
      return { total: lists.countListed(where), counts: lists.counts(where), pids: lists.list(where, range) }
    },
  }
}

const byName = (rows: readonly NamedCount[]) => Object.fromEntries(rows.map(({ name, n }) => [name, n]))

function listByName(reader: ReadConnection, { sql, values }: Sql, { limit, offset }: PageRange): ListedPapers {
  const counted = reader.get<{ n: number }>(`select count(*) as n from (${sql} limit ?)`, [...values, MAX_ROWS_LOOKED_UP + 1])
  const isMany = (counted?.n ?? 0) > MAX_ROWS_LOOKED_UP
  const papers = `papers p ${isMany ? 'indexed by papers_by_date' : ''} where p.retracted = 0 and p.pid in (${sql})`
  const months = reader.all<{ name: string | null; n: number }>(
    `select substr(p.date, 1, 7) as name, count(*) as n from ${papers} group by name`,
    values,
  )
  const categories = reader.all<NamedCount>(
    `select category as name, count(*) as n from paper_categories where ${isMany ? '+' : ''}pid in (${sql})
     and pid not in (select pid from papers where retracted > 0) group by category`,
    values,
  )
  const page = `select p.pid from ${papers} order by p.date desc, p.pid desc limit ? offset ?`
  return {
    total: months.reduce((sum, { n }) => sum + n, 0),
    counts: {
      byCategory: byName(categories),
      byMonth: byName(months.flatMap(({ name, n }) => (name === null ? [] : [{ name, n }]))),
    },
    pids: reader.all<{ pid: number }>(page, [...values, limit, offset]).map(({ pid }) => pid),
  }
}
