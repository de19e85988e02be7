// What rises is the name of a subject, and rises by more than chance.
import { describe, expect, it } from 'vitest'
import { createChinesePhrases, isCut } from '../../src/search/trends/chinese-phrases.ts'
import { englishPhrases } from '../../src/search/trends/english-phrases.ts'
import { chanceOf, riseOf } from '../../src/search/trends/rise.ts'
import { archiveOf, digest, paper, store } from '../contracts/archive-of.ts'
import { IN_A_FILE } from '../contracts/storages.ts'

describe('a rise', () => {
  it('is likely by chance or not, as the binomial distribution says', () => {
    expect(chanceOf(4, 4, 0.5)).toBeCloseTo(1 / 16)
    expect(chanceOf(1, 2, 0.5)).toBeCloseTo(3 / 4)
    expect(chanceOf(0, 5, 0.3)).toBeCloseTo(1)
  })

  it('needs a least count, and more papers than the weeks before let expect', () => {
    const sizes = [100, 100, 100, 100]
    expect(riseOf('three of nothing', [0, 0, 1, 2], sizes)).toBeNull()
    expect(riseOf('as before', [5, 5, 6, 5], sizes)).toBeNull()
    expect(riseOf('four of nothing', [0, 0, 1, 3], sizes)).toMatchObject({ count: 4, rise: 5 })
    expect(riseOf('thrice as many', [3, 2, 8, 9], sizes)).toMatchObject({ count: 17 })
  })
})

describe('phrases that may name a subject', () => {
  const english = (text: string) => englishPhrases(text).map(({ written }) => written)

  it('are words side by side without plain ones at their ends, abbreviations and known names', () => {
    expect(english('We propose novel diffusion models for LiDAR point clouds.')).toEqual(
      expect.arrayContaining(['diffusion models', 'lidar', 'lidar point clouds', 'point clouds']),
    )
    for (const plain of [
      'bridge this gap',
      'novel method',
      'significantly better results',
      'a wide range of tasks',
      'real instead',
    ])
      expect(english(plain), plain).toEqual([])
  })

  it('are the same in the singular and the plural', () => {
    const keys = ['point cloud', 'point clouds'].map((text) => englishPhrases(text).map(({ key }) => key))
    expect(keys[0]).toEqual(keys[1])
  })

  it('are whole Chinese words, without what frames or joins them', () => {
    const chinesePhrases = createChinesePhrases()
    expect(chinesePhrases('本文研究视觉问答。')).toContain('视觉问答')
    expect(chinesePhrases('基于扩散模型的方法')).toContain('扩散模型')
    for (const cut of ['散模型', '件生成', '化视觉', '来处理', '者提供', '性之间', '级优化'])
      expect(chinesePhrases('条件生成与可视化视觉，扩散模型来处理，学者提供，性之间，级优化'), cut).not.toContain(cut)
    expect(chinesePhrases('大量实验结果，性能显著提升，准确率')).toEqual([])
  })

  it('are cut where nearly all texts go on with them', () => {
    const texts = ['大语言模型很大', '用大语言模型', '大语言模型推理', '语言模型']
    expect(isCut('语言模型', texts)).toBe(true)
    expect(isCut('大语言模型', texts)).toBe(false)
  })
})

it('shows no phrase that half of the papers go on with 的: it says how something is', async () => {
  const { archive } = await archiveOf(IN_A_FILE)
  for (let day = 0; day < 28; day++) {
    const papers = Array.from({ length: 3 }, (_, at) => {
      const zh = day < 14 ? '石子' : at === 0 ? '物理引导的笔记' : '袋鼠梳毛'
      const own = `${day}-${at}`
      return paper(`d${day}p${at}`, { title: { en: `Seen ${own}`, zh: `${zh}${own}` }, abstract: { en: own, zh: `${zh}。` } })
    })
    await store(archive, digest(new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10), papers))
  }
  await archive.settled()
  const zh = (await archive.trends({ weeks: 4 })).terms.zh.map(({ text }) => text)
  expect(zh).toContain('袋鼠梳毛')
  expect(zh.filter((text) => text.includes('引导'))).toEqual([])
})

it('shows what titles name, not what only abstracts say, and ends with the last day', async () => {
  const { archive } = await archiveOf(IN_A_FILE)
  const letters = [...'abcdefghijklmnopqrstuvwxyz']
  for (let day = 0; day < 28; day++) {
    const late = day >= 14
    const papers = Array.from({ length: 3 }, (_, at) => {
      const own = `${letters[day % 26]}${letters[at]}`
      return paper(`d${day}p${at}`, {
        title: { en: late ? `Quokka grooming ${own}` : `Pebbles ${own}`, zh: late ? `袋鼠梳毛${at}` : `石子${at}` },
        abstract: {
          en: late ? `We do quokka grooming; a splendid afternoon passed ${own}.` : `Only pebbles ${own} were seen.`,
          zh: late ? `我们研究袋鼠梳毛，度过了美好下午。` : `只看到石子。`,
        },
      })
    })
    await store(archive, digest(new Date(Date.UTC(2025, 0, 1 + day)).toISOString().slice(0, 10), papers))
  }
  await archive.settled()
  const { terms, until, weeks } = await archive.trends({ weeks: 4 })
  expect([weeks[0], until]).toEqual(['2025-01-01', '2025-01-28'])
  expect(terms.en.map(({ text }) => text)).toContain('quokka grooming')
  expect(JSON.stringify(terms.en)).not.toContain('afternoon')
  expect(terms.zh.map(({ text }) => text)).toContain('袋鼠梳毛')
  expect(JSON.stringify(terms.zh)).not.toContain('美好下午')
})

it('is found out again once papers have come, and also when asked for other weeks', async () => {
  const { archive } = await archiveOf(IN_A_FILE)
  const weeksOf = async (weeks: number) => (await archive.trends({ weeks })).papers.reduce((sum, count) => sum + count, 0)
  await store(archive, digest('2025-01-01', [paper('early')]))
  await store(archive, digest('2025-01-29', [paper('late')]))
  expect([await weeksOf(2), await weeksOf(8), await weeksOf(2)]).toEqual([1, 2, 1])
  await store(archive, digest('2025-01-30', [paper('later'), paper('latest')]))
  expect([await weeksOf(2), await weeksOf(8)]).toEqual([3, 4])
})
