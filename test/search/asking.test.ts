// What is asked in words rather than in marks: places, exclusions, categories, several numbers.
import { describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { archiveOf, digest, paper, store } from '../contracts/archive-of.ts'
import { IN_A_FILE } from '../contracts/storages.ts'

const about = (id: string, en: string, zh: string | null, parts: Parameters<typeof paper>[1] = {}) =>
  paper(id, { title: { en, zh }, affiliations: [], ...parts })

async function filled(): Promise<Archive> {
  const { archive } = await archiveOf(IN_A_FILE)
  await store(
    archive,
    digest('2025-06-12', [
      about('kettle', 'Kettles that speak', '会说话的水壶', { affiliations: ['Tsinghua University'], authors: ['Y LeCun'] }),
      about('lamp', 'Lamps that speak', '会说话的台灯', { affiliations: ['Peking University'] }),
      about('photo', 'Photographs of kettles', '水壶的照片', { affiliations: ['Apple'], categories: ['CV'] }),
      about('fruit', 'Ripe fruit', '成熟的苹果'),
      about('2505.00001', 'One', null, { categories: ['CL'] }),
      about('2505.00002', 'Two', null, { categories: ['CL'] }),
    ]),
  )
  await archive.settled()
  return archive
}

const ask = async (archive: Archive, query: string) => {
  const { hits, notes } = await archive.search(query, { today: '2025-07-02' })
  return { ids: hits.map(({ paper: { id } }) => id as string).toSorted(), notes }
}

describe('a query in words', () => {
  it('names an institution that papers call otherwise', async () => {
    const archive = await filled()
    for (const query of ['清华', '清华大学的论文', '来自清华的论文', '清华 水壶', '清华的水壶论文', '清华团队']) {
      const { ids, notes } = await ask(archive, query)
      expect(ids, query).toEqual(['kettle'])
      expect(notes[0], query).toMatchObject({ code: 'place-read', used: 'Tsinghua University' })
    }
    expect((await ask(archive, 'PKU lamps')).ids).toEqual(['lamp'])
    // What papers call it themselves is found as text, unless its papers are asked for.
    expect((await ask(archive, 'Apple')).notes).toEqual([])
    for (const query of ['papers from Apple', 'papers by Apple about kettles', 'work from Apple on photographs']) {
      const { ids, notes } = await ask(archive, query)
      expect(ids, query).toEqual(['photo'])
      expect(notes[0], query).toMatchObject({ code: 'place-read', used: 'Apple' })
    }
    // Fruit is meant as often as the company, and quotation marks ask for the word.
    expect((await ask(archive, '苹果')).notes).toEqual([])
    expect((await ask(archive, '"清华"')).notes.map(({ code }) => code)).not.toContain('place-read')
  })

  it('leaves out what is not wanted', async () => {
    const archive = await filled()
    for (const query of [
      'kettles but not photographs',
      'kettles except photographs',
      'kettles excluding photographs',
      '水壶 不要照片',
      '水壶，不要照片',
      '水壶 除了照片',
      '除了照片以外的水壶 说话',
    ]) {
      const { ids, notes } = await ask(archive, query)
      expect(ids, query).toEqual(['kettle'])
      expect(notes[0]?.code, query).toBe('excluded')
    }
    expect((await ask(archive, '"除了照片"')).notes.map(({ code }) => code)).not.toContain('excluded')
  })

  it('has a category of arXiv, which admits and is not looked for', async () => {
    const archive = await filled()
    const { ids, notes } = await ask(archive, '[cs.CV] kettles')
    expect(ids).toEqual(['photo'])
    expect(notes).toEqual([{ code: 'category-read', found: '[cs.CV]', used: 'CV' }])
  })

  it('has numbers whose point was lost, words around them, or several', async () => {
    const archive = await filled()
    for (const query of [
      'arxiv 2505 00001',
      '2505-00001',
      '2505,00001',
      '250500001',
      '论文2505.00001',
      'paper 2505.00001',
      '2505.00001 的论文',
      'arxiv id: 2505.00001',
    ])
      expect(await ask(archive, query), query).toEqual({ ids: ['2505.00001'], notes: [] })
    for (const query of ['2505.00001 2505.00002', '2505.00001,2505.00002', '2505.00001 and 2505.00002'])
      expect((await ask(archive, query)).ids, query).toEqual(['2505.00001', '2505.00002'])
  })

  it('says politely what it is about', async () => {
    const archive = await filled()
    for (const query of ['推荐几篇 照片 的论文', '给我来点照片', '想找一篇讲照片的', 'recommend papers about photographs'])
      expect(await ask(archive, query), query).toMatchObject({ ids: ['photo'] })
  })

  it('is a surname whose stem is another word', async () => {
    const { archive } = await archiveOf(IN_A_FILE)
    const men = Array.from({ length: 5 }, (_, at) => about(`man${at}`, `A man and a kettle ${at}`, null))
    await store(archive, digest('2025-06-12', [about('tea', 'Tea', null, { authors: ['C Manning'] }), ...men]))
    await archive.settled()
    for (const query of ['Manning', 'C Manning', 'Chris Manning tea'])
      expect((await archive.search(query)).hits[0]?.paper.id, query).toBe('tea')
  })

  it('with the name of a platform that no paper has is not taken for a slip', async () => {
    const { archive } = await archiveOf(IN_A_FILE)
    await store(archive, digest('2025-06-12', [about('bots', 'Finding botnets and a botnet', null)]))
    await archive.settled()
    expect(await ask(archive, '.NET')).toEqual({ ids: [], notes: [] })
  })

  it('may be of nothing but a time', async () => {
    const archive = await filled()
    for (const query of ['上个月有什么新论文', 'new papers last month', "what's new since June"]) {
      const { hits, notes } = await archive.search(query, { today: '2025-07-02' })
      expect(notes[0]?.code, query).toBe('date-read')
      expect(hits.length, query).toBe(6)
    }
  })

  it('may be a reference by author and year, or a title with the form in which it is wanted', async () => {
    const archive = await filled()
    for (const query of [
      'LeCun et al., 2019',
      'LeCun et al. Kettles that speak, 2019',
      'Kettles that speak pdf',
      'Kettles speak paper',
    ])
      expect((await archive.search(query)).hits[0]?.paper.id, query).toBe('kettle')
  })

  it('has a slip in a surname', async () => {
    const archive = await filled()
    for (const query of ['author:LeCunn', 'Yann LeCunn', 'LeCunn kettles Yann']) {
      const { hits, notes } = await archive.search(query)
      expect(hits[0]?.paper.id, query).toBe('kettle')
      expect(notes[0]?.used?.toLowerCase(), query).toMatch(/lecun$/)
    }
    expect((await ask(archive, 'author:Nobody')).ids).toEqual([])
  })

  it('has times in words behind a field', async () => {
    const archive = await filled()
    for (const query of [
      'from:May kettles',
      'from:上个月 水壶',
      'date:"June 2025" kettles',
      'from:last month kettles',
      '日期:上个月 水壶',
    ])
      expect(await ask(archive, query), query).toMatchObject({ ids: expect.arrayContaining(['kettle']), notes: [] })
    expect((await ask(archive, 'to:May kettles')).ids).toEqual([])
  })

  it('may have 的论文 behind a name in Latin letters', async () => {
    const archive = await filled()
    const { ids, notes } = await ask(archive, 'LeCun的论文')
    expect(ids).toEqual(['kettle'])
    expect(notes).toMatchObject([{ code: 'name-read', found: 'lecun' }])
    expect((await ask(archive, 'author:LeCun papers')).ids).toEqual(['kettle'])
  })
})
