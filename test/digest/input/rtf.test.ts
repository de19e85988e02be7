// Rich Text Format as Word, WordPad and TextEdit write it, and as no program should.
import { describe, expect, it } from 'vitest'
import { readRtf } from '../../../src/digest/containers/rtf.ts'
import { readFileDigests } from '../../../src/digest/index.ts'

const bytes = (text: string) => Buffer.from(text, 'latin1')
const textOf = (text: string) => readRtf(bytes(text)).text
const inDocument = (body: string) =>
  `{\\rtf1\\ansi\\ansicpg936\\deff0\\uc1{\\fonttbl{\\f0\\fnil\\fcharset134 \\'cb\\'ce\\'cc\\'e5;}{\\f1\\fcharset0 Arial;}{\\f2\\fcharset136 Ming;}{\\f3\\fcharset204 Times;}}${body}}`

describe('the text of an RTF document', () => {
  it.each([
    ["\\f0\\'d7\\'a2\\'d2\\'e2\\'c1\\'a6 a\\par b", '注意力 a\nb'],
    ["\\f2\\'aa\\'60\\'b7\\'4e\\f3\\'cf\\'f0\\f0\\'b5\\'c4", '注意Пр的'],
    ["\\f0\\'b5\\'c4\\'81A", '的丄'],
    ["\\f1 It\\'92s \\'93touch\\'94", 'It’s “touch”'],
    ['\\u27880?\\u24847?\\u-10179?\\u-8704?', '注意😀'],
    ["\\uc2\\u27880\\'d7\\'a2\\u24847 xy.", '注意.'],
    ['{\\uc0\\u27880}\\u24847 ?!', '注意!'],
    ['\\u8217\\par b', '’\nb'],
    ['a\\emdash b\\endash c\\lquote d\\rquote\\ldblquote e\\rdblquote\\bullet', 'a—b–c‘d’“e”•'],
    ['a\\~b\\_c\\-d\\{e\\}\\\\', 'a\u00a0b-cd{e}\\'],
    ['a\\\nb\\line c\\tab d', 'a\nb\nc\td'],
    ['a{\\b b}{\\i{\\ul c}}d\n\re', 'abcde'],
    ['a{\\v hidden}b{\\v0 c}\\v d\\v0 e', 'abce'],
    ['{\\*\\unknown x{y}}a{\\info{\\title T}}{\\stylesheet{\\s1 Heading;}}{\\header h}b', 'ab'],
    ['a{\\*\\shppict{\\pict\\pngblip 89504e47}}{\\nonshppict{\\pict 00}}b', 'a\nimage.png\nb'],
    ['a{\\pict\\bin4 }{{x}b', 'a\nimage.png\nb'],
    ['{\\listtext 1.\\tab}First\\par', '1.\tFirst\n'],
  ])('is read: %j', (body, text) => {
    expect(textOf(inDocument(body))).toBe(text)
  })

  it('keeps the address behind a word, below the paragraph where the words are many', () => {
    const link = (label: string) =>
      `{\\field{\\*\\fldinst{ HYPERLINK "https://arxiv.org/abs/1706.03762" }}{\\fldrslt{\\ul ${label}}}}`
    expect(textOf(inDocument(`${link('PDF')}\\par`))).toBe('PDF: https://arxiv.org/abs/1706.03762 \n')
    expect(textOf(inDocument(`1. ${link('Attention Is All You Need')} (2017)\\par A Vaswani\\par`))).toBe(
      '1. Attention Is All You Need (2017)\nhttps://arxiv.org/abs/1706.03762\nA Vaswani\n',
    )
    expect(textOf(inDocument(link('https://arxiv.org/abs/1706.03762')))).toBe('https://arxiv.org/abs/1706.03762')
    expect(textOf(inDocument('{\\field{\\*\\fldinst HYPERLINK "javascript:steal()"}{\\fldrslt a}}'))).toBe('a')
  })

  it.each([
    '',
    '{',
    '}',
    '{\\rtf1',
    '{\\rtf1 a}}b',
    "{\\rtf1\\'",
    "{\\rtf1\\'zz a",
    '{\\rtf1\\u',
    '{\\rtf1\\u99999999999 a',
    '{\\rtf1\\bin999999999 a',
    '\\*\\*\\*',
    '{\\rtf1\\f-5\\fcharset-1}',
    '{\\rtf1\\ansicpg99999 \xb5\xc4}',
  ])('is found in any bytes: %j', (written) => {
    expect(() => readRtf(bytes(written))).not.toThrow()
  })

  it('is found however deep its groups nest', () => {
    expect(textOf(`{\\rtf1 a${'{'.repeat(500_000)}b${'}'.repeat(500_000)}c}`)).toBe('abc')
  })
})

describe('a digest in RTF', () => {
  const digest = inDocument(
    "\\pard\\f0 \\'b0\\'ae\\'bf\\'c9\\'bf\\'c9AI\\'c7\\'b0\\'d1\\'d8\\'cd\\'c6\\'bd\\'e9(2021.7.10)\\par\n\\par\n1\\'a1\\'a2[CV] Seeing by Touch\\par\nA Jones, B Smith\\par\n[Rice University]\\par\n\\u20197?\\u35302?\\u20195?\\u35270?\\'a1\\'a3\\u26412?\\u25991?\\u25552?\\u20986?\\u26041?\\u27861?\\'a1\\'a3\\par\nIt\\'92s new.\\par\n{\\field{\\*\\fldinst{HYPERLINK \"https://arxiv.org/abs/1706.03762\"}}{\\fldrslt https://arxiv.org/abs/1706.03762}}\\par\n{\\pict\\pngblip 89504e47}\\par\n",
  )

  it('has all its fields, whatever its file is called', async () => {
    for (const file of ['digest.rtf', 'digest.txt', 'digest.doc']) {
      const [reading] = await readFileDigests(bytes(digest), { file })
      expect(reading?.digest).toMatchObject({
        title: '爱可可AI前沿推介(2021.7.10)',
        date: '2021-07-10',
        encoding: 'gb18030',
        diagnostics: [],
      })
      expect(reading?.digest.papers).toMatchObject([
        {
          title: { en: 'Seeing by Touch', zh: '以触代视' },
          authors: ['A Jones', 'B Smith'],
          affiliations: ['Rice University'],
          abstract: { zh: '本文提出方法。', en: 'It’s new.' },
          links: ['https://arxiv.org/abs/1706.03762'],
          figures: [{ kind: 'mark' }],
        },
      ])
    }
  })

  it('that ends in the middle keeps what was there and says so', async () => {
    const [reading] = await readFileDigests(bytes(digest.slice(0, digest.indexOf('It\\'))), { file: 'digest.rtf' })
    expect(reading?.digest.papers).toHaveLength(1)
    expect(reading?.digest.diagnostics.map(({ code }) => code)).toContain('unreadable-container')
  })
})
