// An index whose papers have numbers as in an archive of hundreds of thousands: there only so much
// is read for a question.
import { beforeAll, describe, expect, it } from 'vitest'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import type { Expression, IndexEntry, SearchIndex } from '../../src/search/search-index.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'

const FIRST = 300_000
const PAPERS = 25_000
/** Every paper has "model"; every fifth "video", every thousandth "volcano". */
const entryOf = (at: number): IndexEntry => ({
  pid: FIRST + at,
  title: at === 7 ? 'model of volcano' : 'paper',
  titleZh: '',
  people: '',
  abstract: `model ${at % 5 === 0 ? 'video' : ''} ${at % 1_000 === 7 ? 'volcano' : ''} number${at}`,
  abstractZh: at === 12_345 ? '扩散 散模 模型' : '扩展 展模 模型',
  titleWords: at === 7 ? 'model of volcano' : 'paper',
})
const term = (text: string): Expression => ({ kind: 'term', term: text })
const all = (...texts: string[]): Expression => ({ kind: 'all', of: texts.map(term) })
const best = { where: [], limit: 5, order: 'best' } as const

let index: SearchIndex
beforeAll(async () => {
  const opened = openIndex(await openSqlite(':memory:'))
  const writable = opened.index
  await writable.transaction(async () => writable.put(Array.from({ length: PAPERS }, (_, at) => entryOf(at))))
  index = writable
})

describe('a large index', () => {
  it('finds the only paper that has all, however old', () => {
    expect(index.match(all('model', 'number3'), best).map(({ pid }) => pid)).toEqual([FIRST + 3])
    expect(index.match({ kind: 'phrase', terms: ['扩散', '散模', '模型'], unfinished: false }, best)).toEqual([
      { pid: FIRST + 12_345, score: 1 },
    ])
  })

  it('puts what has a word in its title first, though thousands that match are newer', () => {
    const [first, ...others] = index.match(term('model'), best)
    expect(first?.pid).toBe(FIRST + 7)
    expect(others).toHaveLength(4)
  })

  it('says about how many match where they are too many to be counted, and else how many', () => {
    const [many, few] = [term('model'), all('model', 'volcano')]
    for (const one of [many, few]) index.match(one, best)
    expect(index.count(many, []) % 1_000).toBe(0)
    expect(index.count(few, [])).toBe(25)
  })

  it('knows how many papers have a rare term, and about how many a common one', () => {
    expect(index.frequency('volcano')).toBe(25)
    expect(index.frequency('video') / (FIRST + PAPERS)).toBeCloseTo(0.2, 1)
    expect(index.share(term('video'))).toBeCloseTo((PAPERS / 50_000) * 0.2, 2)
  })

  it('finds a long text by its rarest words, which are few papers together', () => {
    expect(index.match(all('model', 'video', 'volcano', 'number7', 'lava', 'the', 'of'), best)).toEqual([])
    const text = all('model', 'video', 'paper', 'model', 'video', 'paper', 'number10')
    expect(index.match(text, best).map(({ pid }) => pid)).toEqual([FIRST + 10])
  })

  it('leaves out what must not be there without listing all that has it', () => {
    const where = [{ kind: 'not', of: { kind: 'matches', expression: term('video') } }] as const
    const found = index.match(all('model', 'volcano'), { ...best, where, limit: 50 })
    expect(found).toHaveLength(25)
    expect(index.match(all('model', 'number10'), { ...best, where })).toEqual([])
    expect(index.count(term('model'), where)).toBe((PAPERS / 5) * 4)
  })

  it('takes the pairs that begin with a character from titles', () => {
    expect(index.pairsBeginning('扩')).toEqual([])
  })
})
