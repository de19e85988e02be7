import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cite } from '../../src/render/citation/cite.ts'
import { anyPaper, paperView } from '../support/papers.ts'

const TODAY = '2026-01-02'
const perceiver = paperView({ authors: ['A Jaegle', 'F Gimeno', 'A Brock', 'J Carreira'] })

describe('a citation', () => {
  it('in BibTeX names family names first and protects the title', () => {
    expect(cite(perceiver, 'bibtex', TODAY)).toBe(
      [
        '@article{jaegle2021perceiver,',
        '  title = {{Perceiver: General Perception with Iterative Attention}},',
        '  author = {Jaegle, A and Gimeno, F and Brock, A and Carreira, J},',
        '  year = {2021},',
        '  journal = {arXiv preprint arXiv:2103.03206},',
        '  eprint = {2103.03206},',
        '  archivePrefix = {arXiv},',
        '  url = {https://arxiv.org/abs/2103.03206}',
        '}',
      ].join('\n'),
    )
  })

  it('in GB/T 7714 has three authors, the kind of source, and the day it was looked up', () => {
    expect(cite(perceiver, 'gbt7714', TODAY)).toBe(
      'JAEGLE A, GIMENO F, BROCK A, et al. Perceiver: General Perception with Iterative Attention[EB/OL]. (2021)[2026-01-02]. https://arxiv.org/abs/2103.03206.',
    )
  })

  it('in APA has initials with dots and an ampersand before the last', () => {
    expect(cite(perceiver, 'apa', TODAY)).toBe(
      'Jaegle, A., Gimeno, F., Brock, A., & Carreira, J. (2021). Perceiver: General Perception with Iterative Attention (arXiv:2103.03206). arXiv. https://arxiv.org/abs/2103.03206',
    )
  })

  it('in RIS has one line a field and an end', () => {
    const lines = cite(perceiver, 'ris', TODAY).split('\n')
    expect(lines[0]).toBe('TY  - PREP')
    expect(lines.filter((line) => line.startsWith('AU'))).toHaveLength(4)
    expect(lines.at(-1)).toBe('ER  - ')
  })

  it('escapes what TeX would read, and keeps braces in balance', () => {
    const text = cite(paperView({ title: { en: '50% of {A_B} & $5 \\x', zh: null } }), 'bibtex', TODAY)
    expect(text).toContain('{{50\\% of \\{A\\_B\\} \\& \\$5 \\textbackslash{}x}}')
  })

  it('keeps Chinese names, initials with dots, particles and single names', () => {
    const paper = paperView({ authors: ['张三', 'V H. Pong', 'L van der Maaten', 'Plato'], links: [], date: '2021-07-10' })
    expect(cite(paper, 'gbt7714', TODAY)).toMatch(
      /^张三, PONG V H, VAN DER MAATEN L, 等\. .*\[EB\/OL\]\. \(2021\)\[2026-01-02\]\.$/,
    )
    expect(cite(paper, 'bibtex', TODAY)).toContain('{{张三} and Pong, V H. and van der Maaten, L and {Plato}}')
    expect(cite(paper, 'bibtex', TODAY)).toMatch(/^@misc/)
  })

  it('shortens more than twenty authors in APA to nineteen and the last', () => {
    const authors = Array.from({ length: 25 }, (_, i) => `A Name${i + 1}`)
    const text = cite(paperView({ authors }), 'apa', TODAY)
    expect(text).toContain('Name19, A., … Name25, A. (2021)')
    expect(text).not.toContain('Name20')
  })

  it('has neither authors nor a year where the digest has none', () => {
    const bare = paperView({ authors: [], links: [], date: null })
    expect(cite(bare, 'apa', TODAY)).toBe('(n.d.). Perceiver: General Perception with Iterative Attention.')
  })

  it('keeps groups whole, initials apart, hyphens and Jr.', () => {
    const paper = paperView({
      authors: ['DeepMind Interactive Agents Team', 'AN Gomez', 'Jean-Luc Starck', 'W Jones Jr.', 'W Ai'],
    })
    expect(cite(paper, 'apa', TODAY)).toMatch(
      /^DeepMind Interactive Agents Team, Gomez, A\. N\., Starck, J\.-L\., Jones, W\., Jr\., & Ai, W\. \(2021\)/,
    )
    expect(cite(paper, 'bibtex', TODAY)).toContain(
      'author = {{DeepMind Interactive Agents Team} and Gomez, AN and Starck, Jean-Luc and Jones, Jr., W and Ai, W}',
    )
    const two = cite(paperView({ authors: ['何恺明', '张祥雨', '任少卿', '孙剑'] }), 'gbt7714', TODAY)
    expect(two).toMatch(/^何恺明, 张祥雨, 任少卿, 等\. /)
  })

  it('of a paper with a Chinese title only has a key of its own, and its title', () => {
    const text = cite(
      paperView({ title: { en: null, zh: '扩散模型综述' }, authors: ['王五'], links: [], date: '2021-07-10' }),
      'bibtex',
      TODAY,
    )
    expect(text).toMatch(
      /^@misc\{paper210303206,\n {2}title = \{\{扩散模型综述\}\},\n {2}author = \{\{王五\}\},\n {2}year = \{2021\}/,
    )
  })

  it('takes the year from arXiv’s number, old style too, and ends no question with a full stop', () => {
    const old = paperView({ title: { en: 'Is P Equal to NP?', zh: null }, links: ['https://arxiv.org/abs/cs/9901001v2'] })
    expect(cite(old, 'apa', TODAY)).toContain('(1999). Is P Equal to NP? (arXiv:cs/9901001). arXiv. https')
    expect(cite({ ...old, links: [] }, 'apa', TODAY)).toMatch(/\(2021\)\. Is P Equal to NP\?$/)
  })

  it('is BibTeX that reads back, whatever the paper says', () => {
    fc.assert(
      fc.property(anyPaper, (paper) => {
        const text = cite(paper, 'bibtex', TODAY)
        expect(text).toMatch(/^@(?:article|misc)\{[a-z0-9]+,\n/)
        const bare = text.replace(/\\[{}]/g, '')
        let [depth, least] = [0, 0]
        for (const character of bare) {
          if (character === '{') depth++
          if (character === '}') depth--
          least = Math.min(least, depth)
        }
        expect([depth, least]).toEqual([0, 0])
        expect(
          text
            .split('\n')
            .slice(1, -1)
            .filter((line) => !/^ {2}\w+ = \{.*\},?$/u.test(line)),
        ).toEqual([])
      }),
      { numRuns: 60 },
    )
  })
})
