// Every kind of message with the shortest, a usual and the longest content, in each language: how
// many lines it takes at 520 pixels, and how many rows of buttons.
import { describe, expect, it } from 'vitest'
import { noticeText } from '../../src/delivery/messages/notice.ts'
import type { Figure, PaperId } from '../../src/digest/digest.ts'
import { renderBriefs } from '../../src/render/lists/briefs.ts'
import { renderDayIndex } from '../../src/render/lists/day-index.ts'
import { withMark } from '../../src/render/mark.ts'
import type { MessageBody, PaperView } from '../../src/render/message.ts'
import { renderNotice } from '../../src/render/notice.ts'
import { renderPaper } from '../../src/render/paper/paper.ts'
import { renderRemoved } from '../../src/render/removed.ts'
import { countLines, countRows } from '../support/line-count.ts'
import { messageFaults } from '../support/message-limits.ts'
import { paperView } from '../support/papers.ts'

const PAPERS = {
  shortest: paperView({
    title: { en: 'A', zh: null },
    abstract: { en: null, zh: null },
    authors: [],
    affiliations: [],
    categories: [],
    links: [],
    date: null,
  }),
  usual: paperView({
    abstract: {
      en: 'Attention is everywhere. Much has been tried. We propose the Perceiver, a model for any input that builds on Transformers. It scales to a hundred thousand inputs, and does as well as convolutions on images.',
      zh: '注意力无处不在。前人做了很多尝试。本文提出Perceiver，一种建立在Transformer之上、适用于任意输入的模型。它可以处理十万个输入，在图像上与卷积网络相当。',
    },
    authors: ['A Jaegle', 'F Gimeno', 'A Brock', 'A Zisserman', 'O Vinyals', 'J Carreira'],
  }),
  longest: paperView({
    title: { en: 'Very long words of a title '.repeat(40), zh: '很长的标题与更多的字'.repeat(40) },
    abstract: {
      en: `We propose ${'considerably many words '.repeat(300)}.`,
      zh: `本文提出${'很多很多词语，以及Transformer模型，'.repeat(200)}。`,
    },
    authors: Array.from({ length: 300 }, (_, i) => `Anna-Maria Longname-Doublename ${i}`),
    affiliations: Array.from({ length: 40 }, (_, i) => `University of Somewhere Quite Far Away ${i}`),
    categories: ['CV', 'LG', 'CL', 'AI', 'RO', 'stat.ML'],
    takeaway: '总结得非常长的一句话没有停顿'.repeat(40),
    points: Array.from({ length: 8 }, () => '要点很多'.repeat(60)),
    starred: true,
    position: 499,
  }),
} satisfies Record<string, PaperView>

const LANGUAGES = ['zh', 'en', 'both'] as const
const FIGURES: readonly Figure[] = Array.from({ length: 3 }, (_, i) => ({
  kind: 'file',
  name: `${i}.png`,
  mediaType: 'image/png',
  bytes: new Uint8Array(3),
  alt: 'a curve',
}))

/** At most so many lines and rows: of the shortest, a usual and the longest. */
const PAPER_LINES = {
  standard: { shortest: 2, usual: 10, longest: 14 },
  card: { shortest: 3, usual: 12, longest: 18 },
  compact: { shortest: 1, usual: 2, longest: 2 },
  full: { shortest: 3, usual: 26, longest: 140 },
  link: { shortest: 1, usual: 3, longest: 13 },
  'card-link': { shortest: 1, usual: 3, longest: 13 },
} as const

const held = (body: MessageBody, lines: number, rows: number) => {
  expect(messageFaults(body)).toEqual([])
  expect(countLines(body)).toBeLessThanOrEqual(lines)
  expect(countRows(body)).toBeLessThanOrEqual(rows)
}

describe.each(LANGUAGES)('in a channel of %s', (language) => {
  for (const [layout, limits] of Object.entries(PAPER_LINES) as [keyof typeof PAPER_LINES, Record<keyof typeof PAPERS, number>][])
    it(`a paper in the layout ${layout} keeps to its lines and one row`, () => {
      for (const size of ['shortest', 'usual', 'longest'] as const)
        for (const figures of [[], FIGURES.slice(0, 1), FIGURES])
          held(renderPaper(PAPERS[size], { language, layout, total: 500, updated: size === 'longest', figures }), limits[size], 1)
    })

  it('a short list has three lines a paper and a menu for each twenty-five', () => {
    for (const [size, count] of [
      ['shortest', 1],
      ['usual', 20],
      ['longest', 60],
    ] as const) {
      const papers = Array.from({ length: count }, (_, i) => ({ ...PAPERS[size], id: `p${i}-paper` as PaperId }))
      const bodies = renderBriefs(papers, { language, date: '2021-07-10' })
      expect(bodies.reduce((sum, { papers: shown }) => sum + shown.length, 0)).toBe(count)
      for (const { body, papers: shown } of bodies) held(body, 3 + shown.length * (size === 'longest' ? 28 : 6), 3)
    }
  })

  it('the index of a day has a line or two a paper and one row', () => {
    for (const [size, count] of [
      ['shortest', 0],
      ['usual', 20],
      ['longest', 60],
    ] as const) {
      const entries = Array.from({ length: count }, (_, i) => ({
        paper: { ...PAPERS[size], id: `p${i}-paper` as PaperId },
        url: 'https://discord.com/channels/1/2/3',
      }))
      const day = { date: '2021-07-10', title: null, entries, overflow: { count: 9, token: 'token' } }
      for (const body of renderDayIndex(day, { language }))
        held(withMark(body, 'mark'), 6 + count * (size === 'longest' ? 10 : 3), 1)
    }
  })

  it('what is struck through, and a notice, are a few lines and one row with a way on', () => {
    for (const isCard of [false, true]) {
      const titles = [PAPERS.usual.title, PAPERS.longest.title]
      held(renderRemoved(titles, { date: '2021-07-10', language, silent: false, isCard }), 2 + 2 * 10, 1)
    }
    const notice = noticeText({ kind: 'late', slot: 0, zone: 'Asia/Shanghai', minutes: 180 })
    const marked = withMark(renderNotice(notice, language), 'mark')
    held(marked, 6, 1)
    expect(JSON.stringify(marked)).toContain('latest:1~mark')
    expect(JSON.stringify(marked)).not.toContain('Paperboy')
  })
})
