import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Archive, SearchOptions } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import { HOSTILE, hostileQuery } from '../support/hostile-queries.ts'
import { archiveOf, digest, ids, paper, store } from './archive-of.ts'
import { SQLITE_STORAGES } from './storages.ts'

const PAPERS = [
  paper('attention', {
    title: { en: 'Attention Is All You Need', zh: '只需注意力' },
    authors: ['Ashish Vaswani', 'Noam Shazeer'],
    affiliations: ['Google Brain'],
    abstract: { en: 'We propose the Transformer, based solely on attention.', zh: '我们提出完全基于注意力机制的网络。' },
    categories: ['CL'],
    starred: true,
  }),
  paper('attention-survey', {
    title: { en: 'You need to know all there is to know: a survey', zh: '注意力综述' },
    abstract: { en: 'All of the attention that you need is here.', zh: '本文综述注意力。' },
    categories: ['CL'],
  }),
  paper('resnet', {
    title: { en: 'Deep Residual Learning for Image Recognition', zh: '用于图像识别的深度残差学习' },
    authors: ['Kaiming He', '何恺明', 'Jian Sun'],
    affiliations: ['微软亚洲研究院'],
    abstract: { en: 'Deeper networks on ImageNet, with ResNet-50.', zh: '更深的网络更难训练。' },
    categories: ['CV'],
  }),
  paper('gpt', {
    title: { en: 'GPT-4 and self-supervised tests in C++', zh: '用单元测试衡量大型语言模型' },
    authors: ['Laurens van der Maaten'],
    affiliations: ['Tsinghua University'],
    abstract: { en: 'Programs are written in 3D.', zh: '衡量程序。' },
    categories: ['SE', 'CL'],
  }),
  paper('2106.09685', {
    title: { en: 'Counting animals under water', zh: '水下计数' },
    authors: ['Wei Li'],
    affiliations: ['清华大学', 'MIT'],
    abstract: { en: 'Segmentation networks count animals.', zh: '分割网络数鱼，深度學習有效。' },
    categories: ['CV'],
    section: 'brief',
  }),
  paper('diffusion', {
    title: { en: 'Diffusion models generate pictures', zh: '扩散模型生成图像' },
    authors: ['W Li'],
    abstract: { en: 'Noise becomes a picture.', zh: '噪声变成图像，扩散很慢。' },
    categories: ['CV'],
  }),
] as const

describe.each(SQLITE_STORAGES)('searching ($name)', (storage) => {
  let archive: Archive
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'paperboy-search-'))
    const database = await storage.open(folder)
    archive = await createArchive({ database })
    await store(archive, digest('2021-07-09', PAPERS.slice(0, 3)))
    await store(archive, digest('2021-08-10', PAPERS.slice(3)))
    await archive.settled()
    return async () => {
      await archive.close()
      await database.close()
      rmSync(folder, { recursive: true, force: true })
    }
  })
  const found = async (query: string, options: SearchOptions = {}) =>
    ids((await archive.search(query, options)).hits.map((hit) => hit.paper))
  const sorted = async (query: string, options: SearchOptions = {}) => (await found(query, options)).sort()

  it.each([
    ['attention is all you need', 'attention'],
    ['Attention Is All You', 'attention'],
    ['need you all is attention', 'attention'],
    ['网络 更深', 'resnet'],
    ['gpt-4', 'gpt'],
    ['GPT4', 'gpt'],
    ['gpt 4', 'gpt'],
    ['selfsupervised', 'gpt'],
    ['self supervised', 'gpt'],
    ['Self-Supervised', 'gpt'],
    ['C++', 'gpt'],
    ['3D', 'gpt'],
    ['３ｄ', 'gpt'],
    ['imagenet', 'resnet'],
    ['image net', 'resnet'],
    ['resnet50', 'resnet'],
    ['深度学习', '2106.09685'],
    ['擴散模型', 'diffusion'],
    ['鱼', '2106.09685'],
    ['數魚', '2106.09685'],
    ['vaswani', 'attention'],
    ['vaswani attention', 'attention'],
    ['何恺明', 'resnet'],
    ['picture', 'diffusion'],
    ['counts animal', '2106.09685'],
    ['diffuson modles', 'diffusion'],
    ['residaul recogniton', 'resnet'],
    ['transfomer', 'attention'],
    ['deep residual lear', 'resnet'],
    ['扩散 pictures', 'diffusion'],
    ['有没有关于扩散模型的论文', 'diffusion'],
    ['噪 扩散模型生成图像', 'diffusion'],
    ['扩散模型生成图像 慢 鱼', 'diffusion'],
    ['我 们 提 出 注', 'attention'],
  ])('%s finds first %s', async (query, id) => {
    expect((await found(query))[0]).toBe(id)
  })

  it('finds a paper by its id', async () => {
    for (const typed of ['2106.09685', 'arXiv:2106.09685v2', 'https://arxiv.org/abs/2106.09685'])
      expect(await found(typed)).toEqual(['2106.09685'])
  })

  it('holds an exact phrase together, in either language', async () => {
    expect(await found('"residual learning"')).toEqual(['resnet'])
    expect(await found('"learning residual"')).toEqual([])
    expect(await found('“扩散模型”')).toEqual(['diffusion'])
    expect(await found('「模型扩散」')).toEqual([])
    expect(await found('title:"attention is"')).toEqual(['attention'])
    expect(await found('title:"is attention"')).toEqual([])
  })

  it('leaves out what a minus forbids', async () => {
    expect(await sorted('注意力')).toEqual(['attention', 'attention-survey'])
    expect(await found('注意力 -综述')).toEqual(['attention'])
    expect(await found('注意力 -"a survey"')).toEqual(['attention'])
    expect(await sorted('类别:CL -作者:vaswani')).toEqual(['attention-survey', 'gpt'])
  })

  it('joins alternatives with OR', async () => {
    expect(await sorted('扩散 OR 残差')).toEqual(['diffusion', 'resnet'])
    expect(await sorted('author:vaswani | author:何恺明')).toEqual(['attention', 'resnet'])
  })

  it.each([
    ['author:vaswani', ['attention']],
    ['author:"Ashish Vaswani"', ['attention']],
    ['作者：何恺明', ['resnet']],
    ['author:"W Li"', ['2106.09685', 'diffusion']],
    ['author:"Wei Li"', ['2106.09685', 'diffusion']],
    ['author:kaiming', ['resnet']],
    ['author:Kaiming He', ['resnet']],
    ['author:van der Maaten', ['gpt']],
    ['author:google', []],
    ['机构：清华', ['2106.09685', 'gpt']],
    ['affiliation:"Tsinghua University"', ['2106.09685', 'gpt']],
    ['affiliation:microsoft', ['resnet']],
    ['类别：视觉', ['2106.09685', 'diffusion', 'resnet']],
    ['category:cs.SE', ['gpt']],
    ['title:attention', ['attention']],
    ['标题：注意力', ['attention', 'attention-survey']],
    ['to:2021-07', ['attention', 'attention-survey', 'resnet']],
    ['从：2021-08 类别：视觉', ['2106.09685', 'diffusion']],
    ['日期：2021年7月9日 is:starred', ['attention']],
    ['is:featured from:2021-08', ['diffusion', 'gpt']],
  ])('%s finds %j', async (query, expected) => {
    const answer = await archive.search(query)
    expect(answer.notes).toEqual([])
    expect(ids(answer.hits.map((hit) => hit.paper)).sort()).toEqual(expected)
    expect(answer.total).toBe(expected.length)
  })

  it('says what was understood otherwise than typed', async () => {
    const codes = async (query: string) => (await archive.search(query)).notes.map(({ code, found, used }) => [code, found, used])
    expect(await codes('diffusoin')).toEqual([['respelled', 'diffusoin', 'diffusion']])
    expect(await codes('animals water zebra')).toEqual([['some-terms-only', 'animals water zebra', '2/3']])
    expect(await codes('"open end')).toContainEqual(['unbalanced-quote', '"open end', 'open end'])
    expect(await codes('!!!')).toEqual([['no-terms', '!!!', null]])
    expect(await codes('attention')).toEqual([])
  })

  it('answers everything that is typed', async () => {
    for (const query of HOSTILE) {
      const { hits, total } = await archive.search(query)
      expect(total).toBeGreaterThanOrEqual(hits.length)
      await archive.suggest(query)
      await archive.byAuthor(query)
      await archive.byAffiliation(query)
      await archive.glossary(query)
    }
    await fc.assert(
      fc.asyncProperty(hostileQuery, async (query) => {
        const { hits, total } = await archive.search(query)
        expect(total).toBeGreaterThanOrEqual(hits.length)
        expect((await archive.suggest(query)).length).toBeLessThanOrEqual(25)
      }),
      { numRuns: 80 },
    )
  }, 60_000)

  it('answers in memory what it answers from the index', async () => {
    for (const query of [
      'attention',
      '类别：视觉',
      '"residual learning"',
      '注意力 -综述',
      'gpt4',
      'is:starred',
      'title:"attention is"',
      '鱼',
    ]) {
      const expected = await sorted(query)
      const papers = await archive.papers(PAPERS.map(({ id }) => id))
      expect(ids(papers.filter((one) => archive.matches(query, one))).sort()).toEqual(expected)
    }
  })

  it('marks what was found in the best passage of each language', async () => {
    const [hit] = (await archive.search('扩散 picture', { limit: 1 })).hits
    expect(hit?.snippet.zh).toEqual([
      { text: '噪声变成图像，', match: false },
      { text: '扩散', match: true },
      { text: '很慢。', match: false },
    ])
    expect(hit?.snippet.en?.filter(({ match }) => match)).toEqual([{ text: 'picture', match: true }])
  })

  it('suggests titles and authors for what is typed so far, also from the middle', async () => {
    const texts = async (typed: string) => (await archive.suggest(typed)).map(({ text }) => text)
    expect(await texts('attention is')).toEqual(['Attention Is All You Need'])
    expect((await texts('all you nee'))[0]).toBe('Attention Is All You Need')
    expect((await texts('残差学'))[0]).toBe('用于图像识别的深度残差学习')
    expect((await texts('殘差'))[0]).toBe('用于图像识别的深度残差学习')
    expect(await texts('差')).toContain('用于图像识别的深度残差学习')
    expect(await texts('vasw')).toEqual(['Ashish Vaswani'])
    expect(await texts('Ashish Vas')).toEqual(['Ashish Vaswani'])
    expect(await texts('Li W')).toEqual(['W Li', 'Wei Li'])
    expect(await archive.suggest('diffusion mod', { language: 'zh' })).toEqual([
      { kind: 'title', text: '扩散模型生成图像', paperId: 'diffusion' },
    ])
    expect(await texts('')).toHaveLength(6)
  })

  it('lists the papers of an author and of an institution under any of its names', async () => {
    for (const name of ['Vaswani', 'A. Vaswani', 'Vaswani, Ashish', 'vaswani ashish'])
      expect((await archive.byAuthor(name)).papers.map(({ id }) => id)).toEqual(['attention'])
    for (const name of ['清华大学', '清华', 'Tsinghua', 'THU', 'tsinghua university', '清華大學']) {
      const { total, papers, counts } = await archive.byAffiliation(name)
      expect(total).toBe(2)
      expect(ids(papers).sort()).toEqual(['2106.09685', 'gpt'])
      expect(counts.byMonth).toEqual({ '2021-08': 2 })
    }
    expect((await archive.byAuthor('nobody')).total).toBe(0)
  })

  it('counts by category and by month, of all or of some', async () => {
    expect(await archive.counts()).toEqual({
      byCategory: { CL: 3, CV: 3, SE: 1 },
      byMonth: { '2021-07': 3, '2021-08': 3 },
    })
    expect(await archive.counts({ categories: ['CV'], from: '2021-08-01' })).toEqual({
      byCategory: { CV: 2 },
      byMonth: { '2021-08': 2 },
    })
  })

  it('gives every page of an answer once', async () => {
    const pages = await Promise.all([0, 2, 4].map((offset) => found('to:2022', { limit: 2, offset })))
    expect(new Set(pages.flat()).size).toBe(6)
  })
})

describe.each(SQLITE_STORAGES)('what an answer is ordered by ($name)', (storage) => {
  it('puts the newest first among equals, in whatever order they came', async () => {
    const { archive } = await archiveOf(storage)
    for (const date of ['2021-07-02', '2021-07-03', '2021-07-01'])
      await store(archive, digest(date, [paper(date, { title: { en: `Learning to rank ${date}`, zh: null } })]))
    const { hits } = await archive.search('rank')
    expect(ids(hits.map((hit) => hit.paper))).toEqual(['2021-07-03', '2021-07-02', '2021-07-01'])
  })

  it('puts a title before any number of mentions', async () => {
    const { archive } = await archiveOf(storage)
    const mentions = paper('mentions', { abstract: { en: 'Curling stones. Curling ice. Curling brooms.', zh: null } })
    const title = paper('title', { title: { en: 'Curling with robots', zh: null } })
    await store(archive, digest('2021-07-01', [title, mentions]))
    expect((await archive.search('curling')).hits[0]?.paper.id).toBe('title')
  })

  it('takes a typo for the likelier of two spellings', async () => {
    const { archive } = await archiveOf(storage)
    const many = Array.from({ length: 5 }, (_, at) =>
      paper(`model-${at}`, { title: { en: `Diffusion model number ${'abcde'.charAt(at)}`, zh: null } }),
    )
    await store(archive, digest('2021-07-01', [paper('rare', { title: { en: 'Defusion with a mode', zh: null } }), ...many]))
    const { hits, notes } = await archive.search('difusion modle')
    expect(notes.map(({ used }) => used)).toEqual(['diffusion', 'model'])
    expect(hits[0]?.paper.id).toMatch(/^model/)
  })

  it('finds what was stored a moment ago, and no longer what was taken back', async () => {
    const { archive } = await archiveOf(storage)
    await store(archive, digest('2021-07-01', [paper('fresh', { title: { en: 'Fresh fish', zh: null } })]))
    expect((await archive.search('fish')).total).toBe(1)
    await archive.retract({ paperId: paper('fresh').id })
    expect((await archive.search('fish')).total).toBe(0)
    expect((await archive.suggest('fish')).length).toBe(0)
  })

  it('finds similar papers by the terms they share, and names these', async () => {
    const { archive } = await archiveOf(storage)
    const about = (id: string, en: string, zh: string) => paper(id, { title: { en, zh }, abstract: { en, zh } })
    await store(
      archive,
      digest('2021-07-01', [
        about('seed', 'Quantum chess engines', '量子国际象棋引擎'),
        about('near', 'Chess engines of old', '旧日的国际象棋引擎'),
        about('far', 'Baking bread at home', '在家烤面包'),
        ...Array.from({ length: 4 }, (_, at) => about(`other-${at}`, `Thing ${at} about things`, `关于东西的东西${at}`)),
      ]),
    )
    const similar = await archive.similar(paper('seed').id)
    expect(similar[0]?.paper.id).toBe('near')
    expect(similar.map(({ paper: { id } }) => id)).not.toContain('far')
    expect(similar[0]?.shared).toEqual(expect.arrayContaining(['chess', '国际象棋引擎']))
  })
})
