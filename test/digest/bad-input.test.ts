// Input that nobody should send. Each gives an answer that keeps the promises; the benchmark shows
// that the time stays linear.
import { zipSync } from 'fflate'
import { describe, expect, it } from 'vitest'
import { readZip, ZIP_LIMITS } from '../../src/digest/containers/zip.ts'
import { readFileDigests } from '../../src/digest/index.ts'
import { brokenPromises } from './support/promises.ts'

const encoder = new TextEncoder()
const PAPER = '1、[CV] A Title\nA Jones, B Smith\n[MIT]\n题。文。\nhttps://arxiv.org/abs/2101.00001\n'

async function read(content: string | Uint8Array, file = 'input.txt') {
  const bytes = typeof content === 'string' ? encoder.encode(content) : content
  const readings = await readFileDigests(bytes, { file })
  const isOneText = readings.every((reading) => reading.lines === readings[0]?.lines)
  if (isOneText) expect(brokenPromises(readings)).toEqual([])
  const digests = readings.map(({ digest }) => digest)
  return {
    digests,
    papers: digests.flatMap(({ papers }) => papers),
    codes: digests.flatMap(({ diagnostics }) => diagnostics.map(({ code }) => code)),
    diagnostics: digests.flatMap(({ diagnostics }) => diagnostics),
  }
}

describe('bad input', () => {
  it('of 0 bytes is called an empty file', async () => {
    expect(await read(new Uint8Array(0))).toMatchObject({ papers: [], codes: ['empty-file'] })
  })

  it('of 50 MiB on one line is answered, quoting only its beginning', async () => {
    const { papers, diagnostics } = await read(new Uint8Array(50 * 1024 * 1024).fill(0x61))
    expect(papers).toEqual([])
    expect(diagnostics.map(({ code }) => code)).toContain('no-papers')
    expect(Math.max(...diagnostics.map(({ message }) => message.length))).toBeLessThan(400)
  })

  it('of 5 MiB on the line of an abstract keeps the abstract', async () => {
    const text = 'word '.repeat(1024 * 1024).trim()
    const { papers } = await read(`${PAPER}${text}\n`)
    expect(papers).toHaveLength(1)
    expect(papers[0]?.abstract.en?.length).toBe(text.length)
  })

  it('of 10,000 headings gives 10,000 papers', async () => {
    const headings = Array.from({ length: 10_000 }, (_, i) => `${i + 1}、[CV] Title Number ${i}\nA Jones, B Smith\n`).join('')
    expect((await read(headings)).papers).toHaveLength(10_000)
  })

  it('of 1,000 nested brackets stands in the paper where it was', async () => {
    const nested = `${'['.repeat(1000)}x${']'.repeat(1000)}`
    const { papers } = await read(`1、[CV] A Title\nA Jones, B Smith\n[MIT]\n${nested}\n题。文。\n`)
    expect(papers).toHaveLength(1)
    expect(papers[0]?.affiliations).toEqual(['MIT'])
    expect((await read(`1、[CV] ${nested}\nA Jones, B Smith\n`)).papers[0]?.title.en).toBe(nested)
    expect((await read(nested)).codes).toContain('no-papers')
  })

  it.each([
    ['a PNG', '89504e470d0a1a0a0000000d49484452', 'PNG'],
    ['a JPEG', 'ffd8ffe000104a46494600', 'JPEG'],
    ['a PDF', '255044462d312e370a25e2e3cfd3', 'PDF'],
    ['a gzip', '1f8b0800000000000003', 'gzip'],
  ])('that is %s under the name of a text is called what it is', async (_, hex, name) => {
    const { diagnostics } = await read(Buffer.from(hex, 'hex'))
    expect(diagnostics).toMatchObject([{ code: 'binary-file', message: expect.stringContaining(name) }])
  })

  it.each([1, 2])('that ends %d bytes before the end of a character names the byte', async (missing) => {
    const whole = encoder.encode(`${PAPER}最后一字`)
    const { papers, diagnostics } = await read(whole.subarray(0, whole.length - missing))
    expect(papers).toHaveLength(1)
    expect(diagnostics.find(({ code }) => code === 'undecodable-bytes')?.message).toContain(`byte ${whole.length - 3} `)
  })

  it('with a torn character in GB18030, Big5 and UTF-16 names the byte', async () => {
    const sample = '这里再多写几句中文以便判断编码'
    const gb = Buffer.concat([Buffer.from(PAPER.split('题')[0] ?? ''), Buffer.from('b4f2bfaad5e2cad2', 'hex')])
    expect((await read(Buffer.concat([gb, Buffer.from([0x81])]))).codes).toContain('undecodable-bytes')
    const wide = Buffer.from(`${PAPER}${sample}`, 'utf16le')
    const torn = await read(wide.subarray(0, wide.length - 1))
    expect(torn.digests[0]?.encoding).toBe('utf-16le')
    expect(torn.diagnostics.find(({ code }) => code === 'undecodable-bytes')?.message).toContain(`byte ${wide.length - 2} `)
  })

  it('with lone surrogates keeps them, names the first and writes them as JSON', async () => {
    const bytes = Buffer.from('1、[CV] Half \ud83d of a Smile\nA Jones, B Smith\n', 'utf16le')
    const { papers, codes } = await read(bytes)
    expect(codes).toContain('lone-surrogate')
    expect(JSON.parse(JSON.stringify(papers[0]?.title.en))).toBe('Half \ud83d of a Smile')
  })

  it('with bidirectional overrides and joiners in a title keeps them in the text', async () => {
    const title = 'Safe \u202eevil\u202c Family \ud83d\udc68\u200d\ud83d\udc69 \u2066x\u2069'
    const { papers } = await read(`1、[CV] ${title}\nA Jones, B Smith\n`)
    expect(papers[0]?.title.en).toBe(title)
  })

  it('that would unpack to more than 32 MiB is left, however small it is', async () => {
    const bytes = zipSync({ 'bomb.txt': new Uint8Array(33 * 1024 * 1024), 'fine.txt': encoder.encode(PAPER) }, { level: 1 })
    expect(bytes.length).toBeLessThan(1024 * 1024)
    expect((await read(bytes, 'bomb.zip')).codes).toEqual(['entry-too-large'])
  })

  it('whose header claims little and which unpacks to much is left at the limit of what it unpacks to', () => {
    const bytes = zipSync({ 'bomb.txt': new Uint8Array(3 * 1024 * 1024) })
    // The size that both headers claim.
    const view = Buffer.from(bytes)
    view.writeUInt32LE(1, 22)
    view.writeUInt32LE(1, view.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 24)
    expect(readZip(view, { ...ZIP_LIMITS, entryBytes: 1024 * 1024 })).toMatchObject({
      entries: [],
      diagnostics: [{ code: 'entry-too-large' }],
    })
  })

  it('that unpacks to much in many entries, or has too many, is left where the limit is reached', () => {
    const entries = Object.fromEntries(Array.from({ length: 12 }, (_, i) => [`${i}.txt`, new Uint8Array(1024 * 1024)]))
    const bytes = zipSync(entries, { level: 1 })
    const total = readZip(bytes, { ...ZIP_LIMITS, totalBytes: 4 * 1024 * 1024 })
    expect(total.diagnostics).toMatchObject([{ code: 'entry-too-large' }])
    expect(total.entries.length).toBeLessThanOrEqual(4)
    const many = readZip(bytes, { ...ZIP_LIMITS, entries: 3 })
    expect(many.entries).toHaveLength(3)
    expect(many.diagnostics).toMatchObject([{ code: 'entry-too-large', message: expect.stringContaining('more than 3 entries') }])
  })

  it('with archives inside archives is opened so far and no further', async () => {
    let bytes = zipSync({ '2021-07-10.txt': encoder.encode(PAPER) })
    for (let depth = 0; depth < 6; depth++) bytes = zipSync({ 'inner.zip': bytes })
    expect(await read(bytes, 'a.zip')).toMatchObject({ papers: [], codes: ['entry-too-large'] })
  })

  it.each(['../up.txt', 'a/../../up.txt', '/etc/up.txt', 'C:\\up.txt', '..\\up.txt', '\\\\host\\up.txt'])(
    'whose entry is called %s leaves that entry and reads the others',
    async (name) => {
      const { digests, papers, diagnostics } = await read(
        zipSync({ [name]: encoder.encode(PAPER), 'fine.txt': encoder.encode(PAPER) }),
        'a.zip',
      )
      expect(diagnostics.find(({ code }) => code === 'unsafe-entry-name')?.message).toContain(name)
      expect(papers).toHaveLength(1)
      expect(digests.map(({ file }) => file)).toEqual(['a.zip', 'a.zip/fine.txt'])
    },
  )

  it('of a mail with 1,000 parts is read to its end', async () => {
    const part = (i: number) =>
      `--B\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n${i + 1}、[CV] Part Number ${i}\r\nA Jones, B Smith\r\n[MIT]\r\n`
    const parts = Array.from({ length: 1000 }, (_, i) => part(i)).join('')
    const head =
      'From: a@example.org\r\nSubject: many\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="B"\r\n\r\n'
    expect((await read(`${head}${parts}--B--\r\n`, 'many.eml')).papers).toHaveLength(1000)
  })

  it('of a mail with 1,000 parts inside each other gives an answer', async () => {
    let body = 'Content-Type: text/plain\r\n\r\nend\r\n'
    for (let i = 0; i < 1000; i++)
      body = `Content-Type: multipart/mixed; boundary="B${i}"\r\n\r\n--B${i}\r\n${body}\r\n--B${i}--\r\n`
    const { digests } = await read(`From: a@example.org\r\nSubject: deep\r\nMIME-Version: 1.0\r\n${body}`, 'deep.eml')
    expect(digests).toHaveLength(1)
  })

  it('of HTML with scripts leaves the scripts out and keeps no address that is not on the web', async () => {
    const page = `<!doctype html><html><head><script>1、[CV] In a Script</script></head><body onload="steal()">
<p>1、[CV] A Title</p><p>A Jones, B Smith</p><p>[MIT]</p><p>题。文。</p>
<script>document.write('2、[CV] Written')</script><style>p::after{content:"3、[CV] Styled"}</style>
<a href="javascript:steal()">https://arxiv.org/abs/2101.00001</a><img src=x onerror="steal()"><img src="javascript:steal()">
<iframe srcdoc="4、[CV] Framed"></iframe><template>5、[CV] Template</template></body></html>`
    const { papers } = await read(page, 'input.html')
    expect(papers.map((paper) => paper.title.en)).toEqual(['A Title'])
    expect(JSON.stringify(papers)).not.toMatch(/script|steal|Styled|Framed/)
    expect(papers[0]?.links).toEqual(['https://arxiv.org/abs/2101.00001'])
    expect(papers[0]?.figures).toEqual([{ kind: 'mark' }, { kind: 'mark' }])
  })

  it('of HTML that nests 10,000 deep keeps its text, and what comes behind it', async () => {
    const paper = (number: number) => `<p>${number}、[CV] Title ${number}</p><p>A Jones, B Smith</p><p>题。文。</p>`
    const deep = (text: string) => `${'<div><b>'.repeat(10_000)}${text}${'</b></div>'.repeat(10_000)}`
    const { papers } = await read(`${paper(1)}${deep(paper(2))}${paper(3)}`, 'deep.html')
    expect(papers.map(({ title }) => title.en)).toEqual(['Title 1', 'Title 2', 'Title 3'])
    expect(papers.map(({ authors }) => authors)).toEqual(Array(3).fill(['A Jones', 'B Smith']))
  })

  it('of HTML whose paragraphs and items stay open keeps them apart', async () => {
    const papers = Array.from({ length: 300 }, (_, at) => `<p>${at + 1}、[CV] Title ${at + 1}<ul><li>A Jones<li>B Smith</ul>`)
    expect((await read(papers.join('\n'), 'open.html')).papers).toHaveLength(300)
  })
})
