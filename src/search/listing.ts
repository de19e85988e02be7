// Lists that need no text search: papers of an author, of an institution; counts.

import type { Archive, ArchivedPaper, Counts } from '../archive/archive.ts'
import { papersOfPids } from '../archive/reading.ts'
import type { Database } from '../database/database.ts'
import { conditionsOfFilters, createNames } from './ranking/conditions.ts'
import type { Condition, SearchIndex } from './search-index.ts'
import { nameWritten } from './sqlite/search-index.ts'

const DEFAULT_LIMIT = 10
/** Rows of papers are wide: for more of them than this, an index that holds what is counted is read from end to end instead. */
const FEW = 500

export type Listing = Pick<Archive, 'byAuthor' | 'byAffiliation' | 'counts'>

interface Page {
  readonly limit?: number
  readonly offset?: number
}

export function createListing(parts: { database: Database; index: SearchIndex; before: () => Promise<void> }): Listing {
  const { database, index } = parts
  const meant = createNames(index)
  const list = async (condition: Condition, { limit = DEFAULT_LIMIT, offset = 0 }: Page = {}) => {
    await parts.before()
    const rows = rowsOf(condition)
    const { total, counts, pids } =
      rows === null ? listedByIndex(index, condition, limit, offset) : listedByRows(database, rows, limit, offset)
    const papers: readonly ArchivedPaper[] = papersOfPids(database, pids)
    return { total, papers, counts }
  }
  return {
    byAuthor: (name, options) => list(meant.author(name), options),
    byAffiliation: (name, options) => list({ kind: 'affiliation', keys: meant.affiliationKeys(name) }, options),
    async counts(filters = {}): Promise<Counts> {
      await parts.before()
      return index.counts(conditionsOfFilters(filters, meant))
    },
  }
}

interface Listed {
  readonly total: number
  readonly counts: Counts
  readonly pids: readonly number[]
}

const listedByIndex = (index: SearchIndex, condition: Condition, limit: number, offset: number): Listed => ({
  total: index.countListed([condition]),
  counts: index.counts([condition]),
  pids: index.list([condition], limit, offset),
})

/** Rows of a narrow table that name the papers meant; a paper may have several. */
interface Rows {
  readonly sql: string
  readonly values: readonly (string | number)[]
}

function rowsOf(condition: Condition): Rows | null {
  switch (condition.kind) {
    case 'author': {
      const names = condition.names.map(nameWritten)
      const meant = names.map(([sql]) => `(${sql})`).join(' or ')
      return { sql: `select pid from paper_authors where ${meant}`, values: names.flatMap(([, values]) => values) }
    }
    case 'affiliation': {
      const marks = condition.keys.map(() => '?').join(', ')
      return { sql: `select pid from paper_affiliations where key in (${marks})`, values: condition.keys }
    }
    default:
      return null
  }
}

function listedByRows({ reader }: Database, { sql, values }: Rows, limit: number, offset: number): Listed {
  const many = (reader.get<{ n: number }>(`select count(*) as n from (${sql} limit ?)`, [...values, FEW + 1])?.n ?? 0) > FEW
  const papers = `papers p ${many ? 'indexed by papers_by_date' : ''} where p.retracted = 0 and p.pid in (${sql})`
  const months = reader.all<{ name: string | null; n: number }>(
    `select substr(p.date, 1, 7) as name, count(*) as n from ${papers} group by name`,
    values,
  )
  const categories = reader.all<{ name: string; n: number }>(
    `select category as name, count(*) as n from paper_categories where ${many ? '+' : ''}pid in (${sql})
     and pid not in (select pid from papers where retracted > 0) group by category`,
    values,
  )
  const pids = reader.all<{ pid: number }>(`select p.pid from ${papers} order by p.date desc, p.pid desc limit ? offset ?`, [
    ...values,
    limit,
    offset,
  ])
  return {
    total: months.reduce((sum, { n }) => sum + n, 0),
    counts: {
      byCategory: Object.fromEntries(categories.map(({ name, n }) => [name, n])),
      byMonth: Object.fromEntries(months.flatMap(({ name, n }) => (name === null ? [] : [[name, n]]))),
    },
    pids: pids.map(({ pid }) => pid),
  }
}
