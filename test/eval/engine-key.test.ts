// When an engine must be asked again: an earlier run is good as long as nothing it depends on changed.
import { expect, it } from 'vitest'
import { engineKey, hashAsked, sourcesOf } from './engine-key.ts'
import type { Row } from './engines/engine.ts'
import type { Query } from './query-sets.ts'

const row: Row = {
  id: '2401.00001',
  title: 'Kettles',
  titleZh: '水壶',
  authors: 'J Doe',
  abstractEn: 'Of tea.',
  abstractZh: '茶。',
}
const query: Query = { set: 'mixed', text: 'kettles', answers: [row.id] }
async function* rowsOf(...rows: readonly Row[]) {
  yield* rows
}

it('an engine with our terms depends on all that makes terms, and on no part of the search', () => {
  const sources = sourcesOf('minisearch-terms')
  for (const source of ['minisearch', 'stemmer', 'test/eval/engines/steps.ts', 'src/text/word.ts', 'src/text/traditional.ts'])
    expect(sources).toContain(source)
  expect(sources.filter((source) => source.startsWith('src/search'))).toEqual([])
})

it('an engine with its own terms does not depend on ours', () => {
  for (const id of ['minisearch', 'flexsearch', 'fts5-trigram'])
    expect(sourcesOf(id).filter((source) => source.startsWith('src/'))).toEqual([])
})

it('other papers, queries or engines have other keys', async () => {
  const asked = await hashAsked({ rows: rowsOf(row), queries: [query] })
  const others = [
    await hashAsked({ rows: rowsOf({ ...row, abstractEn: 'Of coffee.' }), queries: [query] }),
    await hashAsked({ rows: rowsOf(row), queries: [{ ...query, answers: [] }] }),
  ]
  const keys = [asked, ...others].map((one) => engineKey('minisearch', one))
  expect(new Set([...keys, engineKey('minisearch-terms', asked)]).size).toBe(4)
  expect(engineKey('minisearch', await hashAsked({ rows: rowsOf(row), queries: [query] }))).toBe(keys[0])
})
