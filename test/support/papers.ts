// Papers for tests: one that is plain, and any at all.
import fc from 'fast-check'
import type { PaperId } from '../../src/digest/digest.ts'
import type { PaperView } from '../../src/render/message.ts'

export function paperView(parts: Partial<PaperView> = {}): PaperView {
  return {
    id: '2103.03206' as PaperId,
    position: 1,
    section: 'featured',
    starred: false,
    categories: ['CV'],
    title: { en: 'Perceiver: General Perception with Iterative Attention', zh: 'Perceiver:基于迭代注意力的一般感知' },
    authors: ['A Jaegle', 'F Gimeno'],
    affiliations: ['DeepMind'],
    abstract: {
      en: 'Biological systems perceive the world. It works, e.g. on video.',
      zh: '生物系统感知世界。本文提出Perceiver。',
    },
    points: [],
    takeaway: null,
    links: ['https://weibo.com/1402400261/Ko22M6KH7', 'https://arxiv.org/abs/2103.03206'],
    date: '2021-07-10',
    categoryNames: { CV: { zh: '计算机视觉', en: 'Computer Vision' } },
    ...parts,
  }
}

const nasty = fc.constantFrom(
  '@everyone',
  '<@123456789012345678>',
  '[x](http://a.b)',
  '**',
  '# ',
  '- ',
  '```',
  '||',
  '<t:1:R>',
  '\u202e',
  '👩‍👩‍👧‍👦',
  '\ud83d',
  ' ',
  '\n',
  '。',
  '. ',
  'e.g. ',
  '3.14 ',
  'https://a.b/c_d ',
  '本文',
  '\\',
)
const soup = (maxLength: number) =>
  fc
    .array(fc.oneof(nasty, fc.string({ maxLength: 20 }), fc.string({ unit: 'grapheme', maxLength: 20 })), { maxLength })
    .map((parts) => parts.join(''))
/** Short and nasty, or long: an endless word, long sentences, nothing but marks. */
export const anyText = fc.oneof(
  { weight: 9, arbitrary: soup(12) },
  {
    weight: 1,
    arbitrary: fc.tuple(soup(8), fc.integer({ min: 1, max: 900 })).map(([text, times]) => text.repeat(times).slice(0, 9_000)),
  },
)
const maybe = fc.option(anyText, { nil: null })
const anyUrl = fc.oneof(
  fc.webUrl(),
  fc.constantFrom(
    'https://arxiv.org/abs/1706.03762',
    `https://a.example/${'x'.repeat(3000)}`,
    'ftp://a.b',
    'https://a.b/(c)?[d]=e f',
    'javascript:alert(1)',
  ),
)

export const anyPaper: fc.Arbitrary<PaperView> = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9.-]{4,24}$/).map((id) => id as PaperId),
    position: fc.integer({ min: 1, max: 500 }),
    section: fc.constantFrom('featured' as const, 'brief' as const),
    starred: fc.boolean(),
    categories: fc.array(fc.oneof(fc.constantFrom('CV', 'LG', 'CL'), anyText), { maxLength: 12 }),
    title: fc.record({ en: maybe, zh: maybe }),
    authors: fc.array(anyText, { maxLength: 40 }),
    affiliations: fc.array(anyText, { maxLength: 20 }),
    abstract: fc.record({ en: maybe, zh: maybe }),
    points: fc.array(anyText, { maxLength: 8 }),
    takeaway: maybe,
    links: fc.array(anyUrl, { maxLength: 4 }),
    date: fc.constantFrom(null, '2021-07-10'),
  })
  .chain((paper) =>
    fc
      .record({ zh: maybe, en: maybe })
      .map((name) => ({ ...paper, categoryNames: Object.fromEntries(paper.categories.map((code) => [code, name])) })),
  )
