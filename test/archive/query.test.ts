import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseQuery } from '../../src/search/query/parse.ts'
import { hostileQuery } from '../support/hostile-queries.ts'

const clauses = (typed: string) => parseQuery(typed).clauses
const alternatives = (typed: string) => clauses(typed).map(({ anyOf }) => anyOf)
const notes = (typed: string) => parseQuery(typed).notes.map(({ code, found, used }) => [code, found, used])

describe('the fields of a query', () => {
  it.each([
    ['author:jaegle', 'author', 'jaegle'],
    ['作者:何恺明', 'author', '何恺明'],
    ['作者：何恺明', 'author', '何恺明'],
    ['作者： "Kaiming He"', 'author', 'Kaiming He'],
    ['ＡＵＴＨＯＲ：jaegle', 'author', 'jaegle'],
    ['author:van der Maaten', 'author', 'van der Maaten'],
    ['affiliation:MIT', 'affiliation', 'MIT'],
    ['机构：清华大学', 'affiliation', '清华大学'],
    ['機構：清華大學', 'affiliation', '清華大學'],
    ['title:attention', 'title', 'attention'],
    ['标题：注意力', 'title', '注意力'],
    ['標題：“注意力机制”', 'title', '注意力机制'],
  ])('%s', (typed, kind, text) => {
    expect(alternatives(typed)).toMatchObject([[{ kind, text }]])
    expect(notes(typed)).toEqual([])
  })

  it.each([
    ['category:cs.CV', ['CV']],
    ['cat:cv', ['CV']],
    ['类别:视觉', ['CV']],
    ['类别：“计算机视觉”', ['CV']],
    ['分类：CV、CL', ['CV', 'CL']],
  ])('%s', (typed, codes) => {
    expect(alternatives(typed)).toEqual([[{ kind: 'category', codes }]])
  })

  it.each([
    ['from:2021-07', '2021-07-01', null],
    ['从：2021年7月', '2021-07-01', null],
    ['to:2021-02', null, '2021-02-28'],
    ['到：2020', null, '2020-12-31'],
    ['date:2021-07-10', '2021-07-10', '2021-07-10'],
    ['日期：2021年7月10日', '2021-07-10', '2021-07-10'],
    ['date:20210710', '2021-07-10', '2021-07-10'],
    ['date:2021-07..2021-08', '2021-07-01', '2021-08-31'],
  ])('%s', (typed, from, to) => {
    expect(alternatives(typed)).toEqual([[{ kind: 'date', from, to }]])
  })

  it('knows starred and featured papers in both languages', () => {
    expect(alternatives('is:starred is:featured')).toEqual([[{ kind: 'starred' }], [{ kind: 'section', section: 'featured' }]])
    expect(alternatives('是：星标 是：精选')).toEqual(alternatives('is:starred is:featured'))
  })
})

describe('operators', () => {
  it.each([
    '"scaling laws"',
    '“scaling laws”',
    '”scaling laws”',
    '"scaling laws”',
    '「scaling laws」',
    '『scaling laws』',
    '＂scaling laws＂',
  ])('takes %s for an exact phrase', (typed) => {
    expect(alternatives(typed)).toEqual([[{ kind: 'phrase', text: 'scaling laws' }]])
  })

  it('takes what follows a minus, or NOT, for unwanted', () => {
    for (const typed of ['-综述', '－综述', 'NOT 综述'])
      expect(clauses(typed)).toEqual([{ negative: true, anyOf: [{ kind: 'text', text: '综述', last: false }] }])
    expect(clauses('-"large language model" -author:li').map(({ negative }) => negative)).toEqual([true, true])
  })

  it('joins the two sides of OR', () => {
    for (const typed of ['gan OR 扩散模型 x', 'gan | 扩散模型 x', 'gan 或 扩散模型 x', 'gan 或者 扩散模型 x'])
      expect(alternatives(typed).map((anyOf) => anyOf.length)).toEqual([2, 1])
    expect(alternatives('author:li OR author:he')).toMatchObject([[{ text: 'li' }, { text: 'he' }]])
  })

  it('takes only the last word of what is typed for unfinished, and only while nothing follows it', () => {
    expect(alternatives('graph netw')).toMatchObject([[{ last: false }], [{ last: true }]])
    expect(alternatives('graph netw ')).toMatchObject([[{ last: false }], [{ last: false }]])
  })

  it('finds an arXiv number in whatever form it is pasted', () => {
    for (const typed of [
      '2107.00652',
      'arXiv:2107.00652v2',
      'https://arxiv.org/abs/2107.00652',
      'http://arxiv.org/pdf/2107.00652v1.pdf',
    ])
      expect(alternatives(typed)).toEqual([[{ kind: 'phrase', text: '2107.00652' }]])
    expect(notes('arXiv:2107.00652')).toEqual([])
  })
})

describe("what can't be understood", () => {
  it.each([
    ['"open end', 'unbalanced-quote', '"open end', 'open end'],
    ['date:someday', 'bad-date', 'date:someday', 'someday'],
    ['date:2021-02-30', 'bad-date', 'date:2021-02-30', '2021-02-30'],
    ['is:constructor', 'unknown-field', 'is:constructor', 'constructor'],
    ['foo:bar', 'unknown-field', 'foo', 'foo:bar'],
    ['graph OR', 'dangling-operator', 'OR', 'OR'],
    ['AND graph', 'dangling-operator', 'AND', 'AND'],
    ['graph NOT', 'dangling-operator', 'NOT', 'NOT'],
    ['graph OR -tree', 'dangling-operator', 'OR', 'OR'],
    ['title:', 'dangling-operator', 'title:', 'title'],
    ['作者：', 'dangling-operator', '作者：', '作者'],
  ])('%s is searched as words, and a note says so', (typed, code, found, used) => {
    expect(notes(typed)).toEqual([[code, found, used]])
    const words = clauses(typed).flatMap(({ anyOf }) => anyOf.map((one) => ('text' in one ? one.text : '')))
    expect(words.join(' ')).toContain(used)
  })

  it('cuts ten thousand characters and says so', () => {
    const { clauses: kept, notes: said } = parseQuery('graph '.repeat(2_000))
    expect(said).toMatchObject([{ code: 'query-cut' }])
    expect(kept.length).toBeGreaterThan(0)
    expect(kept.length).toBeLessThan(60)
  })

  it('leaves times, ratios and addresses alone', () => {
    for (const typed of ['10:30', '1:2', 'https://example.org/x', 'a/b']) expect(notes(typed)).toEqual([])
  })

  it('never throws, and every clause has something to look for', () => {
    fc.assert(
      fc.property(hostileQuery, (typed) => {
        for (const { anyOf } of parseQuery(typed).clauses) {
          expect(anyOf.length).toBeGreaterThan(0)
          for (const one of anyOf) expect(typeof one.kind).toBe('string')
        }
      }),
      { numRuns: 1_000 },
    )
  })
})
