// Words that were typed without the spaces between them, cut into words that the archive knows.
import type { KnownWord, SearchIndex } from '../search-index.ts'

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
/** What a piece costs beyond its rarity: fewer, longer words are likelier. */
const COST_OF_A_PIECE = 3

/** "efficientvideogeneration" → the words; null where the whole can't be cut so. */
export function splitWords(index: SearchIndex, text: string, papers: number): readonly KnownWord[] | null {
  if (text.length < MIN_LENGTH || text.length > MAX_LENGTH || !/^[a-z]+$/.test(text)) return null
  const known = new Map(index.knownWords(pieces(text)).map((word) => [word.word, word]))
  // In a large archive a word of one paper is as often a slip itself.
  const minPapers = papers < SMALL_ARCHIVE ? 1 : 2
  /** The cheapest way to cut what ends here, and where its last piece begins. */
  const costs: number[] = [0]
  const begins: number[] = [0]
  for (let end = 1; end <= text.length; end++) {
    costs[end] = Number.POSITIVE_INFINITY
    for (let start = Math.max(0, end - MAX_WORD); start < end; start++) {
      const piece = text.slice(start, end)
      const word = known.get(piece)
      const least = piece.length >= LONG_WORD ? 1 : minPapers
      if (!SHORT_WORDS.has(piece) && (!word || word.papers < least || piece.length < MIN_WORD)) continue
      const rarity = SHORT_WORDS.has(piece) ? 0 : Math.log((papers + 1) / (word?.papers ?? 1))
      const cost = (costs[start] ?? 0) + COST_OF_A_PIECE + rarity
      if (cost < (costs[end] ?? 0)) {
        costs[end] = cost
        begins[end] = start
      }
    }
  }
  if (!Number.isFinite(costs[text.length])) return null
  const words: KnownWord[] = []
  for (let end = text.length; end > 0; end = begins[end] ?? 0) {
    const word = text.slice(begins[end] ?? 0, end)
    words.unshift(known.get(word) ?? { word, term: word, papers })
  }
  return words.length > 1 ? words : null
}

const MIN_OF_TWO = 4
const MAX_WAYS_IN_TWO = 2
/** A word of two letters is taken for one where so many papers have it. */
const MIN_PAPERS_OF_TWO_LETTERS = 20

/** "theturing" → "the turing": the likeliest ways to cut a word in two that the archive knows. */
export function splitInTwo(
  index: Pick<SearchIndex, 'knownWords'>,
  text: string,
  papers: number,
): readonly (readonly [KnownWord, KnownWord])[] {
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
