// Other forms that a typed word may stand for: what it begins, what it is a slip of.
import type { SearchNote } from '../../archive/archive.ts'
import { termOf } from '../../text/terms.ts'
import type { SearchIndex } from '../search-index.ts'
import { respell } from './respell.ts'
import { splitWords } from './split-words.ts'

/**
 * Other forms of a word that a step allows, as terms, several with spaces between; its own form is
 * asked for anyway.
 */
export type OtherForms = (word: string, isLast: boolean) => readonly string[]

/** A word that fewer papers have than this may be unfinished, or misspelt. */
const MAY_BE_UNFINISHED = 20
const MAY_BE_MISSPELT = 5
/** A rare word at the end, shorter than this, is more often a surname than a slip. */
const MAX_SURNAME = 8
const MAX_COMPLETIONS = 12

/** The last word of a query may be only its beginning: what it may become. */
export function completions(index: SearchIndex): OtherForms {
  return (word, isLast) => {
    if (!isLast || word.length < 2 || !/^[a-z][a-z0-9]*$/.test(word)) return []
    if (index.wordFrequency(termOf(word)) >= MAY_BE_UNFINISHED) return []
    const own = termOf(word)
    return [...new Set(index.completions(word, MAX_COMPLETIONS).map(({ term }) => term))].filter((term) => term !== own)
  }
}

export interface Spellings {
  readonly any: OtherForms
  readonly likeliest: OtherForms
  /** Whether a word that was asked for has several spellings. */
  isUnsure(): boolean
  readonly notes: readonly SearchNote[]
  /** Typed word → every spelling that it was taken for, the likeliest first. */
  readonly taken: ReadonlyMap<string, readonly string[]>
}

export function spellings(index: SearchIndex, completed: OtherForms, papers: number): Spellings {
  const notes: SearchNote[] = []
  const known = new Map<string, readonly string[]>()
  const taken = new Map<string, readonly string[]>()
  const respelled = (word: string): readonly string[] => {
    const before = known.get(word)
    if (before) return before
    const isRare = index.wordFrequency(termOf(word)) < MAY_BE_MISSPELT
    const found = isRare ? respell(index, word) : []
    const apart = isRare && found.length === 0 ? splitWords(index, word, papers) : null
    const used = found[0]?.word ?? apart?.map((piece) => piece.word).join(' ')
    if (used !== undefined) notes.push({ code: 'respelled', found: word, used })
    const forms = [...found.map(({ term }) => term), ...(apart ? [apart.map(({ term }) => term).join(' ')] : [])]
    known.set(word, forms)
    if (found.length > 0)
      taken.set(
        word,
        found.map((spelling) => spelling.word),
      )
    return forms
  }
  const forms =
    (limit: number): OtherForms =>
    (word, isLast) => {
      const own = completed(word, isLast)
      if (own.length > 0) return own
      const isKnownSurname = isLast && word.length < MAX_SURNAME && index.wordFrequency(termOf(word)) > 0
      return isKnownSurname ? [] : respelled(word).slice(0, limit)
    }
  return {
    any: forms(Number.POSITIVE_INFINITY),
    likeliest: forms(1),
    isUnsure: () => [...known.values()].some(({ length }) => length > 1),
    notes,
    taken,
  }
}
