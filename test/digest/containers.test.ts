// Pictures keep their bytes or address and their place; several digests and entries keep their
// names.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { type Figure, readDigests } from '../../src/digest/index.ts'

const fixtures = join(import.meta.dirname, 'fixtures')

async function figuresOf(name: string, file: string): Promise<readonly (readonly Figure[])[]> {
  const digests = await readDigests(readFileSync(join(fixtures, name, file)), { file })
  return digests.flatMap(({ papers }) => papers.map(({ figures }) => figures))
}

const brief = (figures: readonly Figure[]) =>
  figures.map((figure) =>
    figure.kind === 'file'
      ? `${figure.name} ${figure.mediaType} ${figure.bytes.length}`
      : figure.kind === 'address'
        ? figure.url
        : 'mark',
  )

describe('the figures of a paper', () => {
  it('come from a mail by content id, in order', async () => {
    const papers = await figuresOf('mail-multipart', 'input.eml')
    const size = papers[0]?.[0]?.kind === 'file' ? papers[0][0].bytes.length : 0
    expect(size).toBeGreaterThan(60)
    expect(papers.map(brief)).toEqual([
      [`one.png image/png ${size}`, `two.png image/png ${size}`],
      [`three.png image/png ${size}`],
    ])
    expect(papers[1]?.[0]).toMatchObject({ alt: 'third' })
  })

  it('come from the entries beside a digest in an archive', async () => {
    const papers = await figuresOf('archive', 'input.zip')
    expect(brief(papers[0] ?? [])).toEqual([expect.stringMatching(/^pictures\/1\.png image\/png \d+$/)])
    expect(brief(papers[1] ?? [])).toEqual([expect.stringMatching(/^more\/pictures\/2\.png image\/png \d+$/)])
  })

  it('keep their addresses in a text and a page, and are marks where the address is not on the web', async () => {
    const [figures = []] = await figuresOf('figures', 'input.txt')
    expect(brief(figures).filter((figure) => figure !== 'mark')).toEqual([
      'https://pictures.example/a.png',
      'https://pictures.example/b.jpg',
      'https://pictures.example/c.png',
      'https://pictures.example/with space.png',
    ])
    const [page = []] = await figuresOf('page', 'input.html')
    expect(brief(page)).toEqual(['https://pictures.example/a.png', 'https://pictures.example/b.png'])
  })

  it('come out of the page itself where it holds them', async () => {
    const data = Buffer.from('89504e470d0a1a0a', 'hex').toString('base64')
    const page = `<html><body><p>1、[CV] A Title</p><p>A Jones, B Smith</p><p>[MIT]</p><img alt="a" src="data:image/png;base64,${data}"><img src="https://pictures.example/b.png"></body></html>`
    const [digest] = await readDigests(new TextEncoder().encode(page), { file: 'a.html' })
    expect(brief(digest?.papers[0]?.figures ?? [])).toEqual(['picture-1.png image/png 8', 'https://pictures.example/b.png'])
  })
})
