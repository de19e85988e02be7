// A paper is the same on two days in any spelling of its title or address, and another where the
// title goes on differently.
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arxivIdOf, parseText } from '../../src/digest/index.ts'

function idOf(title: string, link = ''): string | undefined {
  const text = `1、[CV] ${title}\nA Jones, B Smith\n[MIT]\n题。文。\n${link}\n`
  return parseText(text, { file: 'a.txt', encoding: 'utf-8' })[0]?.digest.papers[0]?.id
}

describe('the identity of a paper', () => {
  it.each([
    'attention is all you need',
    'Attention Is All You Need.',
    'Attention  is all you need。',
    'ATTENTION IS ALL YOU NEED',
    'Attention-Is-All You Need',
    'Ａttention Is All You Need',
    'Attention Is All You\u200b Need',
    'Attention: Is All You Need!',
    '“Attention Is All You Need”',
  ])('does not change with %j', (title) => {
    expect(idOf(title)).toBe(idOf('Attention Is All You Need'))
  })

  it.each(['Attention Is All You Need II', 'Attention Is All You', 'Attention Is All You Need: A Survey', 'C++ Is All You Need'])(
    'is another for %j',
    (title) => {
      expect(idOf(title)).not.toBe(idOf('Attention Is All You Need'))
      expect(idOf(title)).not.toBe(idOf('C Is All You Need'))
    },
  )

  it.each([
    'https://arxiv.org/abs/1706.03762',
    'http://arxiv.org/abs/1706.03762v5',
    'https://arxiv.org/pdf/1706.03762v2.pdf',
    'https://export.arxiv.org/abs/1706.03762',
    'https://www.arxiv.org/abs/1706.03762?context=cs',
    'https://ar5iv.labs.arxiv.org/html/1706.03762',
    'https://doi.org/10.48550/arXiv.1706.03762',
    'https://huggingface.co/papers/1706.03762',
    'arXiv:1706.03762v1 [cs.CL]',
    'arxiv: 1706.03762',
    '论文:https://arxiv.org/abs/1706.03762',
    'arxiv.org/abs/1706.03762',
    'HTTPS://ARXIV.ORG/ABS/1706.03762',
  ])('is the arXiv id of %s, whatever the title', (link) => {
    expect(idOf('Another Title', link)).toBe('1706.03762')
  })

  it('fits a custom_id and is the same on every machine', () => {
    expect(idOf('Attention Is All You Need')).toMatch(/^[a-z2-7]{16}$/)
    expect(idOf('Attention Is All You Need')).toBe('q4ve3eqbtwko443e')
    expect(idOf('Old', 'https://arxiv.org/abs/math.GT/0309136v2')).toBe('math.gt-0309136')
    fc.assert(fc.property(fc.string(), (title) => /^[a-z0-9.-]{4,24}$/.test(idOf(title.replace(/\s/g, ' ')) ?? 'none')))
  })

  it('takes no number for an arXiv id that is none', () => {
    for (const text of [
      'https://example.org/1706.03762',
      'https://arxiv.org/abs/1713.03762',
      'https://arxiv.org/list/cs.CV/recent',
    ])
      expect(arxivIdOf(text)).toBeNull()
  })
})

describe('the links of a paper', () => {
  const linksOf = (...links: string[]) =>
    parseText(`1、[CV] T\nA Jones, B Smith\n${links.join('\n')}\n`, { file: 'a.txt', encoding: 'utf-8' })[0]?.digest.papers[0]
      ?.links

  it('has each page once, whatever version, host and spelling it comes in, as it was first written', () => {
    expect(
      linksOf(
        'https://arxiv.org/abs/1706.03762',
        'arXiv:1706.03762',
        'http://arxiv.org/abs/1706.03762v5/',
        'https://github.com/a/b',
        'https://www.github.com/a/b/',
      ),
    ).toEqual(['https://arxiv.org/abs/1706.03762', 'https://github.com/a/b'])
  })

  it('keeps the PDF beside the page of the abstract', () => {
    expect(
      linksOf('https://arxiv.org/pdf/1706.03762', 'https://arxiv.org/abs/1706.03762', 'https://arxiv.org/pdf/1706.03762v2.pdf'),
    ).toEqual(['https://arxiv.org/pdf/1706.03762', 'https://arxiv.org/abs/1706.03762'])
  })

  it('keeps the order of the line', () => {
    expect(linksOf('论文:https://a.example/1 [代码](https://b.example/2) 主页：https://c.example/3。')).toEqual([
      'https://a.example/1',
      'https://b.example/2',
      'https://c.example/3',
    ])
  })
})
