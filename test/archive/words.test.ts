// What the archive says of words: which rise, which are the same in the other language, which two
// papers share.
import { describe, expect, it } from 'vitest'
import type { Archive } from '../../src/archive/archive.ts'
import { createArchive } from '../../src/create-archive.ts'
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts'
import type { PaperId } from '../../src/digest/digest.ts'
import { readDigests } from '../../src/digest/index.ts'

interface Text {
  readonly title: string
  readonly zh: string
  readonly en: string
}

async function archiveOf(days: readonly (readonly Text[])[]): Promise<Archive> {
  const archive = await createArchive({ database: await openSqlite(':memory:') })
  for (const [day, texts] of days.entries()) {
    const date = new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10)
    const lines = texts.map(
      ({ title, zh, en }, i) =>
        `${i + 1}、[LG] ${title} ${day}-${i}\n\nA Author\n[Lab]\n第${day}天第${i}篇。${zh}\n${en}\nhttps://arxiv.org/abs/2501.${String(day * 100 + i).padStart(5, '0')}\n`,
    )
    const [digest] = await readDigests(new TextEncoder().encode(`LG - 机器学习\n\n${lines.join('\n')}`), { file: `${date}.txt` })
    if (digest === undefined) throw new Error('no digest')
    await archive.storeDigest(digest, { sha256: String(day).padStart(64, '0'), receivedAt: 0 })
  }
  await archive.settled()
  return archive
}

const old: Text = { title: 'Graphs', zh: '图神经网络处理节点。', en: 'A graph neural network handles nodes.' }
const [ZH, EN] = ['猫狗鸟鱼马牛羊', ['cats', 'dogs', 'birds', 'fish', 'horses', 'cows', 'sheep']]
const young = (day: number): Text => ({
  title: 'Pictures',
  zh: `${ZH[day % 7]}，扩散模型，${ZH[(day + 3) % 7]}。`,
  en: `It knows ${EN[day % 7]}. A diffusion model. It also knows ${EN[(day + 3) % 7]}.`,
})
const DAYS = Array.from({ length: 28 }, (_, day) => (day < 14 ? [old, old] : [old, young(day)]))

describe('trends', () => {
  it('are the terms of the later half that the earlier had less of, in both languages, with their course', async () => {
    const { weeks, papers, terms, categories } = await (await archiveOf(DAYS)).trends({ weeks: 4 })
    expect(weeks).toEqual(['2025-01-01', '2025-01-08', '2025-01-15', '2025-01-22'])
    expect(papers).toEqual([14, 14, 14, 14])
    expect(terms.en[0]).toMatchObject({ text: expect.stringContaining('diffusion model') as string, counts: [0, 0, 7, 7] })
    expect(terms.zh[0]).toMatchObject({ text: expect.stringContaining('扩散模型') as string, counts: [0, 0, 7, 7] })
    expect(JSON.stringify(terms)).not.toContain('graph')
    expect(categories).toEqual([])
  })

  it('of an empty archive are none', async () => {
    expect((await (await archiveOf([])).trends()).weeks).toEqual([])
  })
})

describe('the glossary', () => {
  it('finds the counterpart in the other language, with the papers that have both', async () => {
    const archive = await archiveOf(DAYS)
    const [fromChinese] = await archive.glossary('扩散模型')
    expect(fromChinese).toMatchObject({ zh: '扩散模型', en: expect.stringContaining('diffusion model') as string })
    expect(fromChinese?.papers.length).toBeGreaterThan(2)
    const [fromEnglish] = await archive.glossary('diffusion model')
    expect(fromEnglish?.zh).toContain('扩散模型')
  })

  it('says nothing where only one paper has the word: whatever else it has would do as well', async () => {
    const once = { title: 'Once', zh: '稀有词语出现。', en: 'A lone wombat appears.' }
    const archive = await archiveOf([[once, old, old]])
    expect(await archive.glossary('wombat')).toEqual([])
    const beside = { title: 'Beside', zh: '袋熊（wombat）出现。', en: 'A lone wombat appears.' }
    expect((await (await archiveOf([[beside, old]])).glossary('袋熊'))[0]?.en).toBe('wombat')
  })
})

describe('similar papers', () => {
  it('are none where papers share the words of summaries alone', async () => {
    const summary = (zh: string, en: string): Text => ({
      title: en,
      zh: `本文提出了一种新方法，${zh}，实验结果表明有效。`,
      en: `${en}. Code is available.`,
    })
    const archive = await archiveOf([
      [
        summary('鲸鱼的歌声', 'Whale songs'),
        summary('桥梁的裂缝', 'Bridge cracks'),
        summary('咖啡的产地', 'Coffee origins'),
        ...Array.from({ length: 8 }, () => old),
      ],
    ])
    expect(await archive.similar('2501.00000' as PaperId, 8)).toEqual([])
  })

  it('say what they share in whole words', async () => {
    const one = { title: 'Density', zh: '我们用密度估计器评估姿态。', en: 'We use a kernel for it.' }
    const two = { title: 'Angles', zh: '角度估计器与密度估计器不同。', en: 'Something else entirely here.' }
    const archive = await archiveOf([[one, two, ...Array.from({ length: 8 }, () => old)]])
    const [first] = await archive.similar('2501.00000' as PaperId, 3)
    expect(first?.paper.title.en).toMatch(/^Angles/)
    expect(first?.shared.join()).toContain('密度估计')
    expect(first?.shared.filter((term) => /^度|估$/.test(term))).toEqual([])
  })
})
