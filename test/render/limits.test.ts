import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Figure, PaperId } from '../../src/digest/digest.ts'
import { renderBriefs } from '../../src/render/lists/briefs.ts'
import { renderDayIndex } from '../../src/render/lists/day-index.ts'
import { packEntries } from '../../src/render/lists/pack.ts'
import { markOf, readMark, withMark } from '../../src/render/mark.ts'
import type { Layout } from '../../src/render/message.ts'
import { renderForumPost } from '../../src/render/paper/forum.ts'
import { renderPaper } from '../../src/render/paper/paper.ts'
import { renderPapers } from '../../src/render/paper/papers.ts'
import { markdownOf, messageFaults, textOf } from '../support/message-limits.ts'
import { anyPaper, paperView } from '../support/papers.ts'

const language = fc.constantFrom('zh' as const, 'en' as const, 'both' as const)
const layout = fc.constantFrom<Layout>('full', 'standard', 'compact', 'card', 'link', 'card-link')
const figure: fc.Arbitrary<Figure> = fc.oneof(
  fc.constant({ kind: 'mark' as const }),
  fc.record({ kind: fc.constant('address' as const), url: fc.webUrl(), alt: fc.constant(null) }),
  fc.record({
    kind: fc.constant('file' as const),
    name: fc.string(),
    mediaType: fc.constant('image/png'),
    bytes: fc.uint8Array({ minLength: 1, maxLength: 4 }),
    alt: fc.option(fc.string({ maxLength: 3000 }), { nil: null }),
  }),
)
const figures = fc.array(figure, { maxLength: 14 })
const JUMP = 'https://discord.com/channels/11111111111111111111/22222222222222222222/33333333333333333333'

describe('whatever a digest says', () => {
  it('a paper is one message that Discord takes, in every language and layout', () => {
    fc.assert(
      fc.property(anyPaper, language, layout, figures, fc.boolean(), (paper, language, layout, figures, flag) => {
        const body = renderPaper(paper, { language, layout, figures, updated: flag, silent: flag, total: 500 })
        expect(messageFaults(body)).toEqual([])
        expect(textOf(body)).not.toMatch(/@everyone|[\u202a-\u202e\u2066-\u2069]/)
        expect(markdownOf(body)).not.toMatch(/<@\d/)
      }),
      { numRuns: 250 },
    )
  })

  it('a short list keeps every paper once and in order', () => {
    fc.assert(
      fc.property(fc.uniqueArray(anyPaper, { maxLength: 40, selector: (paper) => paper.id }), language, (papers, language) => {
        const messages = renderBriefs(papers, { language, date: null })
        for (const { body } of messages) expect(messageFaults(body)).toEqual([])
        expect(messages.flatMap((part) => part.papers)).toEqual(papers.map((paper) => paper.id))
      }),
      { numRuns: 60 },
    )
  })

  it('a short list begins a message only where the one before cannot take the next paper in any way', () => {
    const entry = fc.integer({ min: 1, max: 2_500 }).map((size) => ({ item: size, text: '', size }))
    fc.assert(
      fc.property(fc.array(entry, { maxLength: 80 }), fc.integer({ min: 0, max: 300 }), (entries, overhead) => {
        const messages = packEntries(entries, overhead)
        const lengths = (embeds: readonly (readonly { size: number }[])[]) =>
          embeds.map((embed) => embed.reduce((sum, { size }) => sum + size, 0) + 2 * (embed.length - 1))
        for (const embeds of messages) {
          expect(embeds.length).toBeLessThanOrEqual(10)
          expect(Math.max(...lengths(embeds)) + overhead).toBeLessThanOrEqual(4096)
          expect(lengths(embeds).reduce((sum, length) => sum + length, overhead)).toBeLessThanOrEqual(6000)
        }
        expect(messages.flat(2)).toEqual(entries)
        messages.slice(1).forEach((embeds, i) => {
          const run = [...(messages[i] ?? []).flat(), embeds[0]?.[0] ?? { size: 0 }]
          const least = run.reduce((sum, { size }) => sum + size, overhead) + 2 * Math.max(0, run.length - 10)
          expect(least).toBeGreaterThan(6000)
        })
      }),
      { numRuns: 200 },
    )
  })

  it('papers that link to the same page are all shown in a message of several', () => {
    const twins = [1, 2].map((n) => paperView({ id: `twin-${n}` as PaperId, title: { en: `Twin ${n}`, zh: null } }))
    const [only] = renderPapers(twins, { language: 'en', layout: 'compact' })
    expect(only?.body.embeds?.map(({ title, url }) => [title, url !== undefined])).toEqual([
      ['Twin 1', true],
      ['Twin 2', false],
    ])
  })

  it('a day index has as many messages before the papers were sent as after', () => {
    fc.assert(
      fc.property(fc.array(anyPaper, { maxLength: 60 }), language, fc.boolean(), (papers, language, overflow) => {
        const day = (url: string | null) => ({
          date: '2021-07-10',
          title: null,
          entries: papers.map((paper, i) => ({
            paper,
            url,
            ...(i % 5 === 4 ? { seen: { date: null, url, promoted: true } } : {}),
          })),
          ...(overflow ? { overflow: { count: 7, token: 's1.d2' } } : {}),
        })
        const before = renderDayIndex(day(null), { language })
        const after = renderDayIndex(day(JUMP), { language, updated: true })
        for (const body of [...before, ...after]) expect(messageFaults(body)).toEqual([])
        expect(after).toHaveLength(before.length)
      }),
      { numRuns: 60 },
    )
  })

  it('a forum post has a name and tags that Discord takes', () => {
    fc.assert(
      fc.property(anyPaper, language, (paper, language) => {
        const post = renderForumPost(paper, { language, layout: 'standard' })
        expect(messageFaults(post.message)).toEqual([])
        expect([...post.name].length).toBeLessThanOrEqual(100)
        expect(post.name.trim()).not.toBe('')
        expect(post.tags.length).toBeLessThanOrEqual(5)
        for (const tag of post.tags) expect([...tag].length).toBeLessThanOrEqual(20)
      }),
      { numRuns: 100 },
    )
  })

  it('a mark can be put into any message and read back, with as much of a trace as there is room for', () => {
    fc.assert(
      fc.property(anyPaper, layout, fc.boolean(), fc.nat(40), (paper, layout, buttons, parts) => {
        const trace = Array.from({ length: parts }, (_, i) => `part${String(i).padStart(2, '0')}`)
        const marked = withMark(renderPaper(paper, { language: 'both', layout, buttons }), 'k3.A_b-9', trace)
        expect(messageFaults(marked)).toEqual([])
        expect(markOf(marked)).toBe('k3.A_b-9')
        const read = readMark(marked)?.trace ?? ''
        expect(trace.join('').startsWith(read)).toBe(true)
        expect(read.length % 6).toBe(0)
        expect(read.length).toBeGreaterThanOrEqual(6 * Math.min(parts, 6))
      }),
      { numRuns: 60 },
    )
  })
})
