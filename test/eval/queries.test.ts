import { beforeAll, describe, expect, it } from 'vitest'
import { CORPUS, type CorpusPaper, corpusExists, half, readCorpus } from './corpus.ts'
import byHand from './queries-by-hand.json' with { type: 'json' }
import { makeQueries, SETS } from './query-sets.ts'
import { createWordIndex } from './word-index.ts'

const exists = corpusExists()
if (!exists) console.warn(`Skipped: whether the evaluation's queries fit the papers; ${CORPUS} is not beside this repository.`)

let papers: readonly CorpusPaper[] = []
beforeAll(() => {
  if (exists) papers = readCorpus()
}, 60_000)

describe('the queries typed by hand', () => {
  it('are at least 250, in both languages, each once and with papers that answer it', () => {
    const texts = byHand.map(([text]) => text ?? '')
    expect(new Set(texts).size).toBe(texts.length)
    expect(texts.length).toBeGreaterThanOrEqual(250)
    const zh = texts.filter((text) => /\p{Script=Han}/u.test(text))
    expect(zh.length).toBeGreaterThanOrEqual(100)
    expect(texts.length - zh.length).toBeGreaterThanOrEqual(100)
    for (const [text, ...answers] of byHand) {
      expect(text?.trim()).not.toBe('')
      expect(answers.length).toBeGreaterThan(0)
    }
  })

  it.skipIf(!exists)('are answered by papers that the corpus has', () => {
    const known = new Set(papers.map(({ id }) => id))
    for (const [text, ...answers] of byHand) for (const id of answers) expect(known, text).toContain(id)
  })
})

describe.skipIf(!exists)('the queries drawn from the papers', () => {
  it('are the same each time, and drawn for tuning from other papers than for the figures', () => {
    const some = papers.slice(0, 4_000)
    const index = createWordIndex(some)
    const draw = (which: 'tuning' | 'figures') => makeQueries(index, half(some, which), { perSet: 3, sets: SETS }).queries
    const [figures, tuning] = [draw('figures'), draw('tuning')]
    expect(draw('figures')).toEqual(figures)
    // Hardly a title has a British spelling.
    const common = SETS.map(({ name }) => name).filter((name) => name !== 'American spelling')
    expect(new Set([...figures.map(({ set }) => set), 'American spelling'])).toEqual(new Set([...common, 'American spelling']))
    const tuned = new Set(tuning.flatMap(({ answers }) => answers))
    expect(figures.flatMap(({ answers }) => answers).filter((id) => tuned.has(id))).toEqual([])
  }, 120_000)
})
