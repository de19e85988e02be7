// What the search makes of questions as people type them: names, dates, pasted ids, other words,
// the other language.
import { describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { snippet } from '../../src/search/snippet.ts'
import { archiveOf, digest, paper, store } from '../contracts/archive-of.ts'
import { IN_A_FILE } from '../contracts/storages.ts'

const about = (id: string, en: string | null, zh: string | null, parts: Parameters<typeof paper>[1] = {}) =>
  paper(id, { title: { en, zh }, ...parts })

/** Enough papers with both languages that a translation can be learned, and others around them. */
const ANIMALS =
  'ants 蚂蚁,bees 蜜蜂,fish 鱼类,birds 鸟类,wolves 狼群,bats 蝙蝠,termites 白蚁,wasps 黄蜂,locusts 蝗虫,krill 磷虾,penguins 企鹅,hyenas 鬣狗'
const learned = ANIMALS.split(',').map((pair, at) => {
  const [en = '', zh = ''] = pair.split(' ')
  return about(`learned${at}`, `How ${en} share food`, `${zh}如何分享食物`, {
    abstract: { en: `Swarm foraging among ${en}, seen from above.`, zh: `从上方看${zh}的群体觅食。` },
  })
})
const around = Array.from({ length: 120 }, (_, at) =>
  about(`other${at}`, `Notes on subject ${at}`, `关于题目${at}的笔记`, {
    abstract: { en: `A note about subject ${at} and nothing else.`, zh: `一篇关于题目${at}的笔记。` },
  }),
)

const JUNE = [
  about('residual', 'Deep residual widgets', '深度残差部件', { authors: ['K He', 'X Zhang'] }),
  about('lattice', 'Lattice widgets for sorting', null, {
    authors: ['H Müller', 'J Zhu'],
    links: ['https://arxiv.org/abs/2506.01234'],
  }),
  about('2506.04321', 'Umbrella folding with four bit motors', null, { authors: ['K Other'] }),
  about('quantize', 'Quantization of umbrellas', null, { authors: ['Y Subject', 'A Mughal'] }),
  about('classify', 'Classification of teapots', null),
  about('colour', 'Modeling the color of kettles', null),
  about('beta', 'A $\\beta$-kettle with 3D spouts at 10× speed', null),
  about('sets', '一个新的数据集与模块', '一个新的数据集与模块'),
  about('llm', 'Large language models pour tea', null),
  about('mention', 'A review of teapots', null, {
    abstract: { en: 'As Lena Weaver pointed out, teapots leak. So does this one.', zh: '茶壶会漏。' },
  }),
  about('weaver', 'Looms that mend themselves', null, { authors: ['L Weaver'] }),
  about('ants', 'Swarm foraging in teapots', null),
  about('hyphen', 'A sparse-kettle model of solvers', null),
  about('solvers', 'Sparse kettle solvers for AI on a roof', null),
  about('apart', 'AI for a roof: kettle solvers that are sparse', null),
  about('cells', 'Imaging of cells', null, { authors: ['K Nöh', 'T Rölinger'] }),
  about('handles', 'Handles of teacups', null, { authors: ['T Xing'] }),
  about('cups', 'Cups by a lake', null, {
    authors: ['H Xing', 'Q Xu'],
    abstract: { en: 'Cups were washed in the lake of Tianjiao.', zh: '在湖里洗杯子。' },
  }),
  about('spouts', 'Spouts that pour', null, { authors: ['M J Lattice', 'L Leal-Taixé'] }),
  ...Array.from({ length: 30 }, (_, at) => about(`lattice${at}`, `A lattice of cups ${at}`, null)),
  about('pieces', 'Pieces of names', null, { authors: ['A Kathar', 'B Roe', 'C Lin', 'D Ger'] }),
]
const JULY = [about('later', 'More residual widgets', null, { authors: ['Z Late'] })]

async function filled(): Promise<Archive> {
  const { archive } = await archiveOf(IN_A_FILE)
  await store(archive, digest('2025-05-01', [...learned, ...around]))
  await store(archive, digest('2025-06-12', JUNE))
  await store(archive, digest('2025-07-01', JULY))
  await archive.settled()
  return archive
}

const first = async (archive: Archive, query: string, today = '2025-07-02') => {
  const { hits, notes } = await archive.search(query, { today })
  return { id: hits[0]?.paper.id ?? null, ids: hits.map(({ paper: { id } }) => id as string), notes }
}

describe('a query', () => {
  it('is answered as people write it', { timeout: 60_000 }, async () => {
    const archive = await filled()
    const answers: readonly (readonly [query: string, id: string])[] = [
      // Names, of which digests print initials.
      ['Kaiming He', 'residual'],
      ['He Kaiming', 'residual'],
      ['widgets Kaiming He', 'residual'],
      ['author:Kaiming He', 'residual'],
      ['author:"Kaiming He"', 'residual'],
      ['Hans Mueller', 'lattice'],
      // Names that could be cut into words and other names: Kathar in a, Roe Lin Ger.
      ['Katharina Noeh imaging', 'cells'],
      ['Noeh Katharina', 'cells'],
      ['author:Katharina Noeh imaging', 'cells'],
      // A surname that many titles have, a hyphen left out, a comma.
      ['author:Michael Lattice', 'spouts'],
      ['author:M J Lattice', 'spouts'],
      ['author:Lattice, Michael', 'spouts'],
      ['author:Leal Taixe', 'spouts'],
      ['author:Laura Leal Taixe', 'spouts'],
      ['Laura Leal Taixe', 'spouts'],
      ['author:"Noeh Katharina" imaging', 'cells'],
      ['author:Roelinger', 'cells'],
      ['Theodor Roelinger imaging', 'cells'],
      // A text has the given name: Tianjiao Xing all the same, and no H Xing whose names are three.
      ['handles Tianjiao Xing', 'handles'],
      ['Jun-Yan Zhu sorting', 'lattice'],
      ['Jun Yan Zhu', 'lattice'],
      // A text that mentions somebody is not that person's.
      ['Lena Weaver', 'weaver'],
      ['Weaver Lena', 'weaver'],
      // Ids however they are pasted.
      ['arxiv 2506.04321', '2506.04321'],
      ['arXiv:2506.04321v2 [cs.RO]', '2506.04321'],
      ['https://huggingface.co/papers/2506.04321', '2506.04321'],
      ['10.48550/arXiv.2506.04321', '2506.04321'],
      ['论文 2506.04321 在哪', '2506.04321'],
      ['H. Müller and J. Zhu, "Lattice widgets for sorting," in Proc. of Things, 2025, pp. 12-34.', 'lattice'],
      // Spelling, derivation, signs.
      ['quantisation umbrellas', 'quantize'],
      ['classify teapots', 'classify'],
      ['modelling colour kettles', 'colour'],
      ['β-kettle', 'beta'],
      ['beta kettle', 'beta'],
      ['3 D spouts', 'beta'],
      ['10x speed', 'beta'],
      ['umbrellafoldingwithfourbitmotors', '2506.04321'],
      ['Umbrella fold-\ning with four bit motors', '2506.04321'],
      ['(umbrella)-based motors', '2506.04321'],
      // Where papers also join two of the words, and words of two letters.
      ['sparsekettlesolvers', 'solvers'],
      ['solversforaiona', 'solvers'],
      // Two slips in a word, the first letter among them, and a space that is missing.
      ['umrbelal folding motors', '2506.04321'],
      ['ylassifucation teapots', 'classify'],
      ['lcassificatoin teapots', 'classify'],
      ['latticewidgets for sorting', 'lattice'],
      ['modeling thecolor of kettles', 'colour'],
      // Other words and the other language.
      ['資料集 模組', 'sets'],
      ['大模型 tea', 'llm'],
      ['群体觅食 teapots', 'ants'],
      // One character of a run wrong, a last word only begun, a given name that is a word.
      ['一个新的数具集', 'sets'],
      ['新的数居集', 'sets'],
      ['deep residual widg', 'residual'],
      ['How Kiong Zhu sorting', 'lattice'],
      ['author:Jun Yan Zhu lattice', 'lattice'],
      // A surname that is a word of many texts, and an initial before two names.
      ['umbrellas Yongchao Subject', 'quantize'],
      ['A. Hamza Mughal', 'quantize'],
      // Questions.
      ['想找讲深度残差部件的', 'residual'],
      ['有没有群体觅食和鱼类的论文', 'learned2'],
      ['what is the best way to fold umbrellas with motors in practice?', '2506.04321'],
    ]
    const wrong: unknown[] = []
    for (const [query, id] of answers) {
      const found = await first(archive, query)
      if (found.id !== id) wrong.push([query, id, found])
    }
    expect(wrong).toEqual([])
  })

  it('in Chinese characters finds the papers of whoever prints that name in letters', async () => {
    const archive = await filled()
    const read = { code: 'name-read', found: '何恺明', used: 'K He' }
    for (const query of ['何恺明', '何恺明 部件', '残差 何恺明', 'author:何恺明 部件'])
      expect((await first(archive, query)).id, query).toBe('residual')
    expect((await first(archive, '何恺明 部件')).notes).toContainEqual(read)
    // A word that begins like a surname is a word, and nobody is called by the other.
    expect((await first(archive, '方法')).notes.filter(({ code }) => code === 'name-read')).toEqual([])
    expect((await first(archive, '何恺民 部件')).notes).toContainEqual({ ...read, found: '何恺民' })
  })

  it('counts all papers of a name that was understood', async () => {
    const { archive } = await archiveOf(IN_A_FILE)
    const papers = Array.from({ length: 45 }, (_, at) => about(`of${at}`, `Kettle ${at}`, null, { authors: ['K He'] }))
    await store(archive, digest('2025-06-12', papers))
    await archive.settled()
    for (const query of ['Kaiming He', '何恺明']) expect((await archive.search(query)).total, query).toBe(45)
  })

  it('says what it was taken for', async () => {
    const archive = await filled()
    expect((await first(archive, 'Kaiming He widgets')).notes).toContainEqual({
      code: 'name-read',
      found: 'kaiming he',
      used: 'K He',
    })
    expect((await first(archive, 'ylassifucation teapots')).notes).toContainEqual({
      code: 'respelled',
      found: 'ylassifucation',
      used: 'classification',
    })
    // Words without their spaces, which no paper has in a row.
    expect((await first(archive, 'umbrellasteapotssorting')).notes).toContainEqual({
      code: 'respelled',
      found: 'umbrellasteapotssorting',
      used: 'umbrellas teapots sorting',
    })
    expect((await first(archive, 'June 2025 widgets')).notes).toContainEqual({
      code: 'date-read',
      found: 'June 2025',
      used: '2025-06-01..2025-06-30',
    })
    expect((await first(archive, '群体觅食 teapots')).notes).toContainEqual(
      expect.objectContaining({ code: 'also-searched', found: '群体觅食', used: expect.stringContaining('swarm foraging') }),
    )
  })

  it('says which other names of a thing were searched, and nothing of it where quotation marks forbid that', async () => {
    const archive = await filled()
    const { notes } = await first(archive, '大模型 tea')
    expect(notes).toContainEqual(
      expect.objectContaining({ code: 'also-searched', found: '大模型', used: expect.stringContaining('large language model') }),
    )
    expect((await first(archive, '資料集')).notes).toContainEqual({ code: 'also-searched', found: '资料集', used: '数据集' })
    const quoted = await first(archive, '"大模型" "Kaiming He" "June 2025"')
    expect(quoted.notes.map(({ code }) => code)).not.toContain('also-searched')
  })

  it('is not respelled where it is somebody’s name, nor taken for one where it is a slip of a usual word', async () => {
    const archive = await filled()
    const { id, notes } = await first(archive, 'Zaiming He umbrella folding')
    expect(id).toBe('2506.04321')
    expect(notes.filter(({ code }) => code === 'respelled' || code === 'name-read')).toEqual([])
    const slip = await first(archive, 'Mughal subjcet')
    expect(slip.notes.filter(({ code }) => code === 'name-read')).toEqual([])
  })

  it('for the papers of one author lists those of a name with its umlaut, and of no shorter name', async () => {
    const archive = await filled()
    const papersOf = async (name: string) => (await archive.byAuthor(name)).papers.map(({ id }) => id as string)
    for (const name of ['Mueller', 'Hans Mueller', 'Mueller, H.', 'Mueller Hans Georg'])
      expect(await papersOf(name), name).toEqual(['lattice'])
    expect(await papersOf('Noeh')).toEqual(['cells'])
    expect(await papersOf('Xue')).toEqual([])
  })

  it('with a wrong character is searched as the term that papers have, which is said', async () => {
    const archive = await filled()
    const { ids, notes } = await first(archive, '群体密食')
    expect(ids).toContain('learned2')
    expect(notes).toContainEqual({ code: 'respelled', found: '群体密食', used: '群体觅食' })
    expect((await first(archive, '"群体密食"')).ids).toEqual([])
  })

  it('may be anything: half a character, signs alone, a very long line', async () => {
    const archive = await filled()
    for (const query of [
      '\ud83d',
      'widgets \udc00',
      '\ud800\ud800',
      '""',
      '- - -',
      '((((',
      '\u0000',
      'a'.repeat(5_000),
      '上周的',
    ])
      await expect(archive.search(query), JSON.stringify(query)).resolves.toMatchObject({ query })
    expect((await first(archive, 'deep residual\ud83d')).id).toBe('residual')
  })

  it('that asks for the papers of people finds these, however it is phrased', async () => {
    const archive = await filled()
    const asked: readonly (readonly [query: string, ids: readonly string[]])[] = [
      ['papers by Kaiming He', ['residual']],
      ["Kaiming He's papers", ['residual']],
      ['what did Kaiming He publish', ['residual']],
      ['何恺明的论文', ['residual']],
      ['有没有何恺明的文章', ['residual']],
      ['何恺明组', ['residual']],
      ['何恺明团队的残差部件论文', ['residual']],
      // A surname is enough where somebody's papers are asked for.
      ['papers by Rölinger', ['cells']],
      ["Rölinger's work", ['cells']],
      // Two people: who has written with both, else the papers of either.
      ['papers by He and Zhang', ['residual']],
      ['Kaiming He, Xiang Zhang', ['residual']],
      ['papers by Nöh and Mughal', ['cells', 'quantize']],
      ['Kaiming He and Katharina Nöh', ['cells', 'residual']],
    ]
    for (const [query, ids] of asked) {
      const answer = await first(archive, query)
      expect(answer.ids.toSorted(), query).toEqual(ids)
      expect(
        answer.notes.map(({ code }) => code),
        query,
      ).toContain('name-read')
    }
    // A comma parts two names, or a surname with its particles from the given name.
    const { archive: other } = await archiveOf(IN_A_FILE)
    await store(other, digest('2025-06-12', [about('lake', 'Lakes', null, { authors: ['L V Gool', 'R He'] })]))
    await other.settled()
    for (const query of ['van Gool', 'Van Gool, Luc', 'Luc Van Gool']) expect((await first(other, query)).id, query).toBe('lake')
    expect((await first(other, 'Kaiming He, Ross Gool')).notes.map(({ used }) => used)).not.toContain('R He')
  })

  it('for the papers of somebody who has none with the rest of it shows those that there are', async () => {
    const archive = await filled()
    const { ids, notes } = await first(archive, '何恺明的扩散水壶')
    expect(ids).toEqual(['residual'])
    expect(notes.map(({ code }) => code)).toEqual(['name-read', 'some-terms-only'])
  })

  it('with an unknown surname is not cut into words that no paper has side by side', async () => {
    const archive = await filled()
    const { notes } = await first(archive, 'Mughalspouts')
    expect(notes.map(({ used }) => used)).not.toContain('mughal spouts')
  })

  it('with a date in words finds papers of that time alone', async () => {
    const archive = await filled()
    for (const query of [
      'June 2025 residual',
      '2025年6月 residual',
      'residual, 12 June 2025',
      '上个月的 residual',
      'residual last month',
    ])
      expect((await first(archive, query)).ids, query).toEqual(['residual'])
    for (const query of ['yesterday residual', '昨天的论文', 'this week residual', '2025-07-01 widgets'])
      expect((await first(archive, query)).ids, query).toEqual(['later'])
    // In quotation marks it is text, and where there is no paper of that time the words are
    // searched.
    expect((await first(archive, '"June 2025"')).notes.map(({ code }) => code)).not.toContain('date-read')
    expect((await first(archive, 'residual June 1999')).ids).toContain('residual')
  })

  it('with a date of which no paper matches is answered from any time and says so', async () => {
    const archive = await filled()
    const { id, notes } = await first(archive, 'lattice widgets last Friday')
    expect(id).toBe('lattice')
    expect(notes[0]).toEqual({ code: 'none-then', found: 'last Friday', used: '2025-06-27' })
  })

  it('reads four digits alone as a year unless a paper has them beside the same word', async () => {
    const { archive } = await archiveOf(IN_A_FILE)
    await store(archive, digest('2024-03-01', [about('old', 'Kettles that sing', null)]))
    await store(archive, digest('2025-03-01', [about('new', 'Kettles for Teatime 2024', null)]))
    await archive.settled()
    const asked = await first(archive, 'kettles 2024')
    expect(asked.ids).toEqual(['old'])
    expect(asked.notes).toEqual([{ code: 'date-read', found: '2024', used: '2024-01-01..2024-12-31' }])
    const named = await first(archive, 'kettles Teatime 2024')
    expect(named.id).toBe('new')
    expect(named.notes.map(({ code }) => code)).not.toContain('date-read')
  })
})

describe('what is being typed', () => {
  it('is found in spite of a slip, from the middle of a word, and as a whole name', async () => {
    const archive = await filled()
    const texts = async (typed: string) => (await archive.suggest(typed)).map(({ text }) => text)
    expect(await texts('latice widgets')).toEqual(['Lattice widgets for sorting'])
    expect(await texts('brella')).toContain('Quantization of umbrellas')
    expect(await texts('Hans Mü')).toContain('H Müller')
    expect(await texts('Hans Muel')).toContain('H Müller')
  })

  it('is the paper whose number or address it is', async () => {
    const archive = await filled()
    for (const typed of ['2506.04321', 'arxiv 2506 04321', 'https://arxiv.org/abs/2506.04321v2'])
      expect(
        (await archive.suggest(typed)).map(({ paperId }) => paperId),
        typed,
      ).toEqual(['2506.04321'])
  })

  it('is a name alone behind the field for authors', async () => {
    const archive = await filled()
    for (const typed of ['author:Mugh', '作者：Mugh', 'author: "Mugh'])
      expect(
        (await archive.suggest(typed)).map(({ text }) => text),
        typed,
      ).toEqual(['A Mughal'])
  })
})

describe('a passage', () => {
  it('shows the whole of a run that was typed, and two terms that stand near each other', () => {
    const filling = '这里讲的是别的事情，与此毫无关系。'.repeat(9)
    const text = `部件残差学习。${filling}我们提出一种深度残差学习框架，用于识别茶壶与水壶。${filling}`
    const shown = snippet(text, { terms: new Set(), prefixes: [], runs: ['深度残差学习框架', '水壶'] }, 'zh')
    expect(shown?.filter(({ match }) => match).map((piece) => piece.text)).toEqual(['深度残差学习框架', '水壶'])
  })
})
