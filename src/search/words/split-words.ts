// Words that were typed without the spaces between them, cut into words that the archive knows.
import { termOf } from '../../text/terms.ts'
import type { KnownWord, SearchIndex } from '../search-index.ts'

type WordIndex = Pick<SearchIndex, 'knownWords' | 'frequency'>

const MAX_LENGTH = 90
const MIN_LENGTH = 6
const MAX_WORD = 20
/** Shorter pieces are taken for words only where they join others. */
const SHORT_WORDS = new Set(
  'a an as at by for from in into is it no not of on or the to up via we with and are be can do how its'.split(' '),
)
const MIN_WORD = 3
/** A name of so many letters is known from one paper. */
const LONG_WORD = 5
const SMALL_ARCHIVE = 2_000
/** A word of two letters is taken for one where so many papers have it. */
const MIN_PAPERS_OF_TWO_LETTERS = 20
/** What a piece costs beyond its rarity: fewer, longer words are likelier. */
const COST_OF_A_PIECE = 3

/** So many ways to cut are followed at each letter. */
const MAX_WAYS = 8

interface Way {
  readonly cost: number
  /** Where its last word begins, and the way up to there. */
  readonly start: number
  readonly before: Way | null
}

/** "efficientvideogeneration" → the words; null where the whole can't be cut so. */
export function splitWords(index: WordIndex, text: string, papers: number): readonly KnownWord[] | null {
  return waysToSplit(index, text, papers).find((words) => areUsed(words, papers)) ?? null
}

/** The likeliest ways to cut it into two words or more, the best first. */
export function waysToSplit(index: WordIndex, text: string, papers: number): readonly (readonly KnownWord[])[] {
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH || !/^[a-z]+$/.test(text)) return []
  const known = knownPieces(index, text, papers)
  /** The cheapest ways to cut what ends here. */
  const ways: Way[][] = [[{ cost: 0, start: 0, before: null }]]
  for (let end = 1; end <= text.length; end++) {
    const found: Way[] = []
    for (let start = Math.max(0, end - MAX_WORD); start < end; start++) {
      const cost = costOf(text.slice(start, end), known, papers)
      if (cost === null) continue
      for (const before of ways[start] ?? []) found.push({ cost: before.cost + cost, start, before })
    }
    ways[end] = found.sort((a, b) => a.cost - b.cost).slice(0, MAX_WAYS)
  }
  return (ways[text.length] ?? []).map((way) => wordsOf(way, text, known, papers)).filter(({ length }) => length > 1)
}

/** In a large archive a short word of one paper is as often a slip itself. */
export const areUsed = (words: readonly KnownWord[], papers: number): boolean =>
  words.every(({ word, papers: own }) => own > 1 || word.length >= LONG_WORD || papers < SMALL_ARCHIVE)

/** The index counts no words of two letters: of these the term says how many papers have it. */
function knownPieces(index: WordIndex, text: string, papers: number): ReadonlyMap<string, KnownWord> {
  const all = pieces(text)
  const known = new Map(index.knownWords(all).map((word) => [word.word, word]))
  for (const piece of all.filter(({ length }) => length === 2)) {
    const term = termOf(piece)
    const own = index.frequency(term)
    const isUsed = own > 0 && (own >= MIN_PAPERS_OF_TWO_LETTERS || papers < SMALL_ARCHIVE)
    if (isUsed) known.set(piece, { word: piece, term, papers: own })
  }
  return known
}

/** Null where it is not taken for a word. */
function costOf(piece: string, known: ReadonlyMap<string, KnownWord>, papers: number): number | null {
  if (SHORT_WORDS.has(piece)) return COST_OF_A_PIECE
  const word = known.get(piece)
  return word ? COST_OF_A_PIECE + Math.log((papers + 1) / word.papers) : null
}

function wordsOf(way: Way, text: string, known: ReadonlyMap<string, KnownWord>, papers: number): readonly KnownWord[] {
  const words: KnownWord[] = []
  let end = text.length
  for (let last: Way = way; last.before; last = last.before) {
    const word = text.slice(last.start, end)
    words.unshift(known.get(word) ?? { word, term: word, papers })
    end = last.start
  }
  return words
}

const MIN_OF_TWO = 4
const MAX_WAYS_IN_TWO = 2

/** "theturing" → "the turing": the likeliest ways to cut a word in two that the archive knows. */
export function splitInTwo(index: WordIndex, text: string, papers: number): readonly (readonly [KnownWord, KnownWord])[] {
  if (text.length < MIN_OF_TWO || text.length > 2 * MAX_WORD || !/^[a-z]+$/.test(text)) return []
  const cuts = Array.from({ length: text.length - 1 }, (_, at) => [text.slice(0, at + 1), text.slice(at + 1)] as const)
  const known = new Map(index.knownWords(cuts.flat()).map((word) => [word.word, word]))
  const wordOf = (piece: string): KnownWord | null => {
    if (SHORT_WORDS.has(piece)) return { word: piece, term: piece, papers }
    const word = known.get(piece)
    const isWord = word && (piece.length >= MIN_WORD || (piece.length === 2 && word.papers >= MIN_PAPERS_OF_TWO_LETTERS))
    return isWord ? word : null
  }
  return cuts
    .flatMap(([before, behind]): (readonly [KnownWord, KnownWord])[] => {
      const [first, second] = [wordOf(before), wordOf(behind)]
      return first && second ? [[first, second]] : []
    })
    .sort((a, b) => likelihood(b) - likelihood(a))
    .slice(0, MAX_WAYS_IN_TWO)
}

const likelihood = ([first, second]: readonly [KnownWord, KnownWord]) => Math.log(first.papers + 1) + Math.log(second.papers + 1)

function pieces(text: string): string[] {
  const found = new Set<string>()
  for (let start = 0; start < text.length; start++)
    for (let length = 1; length <= MAX_WORD && start + length <= text.length; length++)
      found.add(text.slice(start, start + length))
  return [...found]
}
