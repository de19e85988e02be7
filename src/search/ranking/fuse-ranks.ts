// Two orders of the same papers made into one by reciprocal ranks: scores of different kinds can't
// be added, positions can (Cormack, Clarke and Büttcher, 2009).
import type { Ranked } from './rank.ts'

/**
 * How much the first positions count above the next; small, since the lists are short. Measured on
 * the tuning half.
 */
const OFFSET = 3
const WEIGHT_OF_SECOND = 0.5

export function fuseRanks(first: readonly Ranked[], second: readonly number[]): Ranked[] {
  const positions = new Map(second.map((pid, at) => [pid, at]))
  return first
    .map(({ pid }, at) => {
      const other = positions.get(pid)
      return { pid, score: 1 / (OFFSET + at) + (other === undefined ? 0 : WEIGHT_OF_SECOND / (OFFSET + other)) }
    })
    .sort((a, b) => b.score - a.score)
}
