import { describe, expect, it } from 'vitest'
import type { PaperId } from '../../src/digest/digest.ts'
import { bodyAsText, wrap } from '../../src/render/as-text.ts'
import { renderBriefs } from '../../src/render/lists/briefs.ts'
import { renderDayIndex } from '../../src/render/lists/day-index.ts'
import { renderForumPost } from '../../src/render/paper/forum.ts'
import { renderPaper } from '../../src/render/paper/paper.ts'
import { paperView } from '../support/papers.ts'

const brief = (n: number) =>
  paperView({
    id: `p${n}-xx` as PaperId,
    position: n,
    section: 'brief',
    title: { en: `Title ${n}`, zh: `标题${n}` },
    authors: ['A B'],
    affiliations: ['Lab'],
  })

describe('the short list', () => {
  it('fills each message to the limit before it begins another', () => {
    const messages = renderBriefs(
      Array.from({ length: 120 }, (_, i) => brief(i + 1)),
      { language: 'both', date: '2021-07-10' },
    )
    const lengths = messages.map(({ body }) =>
      (body.embeds ?? []).reduce((sum, embed) => sum + [...(embed.description ?? '')].length, 0),
    )
    const entry = [...(renderBriefs([brief(120)], { language: 'both', date: null })[0]?.body.embeds?.[0]?.description ?? '')]
      .length
    for (const length of lengths.slice(0, -1)) expect(length).toBeGreaterThan(6000 - entry - 80)
  })

  it('opens every paper from menus of 25', () => {
    const [first] = renderBriefs(
      Array.from({ length: 30 }, (_, i) => brief(i + 1)),
      { language: 'en', date: null },
    )
    const menus = (first?.body.components ?? []) as { components: { custom_id: string; options: unknown[] }[] }[]
    expect(menus.map((row) => [row.components[0]?.custom_id, row.components[0]?.options.length])).toEqual([
      ['open:1:0', 25],
      ['open:1:1', 5],
    ])
  })

  it('shows number, linked title, Chinese title and people of each', () => {
    const [first] = renderBriefs([brief(6)], { language: 'both', date: '2021-07-10' })
    expect(first?.body.embeds?.[0]?.description).toBe(
      '**6.** [Title 6](https://arxiv.org/abs/2103.03206) · CV\n标题6\n-# A B · Lab',
    )
  })
})

describe('the day index', () => {
  const url = 'https://discord.com/channels/1/2/3'
  it('counts by category and links each paper once it was sent', () => {
    const entries = [
      { paper: brief(1), url },
      {
        paper: paperView({
          position: 2,
          categories: ['LG'],
          categoryNames: { LG: { zh: '机器学习', en: 'Machine Learning' } },
          starred: true,
        }),
        url: null,
      },
    ]
    const [body] = renderDayIndex({ date: '2021-07-10', title: null, entries }, { language: 'zh' })
    expect(body?.embeds?.[0]?.title).toBe('2021-07-10 · AI 论文速递')
    expect(body?.embeds?.[0]?.description).toBe(
      `CV · 计算机视觉 **1**  ·  LG · 机器学习 **1**\n\n**1.** [标题1](${url})\n**2.** ★ Perceiver:基于迭代注意力的一般感知`,
    )
  })

  it('says where a paper was posted before and that it was promoted, and how many more there are', () => {
    const seen = { date: '2021-07-01', url, promoted: true }
    const [body] = renderDayIndex(
      { date: '2021-07-10', title: null, entries: [{ paper: brief(1), url: null, seen }], overflow: { count: 3, token: 't' } },
      { language: 'en' },
    )
    expect(body?.embeds?.[0]?.description).toContain(
      `**1.** [Title 1](${url}) · posted on 2021‑07‑01 · promoted from the short list\n\n3 more`,
    )
    expect(JSON.stringify(body?.components)).toContain('"more:1:t"')
  })

  it('mentions a role once, and nobody else', () => {
    const entries = Array.from({ length: 60 }, (_, i) => ({
      paper: paperView({ title: { en: `${'Long title '.repeat(12)}${i}`, zh: null } }),
      url: null,
    }))
    const bodies = renderDayIndex({ date: null, title: null, entries }, { language: 'en', mentionRole: '123456789012345678' })
    expect(bodies.length).toBeGreaterThan(1)
    expect(bodies.map((body) => body.allowed_mentions)).toEqual([
      { parse: [], roles: ['123456789012345678'] },
      ...bodies.slice(1).map(() => ({ parse: [] })),
    ])
  })
})

describe('a forum post', () => {
  it('has the title as its name and tags that fit', () => {
    const names = { CV: { zh: '计算机视觉', en: 'Computer Vision' }, HC: { zh: '人机交互', en: 'Human-Computer Interaction' } }
    const paper = paperView({ categories: ['CV', 'HC'], categoryNames: names })
    expect(renderForumPost(paper, { language: 'en', layout: 'full' }).tags).toEqual(['CV Computer Vision', 'HC'])
    expect(renderForumPost(paper, { language: 'zh', layout: 'full' }).name).toBe('Perceiver:基于迭代注意力的一般感知')
  })
})

describe('in a terminal', () => {
  it('a message has its texts without markdown, within the width', () => {
    const text = bodyAsText(renderPaper(paperView(), { language: 'both', layout: 'full', total: 9 }), { width: 40 })
    expect(text).toContain('┃ 生物系统感知世界。本文提出Perceiver。')
    expect(text).toContain('[arXiv: https://arxiv.org/abs/2103.03206]')
    expect(text).not.toContain('**')
  })

  it('Chinese characters take two columns', () => {
    expect(wrap('生物系统感知世界 and more', 10)).toEqual(['生物系统感', '知世界 and', 'more'])
  })
})
