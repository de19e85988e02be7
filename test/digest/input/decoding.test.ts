// What a text says, however its characters were written: quotes of Windows in a Chinese file,
// entities, accents apart.
import { describe, expect, it } from 'vitest'
import { mendQuotes } from '../../../src/digest/decode/windows-quotes.ts'
import { type Paper, readFileDigests } from '../../../src/digest/index.ts'

/** Chinese by its bytes, the rest as Latin-1: `<d7a2>` is 注. */
function bytesOf(text: string): Uint8Array {
  const hex = text.replace(/<([\da-f]+)>/g, (_, bytes: string) => Buffer.from(bytes, 'hex').toString('latin1'))
  return Buffer.from(hex, 'latin1')
}

const gb18030 = (bytes: Uint8Array) => new TextDecoder('gb18030').decode(mendQuotes(bytes).bytes)

async function read(bytes: Uint8Array | string, file = 'digest.txt') {
  const [reading] = await readFileDigests(typeof bytes === 'string' ? new TextEncoder().encode(bytes) : bytes, { file })
  if (!reading) throw new Error('nothing was read')
  return { ...reading.digest, raws: reading.lines, paper: reading.digest.papers[0] as Paper | undefined }
}

describe('a quote of Windows-1252 in GBK', () => {
  it.each([
    ['<93>Attention<94> is', '“Attention” is'],
    ['It<92>s here, we<92>re, don<92>t', 'It’s here, we’re, don’t'],
    ['<91>a<92> and <93>b<94>', '‘a’ and “b”'],
    ['10<96>20, a<97>b, and so on<85>', '10–20, a—b, and so on…'],
    ['it<92>s<b5c4>', 'it’s的'],
    ['<93><d7a2d2e2c1a6><94>', '“注意力”'],
    ['x <93><d7a2d2e2c1a6><94><b5c4>', 'x “注意力”的'],
    ['<b5c4><93><d7a2d2e2c1a6><94><b5c4><b7bdb7a8>', '的“注意力”的方法'],
    ['<d7a2d2e2c1a6><a1b0>a<a1b1>', '注意力“a”'],
  ])('%s is read as %s', (written, text) => {
    expect(gb18030(bytesOf(written))).toBe(text)
  })

  it.each([
    ['<d7b4>', '<9142>', '状態'],
    ['<d7b4>', '<9142> A', '状態 A'],
    ['<90ed>', '<9272>', '愴払'],
  ])('is not seen in the halves of rarer characters: %s%s', (first, second) => {
    const bytes = bytesOf(first + second)
    expect(mendQuotes(bytes).places).toEqual([])
  })

  it('in a digest leaves its English whole and its encoding found', async () => {
    const digest = await read(
      bytesOf(
        '1<a1a2>[CL] The <93>Touch<94> of Models<85>\nA Jones, B Smith\n[Rice University]\n<d7a2d2e2c1a6b5c4b7bdb7a8a1a3b1becec4b5c4>\nIt<92>s a <91>new<92> way <96> ours.\nhttps://arxiv.org/abs/1706.03762\n',
      ),
    )
    expect(digest.encoding).toBe('gb18030')
    expect(digest.paper?.title.en).toBe('The “Touch” of Models…')
    expect(digest.paper?.abstract.en).toBe('It’s a ‘new’ way – ours.')
    expect(digest.diagnostics.map(({ code }) => code)).not.toContain('undecodable-bytes')
  })

  it('does not move the byte at which damage is reported', async () => {
    const whole =
      '1<a1a2>[CL] <93>Touch<94>\nA Jones, B Smith\n[Rice University]\n<d7a2d2e2c1a6b5c4b7bdb7a8a1a3b1becec4b5c4b7bdb7a8>\n'
    const bytes = Buffer.concat([bytesOf(whole), bytesOf('<81>')])
    const { diagnostics } = await read(bytes)
    const damage = diagnostics.find(({ code }) => code === 'undecodable-bytes')
    expect(damage?.message).toContain(`byte ${bytes.length - 1} `)
  })

  it('in a text without any Chinese makes it Windows-1252', async () => {
    const digest = await read(
      bytesOf('1. [CL] It<92>s Touch<85>\nFran<e7>ois Jones, B Smith\n[Universit<e9> Laval]\nWe <93>touch<94> things.\n'),
    )
    expect(digest).toMatchObject({ encoding: 'windows-1252' })
    expect(digest.paper).toMatchObject({
      title: { en: 'It’s Touch…' },
      authors: ['François Jones', 'B Smith'],
      affiliations: ['Université Laval'],
    })
  })
})

describe('an entity in plain text', () => {
  const paper = (title: string, more = '') =>
    `1、[CL] ${title}\nA Jones, B Smith\n[Rice University]\n以触代视。本文以触觉替代视觉。\n${more}\n`

  it.each([
    ['Touch &amp; Go', 'Touch & Go'],
    ['It&#39;s &quot;Touch&quot;', 'It\'s "Touch"'],
    ['It&#x27;s&nbsp;Touch', "It's Touch"],
    ['It&#8217;s and &#146;Touch&rsquo;', 'It’s and ’Touch’'],
    ['Loss &lt; 1 &gt; 0', 'Loss < 1 > 0'],
    ['Touch &amp;amp; Go, It&amp;#39;s', "Touch & Go, It's"],
    ['Touch &amp;amp;amp; Go', 'Touch & Go'],
    ['Beyond &lt;unk&gt; and &lt;b&gt;bold&lt;/b&gt;', 'Beyond <unk> and <b>bold</b>'],
    ['AT&T, R&D; and Q&A', 'AT&T, R&D; and Q&A'],
    ['Caf&eacute; &alpha;-Divergence', 'Café α-Divergence'],
    ['Bell &#7; &#0; &#xd800;', 'Bell &#7; &#0; &#xd800;'],
  ])('is read: %s', async (written, title) => {
    for (const file of ['digest.txt', 'digest.md']) expect((await read(paper(written), file)).paper?.title.en).toBe(title)
  })

  it('never becomes a picture or the emphasis of Markdown', async () => {
    const { paper: read1 } = await read(paper('Touch', '&lt;img src=&quot;https://a.example/b.png&quot;&gt;'))
    expect(read1?.figures).toEqual([])
    const { paper: read2 } = await read(paper('Touch &#42;and&#42; Go'), 'digest.md')
    expect(read2?.title.en).toBe('Touch *and* Go')
  })

  it('in an address joins its parameters', async () => {
    const { paper: read1 } = await read(paper('Touch', 'https://example.org/a?b=1&amp;c=2'))
    expect(read1?.links).toEqual(['https://example.org/a?b=1&c=2'])
  })

  it('leaves the places of diagnostics in the line as it was written', async () => {
    const { diagnostics, raws } = await read(paper('Touch').replace('[CL] Touch', '&nbsp;&nbsp;[CL/QQ] Touch'))
    const unknown = diagnostics.find(({ code }) => code === 'unknown-category')
    expect(raws[0]?.slice((unknown?.span.column ?? 0) - 1, (unknown?.span.endColumn ?? 0) - 1)).toBe('QQ')
  })
})

it('letters whose accents come apart are put together, and their lines stay as they were written', async () => {
  const text = '1、[CL] Übung für Café\nÉ Müller, J García\n[Université Laval]\n以触代视。ガギグ 한글\n'
  const apart = await read(text.normalize('NFD'))
  expect(apart.paper).toEqual((await read(text)).paper)
  expect(apart.paper).toMatchObject({ title: { en: 'Übung für Café' }, authors: ['É Müller', 'J García'] })
  expect(apart.raws.join('\n')).toBe(text.normalize('NFD'))
})
