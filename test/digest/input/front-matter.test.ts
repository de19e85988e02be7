// The front matter of a page names the digest's title and day; its keys are not text.
import { describe, expect, it } from 'vitest'
import { readFileDigests } from '../../../src/digest/index.ts'
import { brokenPromises } from '../support/promises.ts'

const PAPER =
  '1、[CV] Seeing by Touch\n\nA Jones, B Smith\n[Rice University]\n以触代视。本文以触觉替代视觉。\nhttps://arxiv.org/abs/1706.03762\n'

async function read(text: string, file = 'page.md') {
  const readings = await readFileDigests(new TextEncoder().encode(text), { file, modifiedAt: new Date('2026-01-01') })
  expect(brokenPromises(readings)).toEqual([])
  return readings.map(({ digest }) => digest)
}

describe('front matter', () => {
  it.each([
    ['---\ntitle: AI 前沿\ndate: 2021-07-10 08:00:00 +0800\nlayout: post\ntags: [论文, AI]\n---\n'],
    ['---\nlayout: post\ntitle: "AI 前沿"\ndate: 2021-07-09T23:30:00Z\n---\n'],
    ["---\ntitle: 'AI 前沿'\ndate: 2021/07/10\ncategories:\n  - 论文\n- AI\n# a comment\nauthor:\n  name: Li Lei\n---\n"],
    ['+++\ntitle = "AI 前沿"\ndate = 2021-07-10T08:00:00+08:00\ndraft = false\n+++\n'],
    ['\ufeff---\r\ntitle: AI 前沿\r\ndate: 2021-07-10\r\n---\r\n'],
    ['\n---\nTitle: AI 前沿\nDate: July 10, 2021\n...\n'],
  ])('gives the title and the day: %j', async (matter) => {
    for (const file of ['page.md', 'page.txt'])
      expect(await read(matter + PAPER, file)).toMatchObject([
        {
          title: 'AI 前沿',
          date: '2021-07-10',
          dateFrom: 'head',
          diagnostics: [],
          papers: [{ title: { en: 'Seeing by Touch' } }],
        },
      ])
  })

  it('gives its year to a head that has none, and its title goes before the head', async () => {
    expect(await read(`---\ntitle: AI 前沿\ndate: 2021-07-11\n---\n每日推介(7.10)\n\n${PAPER}`)).toMatchObject([
      { title: 'AI 前沿', date: '2021-07-10' },
    ])
  })

  it('is none where the rules only decorate, or no rule ends it', async () => {
    const decorated = await read(
      `---\n\n${PAPER}---\n\n2、[CV] Hearing\nA Jones, B Smith\n[Rice University]\n以触代听。本文以触觉替代听觉。\n`,
    )
    expect(decorated[0]?.papers).toHaveLength(2)
    expect((await read(`---\ntitle: AI 前沿\n${PAPER}`))[0]?.papers).toHaveLength(1)
  })
})
