import { describe, expect, it } from 'vitest'
import { nextStep, type Step } from '../../src/render/ladder.ts'
import { renderPaper } from '../../src/render/paper/paper.ts'
import { markdownOf } from '../support/message-limits.ts'
import { paperView } from '../support/papers.ts'

const full = { language: 'both', layout: 'full', total: 9 } as const
const sentence = '本文提出一种新方法。'
const long = paperView({ abstract: { zh: sentence.repeat(500), en: 'We propose a new method, e.g. for Fig. 3. '.repeat(150) } })

describe('a featured paper', () => {
  it('shows the English title as a link to arXiv, then Chinese, then English, then who, where and what', () => {
    const [embed] = renderPaper(paperView(), full).embeds ?? []
    expect(embed?.title).toBe('Perceiver: General Perception with Iterative Attention')
    expect(embed?.url).toBe('https://arxiv.org/abs/2103.03206')
    expect(embed?.description).toBe(
      '**Perceiver:基于迭代注意力的一般感知**\n\n生物系统感知世界。本文提出Perceiver。\n\nBiological systems perceive the world. It works, e.g. on video.',
    )
    expect(embed?.fields?.map((field) => field.value)).toEqual([
      'A Jaegle, F Gimeno',
      'DeepMind',
      'CV · 计算机视觉 / Computer Vision',
    ])
    expect(embed?.footer?.text).toBe('2021-07-10 · 第 1 篇，共 9 篇 / 1 of 9')
  })

  it('has its own colour for each category', () => {
    const colours = ['CV', 'LG', 'CL', 'ZZ', 'QQ'].map(
      (code) => renderPaper(paperView({ categories: [code] }), full).embeds?.[0]?.color,
    )
    expect(new Set(colours).size).toBe(5)
  })

  it('is cut at sentence ends and says where the rest is, when both abstracts do not fit', () => {
    const [first, second] = renderPaper(long, full).embeds ?? []
    expect(first?.description).toMatch(/本文提出一种新方法。$/)
    expect(second?.description).toMatch(/for Fig\. 3\.\n\n-# … 全文/)
    const room = (first?.description?.length ?? 0) + (second?.description?.length ?? 0)
    expect(room).toBeGreaterThan(5400)
  })

  it('shows what a digest says literally', () => {
    const body = renderPaper(paperView({ title: { en: '**Bold** [x](http://evil.example) @everyone', zh: null } }), full)
    expect(markdownOf(body)).toContain('\\*\\*Bold\\*\\* \\[x\\]\\(<http://evil.example>) @\u200beveryone')
  })

  it('shows the language that there is when the chosen one is missing', () => {
    const body = renderPaper(paperView({ title: { en: 'Only English', zh: null }, abstract: { en: 'Text here.', zh: null } }), {
      language: 'zh',
      layout: 'full',
    })
    expect(body.embeds?.[0]).toMatchObject({ title: 'Only English', description: 'Text here.' })
  })

  it('says that it was updated, and arrives silently where asked', () => {
    const body = renderPaper(paperView(), { ...full, updated: true, silent: true })
    expect(body.embeds?.[0]?.footer?.text).toContain('已更新 / updated')
    expect(body.flags).toBe(4096)
  })

  it('names uploaded pictures in order with their alternative text', () => {
    const figures = ['a b.png', '图.jpg'].map((name) => ({
      kind: 'file' as const,
      name,
      mediaType: 'image/png',
      bytes: new Uint8Array(3),
      alt: `shows ${name}`,
    }))
    expect(renderPaper(paperView(), { ...full, figures }).attachments).toEqual([
      { id: 0, filename: 'figure-1.png', description: 'shows a b.png' },
      { id: 1, filename: 'figure-2.jpg', description: 'shows 图.jpg' },
    ])
  })
})

describe('the ladder', () => {
  it('goes from pictures to one line and ends', () => {
    const steps: Step[] = []
    for (let step: Step | null = { layout: 'full', images: true }; step !== null; step = nextStep(step)) steps.push(step)
    expect(steps.map((step) => `${step.layout}${step.images ? '+images' : ''}`)).toEqual([
      'full+images',
      'full',
      'compact',
      'link',
    ])
  })

  it('of a card that was sent stays within cards, for an edit can not make it anything else', () => {
    const names = (isSent: boolean) => {
      const steps: string[] = []
      for (let step: Step | null = { layout: 'card', images: true }; step !== null; step = nextStep(step, isSent))
        steps.push(`${step.layout}${step.images ? '+images' : ''}`)
      return steps
    }
    expect(names(true)).toEqual(['card+images', 'card', 'card-link'])
    expect(names(false)).toEqual(['card+images', 'card', 'compact', 'link'])
  })

  it('ends with a line that still links to the paper', () => {
    expect(renderPaper(paperView(), { language: 'en', layout: 'link' }).content).toBe(
      '**\\[CV\\]** [Perceiver: General Perception with Iterative Attention](<https://arxiv.org/abs/2103.03206>)',
    )
  })
})
