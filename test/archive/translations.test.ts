// What a term is called in the other language, learned from papers that have it in both.
import { expect, it } from 'vitest'
import { createTranslator } from '../../src/search/ranking/translate.ts'
import { openIndex } from '../../src/search/sqlite/open-index.ts'
import { archiveOf, digest, paper, store } from '../contracts/archive-of.ts'
import { IN_A_FILE } from '../contracts/storages.ts'

const ANIMALS = 'ants bees fish birds wolves bats termites wasps locusts krill penguins hyenas'.split(' ')
const SAME = ['蚂蚁', '蜜蜂', '鱼类', '鸟类', '狼群', '蝙蝠', '白蚁', '黄蜂', '蝗虫', '磷虾', '企鹅', '鬣狗']
const foraging = (en: string, zh: string) =>
  ANIMALS.map((animal, at) =>
    paper(`${en} ${animal}`, {
      title: { en: `How ${animal} share food`, zh: `${SAME[at]}如何分享食物` },
      abstract: { en: `About ${en} among ${animal}, seen from above.`, zh: `从上方看${SAME[at]}的${zh}。` },
    }),
  )
const around = Array.from({ length: 120 }, (_, at) =>
  paper(`other${at}`, {
    title: { en: `Notes on subject ${at}`, zh: `关于题目${at}的笔记` },
    abstract: { en: `A note about subject ${at}.`, zh: `一篇关于题目${at}的笔记。` },
  }),
)

async function translating() {
  const { archive, database } = await archiveOf(IN_A_FILE)
  await store(archive, digest('2025-05-01', around))
  await archive.settled()
  const { index } = openIndex(database)
  return { archive, index, translator: createTranslator(index) }
}

it('are learned from a new digest, though the term was asked for before', async () => {
  const { archive, translator } = await translating()
  expect(translator.translate('群体觅食')).toEqual([])
  await store(archive, digest('2025-06-01', foraging('swarm foraging', '群体觅食')))
  await archive.settled()
  expect(translator.translate('群体觅食')[0]).toContain('swarm foraging')
})

it('are kept while no newer paper has the term, and asked of the index no more than that', async () => {
  const { archive, index } = await translating()
  await store(archive, digest('2025-06-01', foraging('swarm foraging', '群体觅食')))
  await archive.settled()
  let read = 0
  const texts: typeof index.texts = (pids) => {
    read++
    return index.texts(pids)
  }
  const translator = createTranslator({ ...index, texts })
  const known = translator.translate('群体觅食')
  await store(archive, digest('2025-06-02', [paper('unrelated', { title: { en: 'Kettles', zh: '水壶' } })]))
  await archive.settled()
  expect(translator.translate('群体觅食')).toEqual(known)
  expect(read).toBe(1)
})

it('are forgotten with the index', async () => {
  const { archive, index, translator } = await translating()
  await store(archive, digest('2025-06-01', foraging('swarm foraging', '群体觅食')))
  await archive.settled()
  expect(translator.translate('群体觅食')).not.toEqual([])
  await index.transaction(async () => index.recreate())
  expect(translator.translate('群体觅食')).toEqual([])
})

it('are learned for a few terms in one search, and for the next in the search after it', async () => {
  const { archive, translator } = await translating()
  await store(archive, digest('2025-06-01', foraging('swarm foraging', '群体觅食')))
  await archive.settled()
  const one = translator.ofOneSearch()
  for (const term of ['题目', '笔记', '关于题目']) one.translate(term)
  expect(one.translate('群体觅食')).toEqual([])
  expect(translator.ofOneSearch().translate('群体觅食')).not.toEqual([])
})

it('are those that were learned last, in the index or for a search', async () => {
  const { archive, index, translator } = await translating()
  const terms = { term: '群体觅食', translations: [], newest: null, learnedAt: 1 }
  await index.transaction(async () => index.keepLearned([terms], 10))
  await store(archive, digest('2025-06-01', foraging('swarm foraging', '群体觅食')))
  await archive.settled()
  expect(translator.translate('群体觅食')[0]).toContain('swarm foraging')
  await store(archive, digest('2025-06-02', [paper('unrelated', { title: { en: 'Kettles', zh: '水壶' } })]))
  await archive.settled()
  const translations = ['foraging in swarms']
  expect(translator.translate('群体觅食')[0]).toContain('swarm foraging')
  await index.transaction(async () => index.keepLearned([{ ...terms, translations, learnedAt: index.reached() }], 10))
  await store(archive, digest('2025-06-03', [paper('other kettle', { title: { en: 'More kettles', zh: '水壶' } })]))
  await archive.settled()
  expect(translator.translate('群体觅食')).toEqual(translations)
})
