// Documents of Word: their text as a reader sees it, and archives that only look like one.
import { strToU8, zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readDocx } from '../../../src/digest/containers/docx/docx.ts'
import { readFileDigests } from '../../../src/digest/index.ts'
import { brokenPromises } from '../support/promises.ts'

const NAMESPACES =
  'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
const run = (text: string, properties = '') =>
  `<w:r>${properties && `<w:rPr>${properties}</w:rPr>`}<w:t xml:space="preserve">${text}</w:t></w:r>`
const paragraph = (content: string, properties = '') =>
  `<w:p>${properties && `<w:pPr>${properties}</w:pPr>`}${content.startsWith('<') ? content : run(content)}</w:p>`
const listed = (text: string, list: number, level = 0) =>
  paragraph(text, `<w:numPr><w:ilvl w:val="${level}"/><w:numId w:val="${list}"/></w:numPr>`)
const cell = (...paragraphs: string[]) => `<w:tc><w:tcPr/>${paragraphs.map((text) => paragraph(text)).join('')}</w:tc>`
const table = (...rows: string[][]) =>
  `<w:tbl>${rows.map((cells) => `<w:tr>${cells.map((text) => cell(text)).join('')}</w:tr>`).join('')}</w:tbl>`

const RELATIONS =
  '<Relationships><Relationship Id="rId1" Target="https://arxiv.org/abs/1706.03762" TargetMode="External"/><Relationship Id="rId2" Target="media/image1.png"/></Relationships>'
const level = (at: number, format: string, text: string) =>
  `<w:lvl w:ilvl="${at}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text}"/></w:lvl>`
const NUMBERING = `<w:numbering ${NAMESPACES}>
<w:abstractNum w:abstractNumId="7">${level(0, 'decimal', '%1、')}${level(1, 'lowerLetter', '%2)')}</w:abstractNum>
<w:abstractNum w:abstractNumId="8">${level(0, 'bullet', '')}</w:abstractNum>
<w:abstractNum w:abstractNumId="9">${level(0, 'chineseCounting', '%1、')}${level(1, 'decimal', '%1.%2')}</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="9"/></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
</w:numbering>`
const STYLES = `<w:styles ${NAMESPACES}><w:style w:styleId="ListNumber"><w:pPr><w:numPr><w:numId w:val="4"/></w:numPr></w:pPr></w:style></w:styles>`
const PICTURE = new Uint8Array([0x89, 0x50, 0x4e, 0x47])

function docx(body: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({
    '[Content_Types].xml': strToU8('<Types/>'),
    'word/document.xml': strToU8(
      `<?xml version="1.0" encoding="UTF-8"?><w:document ${NAMESPACES}><w:body>${body}<w:sectPr/></w:body></w:document>`,
    ),
    'word/_rels/document.xml.rels': strToU8(RELATIONS),
    'word/numbering.xml': strToU8(NUMBERING),
    'word/styles.xml': strToU8(STYLES),
    'word/media/image1.png': PICTURE,
    'word/header1.xml': strToU8(`<w:hdr ${NAMESPACES}>${paragraph('page head')}</w:hdr>`),
    ...more,
  })
}

function textOf(body: string): string {
  const entry = (name: string, text: string) => ({ name, mediaType: '', bytes: strToU8(text) })
  return readDocx([
    entry('word/document.xml', `<w:document ${NAMESPACES}><w:body>${body}</w:body></w:document>`),
    entry('word/_rels/document.xml.rels', RELATIONS),
    entry('word/numbering.xml', NUMBERING),
    entry('word/styles.xml', STYLES),
  ]).text
}

async function read(bytes: Uint8Array, file = 'digest.docx') {
  const readings = await readFileDigests(bytes, { file })
  expect(brokenPromises(readings)).toEqual([])
  return readings.map(({ digest }) => digest)
}

describe('the text of a document', () => {
  it.each([
    ['runs of one paragraph', paragraph(run('Seeing ') + run('by', '<w:b/>') + run(' Touch &amp; Go')), 'Seeing by Touch & Go'],
    [
      'paragraphs and breaks',
      paragraph('a') + paragraph('') + paragraph(`${run('b')}<w:r><w:br/></w:r>${run('c')}<w:r><w:tab/></w:r>${run('d')}`),
      'a\n\nb\nc\td',
    ],
    [
      'deleted, hidden and replaced text',
      paragraph(
        `${run('a')}<w:del><w:r><w:delText>x</w:delText></w:r></w:del><w:ins>${run('b')}</w:ins>${run('x', '<w:vanish/>')}${run('c')}`,
      ),
      'abc',
    ],
    ['a paragraph whose mark is hidden', paragraph('a', '<w:rPr><w:vanish/></w:rPr>'), 'a'],
    [
      'a choice and its fallback',
      paragraph(
        `<mc:AlternateContent><mc:Choice>${run('a')}</mc:Choice><mc:Fallback>${run('x')}</mc:Fallback></mc:AlternateContent>`,
      ),
      'a',
    ],
    [
      'numbered lists',
      listed('A', 1) + listed('a', 1, 1) + listed('b', 1, 1) + paragraph('text') + listed('B', 1),
      '1、 A\na) a\nb) b\ntext\n2、 B',
    ],
    ['bullets', listed('A', 2) + listed('B', 2), '- A\n- B'],
    ['Chinese numerals and levels', listed('A', 3) + listed('a', 3, 1) + listed('B', 3), '一、 A\n一.1 a\n二、 B'],
    ['a list that begins again', listed('A', 1) + listed('B', 4), '1、 A\n1、 B'],
    [
      'a list of a style',
      paragraph('A', '<w:pStyle w:val="ListNumber"/>') + paragraph('B', '<w:pStyle w:val="ListNumber"/>'),
      '1、 A\n2、 B',
    ],
    ['a table', table(['序号', '标题'], ['1', 'A | B']), '| 序号 | 标题 |\n| --- | --- |\n| 1 | A \\| B |'],
    [
      'a table that only lays out text',
      `<w:tbl><w:tr>${cell('a', 'b', 'c', 'd', 'e')}${cell('f')}</w:tr></w:tbl>`,
      'a\nb\nc\nd\ne\nf',
    ],
    [
      'a linked word',
      paragraph(`<w:hyperlink r:id="rId1">${run('PDF')}</w:hyperlink>`),
      'PDF: https://arxiv.org/abs/1706.03762 ',
    ],
    [
      'linked words',
      paragraph(`<w:hyperlink r:id="rId1">${run('Attention Is All You Need')}</w:hyperlink>`) + paragraph('x'),
      'Attention Is All You Need\nhttps://arxiv.org/abs/1706.03762\nx',
    ],
    [
      'a linked heading as one of Markdown',
      paragraph(`<w:hyperlink r:id="rId1">${run('Attention Is All You Need')}</w:hyperlink>`, '<w:pStyle w:val="Heading2"/>') +
        paragraph('x'),
      '### [Attention Is All You Need](https://arxiv.org/abs/1706.03762)\nx',
    ],
    [
      'a linked heading of the usual form',
      paragraph(`<w:hyperlink r:id="rId1">${run('1、[CL] Attention Is All You Need')}</w:hyperlink>`, '<w:pStyle w:val="2"/>'),
      '1、[CL] Attention Is All You Need\nhttps://arxiv.org/abs/1706.03762',
    ],
    [
      'a link in a field',
      paragraph(
        `<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK "https://arxiv.org/abs/1706.03762" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>${run('PDF')}<w:r><w:fldChar w:fldCharType="end"/></w:r>`,
      ),
      'PDF: https://arxiv.org/abs/1706.03762 ',
    ],
  ])('has %s', (_, body, text) => {
    expect(textOf(body)).toBe(text)
  })

  it('is read as far as it goes from damaged XML', () => {
    expect(textOf(`${paragraph('a')}<w:p><w:r><w:t>b`)).toBe('a\nb')
    expect(textOf(`${paragraph('a')}</w:p></w:body>${paragraph('b')}`)).toContain('a')
  })

  it.each(['<w:sdt><w:sdtContent>', '<w:tbl><w:tr><w:tc>', '<w:p><w:r>'])(
    'before %s without end is kept, and the rest is named',
    async (tags) => {
      const [digest] = await read(
        docx(
          `${paragraph('1、[CV] Seeing by Touch')}${paragraph('A Jones, B Smith')}${paragraph('以触代视。')}${tags.repeat(100_000)}`,
        ),
      )
      expect(digest?.papers).toHaveLength(1)
      expect(digest?.diagnostics.map(({ code }) => code)).toContain('unreadable-container')
    },
  )
})

describe('a digest in a document of Word', () => {
  const body = [
    paragraph('爱可可AI前沿推介(2021.7.10)', '<w:pStyle w:val="Title"/>'),
    listed('[CV] Seeing by Touch', 1),
    paragraph('A Jones, B Smith'),
    paragraph('[Rice University]'),
    paragraph('以触代视。本文以触觉替代视觉。'),
    paragraph(`<w:hyperlink r:id="rId1">${run('https://arxiv.org/abs/1706.03762')}</w:hyperlink>`),
    paragraph('<w:r><w:drawing><a:blip r:embed="rId2"/></w:drawing></w:r>'),
    listed('[LG] Hearing by Touch', 1),
    paragraph('C Brown'),
    paragraph('[Rice University]'),
    paragraph('以触代听。本文以触觉替代听觉。'),
  ].join('')

  it('has its fields and its pictures, whatever its file is called', async () => {
    for (const file of ['digest.docx', 'digest.zip', 'digest']) {
      const digests = await read(docx(body), file)
      expect(digests).toMatchObject([{ file, title: '爱可可AI前沿推介(2021.7.10)', date: '2021-07-10' }])
      expect(digests[0]?.papers).toMatchObject([
        {
          title: { en: 'Seeing by Touch', zh: '以触代视' },
          authors: ['A Jones', 'B Smith'],
          affiliations: ['Rice University'],
          links: ['https://arxiv.org/abs/1706.03762'],
          figures: [{ kind: 'file', name: 'word/media/image1.png', mediaType: 'image/png' }],
        },
        { title: { en: 'Hearing by Touch' }, authors: ['C Brown'] },
      ])
    }
  })

  it('is found in an archive and in a mail', async () => {
    const [inArchive] = await read(zipSync({ 'days/2021-07-11.docx': docx(body) }), 'days.zip')
    expect(inArchive).toMatchObject({ file: 'days.zip/days/2021-07-11.docx', date: '2021-07-11', papers: [{}, {}] })
    const attachment = Buffer.from(docx(body)).toString('base64')
    const mail = `From: a@example.org\nSubject: digest\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary="B"\n\n--B\nContent-Type: text/plain\n\nsee below\n--B\nContent-Type: application/vnd.openxmlformats-officedocument.wordprocessingml.document\nContent-Disposition: attachment; filename="digest.docx"\nContent-Transfer-Encoding: base64\n\n${attachment}\n--B--\n`
    expect(await read(new TextEncoder().encode(mail), 'mail.eml')).toMatchObject([{ date: '2021-07-10', papers: [{}, {}] }])
  })

  it('that would unpack to more than the limit of an archive is left, however small it is', async () => {
    const text = zipSync({ 'word/document.xml': strToU8(`<w:document><w:body>${' '.repeat(40 * 1024 * 1024)}`) })
    expect((await read(text))[0]).toMatchObject({ papers: [], diagnostics: [{ code: 'entry-too-large' }] })
  })

  it('without any text is called empty', async () => {
    expect(await read(docx(paragraph('')))).toMatchObject([{ papers: [], diagnostics: [{ code: 'empty-file' }] }])
  })
})

it.each([
  ['an Excel workbook', 'xl/workbook.xml'],
  ['a PowerPoint presentation', 'ppt/presentation.xml'],
  ['an OpenDocument file', 'META-INF/manifest.xml'],
])('%s is called what it is', async (name, entry) => {
  const [digest] = await read(zipSync({ [entry]: strToU8('<x/>') }), 'a.bin')
  expect(digest?.diagnostics).toMatchObject([{ code: 'binary-file', message: expect.stringContaining(name) }])
})
