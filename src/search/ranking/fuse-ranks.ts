// Several orders of the same papers made into one by reciprocal ranks: scores of different kinds
// can't be added, positions can (Cormack, Clarke and Büttcher, 2009).
import type { Ranked } from './rank.ts'

/**
 * How much the first positions count above the next; small, since the lists are short. Measured on
 * the tuning half.
 */
const OFFSET = 3

export interface WeighedOrder {
  readonly pids: readonly number[]
  /** Of the first order it is one. */
  readonly weight: number
}

export function fuseRanks(first: readonly Ranked[], others: readonly WeighedOrder[]): Ranked[] {
  const positions = others.map(({ pids, weight }) => ({ weight, at: new Map(pids.map((pid, at) => [pid, at])) }))
  return first
    .map(({ pid }, at) => {
      const more = positions.reduce((sum, other) => {
        const position = other.at.get(pid)
        return position === undefined ? sum : sum + other.weight / (OFFSET + position)
      }, 0)
      return { pid, score: 1 / (OFFSET + at) + more }
    })
    .sort((a, b) => b.score - a.score)
}
