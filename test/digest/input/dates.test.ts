// The day of a digest whose head leaves out its year: what of the text, its links and its file says
// which year it is.
import { describe, expect, it } from 'vitest'
import { readDigests } from '../../../src/digest/index.ts'

const HEAD = '爱可可AI前沿推介(7.10)'
const paper = (link = '', number = 1) => `${number}、[CV] Seeing by ${number === 1 ? 'Touch' : 'Ear'}
A Jones, B Smith
[Rice University]
以触代视。本文以触觉替代视觉。
${link}`

async function read(text: string, modifiedAt?: string) {
  const source = { file: 'digest.txt', ...(modifiedAt && { modifiedAt: new Date(modifiedAt) }) }
  const [digest] = await readDigests(new TextEncoder().encode(text), source)
  if (!digest) throw new Error('nothing was read')
  const doubts = digest.diagnostics.filter(({ code }) => code === 'year-assumed' || code === 'unread-line')
  return { ...digest, doubts: doubts.map(({ message }) => message) }
}

describe('the year of a head without one', () => {
  it.each([
    ['7.10', 'https://arxiv.org/abs/2107.03107', '2021-07-10'],
    ['7月10日', 'https://arxiv.org/abs/1906.00001', '2019-07-10'],
    ['1.3', 'https://arxiv.org/abs/2012.11111', '2021-01-03'],
    ['7.10', 'arXiv:2011.00001', '2021-07-10'],
    ['7.10', 'https://arxiv.org/pdf/cs/0501001', '2005-07-10'],
    ['2.29', 'https://arxiv.org/abs/2001.00001', '2020-02-29'],
  ])('of %s is the first one on or after the month of %s', async (head, link, day) => {
    expect(await read(`爱可可AI前沿推介(${head})\n\n${paper(link)}`, '2026-11-29')).toMatchObject({ date: day, dateFrom: 'head' })
  })

  it('follows the newest of the papers, for a digest also names older ones', async () => {
    const text = `${HEAD}\n\n${paper('https://arxiv.org/abs/1706.03762')}\n\n${paper('https://arxiv.org/abs/2107.03107', 2)}`
    expect((await read(text)).date).toBe('2021-07-10')
  })

  it('is never behind the time of the file where an earlier one fits', async () => {
    expect((await read(`爱可可AI前沿推介(12.31)\n\n${paper('https://arxiv.org/abs/2101.00001')}`, '2021-03-01')).date).toBe(
      '2020-12-31',
    )
  })

  it('comes from a Weibo post in the head or below a paper, before any arXiv id', async () => {
    const post = 'https://weibo.com/1402400261/Ko22M6KH7'
    expect((await read(`${HEAD}\n${post}\n\n${paper('https://arxiv.org/abs/1706.03762')}`)).date).toBe('2021-07-10')
    expect((await read(`${HEAD}\n\n${paper(`https://arxiv.org/abs/1706.03762\n${post}`)}`)).date).toBe('2021-07-10')
  })

  it.each([
    '编辑于 2021-07-12 08:30',
    '发布于 2021-07-10 07:30・IP 属地北京',
    '最后编辑于2021年7月11日',
    'Posted on July 10, 2021',
    'Last edited on 2021/07/11 at 9:05 pm',
    '發佈於 2021-07-10',
  ])('comes from "%s", in the head or behind the last paper', async (line) => {
    const link = 'https://arxiv.org/abs/1706.03762'
    for (const text of [`${HEAD}\n${line}\n\n${paper(link)}`, `${HEAD}\n\n${paper(link)}\n${line}\n`]) {
      const digest = await read(text, '2026-11-29')
      expect(digest).toMatchObject({ date: '2021-07-10', dateFrom: 'head', title: HEAD })
      expect(digest.papers[0]?.abstract.zh).toBe('本文以触觉替代视觉。')
    }
  })

  it('is beyond doubt where the line of posting names the same day', async () => {
    expect((await read(`${HEAD}\n发布于 2021-07-10 07:30\n\n${paper()}`)).doubts).toEqual([])
  })

  it('comes from the time of the file last of all, and the diagnostic says so', async () => {
    const { date, doubts } = await read(`${HEAD}\n\n${paper()}`, '2023-02-01T00:00:00Z')
    expect(date).toBe('2022-07-10')
    expect(doubts).toEqual([expect.stringContaining('only the time of the file gives as 2022')])
  })
})

describe('a digest without a date in its head', () => {
  it('is of the day on which it was posted', async () => {
    expect(await read(`${paper()}\n发布于 2021-07-10 07:30`, '2026-11-29')).toMatchObject({
      date: '2021-07-10',
      dateFrom: 'head',
    })
  })

  it('is of the day of its links rather than of a later edit', async () => {
    const text = `${paper('https://weibo.com/1402400261/Ko22M6KH7')}\n编辑于 2022-01-02`
    expect(await read(text)).toMatchObject({ date: '2021-07-10', dateFrom: 'links' })
  })
})

describe('a number', () => {
  it.each(['GPT-3.5 前沿推介', 'Python 3.7 论文', 'AI 日报 mAP 7.10', '推介 v2.1'])(
    'in the head "%s" names no day',
    async (head) => {
      expect((await read(`${head}\n\n${paper()}`)).date).toBeNull()
    },
  )

  it.each([
    '7.10',
    '3.5',
    '(7.10)',
    '得分:8.5',
    'mAP 7.10',
    'PyTorch 1.9',
    '截屏2021-07-10 上午7.30.00.png',
    'Screenshot 2021-07-10 at 7.30.00.png',
    '2021-07-10.pdf',
    '发布于 2021-07-10 07:30',
    'Submitted on 10 Jul 2021',
    'KDD 2021.8.14',
    'v1 2021-07-08, v2 2021-07-10',
    '提升 3-5 个点',
  ])('on the line "%s" below a paper opens no new day', async (line) => {
    const text = `爱可可AI前沿推介(2021.7.10)\n\n${paper()}\n${line}\n\n${paper('', 2)}`
    const digests = await readDigests(new TextEncoder().encode(text), { file: 'digest.txt' })
    expect(digests.map(({ date, papers }) => [date, papers.length])).toEqual([['2021-07-10', 2]])
  })

  it.each(['爱可可AI前沿推介(7.11)', '前沿推介 2021.7.11', '7月11日', '2021-07-11', 'AI Daily, July 11, 2021', '7.11'])(
    'apart, the line "%s" over papers counted from 1 opens a day',
    async (line) => {
      const text = `爱可可AI前沿推介(2021.7.10)\n\n${paper('https://arxiv.org/abs/2107.00001')}\n\n${paper('', 2)}\n\n${line}\n\n${paper('https://arxiv.org/abs/2107.00002').replace('Seeing', 'Hearing')}`
      const digests = await readDigests(new TextEncoder().encode(text), { file: 'digest.txt' })
      expect(digests.map(({ date, papers }) => [date, papers.length])).toEqual([
        ['2021-07-10', 2],
        ['2021-07-11', 1],
      ])
    },
  )
})

describe('a head of several days dates the digest by the first', () => {
  it.each([
    ['## Top Papers of the Week (September 23 - September 29) - 2024', '2024-09-23'],
    ['AI Papers for the Week of Sep 23 – 29, 2024', '2024-09-23'],
    ['28 Sept - 4 Oct 2024 digest', '2024-09-28'],
    ['23–29 September 2024 papers', '2024-09-23'],
    ['Papers of Dec 30 - Jan 5, 2025', '2024-12-30'],
    ['本周论文 2024.9.23-9.29', '2024-09-23'],
    ['2024年9月23日至29日 论文周报', '2024-09-23'],
    ['Weekly papers, week 39, 2024', '2024-09-23'],
    ['arXiv weekly 2024-W39', '2024-09-23'],
    ['2021年第1周 论文周报', '2021-01-04'],
    ['2020年第53周 论文周报', '2020-12-28'],
  ])('%s', async (head, day) => {
    const digest = await read(`${head}\n\n${paper('https://arxiv.org/abs/1706.03762')}`, '2026-11-29')
    expect(digest).toMatchObject({ date: day, dateFrom: 'head', doubts: [] })
  })
})

it.each([
  ['论文速递 240923', '2024-09-23'],
  ['240923 每日论文', '2024-09-23'],
  ['【论文速递】2024.9.23', '2024-09-23'],
])('the head "%s" is of that day', async (head, day) => {
  expect(await read(`${head}\n\n${paper()}`, '2026-11-29')).toMatchObject({ date: day, dateFrom: 'head', doubts: [] })
})
