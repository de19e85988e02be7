// Other forms that a typed word may stand for: what it begins, what it is a slip of.
import type { SearchNote } from '../../archive/archive.ts'
import { termOf } from '../../text/terms.ts'
import type { KnownWord, SearchIndex } from '../search-index.ts'
import { editsBetween, possibleSpellings, respell } from './respell.ts'
import { splitInTwo, splitWords } from './split-words.ts'

/**
 * Other forms of a word that a step allows, as terms, several with spaces between; its own form is
 * asked for anyway.
 */
export type OtherForms = (word: string, isLast: boolean) => readonly string[]

/** A word that fewer papers have than this may be unfinished, or misspelt. */
const MAY_BE_UNFINISHED = 20
const MAY_BE_MISSPELT = 5
/**
 * A word that fewer papers have may be two without their space, where those are used so much more.
 */
const MAY_BE_TWO_WORDS = 200
const MUCH_MORE_USED = 10
/** A query of more unknown words is of another language rather than of slips. */
const MAX_WORDS_FURTHER = 6
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
  /** Those further away, too: for words that must be in the title together. */
  readonly possible: OtherForms
  /** Whether a word that was asked for has several spellings. */
  isUnsure(): boolean
  readonly notes: readonly SearchNote[]
  /** Of words that have possible spellings only. */
  readonly furtherNotes: readonly SearchNote[]
  /** Typed word → every spelling that it was taken for, the likeliest first. */
  readonly taken: ReadonlyMap<string, readonly string[]>
}

/**
 * What a word may have been meant to be, the likeliest first; several words where a space is
 * missing.
 */
interface Respelled {
  readonly likely: readonly string[]
  readonly possible: readonly string[]
}

/** How ".NET" is kept: whoever typed the sign has made no slip. */
const SIGNS_AS_WORDS = new Set(['dotnet'])

const AS_TYPED: Respelled = { likely: [], possible: [] }

export interface SpellingOptions {
  /**
   * In a long query the other words tell which paper is meant, so that near spellings are enough
   * where there are some.
   */
  readonly isLong: boolean
  /** Nothing else is asked. */
  readonly isAlone: boolean
  /** A name is not respelled. */
  readonly isName: (word: string) => boolean
}

export function spellings(
  index: SearchIndex,
  completed: OtherForms,
  papers: number,
  { isLong, isAlone, isName }: SpellingOptions,
): Spellings {
  const notes: SearchNote[] = []
  const furtherNotes: SearchNote[] = []
  const known = new Map<string, Respelled>()
  const taken = new Map<string, readonly string[]>()
  const respelled = (word: string): Respelled => {
    const before = known.get(word)
    if (before) return before
    const isFurther = (isNear: boolean) => taken.size < MAX_WORDS_FURTHER && !((isLong || isAlone) && isNear)
    const likely = respelledOf(index, word, papers, isFurther)
    const found = likely.possible.length > 0 && isName(word) ? AS_TYPED : likely
    known.set(word, found)
    const [[likeliest], [used]] = [found.likely, found.possible]
    if (used === undefined) return found
    const note: SearchNote = { code: 'respelled', found: word, used: likeliest ?? used }
    if (likeliest === undefined) furtherNotes.push(note)
    else notes.push(note)
    taken.set(word, found.possible)
    return found
  }
  const forms =
    (of: (respelled: Respelled) => readonly string[]): OtherForms =>
    (word, isLast) => {
      const own = completed(word, isLast)
      if (own.length > 0) return own
      const isKnownSurname = isLast && word.length < MAX_SURNAME && index.hasSurname(word)
      return isKnownSurname ? [] : [...new Set(of(respelled(word)).map(termsOf))]
    }
  return {
    any: forms(({ likely }) => likely),
    likeliest: forms(({ likely }) => likely.slice(0, 1)),
    possible: forms(({ possible }) => possible),
    isUnsure: () => [...known.values()].some(({ possible }) => possible.length > 1),
    notes,
    furtherNotes,
    taken,
  }
}

const termsOf = (words: string) => words.split(' ').map(termOf).join(' ')

/**
 * Whether papers have each two of the words in a row: "hinton" is a surname that the archive lacks
 * and not "hint on".
 */
const isSideBySide = (index: SearchIndex, words: readonly KnownWord[]) =>
  words.slice(1).every((word, at) => {
    const row = { kind: 'phrase', terms: [words[at]?.term ?? '', word.term], unfinished: false } as const
    return index.match(row, { where: [], limit: 1, order: 'newest' }).length > 0
  })

function respelledOf(index: SearchIndex, word: string, papers: number, isFurther: (isNear: boolean) => boolean): Respelled {
  if (SIGNS_AS_WORDS.has(word)) return AS_TYPED
  const own = termOf(word)
  const frequency = index.wordFrequency(own)
  // No paper may have it but by its stem: "meddings" has that of "med", and is no form of it.
  const isUnknown = frequency < MAY_BE_MISSPELT || index.word(word) === null
  const near = isUnknown ? respell(index, word) : []
  const isRare = isUnknown && (frequency < MAY_BE_MISSPELT || near.every(({ term }) => term !== own))
  const inTwo = frequency < MAY_BE_TWO_WORDS ? splitInTwo(index, word, papers) : []
  const apart = inTwo
    .filter((pieces) => isSideBySide(index, pieces))
    .filter((pieces) => isRare || pieces.every((piece) => piece.papers >= MUCH_MORE_USED * frequency))
    .map((pieces) => pieces.map((piece) => piece.word).join(' '))
  if (!isRare) return apart.length > 0 ? { likely: apart, possible: apart } : AS_TYPED
  const isNear = near.some((spelling) => editsBetween(word, spelling.word, 1) <= 1)
  const words = near.map((spelling) => spelling.word)
  const pieces = near.length + apart.length > 0 ? null : splitWords(index, word, papers)
  const several = pieces !== null && isSideBySide(index, pieces) ? pieces : []
  const likely = [...(isNear ? [...words, ...apart] : [...apart, ...words]), several.map((piece) => piece.word).join(' ')]
  const further = isFurther(isNear) ? possibleSpellings(index, word).filter(({ term }) => term !== own) : []
  const known = likely.filter((text) => text !== '')
  return { likely: known, possible: [...new Set([...known, ...further.map((spelling) => spelling.word)])] }
}
