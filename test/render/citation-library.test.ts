// References against libraries that others wrote: citeproc for APA and GB/T 7714, Citation.js for
// BibTeX.
import { createRequire } from 'node:module'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cite } from '../../src/render/citation/cite.ts'
import type { PaperView } from '../../src/render/message.ts'
import { createCiteproc } from '../support/citeproc.ts'
import { paperView } from '../support/papers.ts'
import { realPapers } from '../support/real-papers.ts'

const TODAY = '2026-01-02'
const citeproc = createCiteproc()
const require = createRequire(import.meta.url)
const { Cite } = require('@citation-js/core') as { Cite: new (text: string) => { data: readonly Read[] } }
require('@citation-js/plugin-bibtex')

interface Read {
  readonly title: string
  readonly author?: readonly { readonly family: string; readonly given?: string; readonly 'non-dropping-particle'?: string }[]
  readonly issued?: { readonly 'date-parts': readonly (readonly number[])[] }
  readonly URL?: string
}

/** A word as a title has it, and as it is in the middle of a sentence. */
const plainWords = ['graph', 'learning', 'efficient', 'models', 'retrieval', 'robust', 'language', 'vision', 'sampling', 'survey']
const names = [
  'BERT',
  'GPT-4',
  'Wikipedia',
  'Bayesian',
  'ImageNet',
  'LiDAR',
  'Q-learning',
  'Markov',
  'R-CNN',
  'DINOv2',
  '3D',
  'Chinese',
]
const joiners = ['for', 'with', 'of', 'and', 'in', 'a', 'the', 'from']
const titled = (word: string) =>
  word
    .split('-')
    .map((part) => part.replace(/^[a-z]/, (letter) => letter.toUpperCase()))
    .join('-')

interface Title {
  /** Every long word with a capital, as most papers have it. */
  readonly written: string
  readonly sentence: string
  readonly names: readonly string[]
}

const phrase = fc.array(
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...plainWords) }, fc.constantFrom(...names), fc.constantFrom(...joiners)),
  {
    minLength: 3,
    maxLength: 7,
  },
)
const anyTitle: fc.Arbitrary<Title> = fc.array(phrase, { minLength: 1, maxLength: 2 }).chain((phrases) =>
  // Two long words at least tell how the title is written.
  fc.constant({
    written: phrases
      .map((words) => [...words, 'deep', 'networks'].map((word) => (joiners.includes(word) ? word : titled(word))).join(' '))
      .join(': '),
    sentence: phrases
      .map((words) => [...words, 'deep', 'networks'].map((word, i) => (i === 0 ? titledFirst(word) : word)).join(' '))
      .join(': '),
    names: phrases.flat().filter((word) => names.includes(word)),
  }),
)
const titledFirst = (word: string) => word.replace(/^[a-z]/, (letter) => letter.toUpperCase())
const firstCapital = (title: string) =>
  title.replace(/(^|: )([a-z])/g, (_, start: string, letter: string) => start + letter.toUpperCase())

const person = fc.record({
  given: fc.constantFrom('A', 'J K', 'Jean-Luc', 'Anna', 'V H'),
  family: fc.constantFrom('Jaegle', 'van der Maaten', 'Müller', 'Li', "O'Neil", 'Nguyen', 'Smith-Jones'),
})

const authors = fc.array(person, { minLength: 1, maxLength: 24 })

const cslOf = (paper: PaperView, people: readonly { given: string; family: string }[], more: object) => ({
  author: people.map(({ given, family }) => ({ family, given: initials(given) })),
  URL: paper.links[0],
  ...more,
})
const initials = (given: string) =>
  given
    .split(' ')
    .map((part) =>
      part
        .split('-')
        .map((name) => `${name[0] ?? ''}.`)
        .join('-'),
    )
    .join(' ')

const withPeople = (title: string, people: readonly { given: string; family: string }[], links: readonly string[]) =>
  paperView({
    title: { en: title, zh: null },
    abstract: { en: null, zh: null },
    authors: people.map(({ given, family }) => `${given} ${family}`),
    links: [...links],
  })

describe('in APA', () => {
  it('a preprint is as citeproc has it, its title in sentence case with its names kept', () => {
    fc.assert(
      fc.property(anyTitle, authors, (title, people) => {
        const paper = withPeople(firstCapital(title.written), people, ['https://arxiv.org/abs/2107.03206'])
        const item = {
          type: 'article',
          title: title.sentence,
          issued: { 'date-parts': [[2021]] },
          number: 'arXiv:2107.03206',
          publisher: 'arXiv',
        }
        const expected = citeproc('apa', cslOf(paper, people, item))
          .replace('(No. arXiv', '(arXiv')
          .replaceAll('’', "'")
        expect(cite(paper, 'apa', TODAY).replaceAll('\u2026', '. . .')).toBe(expected.replaceAll('\u2026', '. . .'))
      }),
      { numRuns: 60 },
    )
  })

  it('code is marked as such', () => {
    const people = [{ given: 'A', family: 'Jaegle' }]
    const paper = withPeople('Fast decoding', people, ['https://github.com/a/b'])
    const item = { type: 'software', title: 'Fast decoding', issued: { 'date-parts': [[2021]] } }
    expect(cite(paper, 'apa', TODAY)).toBe(citeproc('apa', cslOf(paper, people, item)))
  })
})

describe('in GB/T 7714', () => {
  it.each([
    ['https://arxiv.org/abs/2107.03206', 'webpage'],
    ['https://example.org/post', 'webpage'],
    ['https://www.nature.com/articles/s41586-021-03819-2', 'article-journal'],
    ['https://openaccess.thecvf.com/content/CVPR2021/html/x.html', 'paper-conference'],
    ['https://aclanthology.org/2021.acl-long.1', 'paper-conference'],
    ['https://github.com/a/b', 'software'],
  ])('%s is as citeproc has a %s, with the whole date', (link, type) => {
    fc.assert(
      fc.property(anyTitle, authors, (title, people) => {
        const paper = withPeople(title.written, people, [link])
        const [year, month, day] = [2021, 7, 10]
        const item = {
          type,
          title: title.written,
          issued: { 'date-parts': [[year, month, day]] },
          accessed: { 'date-parts': [[2026, 1, 2]] },
        }
        const expected = citeproc('gbt7714', cslOf(paper, people, item))
          .replace(/^\[1\] /, '')
          .replace('等', 'et al')
          .replaceAll('’', "'")
        expect(cite(paper, 'gbt7714', TODAY)).toBe(expected)
      }),
      { numRuns: 15 },
    )
  })
})

describe('in BibTeX', () => {
  it('Citation.js reads back what was written, and every name in a title has braces', () => {
    fc.assert(
      fc.property(anyTitle, authors, (title, people) => {
        const paper = withPeople(title.written, people, ['https://arxiv.org/abs/2107.03206'])
        const text = cite(paper, 'bibtex', TODAY)
        for (const name of title.names) expect(text).toMatch(new RegExp(`\\{[^{}]*${name}[^{}]*\\}`, 'i'))
        for (const word of plainWords) expect(text.split('\n')[1]).not.toMatch(new RegExp(`\\{${word}\\}`, 'i'))
        const [read] = new Cite(text).data
        expect(read?.title.replace(/<[^>]+>/g, '')).toBe(title.written)
        const family = (one: NonNullable<Read['author']>[number]) =>
          [one['non-dropping-particle'], one.family].filter(Boolean).join(' ')
        expect(read?.author?.map(family)).toEqual(people.map((one) => one.family))
        expect(read?.issued?.['date-parts'][0]?.[0]).toBe(2021)
        expect(read?.URL).toBe('https://arxiv.org/abs/2107.03206')
      }),
      { numRuns: 60 },
    )
  })
})

const real = realPapers(300)

describe.skipIf(real === null)('of real papers', () => {
  it('every reference reads back, dates are whole or of the month, and no title loses a letter', () => {
    for (const paper of real ?? []) {
      const [read] = new Cite(cite(paper, 'bibtex', TODAY)).data
      expect(read?.author?.length ?? 0).toBe(paper.authors.length)
      expect(cite(paper, 'gbt7714', TODAY)).toMatch(
        /\[(?:EB|J|C|CP)\/OL\]\. (?:\(\d{4}-\d{2}(?:-\d{2})?\)|\d{4})\[2026-01-02\]\. https?:\S+\.$/,
      )
      expect(cite(paper, 'apa', TODAY).toLowerCase()).toContain((paper.title.en ?? '').replace(/\s+/g, ' ').trim().toLowerCase())
    }
  })
})

it.runIf(real === null)('the real papers are not on this machine: their references were skipped', () => {
  expect(real).toBeNull()
})
