// Titles of any kind, read by the parser that Discord's clients use: what is shown is the title,
// and the link leads where it should.
import { parse } from 'discord-markdown-parser'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hitTexts } from '../../commands/shared/papers/hits.ts'
import { paperLine } from '../../commands/shared/papers/papers-list.ts'
import type { ArchivedPaper } from '../../src/archive/archive.ts'
import { renderBriefs } from '../../src/render/lists/briefs.ts'
import { renderDayIndex } from '../../src/render/lists/day-index.ts'
import type { Layout } from '../../src/render/message.ts'
import { renderPaper } from '../../src/render/paper/paper.ts'
import { linkTitle } from '../../src/render/parts/link.ts'
import { displayWidth } from '../../src/text/width.ts'
import { markdownOf, messageFaults } from '../support/message-limits.ts'
import { paperView } from '../support/papers.ts'

interface Node {
  readonly type: string
  readonly target?: string
  /** Of an emoji. */
  readonly name?: string
  readonly content?: string | readonly Node[]
}

const URL = 'https://arxiv.org/abs/2103.03206'
const nodesOf = (text: string) => parse(text, 'extended') as unknown as readonly Node[]
const flat = (nodes: readonly Node[]): readonly Node[] =>
  nodes.flatMap((node) => [node, ...(typeof node.content === 'string' || node.content === undefined ? [] : flat(node.content))])
const shown = (nodes: readonly Node[]): string =>
  nodes
    .map(({ content, target, name }) =>
      typeof content === 'string' ? content : content === undefined ? (name ?? target ?? '') : shown(content),
    )
    .join('')
const visible = (text: string) => text.replace(/[\u200b\u200e\u2060]/g, '')
const linksTo = (text: string, url: string) => flat(nodesOf(text)).filter(({ target }) => target === url).length

const PIECES = [
  '[',
  ']',
  '(',
  ')',
  '[x]',
  '](',
  'https://evil.example/a?b=[c]',
  'http://x.y)',
  '<:x:1>',
  '<@123456789012345678>',
  '<t:1:R>',
  ':smile:',
  '**',
  '__',
  '~~',
  '`',
  '||',
  '*',
  '_',
  '\\',
  '> ',
  '# ',
  '- ',
  'שלום',
  'مرحبا',
  '扩散模型',
  'Word',
  ' ',
  '@everyone',
  ' /search ',
  '🙂',
] as const
const title = fc
  .array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 8 })
  .map((pieces) => pieces.join('').trim())
  .filter((text) => text !== '')

describe('a linked title', () => {
  it.each([
    'A [B',
    'A] B',
    'A ] B [ C',
    '[[A]',
    '](https://evil.example)',
    'See https://evil.example/x now',
    '<:x:1>',
    'שלום עולם',
    '[x](http://a.b)',
    '\\[',
    '\\',
  ])('"%s" is shown as it is, with one link to the paper', (text) => {
    const made = linkTitle(text, URL, 200)
    expect(visible(shown(nodesOf(made))).replace(/ →$/, '')).toBe(text)
    expect(linksTo(made, URL)).toBe(1)
  })

  it('is whole whatever is in it, and nothing in it acts', () => {
    fc.assert(
      fc.property(title, (text) => {
        const made = `**1.** ${linkTitle(text, URL, 400)} · CV`
        const nodes = nodesOf(made)
        const whole = visible(shown(nodes)).replace(/ →(?= · CV$)/, '')
        expect(whole.replace(/\s+/g, ' ')).toBe(`1. ${text.replace(/\s+/g, ' ')} · CV`)
        expect(linksTo(made, URL)).toBe(1)
        const acting = flat(nodes).filter(
          ({ type }) => !['text', 'strong', 'link', 'url', 'autolink', 'escape', 'twemoji'].includes(type),
        )
        expect(acting.map(({ type }) => type)).toEqual([])
      }),
      { numRuns: 1500 },
    )
  })

  it('keeps to its limit', () => {
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 60 }), fc.integer({ min: 40, max: 200 }), (texts, limit) => {
        expect([...linkTitle(texts.join(' '), URL, limit)].length).toBeLessThanOrEqual(limit + URL.length + 8)
      }),
    )
  })

  it('leaves every entry of a day and of a short list its link, with 300 authors too', () => {
    fc.assert(
      fc.property(fc.array(title, { minLength: 1, maxLength: 12 }), (titles) => {
        const papers = titles.map((en, i) =>
          paperView({
            position: i + 1,
            title: { en, zh: en },
            links: [`https://arxiv.org/abs/2103.0${1000 + i}`],
            authors: Array.from({ length: 300 }, (_, n) => `A [Name${n}`),
          }),
        )
        const index = renderDayIndex(
          { date: '2021-07-10', title: '[x', entries: papers.map((paper) => ({ paper, url: paper.links[0] ?? '' })) },
          { language: 'both' },
        )
        const briefs = renderBriefs(papers, { language: 'both', date: null }).map(({ body }) => body)
        for (const bodies of [index, briefs]) {
          for (const body of bodies) expect(messageFaults(body)).toEqual([])
          const texts = bodies.flatMap(({ embeds }) => (embeds ?? []).map(({ description }) => description ?? ''))
          const targets = texts.flatMap((text) => flat(nodesOf(text)).map(({ target }) => target))
          for (const { links } of papers) expect(targets.filter((target) => target === links[0])).toHaveLength(1)
        }
      }),
      { numRuns: 60 },
    )
  })
})

// An address that is written in a title may be a link to itself; nothing else may act.
const SILENT = new Set([
  'text',
  'strong',
  'escape',
  'twemoji',
  'underline',
  'subtext',
  'heading',
  'br',
  'newline',
  'url',
  'autolink',
])
const actsOf = (nodes: readonly Node[]) =>
  flat(nodes).filter(({ type, target }) => !SILENT.has(type) && !(type === 'link' && target === URL))
const squeezed = (text: string) => visible(text).replace(/\s+/g, '')

describe('a title in any message', () => {
  const authors = Array.from({ length: 300 }, (_, n) => `A [Name${n}](x) <:x:${n}>`)

  it.each<Layout>(['standard', 'full', 'compact', 'card', 'link', 'card-link'])(
    'of a paper is whole in the layout %s in every language, and nothing but its link acts',
    (layout) => {
      fc.assert(
        fc.property(title, fc.constantFrom('en' as const, 'zh' as const, 'both' as const), (text, language) => {
          const paper = paperView({
            title: { en: text, zh: text },
            abstract: { en: null, zh: null },
            links: [URL],
            authors,
          })
          const body = renderPaper(paper, { language, layout, total: 9 })
          expect(messageFaults(body)).toEqual([])
          const nodes = nodesOf(markdownOf(body))
          expect(actsOf(nodes).map(({ type }) => type)).toEqual([])
          if (displayWidth(text) <= 40) expect(squeezed(shown(nodes))).toContain(squeezed(text))
          const isLinked = ['card', 'link', 'card-link'].includes(layout)
          const titled = body.embeds?.[0]?.url === URL ? 1 : 0
          expect(linksTo(markdownOf(body), URL) + titled).toBe(1)
          expect(titled).toBe(isLinked ? 0 : 1)
        }),
        { numRuns: 70 },
      )
    },
  )

  it('of a result or of a list has its number, its link, and nothing else that acts', () => {
    fc.assert(
      fc.property(title, fc.constantFrom('en' as const, 'zh' as const), (text, language) => {
        const paper = {
          ...paperView({ title: { en: text, zh: text }, links: [URL] }),
          figures: 0,
        } as unknown as ArchivedPaper
        const found = { en: [{ text, match: true }], zh: [{ text, match: true }] }
        for (const titles of [{ en: null, zh: null }, found]) {
          const [hit = ''] = hitTexts([{ paper, number: 1, snippet: found, titles, jump: null }], language)
          for (const line of [hit, paperLine(paper, 1, language)]) {
            const nodes = nodesOf(line)
            expect(actsOf(nodes).map(({ type }) => type)).toEqual([])
            expect(linksTo(line, URL)).toBe(1)
            if (displayWidth(text) <= 40) expect(squeezed(shown(nodes))).toContain(squeezed(text))
          }
        }
      }),
      { numRuns: 600 },
    )
  })
})
