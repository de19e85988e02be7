import { afterAll, beforeAll, expect, test } from 'vitest'
import { openSqlite, type SqliteDatabase } from '../../src/database/sqlite/open-sqlite.ts'
import type { Expression, IndexEntry, WritableSearchIndex } from '../../src/search/search-index.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'

let database: SqliteDatabase
let index: WritableSearchIndex

const entry = (pid: number, title: string): IndexEntry => ({
  pid,
  title,
  titleZh: '',
  people: '',
  abstract: 'graph',
  abstractZh: '',
  titleWords: title,
})

beforeAll(async () => {
  database = await openSqlite(':memory:')
  index = openIndex(database).index
  const titles = ['graph', 'one', 'two', 'three', 'four', 'five']
  database.writer.exec('pragma foreign_keys = off')
  index.put(titles.map((title, at) => entry(at + 1, title)))
  const inTitle = { papers: 1, inTitle: true }
  index.countWords(new Map(titles.map((title) => [title, { term: title, ...inTitle }])), 3)
})
afterAll(() => database.close())

const graph: Expression = { kind: 'term', term: 'graph' }
const everything = { where: [], limit: 10, order: 'best' } as const
const pidsOf = (newest: number) =>
  index
    .match(graph, { ...everything, scoringLimit: { newest, titleBeginnings: ['graph'] } })
    .map(({ pid }) => pid)
    .sort()

test('of very many matches the newest are scored, and an older one that has the words in its title', () => {
  expect(pidsOf(2)).toEqual([1, 5, 6])
})

test('as many matches as may be scored are all scored', () => {
  expect(pidsOf(6)).toEqual([1, 2, 3, 4, 5, 6])
})

test('with a condition all that meet it are scored, however old', async () => {
  const days = [1, 2, 3, 4, 5, 6].map((pid) => ({ pid, date: `2021-07-0${pid}` }))
  for (const { pid, date } of days)
    database.writer.run(
      `insert into papers (pid, id, digest_id, position, section, starred, date, content, retracted, changed)
       values (?, ?, 1, 1, 'featured', 0, ?, '{}', 0, ?)`,
      [pid, `p${pid}`, date, pid],
    )
  const where = [{ kind: 'date', from: '2021-07-01', to: '2021-07-02' }] as const
  const found = index.match(graph, { ...everything, where, scoringLimit: { newest: 2, titleBeginnings: ['five'] } })
  expect(found.map(({ pid }) => pid).sort()).toEqual([1, 2])
})

test('a paper with the words in its title is the best, scored among few or all', () => {
  expect(index.match(graph, everything)[0]?.pid).toBe(1)
  expect(index.match(graph, { ...everything, scoringLimit: { newest: 2, titleBeginnings: ['graph'] } })[0]?.pid).toBe(1)
})

test('an entry that is put again counts once as a paper', () => {
  index.put([entry(6, 'five')])
  expect(index.size()).toBe(6)
  expect(index.frequency('graph')).toBe(6)
})

test('words of titles are known spellings at once', () => {
  expect(index.spellings('thre').map(({ word }) => word)).toEqual(['three'])
})
