import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { renderWhole } from '../../src/render/paper/whole.ts'
import { messageFaults } from '../support/message-limits.ts'
import { anyPaper, paperView } from '../support/papers.ts'

describe('a whole paper', () => {
  it('loses no sentence, in as many messages as that takes', () => {
    const sentences = Array.from(
      { length: 900 },
      (_, i) => `This is sentence number ${i} of the abstract, with some more words in it.`,
    )
    const bodies = renderWhole(paperView({ abstract: { en: sentences.join(' '), zh: null } }), 'en', false)
    const text = bodies
      .flatMap((body) => body.embeds ?? [])
      .map((embed) => embed.description)
      .join('\n')
    expect(bodies.length).toBeGreaterThan(5)
    for (const sentence of sentences) expect(text).toContain(sentence)
  })

  it('leads with the reader’s language and brings the other one after it', () => {
    const text =
      renderWhole(paperView(), 'zh', true)[0]
        ?.embeds?.map((embed) => embed.description)
        .join('\n') ?? ''
    expect(text.indexOf('生物系统感知世界')).toBeGreaterThan(-1)
    expect(text.indexOf('Biological systems')).toBeGreaterThan(text.indexOf('生物系统感知世界'))
  })

  it('fits Discord, whatever the digest says', () => {
    fc.assert(
      fc.property(anyPaper, fc.constantFrom('zh' as const, 'en' as const), fc.boolean(), (paper, lead, both) => {
        const bodies = renderWhole(paper, lead, both)
        expect(bodies.length).toBeGreaterThan(0)
        for (const body of bodies) expect(messageFaults(body)).toEqual([])
      }),
      { numRuns: 150 },
    )
  })
})
