// Cheap looks in front of costly ones change nothing: what they turn away would have been turned
// away, and lines cut from the bytes of a text are the lines of the text.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { labelWords, OF_TITLES } from '../../../src/digest/constructs/label-words.ts'
import { readDigests } from '../../../src/digest/index.ts'
import { splitText } from '../../../src/digest/lines/lines.ts'
import { createCharacterTest } from '../../../src/text/character-test.ts'

const encoder = new TextEncoder()

const TITLES = [
  '标题',
  '論文標題',
  '题目',
  '名称',
  '论文名称',
  '文章',
  'Title',
  'PAPER',
  'article',
  'Name',
  '中文名',
  '译名',
  'English title',
]
const PIECES = [
  'image.png',
  'A title',
  '视觉',
  'é',
  '🌟',
  '\0',
  ' ',
  '\t',
  '\u2028',
  '\n',
  '\n\n',
  '\r\n',
  ' '.repeat(17),
  'a long line '.repeat(8),
]

describe('a cheap look', () => {
  it('leaves the lines of a text as they are where they are cut from its bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 24 }), fc.nat(3), (pieces, offset) => {
        const text = pieces.join('')
        const bytes = encoder.encode('x'.repeat(offset) + text).subarray(offset)
        const units = Uint16Array.from({ length: text.length }, (_, i) => text.charCodeAt(i))
        expect(splitText(text, undefined, { utf8: bytes })).toEqual(splitText(text))
        expect(splitText(text, undefined, { utf8: bytes, units })).toEqual(splitText(text))
      }),
      { numRuns: 2000 },
    )
  })

  it('finds a run of blanks wherever it begins', () => {
    for (let before = 1; before < 40; before++) {
      const words = 'x'.repeat(before)
      expect(splitText(`${words}${' '.repeat(18)}y`).lines[0]?.text).toBe(`${words}${' '.repeat(16)}y`)
    }
  })

  it('lets every label of a title pass', () => {
    const titles = [...labelWords].filter(([, field]) => field.startsWith('title')).map(([word]) => word)
    expect(titles.length).toBeGreaterThan(10)
    expect(titles.filter((word) => !OF_TITLES.test(word))).toEqual([])
  })

  it.each(TITLES)('lets a head with the column %s pass', async (name) => {
    const row = '1,Attention Is All You Need,"A Vaswani, N Shazeer",https://arxiv.org/abs/1706.03762'
    const text = `今日论文\n\n序号,${name},作者,链接\n${row}\n`
    const [digest] = await readDigests(encoder.encode(text), { file: 'a.txt' })
    const [paper] = digest?.papers ?? []
    expect(paper?.title.en ?? paper?.title.zh).toBe('Attention Is All You Need')
    expect(paper?.authors).toEqual(['A Vaswani', 'N Shazeer'])
  })

  it('answers no where there is no character', () => {
    const isBlank = createCharacterTest(/\s/)
    expect([isBlank(''.charCodeAt(0)), isBlank(0x20), isBlank(0x41)]).toEqual([false, true, false])
  })
})
