import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { clip, countCodePoints, graphemeEnds, longestPrefix } from '../../src/text/graphemes.ts'
import { sentenceEnds, splitAtSentences } from '../../src/text/sentences.ts'

const segmenter = new Intl.Segmenter('und', { granularity: 'grapheme' })
const endsOfAll = (text: string) => [...segmenter.segment(text)].map(({ index, segment }) => index + segment.length)

/** Whatever clusters over many characters, between plain ones. */
const piece = fc.constantFrom(
  'a',
  '字',
  ' ',
  '\r\n',
  'e\u0301',
  '\u0301',
  '👩‍👩‍👧',
  '🇩🇪',
  '🇩',
  '👍🏽',
  '한',
  '\u1100\u1161',
  '\u200d',
  '\ud83d',
  '✈️',
  'क्षि',
)
const long = fc.array(piece, { minLength: 300, maxLength: 700 }).map((parts) => parts.join(''))

describe('grapheme clusters', () => {
  it('end where they do when the whole text is looked at, however long it is', () => {
    fc.assert(
      fc.property(long, (text) => {
        expect(graphemeEnds(text)).toEqual(endsOfAll(text))
      }),
      { numRuns: 25 },
    )
  })

  it.each([
    ['flags', '🇩🇪'.repeat(500)],
    ['a letter under 400 accents', `a${'\u0301'.repeat(400)}b`],
    ['a family of 100', `${'👩‍'.repeat(100)}👩 and more`],
    ['signs with marks behind letters', 'a\u0301b©\ufe0fc字\u0301字'.repeat(200)],
  ])('hold for %s', (_, text) => {
    expect(graphemeEnds(text)).toEqual(endsOfAll(text))
  })

  it('that no language has are cut, so that a message can hold them', () => {
    const pieces = splitAtSentences('\u0301'.repeat(5000), (part) => part.length <= 2000)
    expect(Math.max(...pieces.map((part) => part.length))).toBeLessThanOrEqual(2000)
    expect(pieces.join('')).toHaveLength(5000)
  })

  it('are the pieces that a clipped text is cut between', () => {
    fc.assert(
      fc.property(long, fc.integer({ min: 1, max: 400 }), (text, limit) => {
        const clipped = clip(text, limit)
        expect(countCodePoints(clipped)).toBeLessThanOrEqual(limit)
        const head = longestPrefix(text, endsOfAll(text), (part) => countCodePoints(part) <= limit - 1)
        expect(clipped).toBe(countCodePoints(text) <= limit ? text : `${head.trimEnd()}…`)
      }),
      { numRuns: 25 },
    )
  })
})

describe('long texts', () => {
  const MIB = 2 ** 18
  it.each([
    ['letters', 'a'.repeat(MIB)],
    ['stops and blanks', `${'.'.repeat(MIB / 2)}${' '.repeat(MIB / 2)}`],
    ['stops between blanks', '. '.repeat(MIB / 2)],
    ['accents', '\u0301'.repeat(MIB)],
  ])(
    'of 262,144 %s are cut within seconds',
    (_, text) => {
      const start = performance.now()
      expect(countCodePoints(clip(text, 2000))).toBeLessThanOrEqual(2000)
      graphemeEnds(text)
      sentenceEnds(text)
      const pieces = splitAtSentences(text, (part) => part.length <= 4000)
      expect(Math.max(0, ...pieces.map((part) => part.length))).toBeLessThanOrEqual(4000)
      expect(pieces.join('').replaceAll(' ', '')).toBe(text.trim().replaceAll(' ', ''))
      expect(performance.now() - start).toBeLessThan(15_000)
    },
    60_000,
  )
})
