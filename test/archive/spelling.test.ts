// Letters between a word that was typed and one that is known, and where a run of letters is cut.
import { describe, expect, it } from 'vitest'
import type { KnownWord } from '../../src/search/search-index.ts'
import { deletionsOf, deletionsWithOtherBeginning } from '../../src/search/sqlite/deletions.ts'
import { editsBetween } from '../../src/search/words/respell.ts'
import { splitWords, waysToSplit } from '../../src/search/words/split-words.ts'

describe('letters between two words', () => {
  it('are those added, dropped, replaced, and swapped also where one between them is added or dropped', () => {
    const pairs: readonly (readonly [string, string, number])[] = [
      ['entropy', 'entropy', 0],
      ['entrpy', 'entropy', 1],
      ['entryp', 'entropy', 2],
      ['creatinty', 'certainty', 2],
      ['alinjgment', 'alignment', 2],
      ['meddings', 'embeddings', 2],
      ['kettle', 'teapot', 3],
    ]
    for (const [typed, word, edits] of pairs) {
      expect(editsBetween(typed, word, 2), typed).toBe(edits)
      expect(editsBetween(word, typed, 2), word).toBe(edits)
    }
  })

  it('two of them away a word is found by its beginning or by a letter less', () => {
    const LETTERS = 'aenrstz'
    const slips = (word: string) =>
      [...word].flatMap((letter, at) => {
        const [before, after] = [word.slice(0, at), word.slice(at + 1)]
        const others = [...LETTERS].flatMap((other) => [before + other + after, before + other + letter + after])
        return [before + after, before + after.slice(0, 1) + letter + after.slice(1), ...others]
      })
    const word = 'retrieval'
    const known = new Set(deletionsOf(word))
    const lost = slips(word)
      .flatMap(slips)
      .filter((typed) => typed.slice(0, 3) !== word.slice(0, 3))
      .filter((typed) => !deletionsWithOtherBeginning(typed).some((one) => known.has(one)))
    expect(lost).toEqual([])
  })
})

describe('a run of letters', () => {
  const PAPERS = 20_000
  const words = new Map<string, number>(
    Object.entries({
      sparse: 900,
      linear: 1_200,
      solvers: 200,
      sparselinear: 2,
      between: 3_000,
      human: 4_000,
      dai: 30,
      and: 19_000,
    }),
  )
  const wordOf = (word: string): KnownWord => ({ word, term: word, papers: words.get(word) ?? 0 })
  const index = {
    knownWords: (asked: readonly string[]) => asked.filter((word) => words.has(word)).map(wordOf),
    frequency: (term: string) => (term === 'ai' ? 6_000 : 0),
  }
  const ways = (text: string) => waysToSplit(index, text, PAPERS).map((way) => way.map(({ word }) => word).join(' '))

  it('has several ways to be cut, the likeliest first, those that papers join among them', () => {
    expect(ways('sparselinearsolvers')).toEqual(['sparse linear solvers', 'sparselinear solvers'])
    expect(ways('betweenhumanandai')[0]).toBe('between human and ai')
    expect(ways('betweenhumanandai')).toContain('between human an dai')
  })

  it('is not cut where a part is no word', () => {
    expect(splitWords(index, 'sparsexqzsolvers', PAPERS)).toBeNull()
  })
})
