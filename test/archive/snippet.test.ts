import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { snippet } from '../../src/search/snippet.ts'
import { graphemeEnds } from '../../src/text/graphemes.ts'
import { createWordFilter, scan, termOf } from '../../src/text/terms.ts'

const sought = (words: string, runs: readonly string[] = []) => ({
  terms: new Set(words.split(' ').filter(Boolean).map(termOf)),
  prefixes: [],
  runs,
})

const shown = (pieces: ReturnType<typeof snippet>) =>
  pieces?.map(({ text, match }) => (match ? `[${text}]` : text)).join('') ?? null

describe('the best passage of a text', () => {
  it('is whole sentences, the ones with the most of what was sought', () => {
    const text = `${'We look at something else entirely here. '.repeat(8)}Foxes hunt, e.g. badgers. Nothing follows. ${'More of the same is said. '.repeat(12)}`
    const pieces = snippet(text, sought('fox badger'), 'en')
    expect(shown(pieces)).toMatch(/^…\[Foxes\] hunt, e\.g\. \[badgers\]\. Nothing follows\. (?:More of the same is said\. ?)+…$/)
  })

  it('is cut in Chinese at the end of a sentence', () => {
    const text = `${'这里讲的是别的事情，与此毫无关系。'.repeat(8)}狐狸捕猎。${'后面还有更多的内容。'.repeat(20)}`
    expect(shown(snippet(text, sought('', ['狐狸']), 'zh'))).toMatch(/^…(?:[^。]*。)*?\[狐狸\]捕猎。(?:[^。]*。)*…$/)
  })

  it('shows what is far apart in several passages, in the order of the text', () => {
    const between = '这里讲的是别的事情，与此毫无关系。'.repeat(12)
    const text = `${between}狐狸在山中捕猎。${between}獾在地下挖洞。${between}`
    const found = shown(snippet(text, sought('', ['狐狸', '挖洞']), 'zh'))
    expect(found).toMatch(/^….*\[狐狸\].*….*\[挖洞\].*…$/)
    expect(found?.length).toBeLessThan(140)
    const words = 'Something else is said here. '.repeat(20)
    expect(shown(snippet(`${words}A fox hunts. ${words}A badger digs. ${words}`, sought('fox badger'), 'en'))).toMatch(
      /^….*\[fox\].* … .*\[badger\].*…$/,
    )
  })

  it('marks inflections, beginnings and traditional characters', () => {
    expect(shown(snippet('Networks learn.', sought('network'), 'en'))).toBe('[Networks] learn.')
    expect(shown(snippet('Transformers win.', { ...sought(''), prefixes: ['transf'] }, 'en'))).toBe('[Transformers] win.')
    expect(shown(snippet('這是圖神經網路。', sought('', ['图神经']), 'zh'))).toBe('這是[圖神經]網路。')
  })

  it('is nothing where nothing was found', () => {
    expect(snippet('Nothing here.', sought('fox'), 'en')).toBeNull()
    expect(snippet(null, sought('fox'), 'en')).toBeNull()
  })

  const pieceOfText = fc.constantFrom(
    ...[
      'fox ',
      'foxes, ',
      'badger. ',
      'e.g. ',
      'Long sentences go on and on ',
      '狐狸',
      '狐',
      '。',
      '，',
      'é',
      'e\u0301',
      '  ',
      '\r\n',
    ],
    ...['👩‍👩‍👧‍👦', '🇨🇳', '🇩🇪', '\u200d', '\u0301', 'か\u3099', '𠮷', '葛\u{e0100}', 'क्षि', '각', '\ud800'],
  )
  const anyText = fc.array(pieceOfText, { maxLength: 120 }).map((pieces) => pieces.join(''))

  it('stands in the text as it is, never cuts what a reader sees as one character, and is short', () => {
    fc.assert(
      fc.property(anyText, fc.constantFrom('en', 'zh'), (text, language) => {
        const pieces = snippet(text, sought('fox', ['狐狸', '狐']), language)
        if (pieces === null) return
        // No text of this test has the mark that is set where something is left out.
        const passages = pieces
          .map(({ text: piece }) => piece)
          .join('')
          .split(/ … |…/)
          .filter((passage) => passage !== '')
        const joined = passages.join('')
        const ends = new Set([0, ...graphemeEnds(text)])
        let from = 0
        for (const passage of passages) {
          const places = [...text.matchAll(/[\s\S]/g)]
            .map(({ index }) => index)
            .filter((at) => at >= from && text.startsWith(passage, at))
          const trimmed = (at: number) => ends.has(at + passage.length) || /^\s/.test(text.slice(at + passage.length))
          const place = places.find((at) => ends.has(at) && trimmed(at))
          expect(place).toBeDefined()
          from = (place ?? 0) + passage.length
        }
        expect(pieces.some(({ match }) => match)).toBe(true)
        expect(joined.length).toBeLessThan(400)
      }),
      { numRuns: 500 },
    )
  })

  it('marks the same where the rest of the text is passed over', () => {
    const piece = fc.constantFrom(
      ...[
        'image',
        'Net',
        'GPT',
        'gpt',
        '4',
        '3.5',
        'C++',
        'é',
        'e',
        'x',
        'MAIL',
        'mail',
        'networks',
        'happy',
        'skies',
        'ﬁne',
        '网',
      ],
      ...['-', "'s", '.', '_', ' ', ' ', '+', '·', '\u200b'],
    )
    const someText = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''))
    fc.assert(
      fc.property(someText, someText, fc.boolean(), (text, typed, isUnfinished) => {
        const words = scan(typed).flatMap(({ kind, parts, readings }) => (kind === 'run' ? [] : [...parts, ...readings.flat()]))
        const prefixes = isUnfinished ? words.slice(-1) : []
        const some = { terms: new Set(words.slice(0, 3).map(termOf)), prefixes, runs: ['网'] }
        const filter = createWordFilter([...some.terms, ...prefixes], true)
        expect(snippet(text, { ...some, filter }, 'en')).toEqual(snippet(text, some, 'en'))
      }),
      { numRuns: 500 },
    )
  })
})
