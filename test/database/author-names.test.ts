// Names of authors that fit what is typed, with the papers of each.
import { expect, it, onTestFinished } from 'vitest'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import type { PersonName } from '../../src/names/people.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'

const AUTHORS = [
  ['Y Zhang', 'zhang', 'y'],
  ['Y Zhang', 'zhang', 'y'],
  ['Yong Zhang', 'zhang', 'yong'],
  ['Yonghui Zhang', 'zhang', 'yonghui'],
  ['Yu Zhang', 'zhang', 'yu'],
  ['M Zhang', 'zhang', 'm'],
  ['Y Zhangsun', 'zhangsun', 'y'],
  ['Yong Zhangzhu', 'zhangzhu', 'yong'],
  ['M Zhangzhu', 'zhangzhu', 'm'],
  ['Y Zhao', 'zhao', 'y'],
  ['K Müller', 'muller', 'k'],
  ['K Muller', 'muller', 'k'],
] as const

async function namesLike(person: PersonName): Promise<string[]> {
  const database = await openSqlite(':memory:')
  onTestFinished(database.close)
  const { index } = openIndex(database)
  index.putNames(
    AUTHORS.map(([name, surname, given], at) => ({ pid: at + 1, authors: [{ name, surname, given }], affiliations: [] })),
  )
  const found = index.authorsLike(person)
  return found.map(({ name, papers }) => (papers === 1 ? name : `${name} × ${papers}`)).sort()
}

it('an initial fits every name that begins with it, of the surname and of those that go on', async () => {
  const ofSurname = ['Y Zhang × 2', 'Yong Zhang', 'Yonghui Zhang', 'Yu Zhang']
  expect(await namesLike({ surname: 'zhang', given: 'y' })).toEqual(
    [ofSurname[0], 'Y Zhangsun', ...ofSurname.slice(1), 'Yong Zhangzhu'].sort(),
  )
})

it('a given name fits its initial and what begins with it', async () => {
  expect(await namesLike({ surname: 'zhang', given: 'yong' })).toEqual(
    ['Y Zhang × 2', 'Y Zhangsun', 'Yong Zhang', 'Yong Zhangzhu', 'Yonghui Zhang'].sort(),
  )
})

it('one letter of a surname goes with a given name as it was typed alone', async () => {
  expect(await namesLike({ surname: 'z', given: 'yong' })).toEqual(['Yong Zhang', 'Yong Zhangzhu', 'Yonghui Zhang'])
})

it('a surname alone fits all of it and of those that go on', async () => {
  expect(await namesLike({ surname: 'zhangz', given: null })).toEqual(['M Zhangzhu', 'Yong Zhangzhu'])
})

it('with an umlaut typed only what is printed with one', async () => {
  expect(await namesLike({ surname: 'muller', given: 'k', hasUmlaut: true })).toEqual(['K Müller'])
})
