// The layout that a channel skims: what was done in each language, and one line about the paper.
import { describe, expect, it } from 'vitest'
import { renderPaper } from '../../src/render/paper/paper.ts'
import { linkName } from '../../src/render/parts/buttons.ts'
import { paperView } from '../support/papers.ts'

const standard = { language: 'both', layout: 'standard', total: 9 } as const
const abstract = {
  en: 'Attention is everywhere. Much has been tried. We propose the Perceiver, a model for any input. It scales to a hundred thousand inputs. More follows here.',
  zh: '注意力无处不在。前人做了很多尝试。本文提出Perceiver，一种适用于任意输入的模型。它可以处理十万个输入。后面还有。',
}
const embedOf = (...args: Parameters<typeof renderPaper>) => {
  const [embed, ...more] = renderPaper(...args).embeds ?? []
  expect(more).toEqual([])
  return embed
}

describe('the standard layout', () => {
  it('has the titles, what was done in each language, and one line about the paper', () => {
    const authors = ['A Jaegle', 'F Gimeno', 'A Brock', 'J Carreira', 'O Vinyals']
    expect(embedOf(paperView({ abstract, authors }), standard)).toMatchObject({
      title: 'Perceiver: General Perception with Iterative Attention',
      url: 'https://arxiv.org/abs/2103.03206',
      description: [
        '**Perceiver:基于迭代注意力的一般感知**',
        '本文提出Perceiver，一种适用于任意输入的模型。它可以处理十万个输入。',
        'We propose the Perceiver, a model for any input. It scales to a hundred thousand inputs.',
      ].join('\n'),
      footer: { text: 'CV · A Jaegle, F Gimeno +3 · DeepMind · 2021‑07‑10 · 1/9' },
    })
  })

  it('takes the digest’s own summary where there is one', () => {
    const view = paperView({ abstract, takeaway: '一个模型处理一切输入。' })
    expect(embedOf(view, { ...standard, language: 'zh' })?.description).toBe(
      '**Perceiver: General Perception with Iterative Attention**\n一个模型处理一切输入。',
    )
  })

  it('begins at the first sentence where none says what was done, and shows the language that there is', () => {
    const view = paperView({ abstract: { en: 'Cats sleep. Dogs bark. Birds sing.', zh: null } })
    expect(embedOf(view, { ...standard, language: 'zh' })?.description).toBe(
      '**Perceiver: General Perception with Iterative Attention**\nCats sleep. Dogs bark.',
    )
  })

  it('stays short whatever the length of the paper', () => {
    const cases = {
      shortest: paperView({ title: { en: 'A', zh: null }, abstract: { en: null, zh: null }, authors: [], affiliations: [] }),
      usual: paperView({ abstract }),
      longest: paperView({
        title: { en: 'Very '.repeat(100), zh: '很长'.repeat(200) },
        abstract: { en: `We propose ${'many words '.repeat(500)}.`, zh: `本文提出${'很多词语，'.repeat(500)}。` },
        authors: Array.from({ length: 300 }, (_, i) => `Anna-Maria Longname ${i}`),
        affiliations: Array.from({ length: 40 }, (_, i) => `University of Somewhere ${i}`),
        takeaway: '总结'.repeat(400),
      }),
    }
    for (const view of Object.values(cases)) {
      const body = renderPaper(view, standard)
      const lines = (body.embeds?.[0]?.description ?? '').split('\n')
      expect(lines.length).toBeLessThanOrEqual(3)
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(220)
      expect([...(body.embeds?.[0]?.footer?.text ?? '')].length).toBeLessThanOrEqual(180)
      expect(body.components).toHaveLength(1)
    }
  })
})

describe('the button of a link', () => {
  it.each([
    ['https://arxiv.org/abs/2103.03206', 'arXiv', 'arXiv'],
    ['https://openreview.net/forum?id=x', 'OpenReview', 'OpenReview'],
    ['https://github.com/a/b', '代码', 'Code'],
    ['https://weibo.com/1/x', '微博', 'Weibo'],
    ['https://example.org/paper.PDF', 'PDF', 'PDF'],
    ['https://example.org/notarxiv.org', '原文', 'Paper'],
  ])('says where %s leads', (link, zh, en) => {
    expect([linkName(link, 'zh'), linkName(link, 'en')]).toEqual([zh, en])
  })
})
