// A condition admits the same papers however it is asked: of rows of papers, of what a search has
// matched, and of very many matches.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import type { Condition, Expression, SearchIndex } from '../../src/search/search-index.ts'
import { conditionsSql, type Subject } from '../../src/search/sqlite/conditions.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'

/** More than may be listed or looked up whatever the matches. */
const PAPERS = 6_000
const pids = Array.from({ length: PAPERS }, (_, at) => at + 1)
const dayOf = (pid: number) => `2021-0${1 + (pid % 9)}-01`
const isRare = (pid: number) => pid % 1_000 === 0
const common: Expression = { kind: 'term', term: 'graph' }
const rare: Expression = { kind: 'term', term: 'quokka' }

let database: SqliteDatabase
let index: SearchIndex

beforeAll(async () => {
  database = await openSqlite(':memory:')
  const opened = openIndex(database).index
  database.writer.exec('pragma foreign_keys = off; begin')
  const others = { titleZh: '', people: '', abstractZh: '' }
  opened.put(pids.map((pid) => ({ ...others, pid, title: 'graph', titleWords: 'graph', abstract: isRare(pid) ? 'quokka' : '' })))
  opened.putNames(
    pids.map((pid) => ({
      pid,
      authors: [{ name: pid % 2 ? 'Y Wang' : 'J Li', surname: pid % 2 ? 'wang' : 'li', given: pid % 2 ? 'y' : 'j' }],
      affiliations: [],
    })),
  )
  for (const pid of pids)
    database.writer.run(
      `insert into papers (pid, id, digest_id, position, section, starred, date, content, retracted, changed)
       values (?, ?, 1, 1, ?, ?, ?, '{}', 0, ?)`,
      [pid, `p${pid}`, pid % 3 ? 'featured' : 'brief', pid % 5 ? 0 : 1, dayOf(pid), pid],
    )
  for (const pid of pids)
    database.writer.run('insert into paper_categories (pid, category) values (?, ?)', [pid, pid % 4 ? 'CV' : 'CL'])
  database.writer.exec('commit')
  index = opened
})
afterAll(() => database.close())

const date = (from: string, to: string): Condition => ({ kind: 'date', from, to })
const CASES: readonly (readonly [string, readonly Condition[], (pid: number) => boolean])[] = [
  ['a month', [date('2021-02-01', '2021-02-28')], (pid) => dayOf(pid) === '2021-02-01'],
  ['nearly the whole year', [date('2021-02-01', '2021-12-31')], (pid) => dayOf(pid) >= '2021-02-01'],
  ['what is starred', [{ kind: 'starred', starred: true }], (pid) => pid % 5 === 0],
  [
    'a section of a month',
    [date('2021-03-01', '2021-03-01'), { kind: 'section', section: 'brief' }],
    (pid) => pid % 9 === 2 && pid % 3 === 0,
  ],
  ['a category', [{ kind: 'category', codes: ['CL'] }], (pid) => pid % 4 === 0],
  ['an author', [{ kind: 'author', names: [{ surname: 'wang', given: 'y' }] }], (pid) => pid % 2 === 1],
  ['all but a month', [{ kind: 'not', of: date('2021-02-01', '2021-02-28') }], (pid) => dayOf(pid) !== '2021-02-01'],
  [
    'a month or what is starred, of an author',
    [
      { kind: 'any', of: [date('2021-02-01', '2021-02-28'), { kind: 'starred', starred: true }] },
      { kind: 'author', names: [{ surname: 'li', given: null }] },
    ],
    (pid) => pid % 2 === 0 && (dayOf(pid) === '2021-02-01' || pid % 5 === 0),
  ],
]

describe.each(CASES)('%s', (_, where, isMet) => {
  const met = pids.filter(isMet)

  it('is counted among very many matches and among few', () => {
    expect(index.count(common, where)).toBe(met.length)
    expect(index.count(rare, where)).toBe(met.filter(isRare).length)
  })

  it('lets the newest through that meet it', () => {
    const found = index.match(common, { where, limit: 3, order: 'newest' })
    expect(found.map(({ pid }) => pid)).toEqual(met.slice(-3).reverse())
  })

  it('lets through the best of what meets it, and nothing else', () => {
    const found = index.match(rare, { where, limit: PAPERS, order: 'best' })
    expect(found.map(({ pid }) => pid).sort((a, b) => a - b)).toEqual(met.filter(isRare))
  })

  it.each<Subject>(['matches', 'many matches'])('is the same asked of %s', (subject) => {
    const { sql, values } = conditionsSql(where, subject)
    const rows = database.reader.all<{ pid: number }>(
      `select search_terms.rowid as pid from search_terms where search_terms match '"graph"' ${sql} order by search_terms.rowid`,
      values,
    )
    expect(rows.map(({ pid }) => pid)).toEqual(met)
  })
})
