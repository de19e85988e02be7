// What a set of queries is, and what its rules share.
import type { CorpusPaper } from '../corpus.ts'
import type { Random } from '../random.ts'
import type { WordIndex } from '../word-index.ts'
import { WORD } from '../words.ts'

export interface Query {
  readonly set: string
  readonly text: string
  readonly answers: readonly string[]
  /** `YYYY-MM-DD`: the day on which it is asked, where it speaks of days relative to that. */
  readonly today?: string
}

export interface Draw {
  readonly text: string
  readonly today?: string
  /** Whether the paper alone fits it. */
  readonly alone: boolean
}

export interface Source {
  readonly paper: CorpusPaper
  /** `YYYY-MM-DD` of its digest. */
  readonly date: string
  readonly words: readonly string[]
  readonly index: WordIndex
  readonly random: Random
}

export interface SetRule {
  readonly name: string
  /** For the documentation. */
  readonly rule: string
  /** Null where the paper does not lend itself to this set. */
  draw(source: Source): Draw | null
}

export const distinct = (words: readonly string[]) => [...new Set(words)]

export const inOrder = (order: readonly string[], chosen: readonly string[]) => order.filter((word) => chosen.includes(word))

export function cutChinese(text: string, length: number, random: Random): string | null {
  if (text.length < length + 2) return null
  const from = random.below(text.length - length)
  const to = from + length
  const words = [...text.matchAll(WORD)].map((word) => [word.index, word.index + word[0].length] as const)
  const splitsWord = (at: number) => words.some(([start, end]) => start < at && at < end)
  return splitsWord(from) || splitsWord(to) || !/\p{Script=Han}{2}/u.test(text.slice(from, to)) ? null : text.slice(from, to)
}
