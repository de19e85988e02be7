import { describe, expect, it } from 'vitest'
import type { Expression } from '../../src/search/search-index.ts'
import { askedPartOf, mostMatches, scoredPartOf } from '../../src/search/sqlite/matching/scoring-bounds.ts'

const PAPERS: Readonly<Record<string, number>> = { the: 900_000, model: 600_000, video: 150_000, lava: 40_000, owl: 900 }
const frequency = (text: string) => PAPERS[text] ?? 10
const large = { frequency, papers: () => 1_000_000 }
const term = (text: string): Expression => ({ kind: 'term', term: text })
const all = (...of: Expression[]): Expression => ({ kind: 'all', of })
const any = (...of: Expression[]): Expression => ({ kind: 'any', of })

describe('what papers are scored by', () => {
  it('is all of it in an archive that is not large', () => {
    const whole = all(term('the'), term('model'), term('owl'))
    expect(scoredPartOf(whole, { frequency, papers: () => 100_000 })).toBe(whole)
  })

  it('is the rarest of what all must be there', () => {
    expect(scoredPartOf(all(term('the'), term('lava'), term('owl')), large)).toEqual(all(term('lava'), term('owl')))
    expect(scoredPartOf(all(term('the'), term('model')), large)).toEqual(term('model'))
  })

  it('keeps every alternative, each once', () => {
    const alternatives = any(all(term('the'), term('owl')), all(term('model'), term('owl')), term('video'))
    expect(scoredPartOf(alternatives, large)).toEqual(any(term('owl'), term('video')))
  })

  it('is the rarest row of a long phrase', () => {
    const phrase: Expression = { kind: 'phrase', terms: ['the', 'model', 'owl', 'a', 'b', 'c', 'the'], unfinished: true }
    expect(scoredPartOf(phrase, large)).toEqual({ kind: 'phrase', terms: ['owl', 'a', 'b', 'c'], unfinished: false })
  })

  it('stays in its columns', () => {
    const inTitle: Expression = { kind: 'in', columns: ['title'], of: all(term('the'), term('owl')) }
    expect(scoredPartOf(inTitle, large)).toEqual({ kind: 'in', columns: ['title'], of: term('owl') })
  })
})

describe('what is asked for', () => {
  it('is all of a few terms, however common', () => {
    const few = all(term('the'), term('model'), term('video'))
    expect(askedPartOf(few, large)).toBe(few)
  })

  it('is the five rarest terms of a text, where the others have too many entries', () => {
    const text = all(...['the', 'model', 'video', 'lava', 'owl', 'a', 'b', 'c'].map(term))
    expect(askedPartOf(text, large)).toEqual(all(...['video', 'lava', 'owl', 'a', 'b', 'c'].map(term)))
    expect(askedPartOf(all(...['the', 'model', 'the', 'model', 'the', 'model', 'owl'].map(term)), large)).toMatchObject({
      of: { length: 5 },
    })
  })
})

describe('how many papers may match', () => {
  it('is that of the rarest of all, and that of any together', () => {
    expect(mostMatches(all(term('the'), term('owl')), large)).toBe(900)
    expect(mostMatches(any(term('lava'), term('owl')), large)).toBe(40_900)
    expect(mostMatches({ kind: 'phrase', terms: ['the', 'lava'], unfinished: false }, large)).toBe(40_000)
  })
})
