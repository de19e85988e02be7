import { describe, expect, it } from 'vitest'
import { countCodePoints } from '../../src/text/graphemes.ts'
import { cutAtSentence, sentenceEnds } from '../../src/text/sentences.ts'

const sentencesOf = (text: string) => {
  const ends = [0, ...sentenceEnds(text)]
  return ends.slice(1).map((end, i) => text.slice(ends[i], end).trim())
}
const upTo = (limit: number) => (part: string) => countCodePoints(part) <= limit

describe('sentences', () => {
  it.each([
    ['Chinese marks end one', '感知世界。效果好！为什么？', ['感知世界。', '效果好！', '为什么？']],
    ['closing quotes belong to it', '他说“好。”然后走了。', ['他说“好。”', '然后走了。']],
    ['English marks need a gap', 'It works. See v1.5 now! Why? Done.', ['It works.', 'See v1.5 now!', 'Why?', 'Done.']],
    ['a decimal is not an end', 'We reach 95.3% top-1. It is 3.5x faster.', ['We reach 95.3% top-1.', 'It is 3.5x faster.']],
    [
      'abbreviations are not ends',
      'See Fig. 3 and Smith et al. We use e.g. BERT, i.e. a model.',
      ['See Fig. 3 and Smith et al. We use e.g. BERT, i.e. a model.'],
    ],
    ['initials are not ends', 'A. Jaegle wrote it. Good.', ['A. Jaegle wrote it.', 'Good.']],
    [
      'a lower-case word goes on',
      'ResNet vs. others and approx. ten. Then more.',
      ['ResNet vs. others and approx. ten.', 'Then more.'],
    ],
    ['English may stop before Chinese', '我们使用BERT.该方法有效。', ['我们使用BERT.', '该方法有效。']],
    ['list numbers are not ends', '1.提出方法。2.做实验。', ['1.提出方法。', '2.做实验。']],
    ['three dots end one before a capital only', 'Well... maybe. Wait... Yes.', ['Well... maybe.', 'Wait...', 'Yes.']],
  ])('%s', (_, text, expected) => {
    expect(sentencesOf(text)).toEqual(expected)
  })

  it('cuts at the last sentence that fits', () => {
    const text = 'We reach 95.3%. See Fig. 3 for it. 好的😀。More text follows here.'
    expect(cutAtSentence(text, upTo(70))).toEqual({ text, isCut: false })
    expect(cutAtSentence(text, upTo(45)).text).toBe('We reach 95.3%. See Fig. 3 for it. 好的😀。')
    expect(cutAtSentence(text, upTo(35)).text).toBe('We reach 95.3%. See Fig. 3 for it.')
    expect(cutAtSentence(text, upTo(26)).text).toBe('We reach 95.3%.')
  })

  it('cuts an endless sentence between words, and an endless word between graphemes', () => {
    expect(cutAtSentence('one two three four five', upTo(12)).text).toBe('one two…')
    expect(cutAtSentence('👩‍👩‍👧‍👦'.repeat(9), upTo(16)).text).toBe(`${'👩‍👩‍👧‍👦'.repeat(2)}…`)
  })
})
